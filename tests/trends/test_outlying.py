"""One value that cannot belong to the others is set aside; nothing else, and no verdict turns."""

import json

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from riktning.catalogue.model import Kind, Polarity
from riktning.cli.main import main
from riktning.core.periods import Month
from riktning.trends.direction import Block, trends
from riktning.trends.finding import Aim, findings
from riktning.trends.odd_words import aside_sentence
from riktning.trends.outlying import outlying
from riktning.trends.store import finding_as_json, finding_from_json
from riktning.trends.verdict import Direction
from riktning.trends.weighing import Counts, weighed

JANUARY = Month(2021, 1)
SEASON = np.array([0, 1, 1, 2, 1, 0, -6, -3, 1, 2, 1, 0])


def one_odd(values, cycle=12, per=None):
    values = np.atleast_2d(np.asarray(values, dtype=float))
    return outlying(values, np.ones_like(values), 0, cycle, per)


def noise(shape, seed=0):
    return np.random.default_rng(seed).normal(50.0, 2.0, shape)


def judged(values, kind=Kind.MEDIAN, size=None, scale=1.0):
    """The findings of series (S, n), as a run makes them."""
    values = np.atleast_2d(np.asarray(values, dtype=float))
    nothing, no = np.full(values.shape, np.nan), np.zeros(values.shape, dtype=bool)
    cases = values if size is None else values * size / scale
    found = weighed(values, Counts(kind, scale, cases, nothing if size is None else size, nothing),
                    0, 12)  # fmt: skip
    block = Block(JANUARY, found.values, found.variance, no, no, aside=found.aside)
    return findings(block, trends(block), [Aim(Polarity.HIGHER)] * len(values), q=0.05)


@pytest.mark.parametrize("months", [24, 30, 36, 48, 60])
@pytest.mark.parametrize("place", [0, 7, -1])
def test_a_value_ten_times_the_others_is_found_wherever_it_stands(months, place):
    values = noise((1, months)) + np.resize(SEASON, months)
    values[0, place] *= 10
    assert one_odd(values)[0] == place % months


@pytest.mark.parametrize(("cycle", "points"), [(1, 8), (3, 12), (4, 16)])
def test_years_tertials_and_quarters_are_looked_through_too(cycle, points):
    values = noise((1, points))
    values[0, 3] = 5000.0
    assert one_odd(values, cycle)[0] == 3


def test_of_series_without_any_odd_value_one_in_ten_thousand_loses_one():
    for months in (24, 60):
        found = one_odd(noise((20_000, months), seed=months))
        assert (found >= 0).sum() <= 8  # 2 expected


def test_several_values_far_off_are_no_misprint_and_all_count():
    values = noise((1, 60))
    values[0, [20, 41]] = 500.0
    assert one_odd(values)[0] == -1
    last = noise((1, 60))
    last[0, -3:] += 60.0
    assert one_odd(last)[0] == -1


def test_one_case_among_noughts_is_no_misprint():
    counts = np.zeros((1, 48))
    counts[0, 30] = 1.0
    assert one_odd(counts, per=np.ones_like(counts))[0] == -1
    seldom = np.random.default_rng(3).poisson(0.3, (2_000, 48)).astype(float)
    assert (one_odd(seldom, per=np.ones_like(seldom)) >= 0).sum() == 0


def test_a_series_that_would_be_left_too_short_or_without_variation_is_left_as_it_is():
    short = noise((1, 16))  # three degrees of freedom, which a test needs
    short[0, 4] = 5000.0
    assert one_odd(short)[0] == -1
    flat = np.full((1, 40), 50.0)
    flat[0, 11] = 500.0
    assert one_odd(flat)[0] == -1


@settings(max_examples=40, deadline=None)
@given(
    st.integers(0, 10**6), st.integers(0, 35), st.floats(1e-3, 1e3), st.floats(-1e3, 1e3),
    st.booleans(),
)  # fmt: skip
def test_neither_unit_nor_added_constant_nor_mirror_changes_what_is_set_aside(
    seed, place, factor, constant, mirror
):
    values = noise((1, 36), seed)
    values[0, place] += np.random.default_rng(seed).choice([8.0, 20.0, 90.0])
    moved = (values + constant) * factor * (-1 if mirror else 1)
    assert one_odd(moved)[0] == one_odd(values)[0]


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 10**6), st.sampled_from([24, 36, 60]), st.data())
def test_a_gross_misprint_leaves_the_finding_that_the_series_has_without_the_month(
    seed, months, data
):
    place = data.draw(st.integers(0, months - 1))
    values = noise((1, months), seed) + data.draw(st.floats(-8, 8)) * np.arange(months) / 12
    without = values.copy()
    without[0, place] = np.nan
    values[0, place] *= data.draw(st.sampled_from([10.0, 100.0, 1000.0]))
    odd, missing = judged(values)[0], judged(without)[0]
    assert odd.aside == JANUARY.plus(place)
    assert (odd.state, odd.slope_per_year, odd.p_value, odd.end_level) == (
        missing.state, missing.slope_per_year, missing.p_value, missing.end_level,
    )  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(
    st.integers(0, 10**6), st.sampled_from([24, 36, 60]), st.sampled_from([-6.0, 6.0]),
    st.floats(0.1, 6.0), st.booleans(), st.data(),
)  # fmt: skip
def test_no_single_value_of_any_size_turns_a_direction_round(
    seed, months, slope, magnitude, below, data
):
    values = noise((1, months), seed) + slope * np.arange(months) / 12
    clean = judged(values)[0]
    place = data.draw(st.integers(0, months - 1))
    values[0, place] += (-1 if below else 1) * 10**magnitude
    said = {clean.state, judged(values)[0].state}
    assert said != {Direction.IMPROVING, Direction.WORSENING}


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 10**6), st.sampled_from([24, 36, 60]), st.floats(0.1, 6.0), st.data())
def test_no_single_value_of_any_size_makes_a_direction_of_a_level_series(
    seed, months, magnitude, data
):
    values = noise((1, months), seed)
    trend = np.polyfit(np.arange(months), values[0], 1)
    values[0] -= trend[0] * np.arange(months)
    values[0, data.draw(st.integers(0, months - 1))] += 10**magnitude
    assert judged(values)[0].state is Direction.NO_EVIDENCE


def test_a_share_whose_denominator_is_ten_times_too_large_weighs_as_if_it_were_missing():
    rng = np.random.default_rng(5)
    size = rng.integers(200, 900, (1, 36)).astype(float)
    cases = rng.binomial(size.astype(int), 0.6).astype(float)
    without = 100 * cases / size
    without[0, 20] = np.nan
    size[0, 20] *= 10
    odd = judged(100 * cases / size, Kind.PROPORTION, size, 100.0)[0]
    missing = judged(without, Kind.PROPORTION, size, 100.0)[0]
    assert odd.aside == JANUARY.plus(20)
    assert odd.p_value == pytest.approx(missing.p_value, rel=1e-9)


def test_what_is_set_aside_is_said_and_kept():
    values = noise((1, 36))
    values[0, 20] = 500.0
    found = judged(values)[0]
    assert finding_from_json(json.loads(json.dumps(finding_as_json(found)))) == found
    assert "september\u00a02022 räknas inte in i trenden" in aside_sentence(found)
    assert "September\u00a02022 is not part of the trend" in aside_sentence(found, "en")
    assert aside_sentence(judged(noise((1, 36)))[0]) == ""
    assert found.points == 35


def test_the_command_says_which_month_it_sets_aside(tmp_path, capsys):
    values = noise((24,))
    values[9] = 500.0
    rows = [f"{Month(2022, 1).plus(at)},{value:.1f}" for at, value in enumerate(values)]
    file = tmp_path / "misprint.csv"
    file.write_text("\n".join(["period,value", *rows]) + "\n", encoding="utf-8")
    assert main(["trends", str(file), "--language", "en"]) == 0
    told = capsys.readouterr().out
    assert "The value of October\u00a02022 is not part of the trend" in told
    assert "the value of October\u00a02022 set aside" in told
