"""What meetings are called in papers made of them, in both languages."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta

from riktning.apps.governance.kinds import Outcome
from riktning.apps.meetings.kinds import MeetingState, PointKind, PositionWord, Presence
from riktning.apps.meetings.models import Meeting, Point
from riktning.catalogue.model import Words

DASH = "–"
KINDS: Mapping[str, Words] = {
    PointKind.INFORMATION: Words("Information", "Information"),
    PointKind.DIALOGUE: Words("Dialog", "Dialogue"),
    PointKind.DECISION: Words("Beslut", "Decision"),
}
POSITIONS: Mapping[str, Words] = {
    "": Words("inte svarat", "no answer"),
    PositionWord.IN_PHASE: Words("i fas", "in phase"),
    PositionWord.BEHIND: Words("släpar efter", "behind"),
    PositionWord.OBSTRUCTED: Words("hinder", "obstructed"),
    PositionWord.UNCONCERNED: Words("berörs inte", "not concerned"),
}
PRESENCE: Mapping[str, Words] = {
    Presence.PRESENT: Words("närvarande", "present"),
    Presence.REPLACED: Words("vikarie", "replaced"),
    Presence.ABSENT: Words("frånvarande", "absent"),
}
OUTCOMES: Mapping[str, Words] = {
    Outcome.APPROVED: Words("bifall", "approved"),
    Outcome.REJECTED: Words("avslag", "rejected"),
    Outcome.RETURNED: Words("återremiss", "returned"),
    Outcome.NOTED: Words("noterat", "noted"),
}
STATES: Mapping[str, Words] = {
    MeetingState.PLANNED: Words("planerat", "planned"),
    MeetingState.HELD: Words("hållet", "held"),
    MeetingState.MINUTED: Words("protokollet justerat", "minutes approved"),
    MeetingState.CANCELLED: Words("inställt", "cancelled"),
}
AGENDA = Words("Dagordning", "Agenda")
INTRODUCTION = Words("Inledning", "Introduction")
TIME, POINT, KIND = Words("Tid", "Time"), Words("Punkt", "Item"), Words("Slag", "Kind")
PRESENTER = Words("Föredragande", "Presenter")
PURPOSE = Words("Syfte", "Purpose")
DOCUMENT = Words("Handling", "Document")
WANTED = Words("Beslut som önskas", "Decisions wanted")
GROUP, PLACE = Words("Grupp", "Group"), Words("Plats", "Place")
SECRETARY = Words("Sekreterare", "Secretary")
RUN = Words("Uppgifter ur", "Figures from")
ADMINISTRATION = Words("Förvaltning", "Administration")
MEASURED = Words("Enligt måtten", "By the measures")
SAYS, IN_WORDS = Words("Säger", "Says"), Words("Med egna ord", "In its own words")
NOT_MEASURED = Words("inga bedömda mått", "no judged measures")
ROLE, PRESENT = Words("Roll", "Role"), Words("Närvaro", "Attendance")
REMARK = Words("Anteckning", "Remark")
DECISIONS = Words("Beslut och åtgärder", "Decisions and actions")
DECISION, OUTCOME = Words("Beslut", "Decision"), Words("Utfall", "Outcome")
ACTION, OWNER, DUE = (
    Words("Åtgärd", "Action"),
    Words("Ägare", "Owner"),
    Words("Klar senast", "Due"),
)
POSITIONS_BEFORE = Words("Lägen inför mötet", "Positions before the meeting")
AREA = Words("Område", "Area")
MINUTES = Words("Protokoll", "Minutes")
DRAFT_MINUTES = Words("Protokoll, inte justerat", "Minutes, not approved")
APPROVED = Words("Justerat", "Approved")
NOTHING_NOTED = Words("Inget är antecknat.", "Nothing is noted.")
NO_POINTS = Words("Dagordningen har inga punkter än.", "The agenda has no items yet.")
INVENTED = Words(
    "Mötet är påhittat, för att visa hur det går till.",
    "The meeting is invented, to show how it is done.",
)
_MONTHS = {
    "sv": "januari februari mars april maj juni juli augusti september oktober november december",
    "en": "January February March April May June July August September October November December",
}


def day_words(day: date, language: str) -> str:
    """As ``31 december 2025``."""
    return f"{day.day} {_MONTHS[language].split()[day.month - 1]} {day.year}"


def when(meeting: Meeting, language: str) -> str:
    """The day, and from when to when."""
    day = day_words(meeting.day, language)
    return f"{day}, {meeting.starts:%H:%M}{DASH}{meeting.ends:%H:%M}"


def clock(meeting: Meeting, points: list[Point]) -> list[str]:
    """When each point begins, as long as all before it say how long they take; then nothing.

    A point that would begin past midnight has no time: the meeting is that of one day.
    """
    told, now = [], datetime.combine(meeting.day, meeting.starts)
    known = any(point.minutes for point in points)
    for point in points:
        known = known and now.date() == meeting.day
        told.append(f"{now:%H:%M}" if known else "")
        known = known and point.minutes is not None
        now += timedelta(minutes=point.minutes or 0)
    return told


def minutes_over(meeting: Meeting, points: list[Point]) -> int:
    """How many minutes the points take together beyond the end of the meeting."""
    begins = datetime.combine(meeting.day, meeting.starts)
    held = datetime.combine(meeting.day, meeting.ends) - begins
    needed = sum(point.minutes or 0 for point in points)
    return max(needed - int(held.total_seconds()) // 60, 0)
