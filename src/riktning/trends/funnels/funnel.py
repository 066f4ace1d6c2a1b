"""The funnel of units: centre, limits by size, and the units that lie outside."""

from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from riktning.core.errors import SeriesError
from riktning.trends.ar1 import Bools, Floats, Ints
from riktning.trends.funnels.dispersion import Dispersion, additive_dispersion
from riktning.trends.funnels.exact import Chance, beyond, exact_limits

WARNING, ALARM = 0.025, 0.001  # beyond each limit: the 95 % and 99.8 % limits
Z = {WARNING: 1.959963984540054, ALARM: 3.090232306167813}
FEWEST_UNITS = 5  # with fewer, the spread between them is not known


class Basis(StrEnum):
    """What the limits come from."""

    EXACT = "exact"  # chance alone
    OVERDISPERSED = "overdispersed"  # chance and the spread between units


@dataclass(frozen=True, slots=True)
class Curves:
    """Limits by size: ``denominator`` (N,) rising, and the four limits (N,) of the ratio."""

    denominator: Floats
    low: Floats
    high: Floats
    lowest: Floats
    highest: Floats


@dataclass(frozen=True, slots=True)
class Funnel:
    """U units compared. ``ratio`` (U,) is numerator over denominator, NaN without a denominator.

    ``centre`` is the ratio of all units together, or the target given. ``z`` (U,) is each unit's
    distance from it in standard deviations: of chance, and of the spread between units where the
    basis is OVERDISPERSED; on the scale where chance varies alike at all sizes. ``outside`` (U,):
    -2 and 2 beyond the 99.8 % limits, -1 and 1 beyond those of 95 %, 0 within. ``tried`` units have
    a place in it; of these ``expected`` lie beyond the 99.8 % limits by chance alone.
    """

    chance: Chance
    basis: Basis
    centre: float
    ratio: Floats
    z: Floats
    outside: Ints
    dispersion: Dispersion
    tried: int

    @property
    def expected(self) -> float:
        return 2 * ALARM * self.tried


def funnel(
    chance: Chance,
    numerator: Floats,
    denominator: Floats,
    *,
    target: float | None = None,
    winsorise: float = 0.0,
    adjusted: bool = True,
) -> Funnel:
    """The funnel of units (U,), numerators per denominator; NaN or a denominator of 0 is left out.

    Limits are exact where units differ no more than chance gives, and widened by additive
    overdispersion where they do, which is when the 95 % interval of tau² lies above 0
    (Spiegelhalter 2005, doi:10.1002/sim.1970 and doi:10.1136/qshc.2005.013755), unless
    ``adjusted`` is False or there are fewer than 5 units. ``winsorise`` is the share moved in at
    each end when the spread is estimated. z is made of the square root of a rate, the arcsine of
    the root of a share (Freeman and Tukey 1950, doi:10.1214/aoms/1177729756, without their
    correction).
    Raises SeriesError for negative counts, a numerator above its denominator in a share, a share
    of units that cannot be moved, or arrays of different lengths.
    """
    _refuse_unfit(chance, numerator, denominator, winsorise)
    there = ~np.isnan(numerator) & (denominator > 0)
    ratio = np.divide(numerator, denominator, out=np.full_like(numerator, np.nan), where=there)
    events, size = numerator[there], denominator[there]
    centre = _centre(events, size, target)
    sd = 0.5 / np.sqrt(size)
    away = scaled(chance, ratio[there]) - scaled(chance, np.array([centre]))[0]
    found = additive_dispersion(away / sd, sd, winsorise=winsorise)
    wide = adjusted and len(size) >= FEWEST_UNITS and found.low > 0
    basis = Basis.OVERDISPERSED if wide else Basis.EXACT
    z = np.full(len(numerator), np.nan)
    z[there] = away / np.sqrt(sd**2 + (found.tau2 if wide else 0.0))
    outside = np.zeros(len(numerator), dtype=np.int64)
    outside[there] = _by_z(z[there]) if wide else _by_tails(chance, centre, events, size)
    return Funnel(chance, basis, centre, ratio, z, outside, found, int(there.sum()))


def curves(made: Funnel, sizes: Floats) -> Curves:
    """The limits of the funnel at the given denominators (n,), in its unit, to be drawn."""
    low, high = _limits(made, sizes, WARNING)
    lowest, highest = _limits(made, sizes, ALARM)
    return Curves(sizes, low, high, lowest, highest)


def scaled(chance: Chance, ratio: Floats) -> Floats:
    """Ratios (U,) on the scale where chance has the variance 1/4 over the denominator at any level.

    Freeman and Tukey 1950, doi:10.1214/aoms/1177729756, without their correction."""
    root = np.sqrt(ratio)
    return np.arcsin(np.minimum(root, 1.0)) if chance is Chance.BINOMIAL else root


def _unscaled(chance: Chance, value: Floats) -> Floats:
    if chance is Chance.BINOMIAL:
        return np.asarray(np.sin(np.clip(value, 0.0, np.pi / 2)) ** 2)
    return np.asarray(np.maximum(value, 0.0) ** 2)


def _limits(made: Funnel, sizes: Floats, tail: float) -> tuple[Floats, Floats]:
    if made.basis is Basis.EXACT:
        whole = np.rint(sizes) if made.chance is Chance.BINOMIAL else sizes
        return exact_limits(made.chance, made.centre, whole, tail)
    middle = scaled(made.chance, np.array([made.centre]))[0]
    half = Z[tail] * np.sqrt(0.25 / sizes + made.dispersion.tau2)
    return _unscaled(made.chance, middle - half), _unscaled(made.chance, middle + half)


def _by_z(z: Floats) -> Ints:
    level = np.where(np.abs(z) > Z[ALARM], 2, np.where(np.abs(z) > Z[WARNING], 1, 0))
    return np.asarray(np.sign(z) * level, dtype=np.int64)


def _by_tails(chance: Chance, centre: float, events: Floats, size: Floats) -> Ints:
    found = np.zeros(len(events), dtype=np.int64)
    for tail in (WARNING, ALARM):
        below, above = beyond(chance, centre, events, size, tail)
        found += above.astype(np.int64) - below.astype(np.int64)
    return found


def _centre(events: Floats, size: Floats, target: float | None) -> float:
    if target is not None:
        return target
    return float(events.sum() / size.sum()) if len(size) else float("nan")


def _refuse_unfit(chance: Chance, numerator: Floats, denominator: Floats, winsorise: float) -> None:
    if numerator.shape != denominator.shape:
        raise SeriesError("numerators and denominators differ in number", remedy="give one of each")
    if not 0 <= winsorise < 0.5:
        raise SeriesError(
            f"{winsorise:g} of the units at each end cannot be moved in",
            remedy="give a share from 0 to below 0.5, such as 0.1",
        )
    _refuse_units(numerator < 0, "has a negative numerator")
    _refuse_units(denominator < 0, "has a negative denominator")
    if chance is Chance.BINOMIAL:
        _refuse_units(numerator > denominator, "has a numerator above its denominator")


def _refuse_units(wrong: Bools, what: str) -> None:
    if wrong.any():
        place = int(np.flatnonzero(wrong)[0]) + 1
        raise SeriesError(f"unit {place} {what}", remedy="correct its counts")
