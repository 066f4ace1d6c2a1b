"""Panels of units with a known effect, for the tests of effects."""

import numpy as np

from riktning.core.periods import Month
from riktning.trends.effect.estimating import bare_finding, estimate_effect
from riktning.trends.effect.panel import UNTOUCHED, Panel

BARE = bare_finding("digital start", "share", ("U0",), (Month(2024, 1),))


def noise(rng, shape, phi=0.3):
    """Stationary AR(1) noise with variance 1, one row a unit."""
    fresh, series = rng.standard_normal(shape), np.empty(shape)
    series[:, 0] = fresh[:, 0]
    for month in range(1, shape[1]):
        series[:, month] = phi * series[:, month - 1] + np.sqrt(1 - phi**2) * fresh[:, month]
    return series


def panel(seed=1, *, months=60, starts=(30,), controls=6, effect=0.0, slope=0.0, common=1.0,
          phi=0.3, relative=False):  # fmt: skip
    """Units with levels of their own, a common season and a common wandering."""
    rng = np.random.default_rng(seed)
    units = len(starts) + controls
    season = 3 * np.sin(np.arange(months) * np.pi / 6)
    values = noise(rng, (units, months), phi) + season + rng.normal(50, 5, (units, 1))
    values += common * np.cumsum(rng.normal(0, 0.5, months))
    start = np.full(units, UNTOUCHED)
    start[: len(starts)] = starts
    for row, at in enumerate(starts):
        values[row, at:] += effect + slope * np.arange(months - at) / 12
    return Panel(values, start.astype(np.int64), np.ones(units), relative)


def estimated(made):
    names = tuple(f"U{row}" for row in range(len(made.values)))
    return estimate_effect(made, BARE, names)
