"""A mean over replicates with its interval, and what pairing them was worth."""

from dataclasses import dataclass

import numpy as np
from scipy import stats

from riktning.simulation.arrays import Floats

CONFIDENCE = 0.95
_FEWEST = 3


@dataclass(frozen=True, slots=True)
class Mean:
    """``low`` and ``high``: the mean's 95 % interval (Student's t), None for one replicate."""

    mean: float
    low: float | None
    high: float | None
    sd: float | None
    replicates: int


def mean_of(values: Floats) -> Mean | None:
    """Of one value a replicate, (replicates,); None when none of them is a number."""
    known = values[~np.isnan(values)]
    if known.size == 0:
        return None
    mean = float(known.mean())
    if known.size == 1:
        return Mean(mean, None, None, None, 1)
    sd = float(known.std(ddof=1))
    half = float(stats.t.ppf((1 + CONFIDENCE) / 2, known.size - 1)) * sd / known.size**0.5
    return Mean(mean, mean - half, mean + half, sd, int(known.size))


def pairing_gain(some: Floats, others: Floats) -> float | None:
    """Times the variance that a difference of independent runs would have had.

    (var a + var b) / var(a − b), over replicates that have both (Law 2015, Simulation Modeling
    and Analysis, 5th ed., ch. 11.2). None where there are fewer than three, or no difference
    varies; from few replicates it is itself uncertain.
    """
    both = ~(np.isnan(some) | np.isnan(others))
    if both.sum() < _FEWEST:
        return None
    one, other = some[both], others[both]
    paired = float((one - other).var(ddof=1))
    if paired == 0:
        return None
    return float(one.var(ddof=1) + other.var(ddof=1)) / paired
