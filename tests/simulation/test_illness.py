"""Conditions: as common as given, stationary, and mortality is as published with them."""

import numpy as np
import pytest
from scipy import stats

from riktning.simulation.course import follow
from riktning.simulation.figures import population_figures
from riktning.simulation.illness import CLASS_SHARES, condition_figures, illness
from riktning.simulation.tallies import Kind
from simulation.test_course import FIRST, asked, region

# Where remission and deaths alone make a condition less rare than it is given to be.
MISSED = {"obesity": 0.036, "ibd": 0.0002}


def _common():
    sick = illness()
    return np.einsum("ckas,kas->cas", sick.prevalence, sick.classes)


def test_each_condition_is_as_common_at_each_birthday_as_given():
    figures, found = condition_figures(), _common()[:, ::12]
    for number, name in enumerate(figures.names):
        miss = np.abs(found[number] - figures.common[number, :-1]).max()
        assert miss < MISSED.get(name, 1e-5), name


def test_chances_are_chances():
    sick = illness()
    for each in (sick.onset, sick.remission, sick.prevalence, sick.classes, sick.healthy_death):
        assert (each >= 0).all() and (each <= 1).all()
    assert sick.onset.sum(axis=0).max() + sick.remission.sum() < 1
    assert sick.classes.sum(axis=0) == pytest.approx(1.0)
    assert CLASS_SHARES.sum() == pytest.approx(1.0)


def test_deaths_with_and_without_conditions_make_the_published_mortality():
    sick, extra = illness(), condition_figures().mortality_ratio - 1
    risk = 1 + np.einsum("c,cas->as", extra, _common()[:, ::12])
    assert sick.healthy_death * risk == pytest.approx(1.0)


def test_whole_population_prevalences_with_a_source_are_met():
    weight = np.repeat(population_figures().population / 12, 12, axis=0)
    share = dict(
        zip(
            condition_figures().names,
            (_common() * weight).sum(axis=(1, 2)) / weight.sum(),
            strict=True,
        )
    )
    assert share["heart_failure"] == pytest.approx(0.022, abs=0.0005)
    assert share["diabetes"] == pytest.approx(0.050, abs=0.0005)
    assert share["ibd"] == pytest.approx(0.0065, abs=0.0002)


@pytest.fixture(scope="module")
def two_years():
    return list(follow(region(), asked(persons=60_000, months=24)))


def test_prevalence_by_age_stays_where_it_starts(two_years):
    """Within the luck of those who begin and end: a binomial of those here, age by age group."""
    first, last = two_years[0].stock.sum(axis=1), two_years[-1].stock.sum(axis=1)
    for number, name in enumerate(condition_figures().names, start=1):
        for cell in range(first.shape[1]):
            here, then = int(last[0, cell]), int(first[0, cell])
            pooled = (first[number, cell] + last[number, cell]) / max(here + then, 1)
            spread = np.sqrt(max(pooled * (1 - pooled), 1e-4) * (1 / here + 1 / then))
            moved = last[number, cell] / here - first[number, cell] / then
            assert abs(moved) < 4.5 * spread + 0.006, (name, cell)


def test_deaths_are_as_many_as_published(two_years):
    from riktning.simulation.demography import demography, monthly

    expected = 0.0
    for number in range(len(two_years)):
        rates = monthly(demography(FIRST.plus(number).year).deaths)
        start = two_years[max(number - 1, 0)].stock[0].sum(axis=0)
        expected += _deaths(start, rates)
    found = sum(month.total(Kind.DEATH) for month in two_years)
    assert stats.poisson.interval(1 - 1e-4, expected * 0.97)[0] < found
    assert found < stats.poisson.interval(1 - 1e-4, expected * 1.03)[1]


def _deaths(here, rates):
    """By age group, with the published ages within it."""
    from riktning.core.ages import AGE_BOUNDS

    people, total = population_figures().population, 0.0
    for number, low in enumerate(AGE_BOUNDS):
        high = (*AGE_BOUNDS, 101)[number + 1]
        for sex in range(2):
            weights = people[low:high, sex]
            total += here[2 * number + sex] * (rates[low:high, sex] @ weights) / weights.sum()
    return total
