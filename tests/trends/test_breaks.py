"""A series is judged from its last break on; what the break leaves too short says which it was."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from riktning.catalogue.model import Kind, Polarity
from riktning.core.periods import Month
from riktning.sources.quality.volumes import Series, broken_months
from riktning.trends.breaks import find_breaks, last_new_level
from riktning.trends.judging import judge
from riktning.trends.verdict import Direction, Reason
from trends.examples import DEFINITIONS, FIRST, rows, run, table

JANUARY = Month(2022, 1)


def _judged(definitions, made=None):
    found = judge(run(made), definitions).verdicts
    return {(s.verdict.indicator_id, s.verdict.unit_id): s.verdict.direction for s in found}


def _broken_at(month):
    return DEFINITIONS | {"share": replace(DEFINITIONS["share"], breaks=(month,))}


def test_after_a_break_in_the_definition_only_what_comes_after_is_judged():
    found = _judged(_broken_at(Month(2023, 7)))["share", "R"]
    assert (found.first, found.cut) == (Month(2023, 7), Reason.DEFINITION_BREAK)
    assert found.points == 29
    assert found.reason is None


def test_a_break_that_leaves_too_little_is_the_reason_why_nothing_can_be_told():
    found = _judged(_broken_at(Month(2025, 1)))["share", "R"]
    assert (found.state, found.reason) == (Direction.CANNOT_TELL, Reason.DEFINITION_BREAK)


def test_breaks_outside_the_months_of_the_run_cut_nothing():
    for month in (FIRST, FIRST.plus(-5), FIRST.plus(48)):
        assert _judged(_broken_at(month))["share", "R"].cut is None


def test_months_before_the_break_may_hold_anything():
    wild = [
        row | {"numerator": row["denominator"], "value": 100.0}
        if row["indicator_id"] == "share" and row["period_start"] < Month(2023, 7).first_day
        else row
        for row in rows()
    ]
    definitions = _broken_at(Month(2023, 7))
    calm, odd = _judged(definitions), _judged(definitions, wild)
    assert calm["share", "H1"] == replace(
        odd["share", "H1"], q_value=calm["share", "H1"].q_value,
        any_dependence=calm["share", "H1"].any_dependence,
    )  # fmt: skip


def test_a_unit_that_doubles_is_judged_from_then_on():
    grown = [
        row | {"numerator": 3 * row["numerator"], "denominator": 3 * row["denominator"]}
        if row["unit_id"] == "H1" and row["period_start"] >= Month(2023, 3).first_day
        else row
        for row in rows()
    ]
    found = _judged(DEFINITIONS, grown)
    assert found["share", "H1"].first == Month(2023, 3)
    assert found["share", "H1"].cut is Reason.VOLUME_BREAK
    assert found["share", "H2"].cut is None


@settings(max_examples=60, deadline=None)
@given(
    st.integers(0, 10**6),
    st.sampled_from([30, 36, 48, 60]),
    st.integers(12, 20),
    st.sampled_from([0.36, 0.42, 1.0, 1.4, 2.4, 2.8]),
)
def test_a_new_level_is_where_the_check_of_the_delivery_finds_one(seed, months, at, factor):
    rng = np.random.default_rng(seed)
    size = rng.poisson(400 * np.where(np.arange(months) < at, 1, factor)).astype(float)
    ours = int(last_new_level(size[None, :])[0])
    theirs = broken_months(Series(JANUARY, tuple(int(x) for x in size)))
    assert not ours or JANUARY.plus(ours) in theirs
    assert bool(ours) == (factor not in (1.0, 1.4))


def test_a_season_is_no_break_and_small_numbers_are_not_looked_at():
    months = np.arange(48)
    season = 300 * (1 + 0.8 * np.sin(months * np.pi / 6))
    small = np.where(months < 24, 5.0, 25.0)
    assert last_new_level(np.stack([season, small])).tolist() == [0, 0]


def test_half_years_with_a_gap_are_not_judged():
    size = np.where(np.arange(48) < 24, 100.0, 400.0)
    size[20] = size[27] = np.nan
    assert last_new_level(size[None, :]).tolist() == [0]


def test_of_two_causes_the_later_counts():
    size = np.where(np.arange(48) < 24, 100.0, 400.0)[None, :]
    early = find_breaks((1, 48), (10,), size)
    late = find_breaks((1, 48), (30,), size)
    assert (early.since[0], early.reasons[0]) == (24, Reason.VOLUME_BREAK)
    assert (late.since[0], late.reasons[0]) == (30, Reason.DEFINITION_BREAK)


@pytest.mark.parametrize("kind", [Kind.COUNT, Kind.RATIO])
def test_a_measure_without_a_size_has_no_break_in_volume(kind):
    definitions = DEFINITIONS | {"share": replace(DEFINITIONS["share"], kind=kind)}
    grown = [
        row | {"denominator": row["denominator"] * (1 + 3 * (row["period_start"].year > 2023))}
        for row in rows()
    ]
    assert _judged(definitions, grown)["share", "R"].cut is None


def test_series_weigh_by_the_months_that_could_be_used_and_the_rows_that_pass():
    definitions = {**DEFINITIONS, "share": replace(DEFINITIONS["share"], sound=0.8)}
    made = [
        row for row in rows() if row["indicator_id"] == "share" or row["period_start"].month != 6
    ]
    found = _judged(definitions, made)
    assert found["share", "R"].quality == pytest.approx(0.8)
    assert found["stay", "R"].quality == pytest.approx(43 / 47)
    assert DEFINITIONS["stay"].polarity is Polarity.LOWER
    assert table(made).num_rows == len(made)
