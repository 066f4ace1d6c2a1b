"""How long a series must be for what is said of it; chosen once, for charts and verdicts alike."""

from riktning.core.periods import MONTHS_A_YEAR

FEWEST_POINTS = 10  # below: descriptive only, no limits, no test
MOST_FOR_TRIAL = 20  # up to here limits are called trial limits
FEWEST_FOR_AUTOCORRELATION = 12  # below: least squares, said aloud
FEWEST_RESIDUAL_DF = 8  # that a seasonal adjustment must leave
TWO_CYCLES = 2 * MONTHS_A_YEAR
MOST_HIDDEN = 0.25  # of the final months
