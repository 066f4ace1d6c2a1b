"""Whether a series shows a season, which limits around a constant level mark as if it were news."""

import numpy as np
from scipy.special import fdtrc

from riktning.trends.ar1 import Bools
from riktning.trends.direction import Block, Trends
from riktning.trends.limits import fewest_df_of_two_cycles

_CERTAIN = 0.001  # a word beside a chart, not a verdict: said only where it is plain


def season_shows(block: Block, answers: Trends) -> Bools:
    """For S series whether their calendar months (quarters, tertials) differ, shape (S,).

    The one-way analysis of variance of what is left around each series' own trend line, by the
    place in the year (Fisher 1925, Statistical Methods for Research Workers), at one in a thousand.
    False for series that were not tested, for years, and under two years.
    """
    places = np.arange(block.values.shape[1])
    years = (places[None, :] - answers.last[:, None]) / block.cycle
    left = block.values - (answers.line.level[:, None] + answers.line.slope[:, None] * years)
    known = ~np.isnan(left)
    within, between, groups = (np.zeros(len(left)) for _ in range(3))
    count = known.sum(axis=1)
    mean = np.where(known, left, 0.0).sum(axis=1) / np.maximum(count, 1)
    for season in range(block.cycle):
        at = (places + block.first_season) % block.cycle == season
        own, seen = left[:, at], known[:, at]
        size = seen.sum(axis=1)
        middle = np.where(seen, own, 0.0).sum(axis=1) / np.maximum(size, 1)
        within += np.where(seen, (own - middle[:, None]) ** 2, 0.0).sum(axis=1)
        between += size * (middle - mean) ** 2
        groups += size > 0
    df = count - groups - 1
    enough = (groups > 1) & (df >= fewest_df_of_two_cycles(block.cycle)) & (block.cycle > 1)
    ratio = (between / np.maximum(groups - 1, 1)) * np.maximum(df, 1)
    f = np.divide(ratio, within, out=np.full(len(left), np.inf), where=within > 0)
    chance = fdtrc(np.maximum(groups - 1, 1), np.maximum(df, 1), f)
    return np.asarray(enough & (between > 0) & (chance < _CERTAIN))
