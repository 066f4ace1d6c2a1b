"""A meeting to test with: two administrations are asked about an area; the words are own."""

from datetime import date, time

from django.contrib.auth.models import User

from apps.group_store import START, a_group
from apps.round_store import ANALYST, NORTH, REPORTER, SOUTH, fill_round_plans
from riktning.apps.governance.groups import take_seat
from riktning.apps.governance.kinds import SeatPart
from riktning.apps.governance.models import Group
from riktning.apps.meetings.agenda import PointDetails, add_document, add_point
from riktning.apps.meetings.asking import Said, answer_positions, ask_positions
from riktning.apps.meetings.calling import MeetingDetails, call_meeting
from riktning.apps.meetings.kinds import PointKind
from riktning.apps.meetings.models import Meeting
from riktning.apps.organisation.models import Grant
from riktning.apps.organisation.rights import Actor, Held, Role
from riktning.apps.plans.models import Area, Revision

DAY = date(2025, 8, 30)
SECRETARY = Actor("sekreteraren", frozenset({Held(Role.REPORTER, NORTH)}))
MEMBER = Actor("ledamoten", frozenset({Held(Role.READER)}))
OUTSIDER = Actor("utomstående", frozenset({Held(Role.READER)}))
SOUTHERN = Actor("rapportör söder", frozenset({Held(Role.REPORTER, SOUTH)}))
WORDS = "Väntar på *avtalet* med kommunerna"


def details(**given) -> MeetingDetails:
    values = {"title": "Augustimötet", "day": DAY, "starts": time(9), "ends": time(12)}
    return MeetingDetails(**{**values, "place": "Stationshuset", **given})


def a_meeting(group: Group | None = None, actor: Actor = ANALYST, **given) -> Meeting:
    return call_meeting(group=group or a_group(), details=details(**given), actor=actor)


def a_point(meeting: Meeting, heading: str = "Läget", **given):
    said = PointDetails(**{"heading": heading, "kind": PointKind.DIALOGUE, **given})
    return add_point(meeting=meeting, details=said, actor=ANALYST)


def a_seat(group: Group, actor: Actor, part: SeatPart = SeatPart.MEMBER, role: str = "strateg"):
    user, made = User.objects.get_or_create(username=actor.name)
    if made:
        for held in actor.grants:
            Grant.objects.create(
                user=user, role=held.role, unit_id=held.unit_id, area=held.area, from_date=START
            )
    return take_seat(group=group, part=part, role=role, user=user, from_date=START, actor=ANALYST)


def ask(meeting: Meeting, revision: Revision, **given) -> Meeting:
    values = {"areas": list(Area.objects.filter(revision=revision)), "units": [NORTH, SOUTH]}
    values |= {"answer_by": date(2025, 8, 25), "reminder": "Glöm inte att svara."}
    return ask_positions(meeting=meeting, revision=revision, actor=ANALYST, **{**values, **given})


def answer(meeting: Meeting, actor: Actor = REPORTER, unit: str = NORTH, **given):
    said = Said(**{"word": "behind", "text": WORDS, **given})
    area = meeting.positions.values_list("area", flat=True)[0]
    return answer_positions(meeting=meeting, unit_id=unit, said={area: said}, actor=actor)


def a_whole_meeting() -> Meeting:
    """Three points, one of them of the areas and one for decision; the north has answered."""
    revision = fill_round_plans()
    group = a_group()
    a_seat(group, SECRETARY, SeatPart.SECRETARY, "utvecklingsledare")
    a_seat(group, MEMBER)
    meeting = fill_meeting(a_meeting(group), revision)
    answer(meeting)
    meeting.refresh_from_db()
    return meeting


def a_whole_meeting_again(first: Meeting) -> Meeting:
    """Another of the same group and about the same plan."""
    meeting = fill_meeting(a_meeting(first.group, title="Septembermötet"), first.revision)
    answer(meeting)
    meeting.refresh_from_db()
    return meeting


def fill_meeting(meeting: Meeting, revision: Revision) -> Meeting:
    a_point(meeting, "Nytt från staben", kind=PointKind.INFORMATION, minutes=20, presenter="stab")
    areas = a_point(meeting, "Läget i planen", minutes=60, takes_up_areas=True, purpose="Se läget")
    a_point(meeting, "Höstens arbete", kind=PointKind.DECISION, wanted="Att börja i oktober")
    add_document(point=areas, title="Planen", address="https://exempel.se/plan.pdf", actor=ANALYST)
    return ask(meeting, revision)
