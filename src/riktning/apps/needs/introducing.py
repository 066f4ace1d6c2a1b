"""Units introduce the result of a need, and a need is linked to what it is to change in a plan."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from riktning.apps.needs.errors import NeedError
from riktning.apps.needs.models import Level, Need
from riktning.apps.needs.models.results import SAYS_WHY, Aim, Introduction, Uptake
from riktning.apps.needs.registering import text_of
from riktning.apps.needs.steps import Standing, Step
from riktning.apps.needs.uptake import AFTER, Spread, Taken, Told, spread_among, taken
from riktning.apps.organisation.audit import audit
from riktning.apps.organisation.queries import unit_tree
from riktning.apps.organisation.rights import (
    PERMISSIONS,
    Action,
    Actor,
    NotAllowedError,
    require_somewhere,
)
from riktning.apps.plans.models import Item, ItemKind, Link, Measure
from riktning.core.units import Unit, UnitKind, UnitTree

FIRST_DAY = date(1990, 1, 1)
ALWAYS = (UnitKind.SUBREGION, UnitKind.MUNICIPALITY)  # what a need of the county concerns
_ORDER = (*ALWAYS, *(k for k in UnitKind if k not in (*ALWAYS, UnitKind.REGION)))
LINKED = (ItemKind.GOAL, ItemKind.INDICATOR)


@dataclass(frozen=True, slots=True)
class Introduced:
    """How the units stand, and how far it is introduced among each kind of units."""

    stands: Mapping[str, Taken]
    spreads: Mapping[UnitKind, Spread]


def may_be_introduced(need: Need) -> bool:
    """Whether there is something to introduce: from when it is made, also when it is done."""
    made = need.step in (Step.IMPLEMENTATION, Step.COMPLETED)
    return made and need.standing != Standing.REFUSED


def may_introduce(actor: Actor, tree: UnitTree, unit_id: str) -> bool:
    """Whether the actor may speak for the unit: its own role, or that of a unit it is part of."""
    places = {"", *tree.ancestors(unit_id)}
    allowed = PERMISSIONS[Action.INTRODUCE_NEED]
    return any(held.role in allowed and held.unit_id in places for held in actor.grants)


def introduces(unit: Unit) -> bool:
    """Whether it is a unit that can introduce something: any but the region as a whole."""
    return unit.kind is not UnitKind.REGION


@transaction.atomic
def introduce(
    *, need: Need, unit_id: str, uptake: Uptake, on: date, outcome: str = "", actor: Actor
) -> Introduction:
    """What the unit does with the result, from which day and with what outcome.

    Raises NotAllowedError when the unit is another's, NeedError when there is no such unit, no
    result yet, or the course of the unit does not go that way.
    """
    (made,) = introduce_at(
        need=need, unit_ids=[unit_id], uptake=uptake, on=on, outcome=outcome, actor=actor
    )
    return made


@transaction.atomic
def introduce_at(
    *,
    need: Need,
    unit_ids: Sequence[str],
    uptake: Uptake,
    on: date,
    outcome: str = "",
    actor: Actor,
) -> list[Introduction]:
    """The same of several units at once, all or none; a fault names the unit that it is about."""
    require_somewhere(actor, Action.INTRODUCE_NEED)
    tree = unit_tree(timezone.localdate())
    asked = tuple(dict.fromkeys(unit_ids))
    for unit_id in asked or ("",):
        if unit_id not in tree or not introduces(tree[unit_id]):
            raise NeedError(
                f"there is no unit {unit_id!r} that introduces anything", where=str(need)
            ).telling(_("Välj en enhet."))
        if not may_introduce(actor, tree, unit_id):
            raise NotAllowedError(actor, Action.INTRODUCE_NEED, unit_id)
    now = Need.objects.select_for_update().get(pk=need.pk)
    if not may_be_introduced(now):
        raise NeedError("there is no result to introduce yet", where=str(now)).telling(
            _("Det finns inget att införa förrän behovet genomförs.")
        )
    stands, said = introduced_by(now), text_of(outcome)
    for unit_id in asked:
        try:
            _fits(now, stands.get(unit_id), uptake, on, said)
        except NeedError as error:
            if len(asked) > 1:
                error.telling(f"{tree[unit_id].name}: {error.told}")
            raise
    return [
        _introduced(now, unit_id, stands.get(unit_id), uptake, on, said, actor) for unit_id in asked
    ]


def _introduced(
    now: Need,
    unit_id: str,
    before: Taken | None,
    uptake: Uptake,
    on: date,
    said: str,
    actor: Actor,
) -> Introduction:
    made = Introduction.objects.create(
        need=now, unit_id=unit_id, uptake=uptake, on=on, outcome=said, actor=actor.name
    )
    audit(
        actor=actor.name, action=Action.INTRODUCE_NEED, subject=str(now), unit=unit_id,
        was=before.uptake.value if before else "", became=uptake.value, day=on.isoformat(),
        reason=said,
    )  # fmt: skip
    return made


def _fits(need: Need, before: Taken | None, uptake: Uptake, on: date, outcome: str) -> None:
    if uptake not in AFTER[before.uptake if before else None]:
        raise NeedError(
            f"{uptake.value} does not follow {before.uptake.value if before else 'nothing'}",
            where=str(need),
        ).telling(_("Det kan inte följa på det som är sagt om enheten."))
    if uptake in SAYS_WHY and not outcome:
        raise NeedError(f"{uptake.value} says why", where=str(need)).telling(_("Skriv varför."))
    ahead = uptake is not Uptake.PLANNED and on > timezone.localdate()
    if on < FIRST_DAY or ahead:
        raise NeedError("the day is not one it can be", where=str(need)).telling(
            _("Dagen har inte varit ännu. Välj ”ska införas” för det som kommer.")
            if ahead
            else _("Ange en dag från 1990.")
        )
    begun = before.spells[-1].since if before and before.spells else None
    if uptake is Uptake.ENDED and begun is not None and on < begun:
        raise NeedError("it ends before it begins", where=str(need)).telling(
            _("Det kan inte sluta användas innan det infördes.")
        )


def introduced_by(need: Need) -> dict[str, Taken]:
    """By unit where it stands. One query."""
    return introduced_by_each([need.pk]).get(need.pk, {})


def introduced_by_each(needs: Collection[int]) -> dict[int, dict[str, Taken]]:
    """The same of several needs, those with none left out. One query."""
    rows = Introduction.objects.filter(need__in=needs).order_by("id")
    said: dict[int, list[Told]] = defaultdict(list)
    for need, unit_id, uptake, on, outcome, actor in rows.values_list(
        "need_id", "unit_id", "uptake", "on", "outcome", "actor"
    ):
        said[need].append(Told(unit_id, Uptake(uptake), on, outcome, actor))
    return {need: taken(told) for need, told in said.items()}


def by_kind(units: Iterable[Unit]) -> dict[UnitKind, frozenset[str]]:
    """The units that can introduce something, kind by kind."""
    found: dict[UnitKind, set[str]] = {kind: set() for kind in _ORDER}
    for unit in units:
        if introduces(unit):
            found[unit.kind].add(unit.unit_id)
    return {kind: frozenset(ids) for kind, ids in found.items() if ids}


def introduced(
    need: Need, stands: Mapping[str, Taken], units: Mapping[UnitKind, frozenset[str]]
) -> Introduced:
    """How far the need is introduced among ``units`` of each kind (:func:`by_kind`). No query.

    A need of the whole county concerns every sub-region and municipality, and every unit of the
    other kinds that anything is said of. Which units any other need concerns nobody has said: they
    are those that have answered, beside how many there are.
    """
    spreads = {}
    for kind, ids in units.items():
        told = ids & stands.keys()
        everywhere = need.level == Level.COUNTY
        if told or (everywhere and kind in ALWAYS):
            among = ids if everywhere else told
            spreads[kind] = replace(spread_among(among, stands), there=len(ids))
    return Introduced(stands, spreads)


@transaction.atomic
def link_need(*, need: Need, item: Item, holds: bool = True, actor: Actor) -> Aim | None:
    """Say that the need is to change the goal or indicator, or no longer; None when it is so."""
    require_somewhere(actor, Action.LINK_NEED)
    now = Need.objects.select_for_update().get(pk=need.pk)
    if item.kind not in LINKED:
        raise NeedError(f"a {item.kind} is not linked to needs", where=str(now)).telling(
            _("Välj ett mål eller en indikator.")
        )
    last = Aim.objects.filter(need=now, item=item).order_by("-id").first()
    if (last is not None and last.holds) == holds:
        return None
    made = Aim.objects.create(need=now, item=item, holds=holds, actor=actor.name)
    audit(actor=actor.name, action=Action.LINK_NEED, subject=str(now), item=str(item), became=holds)
    return made


def aims_of(need: Need) -> list[Item]:
    """The goals and indicators that the need is to change now, in the plans' order. One query."""
    last: dict[int, Aim] = {}
    for aim in Aim.objects.filter(need=need).select_related("item__plan").order_by("id"):
        last[aim.item_id] = aim
    items = [aim.item for aim in last.values() if aim.holds]
    return sorted(items, key=lambda item: (item.plan.code, item.number))


def needs_aiming_at(items: Collection[int]) -> list[Need]:
    """The needs that are to change any of the items now, refused ones left out. One query."""
    return _needs_of(Aim.objects.filter(item__in=items))


def needs_of_measure(indicator_id: str) -> list[Need]:
    """The needs that are to change a line that the measure follows, or its goals. One query."""
    own = Measure.objects.filter(indicator_id=indicator_id).values("plan_indicator__item")
    goals = Link.objects.filter(source__in=own, to_date__isnull=True).values("target")
    return _needs_of(Aim.objects.filter(Q(item__in=own) | Q(item__in=goals)))


def _needs_of(aims: QuerySet[Aim]) -> list[Need]:
    last: dict[tuple[int, int], Aim] = {}
    for aim in aims.select_related("need").order_by("id"):
        last[aim.need_id, aim.item_id] = aim
    now = {aim.need_id: aim.need for aim in last.values() if aim.holds}
    return [now[key] for key in sorted(now) if now[key].standing != Standing.REFUSED]
