"""Series that are made up, so that it is known what is true of them."""

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from riktning.catalogue.model import Kind
from riktning.core.periods import Month
from riktning.trends.direction import Block
from riktning.trends.weighing import Counts, weighed

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


def block(
    values: Floats,
    kind: Kind = Kind.MEDIAN,
    size: Floats | None = None,
    scale: float = 1.0,
    cycle: int = 12,
) -> Block:
    """As a run's series become a block: the one odd value set aside, and what is left weighed."""
    no, nothing = np.zeros(values.shape, dtype=bool), np.full(values.shape, np.nan)
    cases = values if size is None else values * size / scale
    counts = Counts(kind, scale, cases, nothing if size is None else size, nothing)
    made = weighed(values, counts, 0, cycle)
    return Block(START, made.values, made.variance, no, no, cycle=cycle, aside=made.aside)


def proportions(rng: np.random.Generator, shape: tuple[int, int]) -> Block:
    """Overdispersed proportions with varying denominators: beta-binomial, dispersion about 3."""
    size = rng.integers(60, 600, shape).astype(float)
    p = rng.beta(0.3 * 150, 0.7 * 150, shape)
    events = rng.binomial(size.astype(int), p).astype(float)
    return block(100 * events / size, Kind.PROPORTION, size, 100.0)


def counts(rng: np.random.Generator, shape: tuple[int, int]) -> Block:
    """Small counts, negative binomial with mean 6 and dispersion 2."""
    events = rng.negative_binomial(6, 0.5, shape).astype(float)
    return block(events, Kind.COUNT)


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
