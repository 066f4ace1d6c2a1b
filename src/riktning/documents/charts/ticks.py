"""Round places along an axis, and the decimals that their labels need to be true."""

import math
from typing import Any

import altair as alt

FEWEST = 3  # ticks: an axis with fewer cannot be read between them
_STEPS = (1.0, 2.0, 5.0, 10.0)
_FINEST = 12  # decimals, where floats end to tell numbers apart


def round_ticks(
    low: float, high: float, wanted: int, decimals: int
) -> tuple[tuple[float, ...], int]:
    """Ticks from ``low`` to ``high``, about ``wanted``, and the decimals that write all of them.

    Steps are 1, 2 or 5 times a power of ten. They are no finer than the measure's ``decimals``
    (no half teams) unless fewer than three ticks would be left; then labels get the decimals they
    need, since a label that is rounded names another place than its line.
    """
    if not high > low or wanted < 1:
        return (low,), decimals
    power = math.floor(math.log10((high - low) / wanted))
    fine = _step((high - low) / wanted, power)
    coarse = max(fine, (1.0, -decimals), key=_size)
    chosen = _places(low, high, coarse)
    if len(chosen) < FEWEST:
        coarse, chosen = fine, _places(low, high, fine)
    if len(chosen) < 2:  # the axis begins just above one place and ends just below another
        coarse = _finer(fine)
        chosen = _places(low, high, coarse)
    return chosen, min(max(-coarse[1], 0), _FINEST)


def _step(rough: float, power: int) -> tuple[float, int]:
    """The round step nearest to the rough one in proportion: its first digit and power of ten."""
    first = min(_STEPS, key=lambda each: abs(math.log(each * 10.0**power / rough)))
    return (1.0, power + 1) if first == _STEPS[-1] else (first, power)


def _finer(step: tuple[float, int]) -> tuple[float, int]:
    """The next smaller round step."""
    first, power = step
    return (5.0, power - 1) if first == 1.0 else ({5.0: 2.0, 2.0: 1.0}[first], power)


def _size(step: tuple[float, int]) -> float:
    return step[0] * 10.0 ** step[1]


def _places(low: float, high: float, step: tuple[float, int]) -> tuple[float, ...]:
    size, slack = _size(step), 1e-9
    first, last = math.ceil(low / size - slack), math.floor(high / size + slack)
    places = (round(index * size, max(-step[1], 0)) for index in range(first, last + 1))
    return tuple(place + 0.0 for place in places)


def round_axis(low: float, high: float, wanted: int, decimals: int, **given: Any) -> alt.Axis:
    """A Vega axis with these ticks, all written with the same decimals."""
    ticks, needed = round_ticks(low, high, wanted, decimals)
    return alt.Axis(values=list(ticks), format=f",.{needed}f", **given)
