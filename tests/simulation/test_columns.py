"""Arrow columns made from arrays hold what plain Python would write."""

from datetime import date, datetime, timedelta

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from riktning.simulation.arrays import NEVER
from riktning.simulation.columns import codes, dates, ids, moments
from riktning.simulation.horizon import epoch_day, from_epoch_day, weekend

settings.register_profile("unhurried", deadline=None)  # the machine may be busy
settings.load_profile("unhurried")


@given(st.lists(st.integers(0, 10**9 - 1)))
def test_an_id_is_its_prefix_and_nine_digits(numbers):
    assert ids("p", np.array(numbers, np.int64)).to_pylist() == [f"p{n:09d}" for n in numbers]


@given(st.lists(st.tuples(st.integers(0, 10**9 - 1), st.booleans()), min_size=1))
def test_an_id_may_be_absent(rows):
    numbers, absent = (np.array(column) for column in zip(*rows, strict=True))
    expected = [None if gone else f"c{n:09d}" for n, gone in rows]
    assert ids("c", numbers, absent).to_pylist() == expected


@given(st.lists(st.integers(-20_000, 40_000), min_size=1))
def test_days_are_dates_and_never_is_null(days):
    expected = [date(1970, 1, 1) + timedelta(days=day) for day in days]
    assert dates(np.array([*days, NEVER])).to_pylist() == [*expected, None]
    assert [epoch_day(from_epoch_day(day)) for day in days] == days


@given(st.lists(st.integers(0, 40_000_000), min_size=1))
def test_minutes_are_local_times(minutes):
    begin = datetime.fromisoformat("1970-01-01")
    expected = [begin + timedelta(minutes=minute) for minute in minutes]
    assert moments(np.array(minutes)).to_pylist() == expected


@given(st.integers(0, 40_000))
def test_weekends_are_the_calendars(day):
    assert weekend(np.array([day]))[0] == (from_epoch_day(day).weekday() >= 5)


def test_codes_are_looked_up_by_number():
    found = codes(("F", "M"), np.array([1, 0, 1]), np.array([False, False, True]))
    assert found.to_pylist() == ["M", "F", None]
