"""From sums to values with 95 % intervals, in the displayed unit."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy import special

from riktning.catalogue.model import Kind

Floats = npt.NDArray[np.float64]
LEVEL = 0.95
TAIL = (1 - LEVEL) / 2


@dataclass(frozen=True, slots=True)
class Sums:
    """Sums of equal shape; NaN-free. ``months`` is the number of month-ends a stock sums over.

    ``by_chance`` is False where the numerator counts no cases that come one by one: a level counted
    in full, or a sum of what was reported.
    """

    numerator: Floats
    denominator: Floats | None
    squares: Floats | None
    months: Floats | float = 1.0
    by_chance: bool = True


@dataclass(frozen=True, slots=True)
class Values:
    """Value and interval, NaN where there is none; already in the displayed unit."""

    value: Floats
    low: Floats
    high: Floats


def values_of(kind: Kind, sums: Sums, scale: float) -> Values:
    """Value, lower and upper limit of every cell.

    Proportions: Wilson, 1927, doi:10.1080/01621459.1927.10502953. Counts: exact, Garwood, 1936,
    doi:10.1093/biomet/28.3-4.437. Rates: Byar's approximation, in Breslow & Day, 1987, IARC
    Scientific Publications 82, p. 69. Means and indices: Student's t from Σx and Σx² (Student,
    1908, doi:10.1093/biomet/6.1.1). A ratio of two sums is not a sample and has no interval, nor
    has a count or rate of what is no single cases: see :mod:`riktning.catalogue.intervals`.

    Where the rows are month-ends of the same people, the sample size is their mean number a
    month, so that a year does not look twelve times as certain as it is.
    """
    with np.errstate(divide="ignore", invalid="ignore"):
        found = _found(kind, sums)
    value, low, high = (np.where(np.isfinite(part), part, np.nan) * scale for part in found)
    return Values(value, low, high)


def _found(kind: Kind, sums: Sums) -> tuple[Floats, Floats, Floats]:
    months = np.maximum(sums.months, 1)
    numerator = sums.numerator / months
    if sums.denominator is None:
        if not sums.by_chance:
            return numerator, np.full_like(numerator, np.nan), np.full_like(numerator, np.nan)
        return numerator, *exact_poisson(numerator)
    size = sums.denominator / months
    value = sums.numerator / np.where(sums.denominator > 0, sums.denominator, np.nan)
    if kind is Kind.PROPORTION:
        return value, *wilson(numerator, size)
    if kind is Kind.RATE and sums.by_chance:
        low, high = byar(numerator)
        return value, low / size, high / size
    if kind in (Kind.MEAN, Kind.INDEX) and sums.squares is not None:
        low, high = student(numerator, size, sums.squares / months)
        return value, low, high
    nothing = np.full_like(value, np.nan)
    return value, nothing, nothing


def wilson(successes: Floats, trials: Floats) -> tuple[Floats, Floats]:
    """Wilson's score interval of a proportion; NaN without trials."""
    z = special.ndtri(1 - TAIL)
    n = np.where(trials > 0, trials, np.nan)
    share = successes / n
    middle = (share + z**2 / (2 * n)) / (1 + z**2 / n)
    half = z / (1 + z**2 / n) * np.sqrt(share * (1 - share) / n + z**2 / (4 * n**2))
    return np.where(share <= 0, 0.0 * n, middle - half), np.where(share >= 1, n / n, middle + half)


def exact_poisson(count: Floats) -> tuple[Floats, Floats]:
    """Garwood's exact interval of a Poisson mean."""
    found, place = np.unique(count, return_inverse=True)  # most counts come many times
    low = np.where(found > 0, special.gammaincinv(np.maximum(found, 1e-12), TAIL), 0.0)
    high = special.gammaincinv(found + 1, 1 - TAIL)
    return low[place].reshape(count.shape), high[place].reshape(count.shape)


def byar(count: Floats) -> tuple[Floats, Floats]:
    """Byar's approximation to the exact Poisson interval."""
    z = special.ndtri(1 - TAIL)
    safe, above = np.maximum(count, 1e-12), count + 1
    low = count * (1 - 1 / (9 * safe) - z / (3 * np.sqrt(safe))) ** 3
    high = above * (1 - 1 / (9 * above) + z / (3 * np.sqrt(above))) ** 3
    return np.where(count > 0, np.maximum(low, 0.0), 0.0), high


def student(total: Floats, size: Floats, squares: Floats) -> tuple[Floats, Floats]:
    """Student's t interval of a mean from n, Σx and Σx²; NaN with fewer than two."""
    n = np.where(size >= 2, size, np.nan)
    mean = total / n
    variance = np.maximum((squares - total**2 / n) / (n - 1), 0.0)
    half = special.stdtrit(np.where(size >= 2, size - 1, 1), 1 - TAIL) * np.sqrt(variance / n)
    return mean - half, mean + half
