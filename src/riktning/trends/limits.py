"""How long a series must be for what is said of it; chosen once, for charts and verdicts alike."""

from riktning.core.periods import MONTHS_A_YEAR

FEWEST_POINTS = 10  # below: descriptive only, no limits
MOST_FOR_TRIAL = 20  # up to here limits are called trial limits
FEWEST_RESIDUAL_DF = 5  # 18 months without gaps: six with the same month a year before
TWO_CYCLES = 2 * MONTHS_A_YEAR  # below: told as a same-period comparison
FEWEST_DF_OF_TWO_CYCLES = 8  # with more gaps than this leaves, too
MOST_HIDDEN = 0.25  # of the final months
