"""Which period of the plan a report is about."""

import pytest

from riktning.apps.followup.report_content import current_period
from riktning.apps.plans.tree import PeriodColumn
from riktning.core.periods import PlanPeriod

PERIODS = (
    PeriodColumn(1, "2023", PlanPeriod(2023, 2023)),
    PeriodColumn(2, "2024–2025", PlanPeriod(2024, 2025)),
    PeriodColumn(3, "2026–2027", PlanPeriod(2026, 2027)),
    PeriodColumn(4, "På sikt", None),
)


@pytest.mark.parametrize(
    ("year", "expected"), [(2022, 1), (2023, 1), (2024, 2), (2025, 2), (2026, 3), (2031, 3)]
)
def test_it_is_the_one_that_holds_the_year_or_the_last_that_has_begun(year, expected):
    assert current_period(PERIODS, year).id == expected


def test_a_plan_without_periods_has_none():
    assert current_period((), 2025) is None
