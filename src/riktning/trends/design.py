"""What a trend is regressed on: time in years, and a level a calendar month for the seasons."""

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
    """A level for each calendar month and a common slope: columns (S, n, 13).

    ``first_calendar_month`` is 0 for January. A calendar month without a point is not in use.
    """
    calendar = (np.arange(time.shape[1]) + first_calendar_month) % MONTHS_A_YEAR
    member = np.eye(MONTHS_A_YEAR)[calendar]
    levels = np.broadcast_to(member, (len(time), *member.shape))
    seen = (observed.astype(np.int64) @ member) > 0
    columns = np.concatenate([levels, time[:, :, None]], axis=2)
    return columns, np.concatenate([seen, np.ones((len(time), 1), dtype=np.bool_)], axis=1)


def level_and_slope(active: Bools) -> Floats:
    """The contrasts (S, 2, p) that turn coefficients into mean level at the centre, and slope."""
    levels = active[:, :-1] / active[:, :-1].sum(axis=1, keepdims=True)
    contrast = np.zeros((len(active), 2, active.shape[1]))
    contrast[:, 0, :-1] = levels
    contrast[:, 1, -1] = 1.0
    return contrast
