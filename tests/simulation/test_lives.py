"""The kernel's lives: a plain twin to the bit, analytic answers, and the same luck everywhere."""

from dataclasses import fields

import numpy as np
import pytest
from scipy import stats

from riktning.core.periods import Month
from riktning.simulation.arrays import NEVER
from riktning.simulation.demography import demography, girls, monthly, thresholds
from riktning.simulation.figures import population_figures
from riktning.simulation.horizon import Horizon
from riktning.simulation.kernel import life
from riktning.simulation.kernel.population import Lives, founders, live
from riktning.simulation.projection import project
from simulation.test_philox import slow_words

HORIZON = Horizon(Month(2022, 1), Month(2023, 6))
PLACES = 5


def people(count, seed=1, horizon=HORIZON):
    rng = np.random.default_rng(seed)
    start = project(horizon.first, len(horizon.months)).start.reshape(-1)
    cell = rng.choice(start.size, count, p=start)
    born = horizon.start - 1 - np.floor((cell // 2 + rng.random(count)) * 365.2425).astype(int)
    return founders(born, cell % 2 == 0, rng.integers(0, PLACES, count), np.maximum(born, 15_000))


def arrivals(count, horizon=HORIZON):
    expected = project(horizon.first, len(horizon.months)).arrived
    return np.repeat(expected[:, None] * count / PLACES, PLACES, axis=1)


def same(one: Lives, other: Lives) -> bool:
    return all(np.array_equal(getattr(one, f.name), getattr(other, f.name)) for f in fields(Lives))


def test_the_number_of_threads_changes_nothing():
    first = people(150_000)
    assert same(*(live(first, HORIZON, arrivals(150_000), (7, 0), threads=n) for n in (1, 3)))


def test_a_part_of_the_people_live_as_they_do_among_all():
    count, none = 4_000, np.zeros((len(HORIZON.months), PLACES))
    whole = live(people(count), HORIZON, none, (7, 0))
    kept = np.flatnonzero(np.arange(count) % 3 == 0)
    first = people(count)
    part = Lives(*(getattr(first, f.name)[kept] for f in fields(Lives)))
    alone = live(part, HORIZON, none, (7, 0))
    ids = {pair: n for n, pair in enumerate(zip(whole.low, whole.high, strict=True))}
    found = np.array([ids[pair] for pair in zip(alone.low, alone.high, strict=True)])
    for each in fields(Lives):
        assert np.array_equal(getattr(alone, each.name), getattr(whole, each.name)[found])


def test_the_input_is_left_as_it_was():
    first = people(5_000)
    live(first, HORIZON, arrivals(5_000), (7, 0))
    assert (first.dies_on == NEVER).all() and (first.gone == life.STILL_HERE).all()


def test_another_seed_or_replicate_is_other_luck():
    found = [
        live(people(20_000), HORIZON, arrivals(20_000), key) for key in ((1, 0), (2, 0), (1, 1))
    ]
    deaths = [set(np.flatnonzero(each.dies_on < NEVER)) for each in found]
    assert len(deaths[0] & deaths[1]) < 0.3 * len(deaths[0]) > len(deaths[0] & deaths[2])


def twin_month(rows, month, days, key):
    """A month of lives one by one, in Python: what happens to each, and the children."""
    rates = demography(month // 12)
    dies = thresholds(monthly(rates.deaths))
    leaves, births = (thresholds(monthly(each)) for each in (rates.leaves, rates.births))
    girl, born = int(thresholds(np.array([girls()]))[0]), []
    for row in rows:
        if row["gone"] is not None:
            continue
        age = min((month - row["born"]) // 12, 100)
        w = slow_words((row["low"], 0, month, row["high"]), key)
        day = days[0] + ((w[3] * (days[1] - days[0])) >> 32)
        if w[0] < dies[age, row["sex"]]:
            row.update(gone=month, dies_on=day)
        elif w[1] < leaves[age]:
            row.update(gone=month, leaves_on=day)
        elif row["sex"] == 0 and w[2] < births[age]:
            a, b, c, _ = slow_words((row["low"], 1 << 24, month, row["high"]), key)
            high = b | 0x80000000
            new = {"low": a, "high": 0x80000000 if high == 0xFFFFFFFF else high}
            born.append({**new, "sex": 0 if c < girl else 1, "born": month, "day": day})
    return born


def test_a_twin_in_plain_python_lives_the_same_lives():
    count, key = 1_500, (11, 2)
    first = people(count, 5)
    found = live(first, HORIZON, np.zeros((len(HORIZON.months), PLACES)), key)
    rows = [
        {"low": int(first.low[n]), "high": 0, "born": int(first.born[n]), "sex": int(first.sex[n])}
        for n in range(count)
    ]
    rows = [{**row, "gone": None} for row in rows]
    for number, month in enumerate(HORIZON.months):
        days = int(HORIZON.month_starts[number]), int(HORIZON.month_starts[number + 1])
        rows += [{**each, "gone": None} for each in twin_month(rows, month.index, days, key)]
    assert len(rows) == len(found)
    for n, row in enumerate(rows):
        assert (row["low"], row["high"]) == (found.low[n], found.high[n])
        assert row["sex"] == found.sex[n] and row["born"] == found.born[n]
        assert row.get("dies_on", NEVER) == found.dies_on[n]
        assert row.get("leaves_on", NEVER) == found.leaves_on[n]


def test_survival_follows_the_life_table():
    """People of one age without births or moves: the survivors are binomial about exp(-Σ rates)."""
    horizon, count = Horizon(Month(2022, 1), Month(2026, 12)), 60_000
    born = np.full(count, horizon.start - int(82.0 * 365.2425) - 200)
    first = founders(born, np.ones(count, bool), np.zeros(count, int), np.full(count, 15_000))
    found = live(first, horizon, np.zeros((60, 1)), (3, 0))
    here = (found.leaves_on == NEVER)[:count]
    survival = 1.0
    for month in horizon.months:
        age = (month.index - int(first.born[0])) // 12
        survival *= 1 - monthly(demography(month.year).deaths)[age, 0]
    alive = np.count_nonzero(found.dies_on[:count][here] == NEVER)
    low, high = stats.binom.interval(1 - 1e-5, int(here.sum()), survival)
    assert low <= alive <= high


def test_arrivals_are_poisson_about_what_is_expected():
    expected, counts = np.array([0.0, 0.4, 7.0, 900.0, 40_000.0]), np.empty(5, np.int64)
    found = np.array(
        [_counts(expected, month, counts) for month in range(1, 4_001)], dtype=np.float64
    )
    assert (found[:, 0] == 0).all()
    spread = np.sqrt(expected[1:] / len(found))
    assert (abs(found[:, 1:].mean(axis=0) - expected[1:]) < 4.5 * spread).all()
    assert found[:, 1:].var(axis=0) / expected[1:] == pytest.approx(np.ones(4), abs=0.12)


def _counts(expected, month, counts):
    life.how_many_arrive(expected, month, np.array([5, 0], np.uint32), counts)
    return counts.copy()


def test_more_expected_is_never_fewer_arrived():
    low, high = np.empty((2, 40), np.int64)
    for month in range(200):
        rising = np.linspace(0.5, 60, 40)
        life.how_many_arrive(rising, month, np.array([5, 0], np.uint32), low)
        life.how_many_arrive(rising * 1.3, month, np.array([5, 0], np.uint32), high)
        assert (high >= low).all()


def test_the_lives_keep_to_the_projection():
    """The same rates a second way: the cohort-component method has no persons and no luck."""
    count = 200_000
    horizon = Horizon(Month(2022, 1), Month(2031, 12))
    lives = live(people(count, 9, horizon), horizon, arrivals(count, horizon), (1, 0))
    expected = project(horizon.first, len(horizon.months))
    came = lives.enters_on >= horizon.start
    born = (came & (lives.born_on == lives.enters_on)).sum()
    arrived = came.sum() - born
    for found, rate in (
        (born, expected.born), ((lives.dies_on < NEVER).sum(), expected.died),
        ((lives.leaves_on < NEVER).sum(), expected.left), (arrived, expected.arrived),
    ):  # fmt: skip
        mean = rate.sum() * count
        assert found == pytest.approx(mean, abs=4.5 * np.sqrt(mean) + 0.01 * mean)


def test_the_projection_keeps_to_the_united_nations():
    """Sweden's total to 2040, medium variant (World Population Prospects 2024), in thousands."""
    expected = project(Month(2024, 7), 12 * 16 + 1).alive
    for year, total in ((2030, 10_856.099), (2035, 10_976.232), (2040, 11_090.815)):
        growth = expected[(year - 2024) * 12] / expected[0]
        assert growth == pytest.approx(total / 10_632.92, rel=0.006)


def test_mortality_starts_as_published_and_falls():
    published = population_figures().mortality
    assert demography(2017).deaths == pytest.approx(published, rel=0.02)
    assert (demography(2040).deaths[40:95] < 0.9 * published[40:95]).all()
