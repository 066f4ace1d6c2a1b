"""Which administrations carry which shared goals: by their own goals, or by a role of theirs."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from riktning.apps.plans.models import Goal, PlanKind, Responsibility, Revision, State
from riktning.apps.plans.places import Rows, rows_of_each
from riktning.apps.plans.serving import links_on


@dataclass(frozen=True, slots=True)
class SharedGoal:
    """A goal of the shared plan, where it stands, and the items that stand for it."""

    item: int
    number: int
    text: str
    area: str
    area_slug: str
    sub_area: str
    period: str
    stands_for: frozenset[int]  # the goal itself, its sub-area and its area


@dataclass(frozen=True, slots=True)
class OwnGoal:
    """A goal of an administration's plan, and the shared items that it serves.

    ``draft``: nobody has decided it yet, while the shared plan is decided.
    """

    unit_id: str
    plan: str
    number: int
    text: str
    serves: frozenset[int]
    draft: bool = False


@dataclass(frozen=True, slots=True)
class Carried:
    """How one administration carries one goal; what is only drafted does not carry it yet."""

    own: tuple[OwnGoal, ...] = ()
    roles: tuple[str, ...] = ()
    drafted: tuple[OwnGoal, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.own or self.roles)


@dataclass(frozen=True, slots=True)
class Alignment:
    """The shared plan's goals and every administration's, and who answers for what."""

    goals: tuple[SharedGoal, ...]
    own: Mapping[str, tuple[OwnGoal, ...]]
    owners: Mapping[str, Mapping[int, tuple[str, ...]]]

    def carried(self, goal: SharedGoal, unit_id: str) -> Carried:
        """What of the administration's carries the goal, or what it is part of."""
        own = tuple(g for g in self.own.get(unit_id, ()) if g.serves & goal.stands_for)
        held = self.owners.get(unit_id, {})
        roles = (role for item in goal.stands_for for role in held.get(item, ()))
        return Carried(
            tuple(g for g in own if not g.draft),
            tuple(sorted(set(roles))),
            tuple(g for g in own if g.draft),
        )

    def loose(self, unit_id: str) -> tuple[OwnGoal, ...]:
        """Own goals that serve nothing of the shared plan."""
        known = {item for goal in self.goals for item in goal.stands_for}
        return tuple(g for g in self.own.get(unit_id, ()) if not g.serves & known)


def alignment(shared: Revision, every: Sequence[Revision], day: date) -> Alignment:
    """The goals of the shared plan against those of every local plan on the day. Nine queries."""
    local = [r for r in every if r.plan.kind == PlanKind.LOCAL]
    regional, *own = rows_of_each([shared, *local], targets=False)
    serves: dict[int, set[int]] = {}
    for source, target in links_on(day):
        serves.setdefault(source, set()).add(target)
    found: dict[str, list[OwnGoal]] = {}
    for revision, rows in zip(local, own, strict=True):
        draft = revision.state == State.DRAFT and shared.state != State.DRAFT
        found.setdefault(revision.plan.unit_id, []).extend(_own(revision, rows, serves, draft))
    return Alignment(
        tuple(_shared(goal) for goal in regional.goals),
        {unit: tuple(goals) for unit, goals in found.items()},
        _owners(day, shared),
    )


def _own(
    revision: Revision, rows: Rows, serves: Mapping[int, set[int]], draft: bool
) -> list[OwnGoal]:
    return [
        OwnGoal(
            revision.plan.unit_id, revision.plan.code, goal.item.number, goal.text,
            frozenset().union(
                *(serves.get(each, ()) for each in (
                    goal.item_id, goal.sub_area.item_id, goal.sub_area.area.item_id
                ))
            ),
            draft,
        )
        for goal in rows.goals
    ]  # fmt: skip


def _shared(goal: Goal) -> SharedGoal:
    area = goal.sub_area.area
    return SharedGoal(
        goal.item_id,
        goal.item.number,
        goal.text,
        area.name,
        area.slug,
        goal.sub_area.name,
        goal.period.heading,
        frozenset({goal.item_id, goal.sub_area.item_id, area.item_id}),
    )


def _owners(day: date, shared: Revision) -> dict[str, dict[int, tuple[str, ...]]]:
    """By administration and item: its roles that own or lead it on the day. One query."""
    valid = Responsibility.objects.filter(
        Q(to_date__isnull=True) | Q(to_date__gte=day), from_date__lte=day, item__plan=shared.plan_id
    ).exclude(unit_id="")
    found: dict[str, dict[int, tuple[str, ...]]] = {}
    for unit_id, item, role in valid.values_list("unit_id", "item_id", "role"):
        of_unit = found.setdefault(unit_id, {})
        of_unit[item] = (*of_unit.get(item, ()), role)
    return found
