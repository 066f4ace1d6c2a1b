"""Groups as they are read. The number of queries does not depend on how many there are."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Prefetch, Q, QuerySet

from riktning.apps.governance.kinds import AssignmentState, SeatPart
from riktning.apps.governance.models import (
    FIELDS,
    Assignment,
    Decision,
    Duty,
    Group,
    Relation,
    Seat,
)
from riktning.apps.organisation.rights import Action, Actor, may_somewhere
from riktning.documents.groups.assignment import AssignmentText


def valid_on(day: date) -> Q:
    """What began by the day and has not ended before it."""
    return Q(from_date__lte=day) & (Q(to_date__isnull=True) | Q(to_date__gte=day))


def may_read_undecided(actor: Actor) -> bool:
    """Whether assignment documents nobody has decided are shown: to those at work, never to all.

    That drafts of plans are shown to everybody says nothing of them.
    """
    return any(may_somewhere(actor, a) for a in (Action.READ_INTERNAL, Action.WRITE_ASSIGNMENT))


@dataclass(frozen=True, slots=True)
class Page:
    """A group with what is shown of it on a day."""

    group: Group
    seats: tuple[Seat, ...]
    earlier_seats: tuple[Seat, ...]
    ways_out: tuple[Relation, ...]
    ways_in: tuple[Relation, ...]
    subgroups: tuple[Group, ...]
    duties: tuple[Duty, ...]
    decided: Assignment | None
    draft: Assignment | None
    versions: tuple[Assignment, ...]
    decisions: tuple[Decision, ...]


def find_group(code: str) -> Group | None:
    """The group with this code. One query."""
    return Group.objects.select_related("parent").filter(code=code).first()


def groups_on(day: date) -> list[Group]:
    """Every group of the day, with its chair and its decided assignment. Three queries."""
    chairs = Seat.objects.filter(valid_on(day), part="chair")
    decided = Assignment.objects.filter(state=AssignmentState.DECIDED).only(
        "group_id", "number", "decided_on", "diary_number", "state"
    )
    return list(
        Group.objects.filter(valid_on(day)).prefetch_related(
            Prefetch("seats", chairs, to_attr="chairs"),
            Prefetch("assignments", decided, to_attr="decided"),
        )
    )


def closed_before(day: date) -> list[Group]:
    """Every group that has ended, the latest first. One query."""
    return list(Group.objects.filter(to_date__lt=day).order_by("-to_date", "name"))


def page_of(group: Group, day: date, told: Q) -> Page:
    """One group with all that is shown of it; its decisions that are ``told``. Seven queries."""
    seats = list(group.seats.select_related("user").order_by("from_date", "id"))
    ways = Relation.objects.filter(valid_on(day)).select_related("source", "target")
    versions = list(group.assignments.order_by("-number"))
    now = [seat for seat in seats if seat.to_date is None or seat.to_date >= day]
    order = {part.value: place for place, part in enumerate(SeatPart)}
    return Page(
        group=group,
        seats=tuple(sorted(now, key=lambda seat: (order[seat.part], seat.unit_id, seat.role))),
        earlier_seats=tuple(seat for seat in seats if seat not in now),
        ways_out=tuple(ways.filter(source=group)),
        ways_in=tuple(ways.filter(target=group)),
        subgroups=tuple(group.subgroups.filter(valid_on(day))),
        duties=tuple(group.duties.all()),
        decided=_first(versions, AssignmentState.DECIDED),
        draft=_first(versions, AssignmentState.DRAFT),
        versions=tuple(versions),
        decisions=tuple(group.decisions.filter(told).select_related("body")[:20]),
    )


def find_assignment(code: str, number: int) -> Assignment | None:
    """The version with this number of the group's assignment. One query."""
    found: QuerySet[Assignment] = Assignment.objects.select_related("group")
    return found.filter(group__code=code, number=number).first()


def text_of(assignment: Assignment) -> AssignmentText:
    """The version as the document is made of it; its group is at hand."""
    return AssignmentText(
        group=assignment.group.name,
        number=assignment.number,
        texts={name: getattr(assignment, name) for name in FIELDS},
        decided_on=assignment.decided_on,
        decided_by=assignment.decided_by,
        diary_number=assignment.diary_number,
    )


def _first(versions: Iterable[Assignment], state: AssignmentState) -> Assignment | None:
    return next((one for one in versions if one.state == state), None)
