"""Breaks in volume: planted ones are found where they are, and ordinary years have none."""

from math import cos, pi
from random import Random

import pytest

from riktning.core.periods import Month
from riktning.sources.quality.volumes import Series, broken_months, usual_months

FIRST = Month(2022, 1)
SUMMER = {7: 0.35, 6: 0.7, 8: 0.7, 12: 0.8}


def year_round(random, level, months=48, summer=SUMMER, growth=0.0):
    """Monthly counts as a unit has them: a level, the summer, a trend, and chance."""
    found = []
    for n in range(months):
        expected = level * summer.get(FIRST.plus(n).month, 1.0) * (1 + growth * n / 12)
        found.append(max(0, round(random.gauss(expected, expected**0.5))))
    return found


def region(random, units=30):
    return [year_round(random, random.uniform(60, 3000), growth=random.uniform(-0.05, 0.1))
            for _ in range(units)]  # fmt: skip


def breaks(counts, others):
    everyone = [Series(FIRST, tuple(unit)) for unit in [counts, *others]]
    return broken_months(everyone[0], usual_months(everyone))


@pytest.mark.parametrize("seed", range(20))
def test_summers_trends_and_chance_are_no_breaks(seed):
    random = Random(seed)
    units = region(random)
    for place, counts in enumerate(units):
        assert breaks(counts, units[:place] + units[place + 1 :]) == []


@pytest.mark.parametrize("seed", range(10))
def test_a_unit_that_closes_every_july_has_a_season_of_its_own(seed):
    random = Random(seed)
    closed = year_round(random, 400, summer={7: 0.02})
    assert breaks(closed, region(random)) == []


@pytest.mark.parametrize("seed", range(20))
@pytest.mark.parametrize("share", [0.0, 0.15, 6.0])
def test_a_month_that_is_lost_or_delivered_several_times_is_found(seed, share):
    random = Random(seed)
    counts = year_round(random, 500)
    place = random.randrange(1, 47)
    counts[place] = round(counts[place] * share)
    assert breaks(counts, region(random)) == [FIRST.plus(place)]


@pytest.mark.parametrize("seed", range(20))
@pytest.mark.parametrize("share", [0.3, 4.0])
def test_a_level_that_halves_or_doubles_for_good_is_found_where_it_begins(seed, share):
    random = Random(seed)
    counts = year_round(random, 800, summer={})
    place = random.randrange(10, 38)
    counts[place:] = [round(count * share) for count in counts[place:]]
    found = breaks(counts, region(random))
    assert any(abs(month.index - FIRST.plus(place).index) <= 1 for month in found)


def test_a_month_that_the_whole_table_lost_is_not_hidden_by_being_lost_for_all():
    whole = [round(10_000 * (1.2 + cos(2 * pi * n / 12))) for n in range(48)]
    whole[20] = round(whole[20] * 0.1)
    assert broken_months(Series(FIRST, tuple(whole))) == [FIRST.plus(20)]


def test_too_small_units_are_not_judged():
    assert broken_months(Series(FIRST, (20, 0, 20, 20))) == []
