"""Series that are made up, so that it is known what is true of them."""

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from riktning.catalogue.model import Kind
from riktning.core.periods import Month
from riktning.trends.direction import Block
from riktning.trends.sampling import relative_variance

Floats = NDArray[np.float64]
Made = Callable[[np.random.Generator, tuple[int, int]], Block]
START = Month(2021, 1)
SEASON = np.array([0, 1, 1, 2, 1, 0, -6, -3, 1, 2, 1, 0]) / 2.0


def ar1(rng: np.random.Generator, shape: tuple[int, int], phi: float) -> Floats:
    """Stationary AR(1) noise with variance 1."""
    noise = rng.standard_normal(shape)
    series = np.empty(shape)
    series[:, 0] = noise[:, 0]
    for month in range(1, shape[1]):
        series[:, month] = phi * series[:, month - 1] + np.sqrt(1 - phi**2) * noise[:, month]
    return series


def block(values: Floats, variance: Floats | None = None) -> Block:
    no = np.zeros(values.shape, dtype=bool)
    return Block(START, values, np.ones_like(values) if variance is None else variance, no, no)


def proportions(rng: np.random.Generator, shape: tuple[int, int]) -> Block:
    """Overdispersed proportions with varying denominators: beta-binomial, dispersion about 3."""
    size = rng.integers(60, 600, shape).astype(float)
    p = rng.beta(0.3 * 150, 0.7 * 150, shape)
    events = rng.binomial(size.astype(int), p).astype(float)
    variance = relative_variance(Kind.PROPORTION, events, size, np.full(shape, np.nan))
    return block(100 * events / size, variance)


def counts(rng: np.random.Generator, shape: tuple[int, int]) -> Block:
    """Small counts, negative binomial with mean 6 and dispersion 2."""
    events = rng.negative_binomial(6, 0.5, shape).astype(float)
    nothing = np.full(shape, np.nan)
    return block(events, relative_variance(Kind.COUNT, events, nothing, nothing))


def seasons(shape: tuple[int, int]) -> Floats:
    """A strong season that rises for twelve months and falls back, starting in any of them."""
    phase = np.arange(shape[0])[:, None] % 12
    return ((np.arange(shape[1])[None, :] + phase) % 12) / 2.0


def _noise(phi: float) -> Made:
    return lambda rng, shape: block(ar1(rng, shape, phi))


NULL: dict[str, Made] = {
    "iid": _noise(0.0),
    "AR(1) 0.3": _noise(0.3),
    "AR(1) 0.6": _noise(0.6),
    "AR(1) 0.8": _noise(0.8),
    "seasonal, AR(1) 0.3": lambda rng, shape: block(
        ar1(rng, shape, 0.3) + np.resize(SEASON, shape[1])
    ),
    "season only, every phase": lambda rng, shape: block(ar1(rng, shape, 0.0) + seasons(shape)),
    "overdispersed proportions": proportions,
    "overdispersed small counts": counts,
    "t with 3 df": lambda rng, shape: block(rng.standard_t(3, shape)),
}
