"""How probable it is that a target is met and stays met: by what is not known and by chance."""

import numpy as np

from riktning.simulation.arrays import Flags, Floats

_SAMPLES = 4000  # of chance, for each draw
_SEED = 0x4E1D  # the same content is published the same
_TWO = 2


def held_probability(values: Floats, target: float, higher: bool) -> Floats | None:
    """(years,): that every year from this one to the last meets the target.

    ``values`` (draws, replicates, years), where a replicate has the same luck in every draw. The
    paths judged are the draws' means, drawn together as the intervals have them, and moved by what
    chance leaves in the mean: a multivariate t of the replicates' own deviations (replicates − 1
    degrees of freedom; Kotz and Nadarajah 2004, ch. 1), so that a year lucky in the replicates does
    not count as sure, and years that vary together do. NaN up to the last year that could not be
    counted in every run. None with one replicate: chance cannot be told.
    """
    draws, replicates, years = values.shape
    if replicates < _TWO or draws == 0:
        return None
    unknown: Flags = np.asarray(np.isnan(values).any(axis=(0, 1)))
    filled = np.where(unknown, 0.0, values)
    paths, noise = _together(filled), _chance(filled)
    found = np.zeros(years)
    for path in paths:
        moved = path + noise
        met: Flags = moved >= target if higher else moved <= target
        found += _from_here_on(met).mean(axis=0)
    found /= draws
    found[until_last(unknown)] = np.nan
    return found


def held_in(met: Flags) -> Floats:
    """(years,): the share of runs (runs, years) that meet it in every year from this one on."""
    found: Floats = _from_here_on(met).mean(axis=0)
    return found


def _from_here_on(met: Flags) -> Flags:
    found: Flags = np.logical_and.accumulate(met[:, ::-1], axis=1)[:, ::-1]
    return found


def until_last(unknown: Flags) -> Flags:
    """Every year up to the last that is not known."""
    found: Flags = np.logical_or.accumulate(unknown[::-1])[::-1]
    return found


def _together(values: Floats) -> Floats:
    """The draws' means (draws, years), until they vary as the draws alone do."""
    draws, replicates, _years = values.shape
    of_draws, of_luck, mean = values.mean(axis=1), values.mean(axis=0), values.mean(axis=(0, 1))
    if draws < _TWO:
        single: Floats = of_draws
        return single
    left = values - of_draws[:, None] - of_luck[None] + mean
    rest = (left**2).sum(axis=(0, 1)) / ((draws - 1) * (replicates - 1))
    between = replicates * of_draws.var(axis=0, ddof=1)
    own = np.maximum(between - rest, 0.0)
    ratio = np.divide(own, between, out=np.zeros_like(own), where=between > 0)
    found: Floats = mean + (of_draws - mean) * np.sqrt(ratio)
    return found


def _chance(values: Floats) -> Floats:
    """(samples, years): what chance may have moved the mean of all."""
    replicates = values.shape[1]
    of_luck = values.mean(axis=0)
    rng = np.random.default_rng(_SEED)
    normal = rng.standard_normal((_SAMPLES, replicates))
    freedom = replicates - 1
    wide = np.sqrt(rng.chisquare(freedom, _SAMPLES) / freedom)
    away = normal @ (of_luck - of_luck.mean(axis=0)) / np.sqrt(replicates * freedom)
    found: Floats = away / wide[:, None]
    return found
