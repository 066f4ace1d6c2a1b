"""How long a series must be for what is said of it; chosen once, for charts and verdicts alike."""

from riktning.core.periods import MONTHS_A_YEAR, Month, Period, PeriodKind

FEWEST_POINTS = 10  # below: descriptive only, no limits
MOST_FOR_TRIAL = 20  # up to here limits are called trial limits
FEWEST_RESIDUAL_DF = 3  # without gaps 16 months, 8 quarters, 7 tertials, 5 years
MOST_HIDDEN = 0.25  # of the final periods
TWO_CYCLES = 2 * MONTHS_A_YEAR
_GAPS = 4  # fewer of the second year's months than this may be missing
FEWEST_DF_OF_TWO_CYCLES = MONTHS_A_YEAR - _GAPS


def fewest_points(cycle: int) -> int:
    """How many points a series of ``cycle`` points a year needs to be tested, without gaps."""
    return FEWEST_RESIDUAL_DF + cycle + 1


def fewest_df_of_two_cycles(cycle: int) -> int:
    """The residual degrees of freedom below which even two years are told as a comparison."""
    return max(FEWEST_RESIDUAL_DF, cycle - _GAPS)


def points_a_year(kind: PeriodKind) -> int:
    """12 for months, 3 for tertials, 1 for years."""
    return MONTHS_A_YEAR // Period(Month(1, 1), kind).length
