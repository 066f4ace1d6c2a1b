"""Meetings as they are read. The number of queries does not depend on how much there is."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Prefetch, Q, QuerySet

from riktning.apps.governance.items import items as actions_of
from riktning.apps.governance.models import ActionItem, Group
from riktning.apps.meetings.kinds import MeetingState
from riktning.apps.meetings.models import Attendance, Meeting, Point, PointDecision, Position
from riktning.apps.meetings.rights import visible
from riktning.apps.organisation.rights import Actor

MOST_EARLIER = 50


@dataclass(frozen=True, slots=True)
class Taken:
    """A point with what hangs on it: decisions, each with the actions that follow of it."""

    point: Point
    decided: tuple[tuple[PointDecision, tuple[ActionItem, ...]], ...]


@dataclass(frozen=True, slots=True)
class Whole:
    """A meeting with all that is known of it."""

    meeting: Meeting
    points: tuple[Taken, ...]
    positions: tuple[Position, ...]
    attendance: tuple[Attendance, ...]

    @property
    def areas(self) -> tuple[tuple[int, str], ...]:
        """The areas that are asked about, in the order of the plan."""
        return tuple(dict.fromkeys((row.area_id, row.area.name) for row in self.positions))

    @property
    def units(self) -> tuple[str, ...]:
        """The administrations that are asked."""
        return tuple(dict.fromkeys(row.unit_id for row in self.positions))

    @property
    def silent(self) -> tuple[str, ...]:
        """Those of them that have left some area unanswered."""
        return tuple(dict.fromkeys(row.unit_id for row in self.positions if not row.word))


def find_meeting(number: int, actor: Actor | None = None) -> Meeting | None:
    """The meeting with this number, if the actor may see it (anybody's, when nobody is named)."""
    found = Meeting.objects.select_related("group", "revision__plan").filter(pk=number)
    return (found if actor is None else found.filter(visible(actor))).first()


def whole_of(meeting: Meeting) -> Whole:
    """Six queries at most; three before the meeting is held, when nothing is decided yet."""
    been = meeting.state in (MeetingState.HELD, MeetingState.MINUTED)
    decided = PointDecision.objects.select_related("decision__body").order_by("pk")
    points = list(
        meeting.points.prefetch_related(
            "documents", *([Prefetch("decided", decided)] if been else [])
        )
    )
    made = [each for point in points for each in point.decided.all()] if been else []
    actions: dict[int, list[ActionItem]] = {each.decision_id: [] for each in made}
    if actions:
        for item in actions_of().filter(decision__in=actions).select_related("activity__activity"):
            actions[item.decision_id].append(item)
    return Whole(
        meeting,
        tuple(
            Taken(
                point,
                tuple((each, tuple(actions[each.decision_id])) for each in _decided(point, been)),
            )
            for point in points
        ),
        _positions(meeting),
        tuple(meeting.attendance.order_by("pk")) if been else (),
    )


def asked_of(meeting: Meeting) -> Whole:
    """The meeting with its positions only. One query."""
    return Whole(meeting, (), _positions(meeting), ())


def _decided(point: Point, been: bool) -> Iterable[PointDecision]:
    return point.decided.all() if been else ()


def _positions(meeting: Meeting) -> tuple[Position, ...]:
    return tuple(meeting.positions.select_related("area").order_by("area__order", "unit_id"))


def meetings_of(actor: Actor, group: Group | None = None) -> QuerySet[Meeting]:
    """The meetings that the actor may see, of one group or of all."""
    found = Meeting.objects.filter(visible(actor)).select_related("group")
    return found.filter(group=group) if group else found


def coming(actor: Actor, day: date) -> list[Meeting]:
    """Those to come, the next first, with how many positions are asked and answered. One query."""
    return list(
        meetings_of(actor)
        .filter(day__gte=day)
        .exclude(state__in=[MeetingState.HELD, MeetingState.MINUTED])
        .annotate(
            asked=Count("positions"), answered=Count("positions", filter=~Q(positions__word=""))
        )
        .order_by("day", "starts", "pk")
    )


def earlier(actor: Actor, day: date) -> list[Meeting]:
    """Those that have been, the latest first. One query."""
    been = Q(day__lt=day) | Q(state__in=[MeetingState.HELD, MeetingState.MINUTED])
    return list(meetings_of(actor).filter(been).order_by("-day", "-starts", "-pk")[:MOST_EARLIER])


def owed_positions(units: Sequence[str], day: date) -> list[Position]:
    """What these administrations have not answered for meetings to come. One query."""
    return list(
        Position.objects.filter(
            unit_id__in=units, word="", meeting__state=MeetingState.PLANNED, meeting__day__gte=day
        )
        .select_related("meeting__group", "area")
        .order_by("meeting__answer_by", "meeting", "area__order")
    )
