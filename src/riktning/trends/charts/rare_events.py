"""G and T charts: what lies between rare events, counted or timed; one point an event."""

import numpy as np

from riktning.trends.ar1 import Bools, Floats
from riktning.trends.charts.limits import SIGMAS, Limits, mean, median, setting, wide
from riktning.trends.charts.xmr import xmr_limits

WEIBULL = 3.6  # the power that makes exponential times nearly normal


def g_limits(between: Floats, sets: Bools | None = None) -> Limits:
    """Limits of the number of opportunities between events (S, n), whole numbers from 0.

    The counts are geometric: sigma is the root of mean × (mean + 1), and the centre the median,
    since the distribution is skewed. There is no lower limit: a low point is never far out; shifts
    show in runs. Benneyan 2001, doi:10.1023/A:1011886915435.
    """
    used = setting(between, sets)
    middle = mean(used)
    sigma = np.sqrt(middle * (middle + 1))
    upper = wide(middle + SIGMAS * sigma, between)
    return Limits(
        wide(median(used), between), np.full(between.shape, np.nan), upper, wide(sigma, between)
    )


def t_limits(between: Floats, *, screened: bool = True, sets: Bools | None = None) -> Limits:
    """Limits of the time between events (S, n), in its own unit, from 0.

    Exponential times to the power of 1/3.6 are nearly normal: an XmR chart is made of these and
    its lines are turned back; sigma stays on the transformed scale's average. Negative limits
    become 0. Nelson 1994, doi:10.1080/00224065.1994.11979508.
    """
    plain = xmr_limits(np.maximum(between, 0.0) ** (1 / WEIBULL), screened=screened, sets=sets)
    lower, centre, upper = (
        np.maximum(line, 0.0) ** WEIBULL for line in (plain.lower, plain.centre, plain.upper)
    )
    return Limits(centre, lower, upper, (upper - centre) / SIGMAS)
