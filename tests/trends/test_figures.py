"""Figures and months in sentences follow the language's own rules."""

import pytest

from riktning.core.periods import Month
from riktning.trends.figures import (
    at_most,
    figure,
    level_decimals,
    month_name,
    months_count,
    probability,
    telling_from_nothing,
    unit_per_year,
)


@pytest.mark.parametrize(
    ("value", "decimals", "language", "signed", "text"),
    [
        (61.25, 1, "sv", False, "61,2"),
        (1234567.0, 0, "sv", False, "1\u202f234\u202f567"),
        (1234.5, 1, "en", False, "1,234.5"),
        (-0.94, 2, "sv", True, "−0,94"),
        (0.94, 2, "sv", True, "+0,94"),
        (-0.001, 2, "sv", True, "0,00"),
    ],
)
def test_figures(value, decimals, language, signed, text):
    assert figure(value, decimals, language, signed=signed) == text


@pytest.mark.parametrize(
    ("value", "text"),
    [(0.0001, "< 0,001"), (0.0126, "= 0,013"), (0.04951, "= 0,050"), (0.444, "= 0,44")],
)
def test_probabilities_are_never_written_as_zero(value, text):
    assert probability(value, "sv").replace("\u00a0", " ") == text


@pytest.mark.parametrize(
    ("value", "decimals"),
    [(2.6, 2), (0.0051, 2), (0.0049, 4), (-0.0004, 5), (1e-5, 5), (1e-9, None), (0, None)],
)
def test_small_values_get_the_decimals_that_tell_them_from_nothing(value, decimals):
    assert telling_from_nothing(value, 2) == decimals


@pytest.mark.parametrize(
    ("value", "decimals", "told"),
    [
        (6.24, 0, 1), (6.0, 0, 0), (62.4, 0, 0), (0.624, 0, 2), (-6.24, 0, 1), (0.0624, 1, 3),
        (64.81, 1, 1), (0.0, 1, 1), (0.00041, 1, 4), (1234.5, 0, 0),
    ],
)  # fmt: skip
def test_a_level_keeps_two_figures_and_no_fewer_decimals_than_its_measure(value, decimals, told):
    assert level_decimals(value, decimals) == told


@pytest.mark.parametrize(
    ("value", "told"), [(12.91, "13,0"), (12.9, "12,9"), (0.05, "0,1"), (0.0, "0,0"), (3.0, "3,0")]
)
def test_what_is_not_exceeded_is_rounded_up(value, told):
    assert at_most(value, "sv") == told


def test_months_and_units():
    assert month_name(Month(2025, 12), "sv") == "december\u00a02025"
    assert month_name(Month(2025, 5), "en") == "May\u00a02025"
    assert months_count(1, "sv") == "1\u00a0månad"
    assert unit_per_year("%", "sv") == "procentenheter per år"
    assert unit_per_year("dagar", "sv") == "dagar per år"
    assert unit_per_year("", "en") == "a year"
    assert unit_per_year("per 1 000 invånare och år", "sv") == "per 1 000 invånare och år, varje år"


@pytest.mark.parametrize(
    ("value", "decimals", "told"),
    [
        (5.04e-11, 12, "5.0·10⁻¹¹"), (-5.04e-11, 13, "−5.04·10⁻¹¹"), (2e-15, 12, "0"),
        (0.00004, 6, "0.000040"), (0.5, 12, "0.500000000000"),
    ],
)  # fmt: skip
def test_what_is_tiny_is_told_by_its_own_digits(value, decimals, told):
    assert figure(value, decimals, "en") == told
    assert figure(value, decimals, "sv") == told.replace(".", ",")
