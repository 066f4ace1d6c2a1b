"""Tails of mixtures of t distributions with whole degrees of freedom, compiled.

The finite series are those of Abramowitz and Stegun (1964), 26.7.3 and 26.7.4; far out, where they
lose their digits, the series of the incomplete beta function (26.5.4).

A mixture is an array (8, 2G) of which the first G columns of rows 0, 1 and 2 hold weights, centres
and scales; the other rows are room for the tails and densities of both sides.
"""

import math
from collections.abc import Callable
from typing import Any, TypeVar, cast

import numpy as np
from numba import njit

from riktning.trends.ar1 import Floats

_WEIGHT, _CENTRE, _SCALE, _Z, _OUTSIDE, _DENSITY, _COS2, _TERM = range(8)
_STEPS = 60
_NEAR = 1e-6  # of the width: a step that leaves no digits that matter after it
_FAR = 0.8  # of cos²: t² above a quarter of the degrees of freedom
_MOST_TERMS = 2000
ENOUGH = 1e-3  # above it the finite series has twelve digits
# Without the wrappers that nobody calls, which take much of the compiler's time.
_njit: Any = njit  # its types leave these options out
F = TypeVar("F", bound=Callable[..., Any])
_ALONE: dict[str, Any] = {"error_model": "numpy", "no_cfunc_wrapper": True}


def compiled(function: F) -> F:
    """Compiled, and kept on disk from one start of the program to the next."""
    return cast("F", _njit(cache=True, **_ALONE)(function))


def callable_alone(function: F) -> F:
    """Compiled where something compiled calls it; tests call it alone."""
    return cast("F", _njit(**_ALONE)(function))


def inside(function: F) -> F:
    """Compiled, and called by what is compiled only."""
    return cast("F", _njit(no_cpython_wrapper=True, **_ALONE)(function))


@callable_alone
def share_beyond(mixture: Floats, nodes: int, df: int, reach: float) -> float:
    """The share of the mixture (8, 2G) further than ``reach`` from 0, on either side.

    Tails of t by Abramowitz and Stegun (1964), 26.7.3, 26.7.4 and 26.5.4."""
    total = beyond(mixture, nodes, df, reach)
    if total > ENOUGH:
        return total
    total = 0.0  # so small that every node needs the digits of its own tail
    for g in range(nodes):
        above = upper_tail((reach - mixture[_CENTRE, g]) / mixture[_SCALE, g], df)
        below = upper_tail((reach + mixture[_CENTRE, g]) / mixture[_SCALE, g], df)
        total += mixture[_WEIGHT, g] * (above + below)
    return total


@callable_alone
def half_width(mixture: Floats, nodes: int, df: int, guess: float) -> float:
    """The distance from 0 that 5 % of the mixture (8, 2G) lies beyond; Halley's method, bracketed.

    What a step of Halley (1694) leaves is of the order of its cube.
    """
    constant = math.exp(math.lgamma((df + 1) / 2) - math.lgamma(df / 2)) / math.sqrt(df * math.pi)
    width, low, high = guess, 0.0, np.inf
    for _ in range(_STEPS):
        outside, dense, falling = beyond(mixture, nodes, df, width), 0.0, 0.0
        for g in range(nodes):
            each = mixture[_WEIGHT, g] / mixture[_SCALE, g]
            above, below = mixture[_DENSITY, 2 * g], mixture[_DENSITY, 2 * g + 1]
            dense += each * (above + below)
            above *= mixture[_Z, 2 * g] * mixture[_COS2, 2 * g]
            below *= mixture[_Z, 2 * g + 1] * mixture[_COS2, 2 * g + 1]
            falling += each / mixture[_SCALE, g] * (above + below)
        step = (outside - 0.05) / (constant * dense + 1e-300)
        step /= max(1 - step * falling * (df + 1) / df / (2 * dense + 1e-300), 0.5)
        if step > 0:
            low = width
        else:
            high = width
        if abs(step) <= _NEAR * width:
            return width + step
        width += step
        if not low < width < high:  # between two humps the tail is flat and steps leap too far
            width = (low + high) / 2 if high < np.inf else 2 * low
    return width


@inside
def beyond(mixture: Floats, nodes: int, df: int, reach: float) -> float:
    """The share of (8, 2G) beyond, to an absolute 1e-15; leaves the densities in a row of it."""
    for g in range(nodes):
        mixture[_Z, 2 * g] = (reach - mixture[_CENTRE, g]) / mixture[_SCALE, g]
        mixture[_Z, 2 * g + 1] = (reach + mixture[_CENTRE, g]) / mixture[_SCALE, g]
    _tails(mixture, 2 * nodes, df)
    total = 0.0
    for g in range(nodes):
        both = mixture[_OUTSIDE, 2 * g] + mixture[_OUTSIDE, 2 * g + 1]
        total += mixture[_WEIGHT, g] * both
    return total


@inside
def _tails(mixture: Floats, size: int, df: int) -> None:
    """The upper tail at each of the distances, and the density without its constant.

    To an absolute 1e-15: enough for what adds up to 5 %. All sides go through the series together.
    """
    odd = df % 2
    for i in range(size):
        mixture[_COS2, i] = df / (df + mixture[_Z, i] * mixture[_Z, i])
        mixture[_TERM, i] = 1.0
        mixture[_OUTSIDE, i] = 1.0
        mixture[_DENSITY, i] = 1.0
    for j in range(2 + odd, df, 2):
        ratio = (j - 1.0) / j
        for i in range(size):
            mixture[_TERM, i] *= ratio * mixture[_COS2, i]
            mixture[_OUTSIDE, i] += mixture[_TERM, i]
            mixture[_DENSITY, i] *= mixture[_COS2, i]
    for i in range(size):
        z, cos2 = mixture[_Z, i], mixture[_COS2, i]
        inside = z / math.sqrt(df + z * z) * mixture[_OUTSIDE, i]
        if odd:
            series = inside * math.sqrt(cos2) if df > 1 else 0.0
            inside = 2 / math.pi * (math.atan(z / math.sqrt(df)) + series)
            mixture[_DENSITY, i] *= cos2 if df > 1 else 1.0
        else:
            mixture[_DENSITY, i] *= math.sqrt(cos2)
        mixture[_DENSITY, i] *= cos2
        mixture[_OUTSIDE, i] = (1 - inside) / 2


@callable_alone
def upper_tail(z: float, df: int) -> float:
    """The share of a t distribution above ``z``, to 1e-12 of itself however small."""
    cos2 = df / (df + z * z)
    if cos2 <= _FAR:
        above = _far_tail(cos2, 1 - cos2, df)
        return 1.0 - above if z < 0 else above
    one = np.empty((8, 1))
    one[_Z, 0] = z
    _tails(one, 1, df)
    return float(one[_OUTSIDE, 0])


@inside
def _far_tail(x: float, rest: float, df: int) -> float:
    """Half the incomplete beta function I_x(df/2, 1/2) for x up to 0.8, from its power series."""
    a = df / 2
    log_beta = math.lgamma(a) + math.lgamma(0.5) - math.lgamma(a + 0.5)
    term, total = 1.0, 1.0
    for n in range(_MOST_TERMS):
        term *= (a + 0.5 + n) / (a + 1 + n) * x
        total += term
        if term < 1e-17 * total:
            break
    return 0.5 * math.exp(a * math.log(x) - log_beta) * math.sqrt(rest) / a * total
