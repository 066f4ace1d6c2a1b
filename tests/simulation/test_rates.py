"""What happens to people comes at the rates and shares that the parameters and levels say."""

import numpy as np
import pytest

from riktning.simulation.arrays import MINUTES_A_DAY, NEVER
from riktning.simulation.contacts import draw_contacts, emergency_weights
from riktning.simulation.drawing import draw_category, draw_persons
from riktning.simulation.figures import by_age, parameters
from riktning.simulation.stay_reasons import CARES, reason_codes
from riktning.simulation.stays import OUTCOMES, draw_stays
from riktning.simulation.wards import draw_ward_days
from riktning.sources.contracts import LEVELS, MODES
from simulation.small_world import world

SIGMAS = 4.5


@pytest.fixture(scope="module")
def big():
    return world(60_000, 5)


@pytest.fixture(scope="module")
def stays(big):
    return draw_stays(big)


def test_persons_are_drawn_in_proportion_to_their_rates():
    rng = np.random.default_rng(1)
    rates = np.array([0.0, 500.0, 1500.0, 0.0])
    counts = np.bincount(draw_persons(rates, rng), minlength=4)
    assert counts[0] == counts[3] == 0
    assert counts[1] == pytest.approx(500, abs=SIGMAS * np.sqrt(500))
    assert counts[2] == pytest.approx(1500, abs=SIGMAS * np.sqrt(1500))


def test_categories_are_drawn_in_proportion_to_their_weights():
    counts = np.bincount(draw_category(np.array([1.0, 0.0, 3.0]), 8000, np.random.default_rng(2)))
    assert counts[1] == 0
    assert counts[0] == pytest.approx(2000, abs=SIGMAS * np.sqrt(1500))


@pytest.mark.parametrize("level", ["primary", "specialist", "emergency", "rehabilitation"])
def test_contacts_of_a_level_come_at_its_rate(big, level):
    month, people = 13, big.people
    contacts = draw_contacts(big, month)
    given = parameters("contacts")
    start, end = big.horizon.month_starts[month : month + 2]
    days = np.minimum(end, people.dies_on) - np.maximum(start, people.enters_on)
    weight = people.frailty * (1 + given["per_condition"] * big.burden)
    volume = {"rehabilitation": None}.get(level, f"{level}_volume")
    if volume:
        units = big.place_administration[people.place]
        weight = weight * big.levels[volume][units, month]
    if level == "emergency":
        weight = weight * emergency_weights(big, month)
    rate = by_age(given[level])[people.age_on((start + end) // 2)] * weight
    expected = (rate * np.maximum(days, 0) / 365.2425).sum()
    found = np.count_nonzero(contacts.level == LEVELS.index(level))
    assert found == pytest.approx(expected, abs=SIGMAS * np.sqrt(expected) + 0.002 * expected)


def test_the_share_of_digital_contacts_is_its_level_times_the_ages_factor(big):
    contacts = draw_contacts(big, 20)
    primary = (contacts.level == LEVELS.index("primary")) & ~contacts.mobile
    age = big.people.age_on(contacts.day, contacts.person)
    level = big.levels["digital_primary"][contacts.unit, 20]
    expected = (level * by_age(parameters("contacts")["digital_by_age"])[age])[primary]
    digital = np.isin(contacts.mode, [MODES.index("video"), MODES.index("chat")])[primary]
    spread = np.sqrt((expected * (1 - expected)).sum())
    assert digital.sum() == pytest.approx(expected.sum(), abs=SIGMAS * spread)


def test_patients_meet_their_own_clinician_as_often_as_the_level_says(big):
    contacts = draw_contacts(big, 5)
    primary = contacts.level == LEVELS.index("primary")
    own = big.levels["own_clinician"][contacts.unit[primary], 5]
    expected = own + (1 - own) / 12
    met = (contacts.clinician == contacts.person % 9)[primary]
    spread = np.sqrt((expected * (1 - expected)).sum())
    assert met.sum() == pytest.approx(expected.sum(), abs=SIGMAS * spread)


def test_stays_are_about_11_400_per_100_000_and_year(big, stays):
    within = stays.admitted // MINUTES_A_DAY >= big.horizon.start
    per_100_000 = within.sum() / big.horizon.years / 60_000 * 1e5
    assert per_100_000 == pytest.approx(11_400, rel=0.05)


def test_about_17_per_cent_of_those_65_or_older_return_unplanned_within_30_days(big, stays):
    """Walks stay by stay, with a transfer within a day continuing the episode."""
    day_in, day_out = stays.admitted // MINUTES_A_DAY, stays.discharged // MINUTES_A_DAY
    age = big.people.age_on(day_out, stays.person)
    index = returned = 0
    for n in range(len(stays) - 1):
        following = stays.person[n + 1] == stays.person[n]
        gap = day_in[n + 1] - day_out[n]
        continues = following and stays.admitted[n + 1] - stays.discharged[n] <= MINUTES_A_DAY
        alive = stays.outcome[n] != OUTCOMES.index("deceased")
        if age[n] < 65 or continues or not alive or day_out[n] >= big.horizon.end - 30:
            continue
        index += 1
        returned += following and 1 <= gap <= 30 and not stays.planned[n + 1]
    assert returned / index == pytest.approx(0.17, abs=0.02)


def test_a_person_lies_in_one_bed_at_a_time(stays):
    same = stays.person[1:] == stays.person[:-1]
    assert (stays.admitted[1:] >= stays.discharged[:-1])[same].all()
    assert (stays.discharged > stays.admitted).all()


def test_a_stay_ends_with_the_death_of_the_person_and_is_marked_so(big, stays):
    dies = big.people.dies_on[stays.person]
    deceased = stays.outcome == OUTCOMES.index("deceased")
    assert (stays.discharged[deceased] // MINUTES_A_DAY == dies[deceased]).all()
    assert (stays.discharged // MINUTES_A_DAY < dies)[~deceased].all()
    deaths = np.count_nonzero(big.people.dies_on < NEVER)
    in_hospital = np.unique(stays.person[deceased]).size / deaths
    assert 0.35 < in_hospital < 0.55


def test_being_ready_lies_within_the_stay(stays):
    waits = stays.ready_on < NEVER
    assert waits.sum() > 100
    assert (stays.ready_on >= stays.admitted // MINUTES_A_DAY)[waits].all()
    assert (stays.ready_on < stays.discharged // MINUTES_A_DAY)[waits].all()


def test_some_are_transferred_at_once_some_are_at_home_and_some_stay_on(big, stays):
    moved = np.flatnonzero(stays.outcome == OUTCOMES.index("other_ward"))
    again = stays.person[np.minimum(moved + 1, len(stays) - 1)] == stays.person[moved]
    gap = stays.admitted[np.minimum(moved + 1, len(stays) - 1)] - stays.discharged[moved]
    assert (again & (gap >= 0) & (gap < MINUTES_A_DAY)).mean() > 0.9
    assert 0.002 < stays.at_home.mean() < 0.05
    assert (stays.discharged // MINUTES_A_DAY >= big.horizon.end).sum() > 10


def test_heart_failure_stays_last_as_long_as_their_level(big, stays):
    codes = parameters("codes")["condition_codes"]["heart_failure"]
    mine = np.isin(stays.reason, [reason_codes().index(code) for code in codes])
    mine &= (stays.ready_on == NEVER) & (stays.outcome != OUTCOMES.index("deceased"))
    month = big.horizon.month_of(stays.admitted // MINUTES_A_DAY)
    expected = big.levels["stay_length_heart_failure"][stays.unit, month][mine]
    length = ((stays.discharged - stays.admitted) / MINUTES_A_DAY)[mine]
    spread = np.sqrt((expected**2 / parameters("stays")["length_shape"]).sum())
    assert mine.sum() > 200
    assert length.sum() == pytest.approx(expected.sum(), abs=SIGMAS * spread)


def test_the_first_months_discharges_last_as_long_as_later_ones(big, stays):
    month = big.horizon.month_of(stays.discharged // MINUTES_A_DAY)
    length = (stays.discharged - stays.admitted) / MINUTES_A_DAY
    first, later = length[month == 0], length[(month > 5) & (month < 30)]
    standard_error = later.std() / np.sqrt(first.size)
    assert first.mean() == pytest.approx(later.mean(), abs=SIGMAS * standard_error)


def test_women_give_birth_and_children_lie_in_childrens_wards(big, stays):
    births = stays.care == CARES.index("obstetrics")
    assert births.sum() > 100
    assert big.people.female[stays.person[births]].all()
    age = big.people.age_on(stays.admitted // MINUTES_A_DAY, stays.person)
    assert (stays.care[age < 17] == CARES.index("paediatrics")).all()


def test_wards_are_as_full_as_their_level(big):
    days = draw_ward_days(big)
    found = days.occupied.sum(axis=1) / days.beds.sum(axis=1)
    expected = big.levels["occupancy"][days.wards].mean(axis=1)
    assert found == pytest.approx(expected, rel=0.03)
    assert (days.overcrowded <= np.maximum(0, days.occupied - days.beds)).all()


def test_a_unit_that_monitors_is_open_for_as_long_as_it_does(delivery):
    enrolled, units = delivery.table("monitoring").execute(), delivery.table("unit").execute()
    joined = enrolled.merge(units, on="unit_id", suffixes=("", "_unit"))
    assert (joined.to_date_unit.isna() | (joined.to_date <= joined.to_date_unit)).all()
    assert len(joined) == len(enrolled)
