"""What revisions say, read as plain columns: a page about a whole plan needs no rows to change.

The same as the models would give (a test holds the two together) in a fifth of the time: a
region's draft has thousands of items, and is read again for every reader of its changes.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from django.db.models import QuerySet

from riktning.apps.plans.models import (
    Activity,
    Area,
    AreaPeriod,
    Goal,
    Measure,
    PlanIndicator,
    SubArea,
    Target,
)
from riktning.core.digits import as_typed
from riktning.core.periods import Month
from riktning.documents.plans.snapshot import Aim, Said


@dataclass(frozen=True, slots=True)
class _Part:
    """An area, or a part of one that others stand in."""

    item: int
    text: str
    area: int
    order: int


_Found = tuple[int, Said]  # the key of the area that it is or stands in
_ITEM = ("item_id", "item__number")


def items_said(revisions: Sequence[int], *, targets: bool = True) -> dict[int, tuple[Said, ...]]:
    """By the key of each revision its items: area by area, and within one as the document goes.

    Eight queries, seven without targets, however many revisions.
    """
    rows = Area.objects.filter(revision__in=revisions).order_by("order")
    areas: dict[int, _Part] = {}
    home: dict[int, int] = {}
    found: list[_Found] = []
    for key, item, number, name, revision in rows.values_list("pk", *_ITEM, "name", "revision_id"):
        areas[key], home[key] = _Part(item, name, key, len(areas)), revision
        found.append((key, Said(item, number, "area", name)))
    periods, columns = _parts(AreaPeriod.objects, "heading", "period", areas, revisions)
    sub_areas, rows_of = _parts(SubArea.objects, "name", "sub_area", areas, revisions)
    found += [*columns, *rows_of]
    found += _goals(revisions, areas, sub_areas, periods)
    found += _activities(revisions, areas, sub_areas, periods)
    found += _lines(revisions, areas, targets=targets)
    found.sort(key=lambda each: areas[each[0]].order)
    said: dict[int, list[Said]] = {key: [] for key in revisions}
    for area, each in found:
        said[home[area]].append(each)
    return {key: tuple(each) for key, each in said.items()}


def _parts(
    rows: Any, text: str, kind: str, areas: dict[int, _Part], revisions: Sequence[int]
) -> tuple[dict[int, _Part], list[_Found]]:
    inside = rows.filter(area__revision__in=revisions).order_by("order")
    parts, found = {}, []
    for key, item, number, said, area, order in inside.values_list(
        "pk", *_ITEM, text, "area_id", "order"
    ):
        above = areas[area]
        parts[key] = _Part(item, said, area, order)
        found.append((area, Said(item, number, kind, said, (above.item,), (above.text,))))
    return parts, found


def _goals(
    revisions: Sequence[int],
    areas: dict[int, _Part],
    sub_areas: dict[int, _Part],
    periods: dict[int, _Part],
) -> Iterable[_Found]:
    rows = Goal.objects.filter(sub_area__area__revision__in=revisions).order_by()
    columns = ("text", "sub_area_id", "period_id", "row")
    every = [
        (sub_areas[sub].order, row, periods[period].order, item, number, text, sub, period)
        for item, number, text, sub, period, row in rows.values_list(*_ITEM, *columns)
    ]
    for *_place, item, number, text, sub, period in sorted(every, key=lambda each: each[:3]):
        under, column = sub_areas[sub], periods[period]
        above = areas[under.area]
        yield (
            under.area,
            Said(
                item, number, "goal", text, (above.item, under.item), (above.text, under.text),
                column.text, column.item,
            ),
        )  # fmt: skip


def _activities(
    revisions: Sequence[int],
    areas: dict[int, _Part],
    sub_areas: dict[int, _Part],
    periods: dict[int, _Part],
) -> Iterable[_Found]:
    rows = Activity.objects.filter(area__revision__in=revisions).order_by("order")
    columns = ("text", "area_id", "sub_area_id", "period_id", "first_month", "last_month")
    month = _months()
    for item, number, text, area, sub, period, first, last in rows.values_list(*_ITEM, *columns):
        standing = (areas[area], sub_areas[sub]) if sub else (areas[area],)
        column = periods[period] if period else None
        yield (
            area,
            Said(
                item, number, "activity", text,
                tuple([each.item for each in standing]), tuple([each.text for each in standing]),
                column.text if column else "", column.item if column else None,
                months=(month(first), month(last)) if first and last else None,
            ),
        )  # fmt: skip


def _lines(revisions: Sequence[int], areas: dict[int, _Part], *, targets: bool) -> Iterable[_Found]:
    """The indicator lines with the measures that follow them, then what these shall reach."""
    of_line: dict[int, list[str]] = {}
    followed = Measure.objects.filter(plan_indicator__area__revision__in=revisions)
    for line, measure in _of(followed.order_by("pk"), "plan_indicator_id", "indicator_id"):
        of_line.setdefault(line, []).append(measure)
    lines: dict[int, _Part] = {}
    rows = PlanIndicator.objects.filter(area__revision__in=revisions).order_by("order")
    for key, item, number, text, area in _of(rows, "pk", *_ITEM, "text", "area_id"):
        above = areas[area]
        lines[key] = _Part(item, text, area, 0)
        measures = tuple(of_line.get(key, ()))
        yield (
            area,
            Said(item, number, "indicator", text, (above.item,), (above.text,), measures=measures),
        )
    if targets:
        yield from _targets(revisions, areas, lines)


def _targets(
    revisions: Sequence[int], areas: dict[int, _Part], lines: dict[int, _Part]
) -> Iterable[_Found]:
    rows = Target.objects.filter(measure__plan_indicator__area__revision__in=revisions)
    columns = ("measure__plan_indicator_id", "measure__indicator_id", "unit_id", "value")
    month = _months()
    for item, number, line, measure, unit, value, due in _of(
        rows.order_by("due_month", "pk"), *_ITEM, *columns, "due_month"
    ):
        under = lines[line]
        above = areas[under.area]
        aim = Aim(measure, unit or "", value, month(due))
        yield (
            under.area,
            Said(
                item, number, "target", as_typed(value),
                (above.item, under.item), (above.text, under.text), aim=aim,
            ),
        )  # fmt: skip


def _of(rows: "QuerySet[Any, Any]", *columns: str) -> Iterable[tuple[Any, ...]]:
    return rows.values_list(*columns)


def _months() -> Callable[[date], Month]:
    """Months by their first days: a plan has few, and many things in each."""
    return cache(Month.of)
