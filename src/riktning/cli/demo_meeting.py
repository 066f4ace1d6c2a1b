"""The demo's meeting: one to come, that says it is invented, with positions asked for."""

from datetime import date, time, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from riktning.apps.plans.models import Revision

GROUP = "utveckling"
AHEAD, TO_ANSWER = timedelta(days=21), timedelta(days=14)


def make_meeting(revision: "Revision", today: date, actor: str) -> bool:
    """A meeting of the group for development; False when there is no such group, or a meeting."""
    from dataclasses import replace

    from riktning.apps.followup.rounds.opening import administrations
    from riktning.apps.governance.models import Group
    from riktning.apps.meetings.agenda import PointDetails, add_point
    from riktning.apps.meetings.asking import ask_positions
    from riktning.apps.meetings.calling import MeetingDetails, call_meeting
    from riktning.apps.meetings.kinds import PointKind
    from riktning.apps.meetings.models import Meeting
    from riktning.apps.organisation.rights import COMMAND_LINE

    group = Group.objects.filter(code=GROUP).first()
    units, areas = administrations(today + AHEAD), list(revision.areas.order_by("order"))
    if group is None or not units or not areas or Meeting.objects.exists():
        return False
    person = replace(COMMAND_LINE, name=actor)
    said = MeetingDetails("Exempel: läget i planen", today + AHEAD, time(9), time(12), "Påhittat")
    meeting = call_meeting(group=group, details=said, synthetic=True, actor=person)
    points = (
        PointDetails("Aktuellt", PointKind.INFORMATION, minutes=20),
        PointDetails("Läget per område", PointKind.DIALOGUE, minutes=90, takes_up_areas=True),
        PointDetails("Nästa steg", PointKind.DECISION, minutes=45, wanted="Påhittat: att börja."),
    )
    for point in points:
        add_point(meeting=meeting, details=point, actor=person)
    ask_positions(
        meeting=meeting, revision=revision, areas=areas, units=list(units),
        answer_by=today + TO_ANSWER, actor=person,
    )  # fmt: skip
    return True
