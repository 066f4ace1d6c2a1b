"""How precisely a standardised value may be told: so that it does not tell the strata it is of.

A standardised value is a weighted sum of the counts of sexes and ages. In full it tells, beside the
number of cases, how few cases are spread over them. It is rounded to a step that k cases more in
one stratum and fewer in another do not cross; where no such step is narrower than its interval, no
value is told.
"""

import numpy as np

from riktning.indicators.values import Floats, Values

_STEPS = np.array([step * 10.0**power for power in range(-9, 10) for step in (1, 2, 5)])
_TRIES = 8  # steps, from the narrowest that may do


def slopes(effect: Floats) -> Floats:
    """By how much one case moved between strata changes a value, at most: shape (N,).

    ``effect``: shape (N, sexes, ages), what one case in a stratum adds; NaN where it has none. One
    case goes from one stratum to another; or one each way between two sexes and two ages.
    """
    with np.errstate(all="ignore"):
        low, high = (end(effect, axis=(1, 2)) for end in (_least, _greatest))
        found = high - low
        for one in range(effect.shape[1]):
            for other in range(one):
                apart = (effect[:, one] - effect[:, other])[:, None]
                found = np.fmax(found, _greatest(apart, (1, 2)) - _least(apart, (1, 2)))
    slopes: Floats = np.where(np.isfinite(found), found, 0.0)
    return slopes


def rounded(values: Values, moved: Floats) -> tuple[Values, Floats]:
    """Values that tell no stratum, their intervals rounded outwards; and the step of each.

    ``moved``, shape (N,): what k cases in other strata change a value by. Each number lies at least
    that far from what would have been rounded to another. NaN where there is no such step.
    """
    told = [np.full(len(moved), np.nan) for _ in range(3)]
    steps = np.full(len(moved), np.nan)
    exact = ~(moved > 0) | (values.value == 0)
    for part, full in zip(told, (values.value, values.low, values.high), strict=True):
        part[exact] = full[exact]
    steps[exact] = 0.0
    first = np.searchsorted(_STEPS, 2 * moved * (1 - 1e-12))
    for attempt in range(_TRIES):
        step = _STEPS[np.minimum(first + attempt, len(_STEPS) - 1)]
        found = [
            np.round(values.value / step) * step,
            np.floor(values.low / step) * step,
            np.ceil(values.high / step) * step,
        ]
        fits = np.isnan(steps) & (step <= values.high - values.low)
        fits &= step / 2 - np.abs(values.value - found[0]) >= moved
        for limit in (values.low, values.high):
            above = limit - np.floor(limit / step) * step
            fits &= (np.minimum(above, step - above) >= moved) | (limit == 0)
        for part, chosen in zip(told, found, strict=True):
            part[fits] = np.round(chosen[fits], 9)
        steps[fits] = step[fits]
    return Values(*told), steps


def _least(values: Floats, axis: tuple[int, ...]) -> Floats:
    found: Floats = np.fmin.reduce(values, axis=axis)
    return found


def _greatest(values: Floats, axis: tuple[int, ...]) -> Floats:
    found: Floats = np.fmax.reduce(values, axis=axis)
    return found
