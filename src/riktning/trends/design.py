"""What a trend is regressed on: a level, time in years, and an effect of each calendar month."""

import numpy as np

from riktning.core.periods import MONTHS_A_YEAR
from riktning.trends.ar1 import Bools, Floats, Ints


def time_in_years(months: int, centre: Ints) -> Floats:
    """Years from each series' own centre month, shape (S, months); ``centre`` (S,) is an index."""
    return (np.arange(months)[None, :] - centre[:, None]) / MONTHS_A_YEAR


def trend_columns(time: Floats) -> tuple[Floats, Bools]:
    """A level and a slope: columns (S, n, 2), all in use."""
    columns = np.stack([np.ones_like(time), time], axis=2)
    return columns, np.ones((len(time), 2), dtype=np.bool_)


def seasonal_columns(
    time: Floats, observed: Bools, first_calendar_month: int
) -> tuple[Floats, Bools]:
    """Effects of the calendar months, the mean level, and a common slope: columns (S, n, 14).

    ``first_calendar_month`` is 0 for January. The effects sum to 0 over the calendar months that
    have a point, so that the level is their plain mean; the last of those months carries the sum
    and, like a month without points, has no column in use.
    """
    calendar = (np.arange(time.shape[1]) + first_calendar_month) % MONTHS_A_YEAR
    member = np.eye(MONTHS_A_YEAR)[calendar]
    seen = (observed.astype(np.int64) @ member) > 0
    carrier = MONTHS_A_YEAR - 1 - seen[:, ::-1].argmax(axis=1)
    effects = member[None, :, :] - member.T[carrier][:, :, None]
    free = seen & (np.arange(MONTHS_A_YEAR) != carrier[:, None])
    trend, both = trend_columns(time)
    return np.concatenate([effects, trend], axis=2), np.concatenate([free, both], axis=1)


def residual_df(observed: Bools, first_season: int, cycle: int) -> Ints:
    """Points less a level for each season that has one, and a slope; shape (S,).

    ``observed`` (S, n) tells where there are points; ``cycle`` is the points a year, and
    ``first_season`` the place in the year of the first of them, from 0.
    """
    season = (np.arange(observed.shape[1]) + first_season) % cycle
    seen = ((observed.astype(np.int64) @ np.eye(cycle)[season]) > 0).sum(axis=1)
    return np.asarray(observed.sum(axis=1) - seen - 1, dtype=np.int64)
