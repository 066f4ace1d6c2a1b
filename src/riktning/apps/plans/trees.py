"""Areas with everything below them, read in four questions however large the plan is."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from itertools import groupby
from operator import itemgetter

from django.db.models import QuerySet

from riktning.apps.plans.models import Activity, Area, PlanIndicator, SubArea
from riktning.apps.plans.tree import (
    ActivityItem,
    AreaTree,
    GoalCell,
    IndicatorLine,
    MeasureItem,
    PeriodColumn,
    SubAreaRow,
    TargetItem,
)
from riktning.core.periods import Month, PlanPeriod


def trees_of(areas: QuerySet[Area]) -> tuple[AreaTree, ...]:
    """The areas in the plan's order. Four queries, one where there is no area."""
    rows = areas.order_by("order", "pk", "periods__order").values_list(
        "pk", "order", "name", "slug", "item_id",
        "periods__pk", "periods__heading", "periods__first_year", "periods__last_year",
    )  # fmt: skip
    found = [
        (area, tuple(of_area)) for area, of_area in groupby(rows, key=itemgetter(0, 1, 2, 3, 4))
    ]
    keys = [area[0] for area, _rows in found]
    if not keys:
        return ()
    sub_areas, activities, lines = _sub_areas(keys), _activities(keys), _lines(keys)
    return tuple(
        AreaTree(
            id=key,
            order=order,
            name=name,
            slug=slug,
            periods=tuple(_period(*row[5:]) for row in of_area if row[5] is not None),
            sub_areas=tuple(sub_areas.get(key, ())),
            activities=tuple(activities.get(key, ())),
            indicators=tuple(lines.get(key, ())),
            item=item,
        )
        for (key, order, name, slug, item), of_area in found
    )


def _period(key: int, heading: str, first: int | None, last: int | None) -> PeriodColumn:
    years = PlanPeriod(first, last) if first is not None and last is not None else None
    return PeriodColumn(key, heading, years)


def _sub_areas(keys: Sequence[int]) -> Mapping[int, list[SubAreaRow]]:
    """By area, with their goals row by row. One query."""
    rows = (
        SubArea.objects.filter(area_id__in=keys)
        .order_by("area_id", "order", "pk", "goals__row", "goals__period__order", "goals__pk")
        .values_list(
            "area_id", "pk", "name",
            "goals__pk", "goals__period_id", "goals__row", "goals__text", "goals__item_id",
            "goals__item__number",
        )
    )  # fmt: skip
    found: dict[int, list[SubAreaRow]] = defaultdict(list)
    for (area, key, name), inside in groupby(rows, key=itemgetter(0, 1, 2)):
        goals = tuple(GoalCell(*row[3:]) for row in inside if row[3] is not None)
        found[area].append(SubAreaRow(key, name, goals))
    return found


def _activities(keys: Sequence[int]) -> Mapping[int, list[ActivityItem]]:
    """By area. One query."""
    rows = Activity.objects.filter(area_id__in=keys).order_by("area_id", "order", "pk")
    found: dict[int, list[ActivityItem]] = defaultdict(list)
    said = rows.values_list("area_id", "pk", "text", "period_id", "sub_area_id", "item__number")
    for area, key, text, period, sub_area, number in said:
        found[area].append(ActivityItem(key, text, period, sub_area, number))
    return found


def _lines(keys: Sequence[int]) -> Mapping[int, list[IndicatorLine]]:
    """By area, with the measures that follow each and their targets. One query."""
    targets = "measures__targets__"
    rows = (
        PlanIndicator.objects.filter(area_id__in=keys)
        .order_by("area_id", "order", "pk", "measures__pk",
                  f"{targets}unit_id", f"{targets}due_month", f"{targets}pk")
        .values_list("area_id", "pk", "text", "measures__pk", "measures__indicator_id",
                     f"{targets}unit_id", f"{targets}value", f"{targets}due_month")
    )  # fmt: skip
    found: dict[int, list[IndicatorLine]] = defaultdict(list)
    for (area, key, text), of_line in groupby(rows, key=itemgetter(0, 1, 2)):
        measures = tuple(
            MeasureItem(
                indicator_id,
                tuple(TargetItem(u, v, Month.of(due)) for *_, u, v, due in aims if due is not None),
            )
            for (measure, indicator_id), aims in groupby(of_line, key=itemgetter(3, 4))
            if measure is not None
        )
        found[area].append(IndicatorLine(key, text, measures))
    return found
