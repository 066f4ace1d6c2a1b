"""Controlled rounding: how far from the truth, what adds up, and what is rounded equally."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indicators.attacking import COUNT, MEAN, PROPORTION, margins_from
from riktning.catalogue.model import Kind
from riktning.core.errors import RunError
from riktning.core.periods import PeriodKind
from riktning.indicators.figures import Chosen
from riktning.indicators.grid import ABSENT, ROOT
from riktning.indicators.layout import layout_of
from riktning.indicators.protection import Protection
from riktning.indicators.rounded_figures import rounded_numbers
from riktning.indicators.rounding import rounded_margins
from riktning.indicators.suppression import SHOWN, SMALL, marked_rounded

SEVERAL = settings(max_examples=40, deadline=None)
TREE = np.array([ROOT, 0, 0, 1, 1, 1, 2, 2, 2])


def counts_from(seed, parent, rate, *, months=24, inner=False):
    """Poisson counts of units; only ends of the tree have any, if not ``inner``."""
    rng = np.random.default_rng(seed)
    counts = rng.poisson(
        rate * rng.gamma(0.5, 2, (len(parent), 1, 1, 1)), (len(parent), months, 2, 3)
    )
    counts = counts.astype(float)
    if not inner:
        counts[np.unique(parent[parent >= 0])] = 0
    return counts


@st.composite
def tables(draw, kinds=1):
    """A tree in which a unit may move or close, counts of each kind, and a base."""
    seed = draw(st.integers(0, 10_000))
    rate = draw(st.sampled_from([0.05, 0.5, 2.0, 20.0]))
    parent = np.tile(TREE, (24, 1))
    if draw(st.booleans()):
        parent[draw(st.integers(1, 23)) :, 5] = draw(st.sampled_from([2, ABSENT]))
    inner = draw(st.booleans())
    counts = [counts_from(seed + n, TREE, rate, inner=inner) for n in range(kinds)]
    for each in counts:
        each[np.broadcast_to((parent == ABSENT).T[..., None, None], each.shape)] = 0
    return parent, counts, draw(st.sampled_from([5, 10]))


def made(parent, parts, definition=COUNT):
    return margins_from(definition, parent, parts, broken=(1, 2))


def one(parent, counts, base):
    exact = made(parent, {"numerator": counts})
    return exact, rounded_margins([exact], base)[0]


@SEVERAL
@given(tables())
def test_unit_months_and_the_regions_sexes_and_cells_are_less_than_the_base_from_the_truth(made_up):
    parent, (counts,), base = made_up
    exact, rounded = one(parent, counts, base)
    assert np.abs(rounded.by_unit["numerator"] - exact.by_unit["numerator"]).max() < base
    region = np.abs(rounded.region["numerator"] - exact.region["numerator"])
    assert region[:2].max() < base  # each sex, and each sex and age
    assert region.max() < 2 * base  # an age of both sexes is a sum of two
    whole = exact.sums(exact.by_unit["numerator"][0]) - exact.sums(rounded.by_unit["numerator"][0])
    assert np.abs(whole).max() < base  # the region, in every period


@SEVERAL
@given(tables())
def test_what_is_a_multiple_of_the_base_stays_so_and_all_others_become_one(made_up):
    parent, (counts,), base = made_up
    exact, rounded = one(parent, counts, base)
    for name in ("by_unit", "region"):
        true, found = (getattr(each, name)["numerator"] for each in (exact, rounded))
        assert (found % base == 0).all() and (found >= 0).all()
    true, found = exact.by_unit["numerator"], rounded.by_unit["numerator"]
    assert (found[true % base == 0] == true[true % base == 0]).all()


def add_up(margins, part="numerator"):
    """Every sum that is published of a part equals what it is a sum of."""
    parent, units = margins.units.parent, margins.by_unit[part]
    for month in range(parent.shape[0]):
        below = margins.own[part][:, month].copy()
        inside = parent[month] >= 0
        np.add.at(below, parent[month][inside], units[inside, month])
        there = parent[month] != ABSENT
        assert (below[there] == units[there, month]).all()
    region = margins.region[part]
    assert (region[2, 3] == units[0]).all()
    periods = margins.unit_periods
    tables = [(units[0], region), *((units[b.unit], b.parts[part]) for b in margins.broken_down)]
    for total, parts in tables:
        assert (parts[:2].sum(axis=0) == parts[2]).all()
        assert (parts[:, :3].sum(axis=1) == parts[:, 3]).all()
        assert (margins.sums(parts[2, 3]) == margins.sums(total))[periods].all()


@SEVERAL
@given(tables())
def test_units_months_sexes_and_ages_add_up_to_every_total(made_up):
    parent, (counts,), base = made_up
    _, rounded = one(parent, counts, base)
    add_up(rounded)


@SEVERAL
@given(tables())
def test_units_by_sex_and_age_add_up_to_the_region_where_they_are_all_of_it(made_up):
    parent, (counts,), base = made_up
    counts[0] = 0  # nothing but what the two administrations have
    _, rounded = one(parent, counts, base)
    whole = sum(each.parts["numerator"] for each in rounded.broken_down)
    periods = rounded.unit_periods
    difference = rounded.sums(whole) - rounded.sums(rounded.region["numerator"])
    assert (difference[..., periods] == 0).all()


@SEVERAL
@given(tables(kinds=2))
def test_a_share_is_never_more_than_a_whole_where_rounding_can_help_it(made_up):
    parent, (part, rest), base = made_up
    exact = made(parent, {"numerator": part, "denominator": part + rest}, PROPORTION)
    (rounded,) = rounded_margins([exact], base)
    add_up(rounded, "denominator")
    beyond = rounded.by_unit["numerator"] > rounded.by_unit["denominator"]
    assert beyond.mean() < 0.1
    layout = layout_of(
        rounded, np.ones(len(rounded.calendar.periods), dtype=bool), broken_down=True
    )
    numbers = rounded_numbers(exact, rounded, layout, Chosen(*np.nonzero(layout.there)), 5)
    told = np.isfinite(numbers["value"])
    assert (numbers["value"][told] <= 100).all() and (numbers["denominator"][told] > 0).all()
    assert not told[numbers["denominator"] == 0].any()


@SEVERAL
@given(tables(kinds=2))
def test_the_same_counts_are_rounded_the_same_whatever_measure_shows_them(made_up):
    parent, (part, rest), base = made_up
    share = made(parent, {"numerator": part, "denominator": part + rest}, PROPORTION)
    other = replace(COUNT, id="parts")
    whole = made(parent, {"numerator": part + rest}, COUNT)
    parts = made(parent, {"numerator": part}, other)
    of_share, of_whole, of_parts = rounded_margins([share, whole, parts], base)
    assert (of_share.by_unit["denominator"] == of_whole.by_unit["numerator"]).all()
    assert (of_share.region["denominator"] == of_whole.region["numerator"]).all()
    assert (of_share.by_unit["numerator"] == of_parts.by_unit["numerator"]).all()
    assert (of_share.region["numerator"] == of_parts.region["numerator"]).all()


@SEVERAL
@given(tables(), st.integers(1, 3))
def test_a_month_more_changes_no_figure_before_it_nor_does_a_second_time(made_up, less):
    parent, (counts,), base = made_up
    _, whole = one(parent, counts, base)
    _, again = one(parent, counts.copy(), base)
    _, before = one(parent[:-less], counts[:, :-less], base)
    for name in ("by_unit", "region"):
        found = getattr(whole, name)["numerator"]
        assert (found == getattr(again, name)["numerator"]).all()
        assert (found[..., :-less] == getattr(before, name)["numerator"]).all()


def test_no_figure_is_pulled_up_or_down_in_the_mean():
    parent = np.tile(TREE, (24, 1))
    apart, seen = [], []
    for seed in range(400):
        exact, rounded = one(parent, counts_from(seed, TREE, 0.7), 5)
        apart.append(rounded.by_unit["numerator"] - exact.by_unit["numerator"])
        seen.append(exact.by_unit["numerator"])
    apart, seen = np.array(apart), np.array(seen)
    assert abs(apart[:, 0].mean()) < 3 * apart[:, 0].std() / np.sqrt(400 * 2)  # years are apart
    for count in range(1, 5):  # a one is as often made five as four fives would ask for
        assert abs(apart[:, 3:][seen[:, 3:] == count].mean()) < 0.35


def test_a_units_periods_are_near_the_truth_since_what_it_owes_is_paid_back():
    parent = np.tile(TREE, (24, 1))
    for rate in (0.05, 0.7, 10.0):
        for seed in range(40):
            exact, rounded = one(parent, counts_from(seed, TREE, rate), 5)
            parts = (each.by_unit["numerator"] for each in (rounded, exact))
            apart = np.abs(np.subtract(*(exact.sums(part) for part in parts)))
            assert apart.max() < 3 * 5 and (apart < 5).mean() > 0.93


def test_a_mean_is_told_only_of_more_than_rounding_can_make_too_few_of():
    parent = np.tile(TREE, (24, 1))
    size = counts_from(1, TREE, 2.0)
    parts = {"denominator": size, "numerator": size * 7.37, "squares": size * 90.0}
    exact = made(parent, parts, MEAN)
    (rounded,) = rounded_margins([exact], 5)
    marking = marked_rounded(rounded, 5, 5)
    number = exact.sums(exact.by_unit["denominator"])
    assert (number[marking.by_unit == SHOWN] >= 5).any()
    small = (number > 0) & (number < 5)
    told = exact.sums(rounded.by_unit["denominator"]) > 0
    assert small.any() and (marking.by_unit[small & told] == SMALL).all()


def test_a_mean_has_the_decimals_that_are_shown_and_the_sums_that_go_with_it():
    parent = np.tile(TREE, (24, 1))
    size = counts_from(1, TREE, 20.0)
    parts = {"denominator": size, "numerator": size * 7.3712, "squares": size * 90.0}
    exact = made(parent, parts, MEAN)
    (rounded,) = rounded_margins([exact], 5)
    layout = layout_of(
        rounded, np.ones(len(rounded.calendar.periods), dtype=bool), broken_down=True
    )
    numbers = rounded_numbers(exact, rounded, layout, Chosen(*np.nonzero(layout.there)), 5)
    told = np.isfinite(numbers["value"]) & (numbers["denominator"] > 0)
    value = numbers["value"][told]
    assert (np.round(value, MEAN.decimals) == value).all()
    assert np.allclose(
        numbers["numerator"][told] / numbers["denominator"][told] * MEAN.scale, value
    )
    assert (numbers["low"][told] <= value).sum() > 0.9 * told.sum()


def test_what_protects_no_persons_is_not_rounded():
    parent = np.tile(TREE, (24, 1))
    beds = replace(COUNT, protects_persons=False)
    exact = made(parent, {"numerator": counts_from(1, TREE, 2.0)}, beds)
    assert rounded_margins([exact], 5)[0] is exact


def test_a_baseline_is_the_sum_of_the_rounded_figures_it_is_of():
    parent = np.tile(TREE, (24, 1))
    counts = counts_from(1, TREE, 2.0)
    exact = made(parent, {"numerator": counts, "denominator": counts})
    months = exact.calendar.months
    ratio = replace(COUNT, kind=Kind.RATIO, baseline=(months[0], months[11]))
    (rounded,) = rounded_margins([replace(exact, definition=ratio)], 5)
    found = rounded.by_unit["numerator"][:, :12].sum(axis=1)
    assert (rounded.by_unit["denominator"] == found[:, None]).all()
    year = [p.kind for p in exact.calendar.periods].index(PeriodKind.YEAR)
    assert (exact.sums(rounded.by_unit["numerator"])[:, year] == found).all()


def test_a_small_denominator_is_one_that_is_small_when_rounded():
    parent = np.tile(TREE, (24, 1))
    part, rest = (counts_from(n, TREE, 1.0) for n in range(2))
    share = replace(PROPORTION, min_denominator=30)
    exact = made(parent, {"numerator": part, "denominator": part + rest}, share)
    (rounded,) = rounded_margins([exact], 5)
    sums = exact.sums(rounded.by_unit["denominator"])
    marks = marked_rounded(rounded, 5, 5).by_unit
    assert ((marks == SMALL) == ((sums > 0) & (sums < 30))).all() and (marks == SMALL).any()


@pytest.mark.parametrize(("k", "base"), [(5, 3), (5, 0), (6, 5), (11, 10)])
def test_a_base_that_there_is_not_or_that_k_is_above_is_refused(k, base):
    with pytest.raises(RunError):
        Protection(k, base)
