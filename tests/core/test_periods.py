"""Months, tertials, years and plan periods, against plain calendar arithmetic."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from riktning.core.errors import RiktningError
from riktning.core.periods import Month, Period, PeriodKind, PlanPeriod, months_between

months = st.builds(Month, st.integers(1000, 9000), st.integers(1, 12))
kinds = st.sampled_from([kind for kind in PeriodKind if kind is not PeriodKind.ROLLING_12])


@given(months)
def test_a_month_is_read_back_from_its_text(month):
    assert Month.parse(str(month)) == month


@given(months)
def test_a_month_is_read_back_from_its_index(month):
    assert Month.from_index(month.index) == month


@given(months)
def test_the_day_after_a_months_last_day_begins_the_next_month(month):
    following = month.last_day + timedelta(days=1)
    assert following == month.plus(1).first_day
    assert Month.of(month.last_day) == month


@given(months, st.integers(-500, 500), st.integers(-500, 500))
def test_adding_months_in_two_steps_is_adding_them_at_once(month, some, more):
    assert month.plus(some).plus(more) == month.plus(some + more)


@given(months, st.integers(0, 60))
def test_months_between_is_a_walk_day_by_day(first, length):
    walked, day = [], first.first_day
    while Month.of(day) <= first.plus(length):
        if Month.of(day) not in walked[-1:]:
            walked.append(Month.of(day))
        day += timedelta(days=1)
    assert list(months_between(first, first.plus(length))) == walked


@given(months, kinds)
def test_a_period_holds_its_month_and_every_month_of_it_gives_the_same_period(month, kind):
    period = Period.containing(month, kind)
    inside = list(months_between(period.start, period.end))
    assert month in inside
    assert len(inside) == period.length
    assert {Period.containing(each, kind) for each in inside} == {period}


@given(months)
def test_a_rolling_year_is_the_twelve_months_that_end_with_its_month(month):
    period = Period.containing(month, PeriodKind.ROLLING_12)
    assert (period.end, period.length) == (month, 12)
    assert list(months_between(period.start, period.end))[-1] == month
    assert len(list(months_between(period.start, period.end))) == 12


@given(months)
def test_a_tertial_is_the_four_months_that_the_calendar_says(month):
    expected = 1 if month.month <= 4 else 2 if month.month <= 8 else 3
    assert month.tertial == expected
    assert str(Period.containing(month, PeriodKind.TERTIAL)) == f"{month.year:04d} T{expected}"


@pytest.mark.parametrize("text", ["2025-13", "2025-0", "25-01", "2025/01", "", "januari 2025"])
def test_what_is_no_month_is_refused_with_an_example_of_one(text):
    with pytest.raises(RiktningError, match="2025-03"):
        Month.parse(text)


@given(st.integers(1000, 9990), st.integers(0, 9), st.sampled_from(["-", "–", " – "]))
def test_a_plan_period_is_found_in_a_heading_and_is_due_in_its_last_december(first, length, dash):
    found = PlanPeriod.parse(f"Effektmål {first}{dash}{first + length}")
    assert found == PlanPeriod(first, first + length)
    assert found.due.last_day == date(first + length, 12, 31)


def test_a_heading_without_a_year_names_no_period():
    assert PlanPeriod.parse("Effektmål på längre sikt") is None
