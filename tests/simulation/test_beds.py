"""Beds: the laws of queues, a plain twin and two other simulators say what the module says."""

import ciw
import numpy as np
import pytest
import simpy
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from riktning.core.errors import ScenarioError
from riktning.simulation.beds.hospital import WhenFull, follow_beds
from riktning.simulation.beds.laws import erlang_b, erlang_c, excess, full, mean_wait, misplaced

BEDS = np.array([10])


def patients(count, load, seed, shape=1.0, clinics=1):
    """Poisson arrivals, gamma stays of mean 1."""
    rng = np.random.default_rng(seed)
    comes = np.cumsum(rng.exponential(1 / load, count))
    days = rng.gamma(shape, 1 / shape, count)
    return comes, days, rng.integers(0, clinics, count)


def interval(values):
    """A 99.99 % interval of the mean of independent runs."""
    return stats.t.interval(
        0.9999, len(values) - 1, np.mean(values), stats.sem(values)
    )  # a true law fails once in 10 000


def runs(one, times=40):
    return np.array([one(seed) for seed in range(times)])


@pytest.mark.parametrize(
    ("load", "beds", "lost", "waits"),
    [(5.0, 10, 0.018385, 0.036105), (8.0, 10, 0.121661, 0.409180), (1.0, 1, 0.5, 1.0)],
)
def test_erlangs_formulas_give_the_tabulated_values(load, beds, lost, waits):
    assert erlang_b(load, beds) == pytest.approx(lost, abs=1e-6)
    assert erlang_c(load, beds) == pytest.approx(waits, abs=1e-6)


def test_erlang_b_is_a_truncated_poisson():
    numbers = stats.poisson.pmf(np.arange(31), 22.0)
    assert erlang_b(22.0, 30) == pytest.approx(numbers[-1] / numbers.sum(), rel=1e-12)


@pytest.mark.parametrize("shape", [1.0, 1.6, 0.5])
def test_as_many_are_turned_away_as_erlang_b_says_whatever_the_stays(shape):
    def lost(seed):
        comes, days, _ = patients(20_000, 8.0, seed, shape)
        seen = follow_beds(comes, days, BEDS, WhenFull.LOSE)
        return np.isnan(seen.begins[1_000:]).mean()

    low, high = interval(runs(lost))
    assert low <= erlang_b(8.0, 10) <= high
    assert high - low < 0.01


def test_as_many_wait_as_long_as_erlang_c_says():
    def waits(seed):
        comes, days, _ = patients(150_000, 8.0, seed)
        wait = follow_beds(comes, days, BEDS, WhenFull.WAIT).begins - comes
        return (wait[4_000:] > 0).mean(), wait[4_000:].mean()

    found = runs(waits)
    for column, law in enumerate((erlang_c(8.0, 10), mean_wait(8.0, 10, 1.0))):
        low, high = interval(found[:, column])
        assert low <= law <= high
        assert high - low < 0.1 * law


def test_littles_law_holds_on_every_path():
    """Patient-days in the queue and in bed, counted in time, are those counted by person."""
    comes, days, _ = patients(5_000, 9.5, 1, 1.6)
    seen = follow_beds(comes, days, BEDS, WhenFull.WAIT)
    assert seen.waiting == pytest.approx((seen.begins - comes).sum(), rel=1e-9)
    assert seen.present == pytest.approx(days.sum(), rel=1e-9)
    assert seen.events == 2 * comes.size


def test_those_present_where_nobody_is_refused_are_poisson_about_the_load():
    comes, days, _ = patients(400_000, 9.0, 5, 1.6)
    looks = np.arange(50, 40_000, 15.0)
    here = follow_beds(comes, days, BEDS, WhenFull.OVERCROWD, looks=looks).looks[:, 0]
    edges = np.arange(2, 18)
    expected = stats.poisson.pmf(edges, 9.0) * looks.size
    tails = stats.poisson.cdf(1, 9.0) * looks.size, stats.poisson.sf(17, 9.0) * looks.size
    observed = [(here < 2).sum(), *((here == n).sum() for n in edges), (here > 17).sum()]
    chi = stats.chisquare(observed, [tails[0], *expected, tails[1]])
    assert chi.pvalue > 1e-4


def test_overcrowded_and_misplaced_are_as_many_as_the_laws_say():
    beds, loads = np.array([4, 6, 3]), np.array([4.0, 4.0, 4.0])

    def crowded(seed):
        comes, days, clinic = patients(30_000, 12.0, seed, 1.6, 3)
        seen = follow_beds(comes, days, beds, WhenFull.OVERCROWD, clinic)
        return seen.overcrowded / comes[-1], seen.misplaced / comes[-1]

    found = runs(crowded)
    laws = float(excess(np.array([12.0]), np.array([13.0]))[0]), misplaced(loads, beds).sum()
    for column, law in enumerate(laws):
        low, high = interval(found[:, column])
        assert low <= law <= high
        assert high - low < 0.1 * law


def test_the_excess_over_beds_is_the_sum_over_the_numbers_present():
    numbers, load = np.arange(400), 93.7
    chances = stats.poisson.pmf(numbers, load)
    for beds in (80, 94, 110):
        slow = (np.maximum(0, numbers - beds) * chances).sum()
        assert excess(np.array([load]), np.array([beds]))[0] == pytest.approx(slow, rel=1e-9)
        assert full(np.array([load]), np.array([beds]))[0] == pytest.approx(
            chances[numbers >= beds].sum(), rel=1e-9
        )


def test_more_load_or_fewer_beds_is_never_less_crowding():
    loads, beds = np.linspace(1, 60, 200), np.arange(1.0, 60.0)
    assert (np.diff(excess(loads, np.full(200, 30.0))) >= 0).all()
    assert (np.diff(excess(np.full(59, 30.0), beds)) <= 0).all()


def test_ciw_lets_the_same_patients_wait_as_long():
    """An independent simulator fed with the same times; 3 beds at 90 per cent."""
    comes, days, _ = patients(2_000, 2.7, 11)
    network = ciw.create_network(
        arrival_distributions=[ciw.dists.Sequential([*np.diff(comes, prepend=0.0), 1e9])],
        service_distributions=[ciw.dists.Sequential([*days])],
        number_of_servers=[3],
    )
    simulation = ciw.Simulation(network)
    simulation.simulate_until_max_time(comes[-1] + 500)
    theirs = sorted(simulation.get_all_records(), key=lambda each: each.arrival_date)
    ours = follow_beds(comes, days, np.array([3]), WhenFull.WAIT)
    wait = [each.waiting_time for each in theirs]
    assert len(wait) == comes.size
    assert np.allclose(wait, ours.begins - comes, atol=1e-6)
    assert max(wait) > 1


def test_simpy_lets_the_same_patients_wait_as_long():
    comes, days, _ = patients(2_000, 2.7, 12, 1.6)
    world, found = simpy.Environment(), {}
    ward = simpy.Resource(world, 3)

    def patient(number):
        with ward.request() as bed:
            yield bed
            found[number] = world.now
            yield world.timeout(days[number])

    def door():
        for number in range(comes.size):
            yield world.timeout(comes[number] - world.now)
            world.process(patient(number))

    world.process(door())
    world.run()
    ours = follow_beds(comes, days, np.array([3]), WhenFull.WAIT)
    assert np.allclose([found[n] for n in range(comes.size)], ours.begins, atol=1e-6)


def twin(comes, days, beds, when_full, clinic):
    """Who gets a bed when, by looking at everybody each time."""
    begins, every = [], int(sum(beds))
    for come in comes:
        ends = [b + days[n] for n, b in enumerate(begins) if not np.isnan(b)]
        taken = sorted(end for end in ends if end > come)
        if when_full is WhenFull.OVERCROWD or len(taken) < every:
            begins.append(come if when_full is not WhenFull.WAIT else max([come, *begins[-1:]]))
        elif when_full is WhenFull.LOSE:
            begins.append(np.nan)
        else:
            begins.append(max(taken[len(taken) - every], begins[-1]))
    return np.array(begins)


def crowd_at(moment, begins, days, beds, clinic):
    here = (begins <= moment) & (moment < begins + days)
    own = np.bincount(clinic[here], minlength=beds.size)
    over = max(0, own.sum() - beds.sum())
    return [*own, over, np.maximum(0, own - beds).sum() - over]


@settings(max_examples=60, deadline=None)
@given(
    st.integers(0, 2**31),
    st.lists(st.integers(1, 4), min_size=1, max_size=3),
    st.sampled_from(list(WhenFull)),
)
def test_a_plain_twin_puts_the_same_patients_in_the_same_beds(seed, beds, when_full):
    beds = np.array(beds)
    comes, days, clinic = patients(60, float(beds.sum()), seed, 1.6, beds.size)
    looks = np.linspace(0.05, comes[-1], 23)
    seen = follow_beds(comes, days, beds, when_full, clinic, looks)
    begins = twin(comes, days, beds, when_full, clinic)
    assert np.allclose(seen.begins, begins, equal_nan=True)
    for row, moment in zip(seen.looks, looks, strict=True):
        assert list(row) == crowd_at(moment, begins, days, beds, clinic)


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"days": np.ones(2)}, "no length"),
        ({"comes": np.array([2.0, 1.0, 3.0])}, "in order"),
        ({"days": np.array([1.0, -1.0, 1.0])}, "shorter"),
        ({"beds": np.array([0])}, "no bed"),
        ({"clinic": np.array([0, 1, 0])}, "no number of beds"),
    ],
)
def test_what_is_no_hospital_is_refused(wrong, says):
    right = {"comes": np.arange(3.0), "days": np.ones(3), "beds": BEDS}
    with pytest.raises(ScenarioError, match=says):
        follow_beds(**{**right, "when_full": WhenFull.WAIT, **wrong})
