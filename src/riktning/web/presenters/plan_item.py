"""One item of a plan with all that can be changed about it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from django.db.models import Q
from django.utils.translation import gettext as _

from riktning.apps.organisation.models import Unit
from riktning.apps.plans.aiming import aims_of
from riktning.apps.plans.editing import mark_of, texts_of
from riktning.apps.plans.estates import met_revisions
from riktning.apps.plans.identity import parent_of, said_by
from riktning.apps.plans.models import (
    Activity,
    Area,
    AreaPeriod,
    Goal,
    Item,
    Link,
    Measure,
    Part,
    PlanIndicator,
    Responsibility,
    SubArea,
)
from riktning.apps.plans.moving import stands
from riktning.apps.plans.places import Row, area_of
from riktning.apps.plans.scheduling import months_of, said_months
from riktning.apps.plans.serving import CAN_SERVE, CAN_SERVE_INSIDE
from riktning.core.digits import as_typed
from riktning.documents.plans.words import kind_word
from riktning.web.plan_desk import Desk, is_draft
from riktning.web.presenters.plan_edit import Entry

_ORDER = ("sub_area__area__order", "sub_area__order", "row", "period__order")
Choice = tuple[str, str, bool]  # value, label, chosen


@dataclass(frozen=True, slots=True)
class Aimed:
    """A target as its form shows it."""

    unit_id: str
    unit: str
    month: str
    value: str
    seen: str


@dataclass(frozen=True, slots=True)
class Followed:
    """A measure that follows an indicator line, its targets, and their mark."""

    indicator_id: str
    name: str
    aims: tuple[Aimed, ...]
    mark: str


@dataclass(frozen=True, slots=True)
class Held:
    """Who owns or leads the item, and since when."""

    part: str
    label: str
    role: str
    unit: str
    from_date: date
    to_date: date | None


@dataclass(frozen=True, slots=True)
class Tie:
    """What the item serves."""

    key: int
    text: str
    where: str
    from_date: date


@dataclass(frozen=True, slots=True)
class Relying:
    """A goal of another plan that serves the item."""

    text: str
    where: str


@dataclass(frozen=True, slots=True)
class ItemSheet:
    """Everything about one item."""

    entry: Entry
    kind: str
    where: tuple[str, ...]
    area: int
    stands: str
    whole: str
    below: tuple[str, ...]
    places: tuple[tuple[str, tuple[Choice, ...]], ...] = ()
    headings: tuple[Choice, ...] = ()
    timed: bool = False
    months: tuple[str, str] = ("", "")
    months_seen: str = ""
    line: bool = False
    followed: tuple[Followed, ...] = ()
    measures: tuple[Choice, ...] = ()
    units: tuple[tuple[str, str], ...] = ()
    held: tuple[Held, ...] = ()
    relied_on: tuple[Relying, ...] = ()
    can_serve: bool = False
    ties: tuple[Tie, ...] = ()
    plans: tuple[Choice, ...] = ()
    goals: tuple[tuple[str, tuple[tuple[int, str], ...]], ...] = ()


def entry_of(row: Row) -> Entry:
    """The item as its place shows it."""
    return Entry(row.item.number, said_by(row))


def item_sheet(desk: Desk, plan: str, language: str) -> ItemSheet:
    """Twelve queries at most."""
    row = desk.row
    if row is None:
        raise ValueError("the item is not in the revision")
    operational = desk.revision.plan.kind == "operational"
    area, texts = area_of(row), texts_of(row)
    sheet = ItemSheet(
        entry=entry_of(row),
        kind=kind_word(desk.item.kind, language, operational=operational),
        where=parent_of(row),
        area=area.item.number,
        stands=stands(row),
        whole=mark_of(texts),
        below=tuple(texts[1:]),
        held=_held(desk),
    )
    if is_draft(desk.revision) and isinstance(row, Goal | SubArea | Area):
        sheet = replace(sheet, relied_on=_relied_on(desk, row))
    if isinstance(row, Goal | Activity | SubArea | PlanIndicator):
        sheet = replace(sheet, places=_places(desk, row), headings=_headings(desk, row))
    if isinstance(row, Activity):
        months = months_of(row)
        shown = (str(months[0]), str(months[1])) if months else ("", "")
        sheet = replace(sheet, timed=True, months=shown, months_seen=said_months(months))
    if isinstance(row, PlanIndicator):
        sheet = _with_measures(sheet, row, language)
    if desk.item.kind in CAN_SERVE | CAN_SERVE_INSIDE:
        sheet = _with_ties(sheet, desk, plan)
    return sheet


def _places(
    desk: Desk, row: Goal | Activity | SubArea | PlanIndicator
) -> tuple[tuple[str, tuple[Choice, ...]], ...]:
    """Where the item can stand: areas, or the sub-areas of each."""
    areas = desk.revision.areas.select_related("item").order_by("order")
    if isinstance(row, SubArea | PlanIndicator):
        found = tuple((str(a.item.number), a.name, a.pk == row.area_id) for a in areas)
        return (("", found),)
    subs = SubArea.objects.filter(area__revision=desk.revision).select_related("item")
    under: dict[int, list[SubArea]] = {}
    for sub_area in subs.order_by("order"):
        under.setdefault(sub_area.area_id, []).append(sub_area)
    here = row.sub_area_id
    groups = []
    for area in areas:
        choices = [(str(s.item.number), s.name, s.pk == here) for s in under.get(area.pk, ())]
        if isinstance(row, Activity):
            whole = (
                str(area.item.number),
                _("inget delområde"),
                area.pk == row.area_id and not here,
            )
            choices.insert(0, whole)
        groups.append((area.name, tuple(choices)))
    return tuple(group for group in groups if group[1])


def _headings(desk: Desk, row: Row) -> tuple[Choice, ...]:
    if not isinstance(row, Goal | Activity):
        return ()
    periods = AreaPeriod.objects.filter(area__revision=desk.revision).order_by("order")
    every = dict.fromkeys(periods.values_list("heading", flat=True))
    now = row.period.heading if row.period else ""
    none = [("", _("ingen period"), not now)] if isinstance(row, Activity) else []
    return (*none, *((heading, heading, heading == now) for heading in every))


def _with_measures(sheet: ItemSheet, row: PlanIndicator, language: str) -> ItemSheet:
    from riktning.catalogue import load

    names = {key: each.name.in_(language) for key, each in load().indicators.items()}
    units = dict(Unit.objects.order_by("name").values_list("unit_id", "name"))
    measures = list(row.measures.prefetch_related("targets").order_by("pk"))
    taken = {measure.indicator_id for measure in measures}
    left = sorted((name, key) for key, name in names.items() if key not in taken)
    return replace(
        sheet,
        line=True,
        followed=tuple(_followed(measure, names, units) for measure in measures),
        measures=tuple((key, name, False) for name, key in left),
        units=tuple(units.items()),
    )


def _followed(measure: Measure, names: Mapping[str, str], units: Mapping[str, str]) -> Followed:
    rows = sorted(measure.targets.all(), key=lambda t: (t.unit_id or "", t.due_month))
    aims = tuple(
        Aimed(
            target.unit_id or "",
            units.get(target.unit_id, target.unit_id) if target.unit_id else _("regionen"),
            f"{target.due_month:%Y-%m}",
            as_typed(target.value).replace(".", ","),
            as_typed(target.value),
        )
        for target in rows
    )
    name = names.get(measure.indicator_id, measure.indicator_id)
    return Followed(measure.indicator_id, name, aims, aims_of(measure))


def _held(desk: Desk) -> tuple[Held, ...]:
    rows = Responsibility.objects.filter(item=desk.item).order_by("-part", "-from_date")
    return tuple(
        Held(row.part, str(Part(row.part).label), row.role, row.unit_id, row.from_date, row.to_date)
        for row in rows
    )


def _relied_on(desk: Desk, row: Goal | SubArea | Area) -> tuple[Relying, ...]:
    """The goals of other plans that serve the item or a goal below it. One query."""
    below = Q(pk=desk.item.pk)
    if isinstance(row, SubArea):
        below |= Q(goals__sub_area=row)
    elif isinstance(row, Area):
        below |= Q(goals__sub_area__area=row) | Q(sub_areas__area=row)
    links = Link.objects.filter(target__in=Item.objects.filter(below), to_date__isnull=True)
    serving = links.exclude(source__plan=desk.revision.plan).values("source")
    goals = Goal.objects.filter(item__in=serving)
    columns = ("item_id", "text", "sub_area__area__revision__plan__name")
    latest = {
        item: Relying(text, plan)
        for item, text, plan in goals.order_by(
            "sub_area__area__revision__number", *_ORDER
        ).values_list(*columns)
    }
    return tuple(latest.values())


def _with_ties(sheet: ItemSheet, desk: Desk, chosen: str) -> ItemSheet:
    """What the item serves, and what it could serve in the plan that was chosen."""
    links = Link.objects.filter(source=desk.item, to_date__isnull=True)
    tied = {link.target_id: link.from_date for link in links}
    revisions = met_revisions()
    inside = desk.item.kind in CAN_SERVE_INSIDE
    own = desk.revision
    plans = {r.plan.code: r for r in revisions if r.plan_id != own.plan_id}
    if desk.item.kind not in CAN_SERVE:
        plans = {}
    if inside:
        plans = {own.plan.code: own, **plans}
    regional = [r for r in plans.values() if r.plan.kind == "implementation"]
    first = (
        own.plan.code if inside else next((r.plan.code for r in regional), next(iter(plans), ""))
    )
    code = chosen if chosen in plans else first
    shown = [plans[code]] if code else []
    ids = [r.pk for r in (*revisions, own)]
    every = Goal.objects.filter(sub_area__area__revision__in=ids).select_related(
        "sub_area__area__revision__plan", "period"
    )
    offered = Q(sub_area__area__revision__in=shown)
    if inside and code == own.plan.code and desk.row is not None:
        offered = Q(sub_area__area=area_of(desk.row))
    found = list(every.filter(offered | Q(item_id__in=tied)).order_by(*_ORDER))
    named = {goal.item_id: goal for goal in found if goal.item_id in tied}
    ties = tuple(Tie(key, goal.text, _where(goal), tied[key]) for key, goal in named.items())
    return replace(
        sheet,
        can_serve=bool(plans or ties),
        ties=ties,
        plans=tuple((key, r.plan.name, key == code) for key, r in plans.items()),
        goals=_grouped([goal for goal in found if goal.item_id not in tied]),
    )


def _grouped(goals: Sequence[Goal]) -> tuple[tuple[str, tuple[tuple[int, str], ...]], ...]:
    groups: dict[str, list[tuple[int, str]]] = {}
    for goal in goals:
        name = f"{goal.sub_area.area.name} › {goal.sub_area.name}"
        short = goal.text if len(goal.text) <= 110 else f"{goal.text[:109]}…"
        groups.setdefault(name, []).append((goal.item_id, f"{short} ({goal.period.heading})"))
    return tuple((name, tuple(found)) for name, found in groups.items())


def _where(goal: Goal) -> str:
    area = goal.sub_area.area
    return f"{area.revision.plan.name} › {area.name} › {goal.sub_area.name} · {goal.period.heading}"
