"""Roll-ups against a slow twin: every total is the sum of the cells that belong to it."""

from dataclasses import replace
from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indicators.counted_cells import (
    EAST,
    IDS,
    REGION,
    TOWN,
    VILLAGE,
    WEST,
    A,
    B,
    C,
    calendar,
    hand_cells,
)
from riktning.catalogue import load
from riktning.catalogue.model import Axis, Kind
from riktning.core.periods import Month, Period, PeriodKind
from riktning.core.units import TreeAs
from riktning.indicators.grid import ABSENT, ROOT, UnitCalendar
from riktning.indicators.rollup import Calendar, up_to
from riktning.indicators.totals import margins_of
from riktning.indicators.trees import as_it_is_now, municipal_calendar

CATALOGUE = load()
FLOW = CATALOGUE.indicators["andel_digitala_primarvard"]
STOCK = CATALOGUE.indicators["olampliga_lakemedel_75"]
FLOW = replace(FLOW, axes=(Axis.TREATING_UNIT,), look_back_months=0, rolling=False, tables=())
BOTH = replace(FLOW, axes=(Axis.TREATING_UNIT, Axis.MUNICIPALITY))


def margins(definition, units=None, tree=TreeAs.THEN, **more):
    cells = hand_cells(definition, units or calendar(), **more)
    return cells, next(margins_of(cells, CATALOGUE.standards, tree))


def above(parent, month, unit):
    """The unit and all it is part of, by a walk."""
    while unit >= 0:
        yield unit
        unit = parent[month, unit]


def walked(cells, units, part):
    """(unit, month, sex, age) → sum, by walking up from every cell; ages and sexes with totals."""
    values = cells.parts[part]
    size = len(units.ids), len(units.months), 3, values.shape[3] + 1
    total = np.zeros(size)
    for unit, month, sex, age in zip(*np.nonzero(values), strict=True):
        for at, s, a in product(above(units.parent, month, unit), (sex, 2), (age, -1)):
            total[at, month, s, a] += values[unit, month, sex, age]
    return total


def test_every_margin_is_the_sum_of_the_cells_below_it():
    cells, found = margins(FLOW)
    for part in ("numerator", "denominator"):
        total = walked(cells, cells.grid.calendar, part)
        np.testing.assert_array_equal(found.by_unit[part], total[:, :, -1, -1])
        np.testing.assert_array_equal(found.region[part], np.moveaxis(total[REGION], 0, -1))
        for each in found.broken_down:
            wanted = np.moveaxis(total[each.unit], 0, -1)
            np.testing.assert_array_equal(each.parts[part], wanted)
    assert [IDS[each.unit] for each in found.broken_down] == ["east", "west", "town", "village"]


def test_a_longer_period_is_the_sum_of_its_months_and_a_rolling_year_that_of_its_twelve():
    _, found = margins(replace(FLOW, rolling=True))
    sums = found.sums(found.by_unit["numerator"])
    first = found.calendar.months[0].index
    for number, period in enumerate(found.calendar.periods):
        begin = period.start.index - first
        whole = found.by_unit["numerator"][:, begin : begin + period.length].sum(axis=1)
        np.testing.assert_array_equal(sums[:, number], whole)
    rolling = [p.end for p in found.calendar.periods if p.kind is PeriodKind.ROLLING_12]
    assert rolling == list(found.calendar.months[11:])


def test_the_tree_as_it_is_now_is_the_tree_as_it_was_when_nothing_moves():
    units = calendar(moves=False)
    np.testing.assert_array_equal(as_it_is_now(units).parent, units.parent)


def test_as_it_is_now_a_moved_unit_was_always_where_it_is_and_a_closed_one_keeps_its_last_place():
    units = calendar()
    now = as_it_is_now(units).parent
    assert (now[:, B] == WEST).all()
    assert (now[:20, C] == WEST).all() and (now[20:, C] == ABSENT).all()
    cells, then = margins(FLOW, units)
    _, found = margins(FLOW, units, TreeAs.NOW)
    own = cells.parts["numerator"].sum(axis=(2, 3))
    np.testing.assert_array_equal(found.by_unit["numerator"][WEST], (own[WEST] + own[B] + own[C]))
    np.testing.assert_array_equal(found.by_unit["numerator"][EAST], own[EAST] + own[A])
    np.testing.assert_array_equal(
        found.by_unit["numerator"][REGION], then.by_unit["numerator"][REGION]
    )


def test_a_parent_that_did_not_exist_then_is_there_when_its_parts_are_put_under_it():
    units = calendar()
    parent = units.parent.copy()
    parent[:13, WEST] = ABSENT
    parent[:13, C] = REGION
    now = as_it_is_now(UnitCalendar(units.months, units.ids, units.kinds, parent))
    assert (now.parent[:, WEST] == REGION).all() and (now.parent[:20, C] == WEST).all()


@settings(deadline=None, max_examples=20)
@given(st.permutations(range(len(IDS))))
def test_the_order_of_the_units_does_not_matter(order):
    units = calendar()
    cells, found = margins(FLOW, units)
    place = np.argsort(order)
    parent = np.where(units.parent >= 0, place[np.maximum(units.parent, 0)], units.parent)
    other = UnitCalendar(
        units.months, tuple(IDS[u] for u in order), tuple(units.kinds[u] for u in order),
        parent[:, order],
    )  # fmt: skip
    shuffled = replace(
        cells, grid=replace(cells.grid, calendar=other),
        parts={part: values[list(order)] for part, values in cells.parts.items()},
    )  # fmt: skip
    again = next(margins_of(shuffled, CATALOGUE.standards))
    for part in found.by_unit:
        np.testing.assert_array_equal(again.by_unit[part], found.by_unit[part][list(order)])
        np.testing.assert_array_equal(again.region[part], found.region[part])


def test_a_second_axis_has_its_own_units_and_not_the_region_again():
    _, first = margins(BOTH)
    _, second = margins(BOTH, axis=Axis.MUNICIPALITY)
    assert first.whole and first.applicable[REGION]
    assert not second.whole and not second.region_periods.any()
    shown = [
        {found.units.ids[u] for u in np.flatnonzero(found.there.any(axis=1))}
        for found in (first, second)
    ]
    assert shown == [{"R", "east", "west", "a", "b", "c"}, {"town", "village"}]


def test_a_municipality_under_a_unit_that_is_none_belongs_to_the_region():
    units = calendar(moves=False)
    parent = units.parent.copy()
    parent[:, [TOWN, VILLAGE]] = EAST
    found = municipal_calendar(UnitCalendar(units.months, units.ids, units.kinds, parent))
    assert found.ids == ("R", "town", "village")
    assert (found.parent == [ROOT, 0, 0]).all()


@pytest.mark.parametrize("finest", [PeriodKind.TERTIAL, PeriodKind.YEAR])
def test_a_stock_by_longer_periods_is_that_of_their_last_months(finest):
    definition = replace(STOCK, period=finest, look_back_months=0, axes=(Axis.TREATING_UNIT,))
    _, found = margins(definition)
    sums, own = found.sums(found.by_unit["numerator"]), found.by_unit["numerator"]
    at = {month: own[:, number] for number, month in enumerate(found.calendar.months)}
    kinds = {period.kind for period in found.calendar.periods}
    assert kinds == {finest, PeriodKind.YEAR}
    for number, period in enumerate(found.calendar.periods):
        ends = [m for m in at if period.start <= m <= period.end
                and Period.containing(m, finest).end == m]  # fmt: skip
        np.testing.assert_array_equal(sums[:, number], sum(at[month] for month in ends))
        assert found.calendar.counted[number] == len(ends) == period.length // finest_length(finest)


def finest_length(kind):
    return Period.containing(Month(2024, 1), kind).length


def test_a_window_must_be_covered_at_the_month_that_is_evaluated():
    first = Month(2022, 1)
    covered = tuple(first.plus(number) for number in range(36))
    found = Calendar(covered, Month(2023, 6), PeriodKind.TERTIAL, at_ends=True)
    assert [str(period) for period in found.periods] == [
        "2023 T2", "2023 T3", "2024 T1", "2024 T2", "2024 T3", "2024",
    ]  # fmt: skip


def test_the_denominator_against_a_baseline_is_the_totals_own_sum_then():
    baseline = (Month(2022, 3), Month(2022, 8))
    definition = replace(FLOW, kind=Kind.RATIO, denominator=None, baseline=baseline)
    _, found = margins(definition, names=("numerator",))
    for table in (found.by_unit, found.region, found.broken_down[0].parts):
        then = table["numerator"][..., 2:8].sum(axis=-1)
        for month in range(28):
            np.testing.assert_array_equal(table["denominator"][..., month], then)


def test_a_medians_rows_are_its_buckets_together_in_every_margin():
    definition = replace(FLOW, kind=Kind.MEDIAN, denominator=None, edges=(0.0, 10.0, 50.0))
    _, found = margins(definition)
    buckets = list(found.buckets())
    assert [(each.low, each.high) for each in buckets] == [(0, 10), (10, 50), (50, None)]
    total = sum(each.by_unit for each in buckets)
    np.testing.assert_array_equal(found.by_unit["denominator"], total)
    np.testing.assert_array_equal(found.region["denominator"], sum(each.region for each in buckets))
    for number, each in enumerate(found.broken_down):
        summed = sum(bucket.broken_down[number] for bucket in buckets)
        np.testing.assert_array_equal(each.parts["denominator"], summed)


def test_where_one_part_knows_no_sex_and_age_nothing_is_broken_down():
    cells = hand_cells(FLOW, calendar())
    cells.parts["denominator"] = cells.parts["denominator"].sum(axis=(2, 3), keepdims=True)
    found = next(margins_of(cells, CATALOGUE.standards))
    assert not found.by_sex_and_age and not found.broken_down
    assert found.region["numerator"].shape[:2] == (2, 2)


@settings(deadline=None, max_examples=30)
@given(st.data())
def test_what_lies_in_a_unit_is_found_by_walking_up(data):
    size, months = data.draw(st.integers(1, 7)), 3
    parent = np.array([
        [data.draw(st.integers(-2 if unit else -1, unit - 1)) if unit else ROOT
         for unit in range(size)] for _ in range(months)
    ])  # fmt: skip
    for month, unit in product(range(months), range(size)):  # nothing hangs under what is absent
        if parent[month, unit] >= 0 and parent[month, parent[month, unit]] == ABSENT:
            parent[month, unit] = ABSENT
    inside = up_to(np.arange(size), parent)
    for month, top, unit in product(range(months), range(size), range(size)):
        there = parent[month, unit] != ABSENT
        assert inside[month, top, unit] == (there and top in above(parent, month, unit))
