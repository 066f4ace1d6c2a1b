"""Where every row of a revision stands: two rows at one place in two revisions are one item.

A place is what the document says, with white space and case left out: the area's name, the
sub-area's name in it, the goal's text in its sub-area and period, and so on. Rows alike at one
place are told apart by their order.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from django.db.models import Manager, QuerySet

from riktning.apps.plans.models import (
    Activity,
    Area,
    AreaPeriod,
    Goal,
    Item,
    ItemKind,
    Measure,
    Plan,
    PlanIndicator,
    Revision,
    SubArea,
    Target,
)

Row = Area | AreaPeriod | SubArea | Goal | Activity | PlanIndicator | Target
Place = tuple[str, ...]


def area_of(row: Row) -> Area:
    """The area that the row stands in."""
    match row:
        case Area():
            return row
        case Goal():
            return row.sub_area.area
        case Target():
            return row.measure.plan_indicator.area
        case _:
            return row.area


def folded(text: str) -> str:
    """Text as it is compared: white space and case do not count."""
    return " ".join(text.split()).casefold()


@dataclass(slots=True)
class Rows:
    """Every row of a revision, each with its parents in memory."""

    areas: list[Area] = field(default_factory=list)
    periods: list[AreaPeriod] = field(default_factory=list)
    sub_areas: list[SubArea] = field(default_factory=list)
    goals: list[Goal] = field(default_factory=list)
    activities: list[Activity] = field(default_factory=list)
    lines: list[PlanIndicator] = field(default_factory=list)
    measures: list[Measure] = field(default_factory=list)
    targets: list[Target] = field(default_factory=list)

    @property
    def with_items(self) -> Iterable[tuple[ItemKind, Sequence[Row]]]:
        """The rows that are items, by kind, parents before children."""
        yield ItemKind.AREA, self.areas
        yield ItemKind.PERIOD, self.periods
        yield ItemKind.SUB_AREA, self.sub_areas
        yield ItemKind.GOAL, self.goals
        yield ItemKind.ACTIVITY, self.activities
        yield ItemKind.INDICATOR, self.lines
        yield ItemKind.TARGET, self.targets

    def lists(self) -> Iterable[list[Row] | list[Measure]]:
        """Every list in the order that foreign keys need."""
        for name in self.__slots__:
            yield getattr(self, name)


def rows_of(revision: Revision) -> Rows:
    """Read every row of a revision. Eight queries."""
    return rows_of_each([revision])[0]


def rows_of_each(revisions: Sequence[Revision], *, targets: bool = True) -> list[Rows]:
    """Read every row of some revisions, in their order, perhaps without their targets.

    Eight queries, seven without targets, however many they are.
    """
    keys = [revision.pk for revision in revisions]
    found = _read(keys, targets=targets)
    each = {key: Rows() for key in keys}
    for area in found.areas:
        each[area.revision_id].areas.append(area)
    for period in found.periods:
        each[period.area.revision_id].periods.append(period)
    for sub_area in found.sub_areas:
        each[sub_area.area.revision_id].sub_areas.append(sub_area)
    for goal in found.goals:
        each[goal.sub_area.area.revision_id].goals.append(goal)
    for activity in found.activities:
        each[activity.area.revision_id].activities.append(activity)
    for line in found.lines:
        each[line.area.revision_id].lines.append(line)
    for measure in found.measures:
        each[measure.plan_indicator.area.revision_id].measures.append(measure)
    for target in found.targets:
        each[target.measure.plan_indicator.area.revision_id].targets.append(target)
    return [each[key] for key in keys]


_M = TypeVar("_M", AreaPeriod, SubArea, Activity, PlanIndicator)


def _inside(rows: "Manager[_M]", keys: Sequence[int]) -> "QuerySet[_M]":
    return rows.filter(area__revision__in=keys).select_related("item").order_by("order")


def _read(keys: Sequence[int], *, targets: bool) -> Rows:
    of_area = Area.objects.filter(revision__in=keys).select_related("item")
    areas = {row.pk: row for row in of_area.order_by("order")}
    periods = {row.pk: row for row in _inside(AreaPeriod.objects, keys)}
    sub_areas = {row.pk: row for row in _inside(SubArea.objects, keys)}
    lines = {row.pk: row for row in _inside(PlanIndicator.objects, keys)}
    of_line = {"plan_indicator__area__revision__in": keys}
    measures = {row.pk: row for row in Measure.objects.filter(**of_line).order_by("pk")}
    aims = Target.objects.filter(measure__plan_indicator__area__revision__in=keys)
    rows = Rows(
        list(areas.values()),
        list(periods.values()),
        list(sub_areas.values()),
        list(Goal.objects.filter(sub_area__area__revision__in=keys).select_related("item")),
        list(_inside(Activity.objects, keys)),
        list(lines.values()),
        list(measures.values()),
        list(aims.select_related("item").order_by("due_month", "pk")) if targets else [],
    )
    below: list[AreaPeriod | SubArea | Activity | PlanIndicator]
    below = [*rows.periods, *rows.sub_areas, *rows.activities, *rows.lines]
    for row in below:
        row.area = areas[row.area_id]
    for goal in rows.goals:
        goal.sub_area, goal.period = sub_areas[goal.sub_area_id], periods[goal.period_id]
    rows.goals.sort(key=lambda g: (g.sub_area.area.order, g.sub_area.order, g.row, g.period.order))
    for activity in rows.activities:
        if activity.period_id:
            activity.period = periods[activity.period_id]
        if activity.sub_area_id:
            activity.sub_area = sub_areas[activity.sub_area_id]
    for measure in rows.measures:
        measure.plan_indicator = lines[measure.plan_indicator_id]
    for target in rows.targets:
        target.measure = measures[target.measure_id]
    return rows


def place_of(row: Row) -> Place:
    """Where the row stands."""
    match row:
        case Area():
            return ("area", folded(row.name))
        case AreaPeriod():
            return ("period", folded(row.area.name), folded(row.heading))
        case SubArea():
            return ("sub_area", folded(row.area.name), folded(row.name))
        case Goal():
            inside = (folded(row.sub_area.area.name), folded(row.sub_area.name))
            return ("goal", *inside, folded(row.period.heading), folded(row.text))
        case Activity():
            heading = folded(row.period.heading) if row.period else ""
            return ("activity", folded(row.area.name), heading, folded(row.text))
        case PlanIndicator():
            return ("indicator", folded(row.area.name), folded(row.text))
        case Target():
            line = place_of(row.measure.plan_indicator)[1:]
            aim = (row.measure.indicator_id, row.unit_id or "", row.due_month.isoformat())
            return ("target", *line, *aim)


def give_items(plan: Plan, rows: Rows, known: Rows | None = None) -> None:
    """Give every row an item: that of the same place in ``known``, otherwise a new one."""
    waiting: dict[Place, list[int]] = defaultdict(list)
    for _kind, before in known.with_items if known else ():
        for row in before:
            waiting[place_of(row)].append(row.item_id)
    new: list[tuple[ItemKind, Row]] = []
    for kind, now in rows.with_items:
        for row in now:
            place = place_of(row)
            if waiting[place]:
                row.item_id = waiting[place].pop(0)
            else:
                new.append((kind, row))
    for (_kind, row), item in zip(new, new_items(plan, [k for k, _ in new]), strict=True):
        row.item = item


def new_items(plan: Plan, kinds: Sequence[ItemKind]) -> list[Item]:
    """New items of the plan, numbered onwards. Two queries, none for nothing."""
    if not kinds:
        return []
    last = Item.objects.filter(plan=plan).order_by("-number").values_list("number", flat=True)
    first = (last.first() or 0) + 1
    return Item.objects.bulk_create(
        Item(plan=plan, kind=kind, number=number) for number, kind in enumerate(kinds, start=first)
    )
