"""What is amiss among the groups of a day, for the pages and `riktning governance lint`."""

from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from django.db.models import Case, Q, When

from riktning.apps.governance.kinds import TOP, AssignmentState, SeatPart, Way
from riktning.apps.governance.models import Assignment, Duty, Group, Relation, Seat
from riktning.apps.governance.queries import valid_on
from riktning.apps.organisation.models import Grant
from riktning.apps.organisation.queries import units_on
from riktning.documents.groups.findings import Amiss, Finding, GroupFacts, findings
from riktning.documents.groups.overlap import Overlap, overlaps

AT_LEAST = 0.5  # how alike two assignments are when somebody should look
COMPARED = ("area_of_responsibility", "purpose", "description")


@dataclass(frozen=True, slots=True)
class Alike:
    """Two groups whose assignments say much the same, and the passages that both have."""

    first: str
    second: str
    overlap: Overlap
    versions: tuple["Version", "Version"]


@dataclass(frozen=True, slots=True)
class Version:
    """Which version of an assignment is compared."""

    number: int
    draft: bool


@dataclass(frozen=True, slots=True)
class Lint:
    """Everything amiss on a day; ``names`` are the groups' by code, ``duties`` theirs."""

    found: tuple[Finding, ...]
    alike: tuple[Alike, ...]
    names: dict[str, str]
    duties: dict[str, str]


def lint(day: date, *, at_least: float = AT_LEAST) -> Lint:
    """Look through the groups of the day. Seven queries."""
    groups = list(Group.objects.all())
    codes = {group.pk: group.code for group in groups}
    duties = list(Duty.objects.all())
    found = findings(
        facts_on(day, groups), {duty.code: codes.get(duty.group_id or 0) for duty in duties}
    )
    alike = _alike(day, codes, at_least)
    return Lint(
        found=(
            *found,
            *_out_of_office(day, codes),
            *(Finding(Amiss.OVERLAP, (one.first, one.second)) for one in alike),
        ),
        alike=alike,
        names={group.code: group.name for group in groups},
        duties={duty.code: duty.text for duty in duties},
    )


def facts_on(day: date, groups: list[Group]) -> list[GroupFacts]:
    """The groups as the findings are made of them. Three queries."""
    codes = {group.pk: group.code for group in groups}
    to: dict[tuple[int, str], list[str]] = {}
    to_roles: set[int] = set()
    for way in Relation.objects.filter(valid_on(day)).exclude(way=Way.TOUCHES):
        if way.target_id is not None:
            to.setdefault((way.source_id, way.way), []).append(codes[way.target_id])
        elif way.way == Way.REPORTS:
            to_roles.add(way.source_id)
    chairs = set(
        Seat.objects.filter(valid_on(day), part=SeatPart.CHAIR).values_list("group_id", flat=True)
    )
    decided = set(
        Assignment.objects.filter(state=AssignmentState.DECIDED).values_list("group_id", flat=True)
    )
    return [
        GroupFacts(
            code=group.code,
            open=group.from_date <= day and (group.to_date is None or group.to_date >= day),
            top=group.kind in TOP,
            reports=tuple(to.get((group.pk, Way.REPORTS), ())),
            escalates=tuple(to.get((group.pk, Way.ESCALATES), ())),
            to_roles=group.pk in to_roles,
            below=codes[group.parent_id] if group.parent_id else None,
            has_chair=group.pk in chairs,
            has_assignment=group.pk in decided,
        )
        for group in groups
    ]


def _out_of_office(day: date, codes: dict[int, str]) -> list[Finding]:
    """Seats of accounts that are closed or hold no role there, or of units that have ended."""
    there = units_on(day)
    held: dict[int, set[str]] = {}
    for user, unit in Grant.objects.filter(valid_on(day)).values_list("user_id", "unit_id"):
        held.setdefault(user, set()).add(unit)
    seats = Seat.objects.filter(valid_on(day)).filter(~Q(unit_id="") | Q(user__isnull=False))
    found = []
    for seat in seats.select_related("user").order_by("group_id", "role"):
        gone = bool(seat.unit_id and there) and seat.unit_id not in there
        if seat.user is not None:
            gone = gone or not _in_office(seat, held.get(seat.user.pk, set()))
        if gone:
            about = f"{seat.role} ({seat.unit_id})" if seat.unit_id else seat.role
            found.append(Finding(Amiss.OUT_OF_OFFICE, (codes[seat.group_id],), about))
    return found


def _in_office(seat: Seat, units: set[str]) -> bool:
    """Whether the account is open and holds a role where the seat is from."""
    if seat.user is None or not seat.user.is_active:
        return False
    return bool(units) if not seat.unit_id else bool(units & {"", seat.unit_id})


def _alike(day: date, codes: dict[int, str], at_least: float) -> tuple[Alike, ...]:
    """What each group of the day is to do, compared with every other. One query.

    The decided version; where nothing is decided, the newest draft.
    """
    versions = (
        Assignment.objects.filter(
            Q(group__from_date__lte=day),
            Q(group__to_date__isnull=True) | Q(group__to_date__gte=day),
        )
        .exclude(state=AssignmentState.SUPERSEDED)
        .order_by(
            "group_id", Case(When(state=AssignmentState.DECIDED, then=1), default=0), "number"
        )
        .values_list("group_id", "number", "state", *COMPARED)
    )
    met = {group: (number, state, texts) for group, number, state, *texts in versions}
    who = [codes[group] for group in met]
    which = [
        Version(number, state == AssignmentState.DRAFT) for number, state, _texts in met.values()
    ]
    texts = tuple("\n".join(map(str, texts)) for _number, _state, texts in met.values())
    return tuple(
        Alike(who[one.first], who[one.second], one, (which[one.first], which[one.second]))
        for one in _compared(texts, at_least)
    )


@lru_cache(maxsize=4)
def _compared(texts: tuple[str, ...], at_least: float) -> tuple[Overlap, ...]:
    """The same texts are not compared again while the process lives."""
    return overlaps(texts, at_least)
