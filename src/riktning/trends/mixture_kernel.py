"""Tails of mixtures of t distributions with whole degrees of freedom, compiled.

The finite series are those of Abramowitz and Stegun (1964), 26.7.3 and 26.7.4; far out, where they
lose their digits, the series of the incomplete beta function (26.5.4).
"""

import math

import numpy as np
from numba import njit

from riktning.trends.ar1 import Floats

_STEPS = 60
_PRECISION = 1e-13
_FAR = 0.8  # of cos²: t² above a quarter of the degrees of freedom
_MOST_TERMS = 2000
_NO_WEIGHT = 1e-15
_ENOUGH = 1e-3  # above it the finite series has twelve digits


@njit(cache=True, error_model="numpy")
def share_beyond(weight: Floats, centre: Floats, scale: Floats, df: int, reach: float) -> float:
    """The share of the mixture (G,) further than ``reach`` from 0, on either side."""
    nodes = len(weight)
    z, outside, density = np.empty(2 * nodes), np.empty(2 * nodes), np.empty(2 * nodes)
    for g in range(nodes):
        z[2 * g] = (reach - centre[g]) / scale[g]
        z[2 * g + 1] = (reach + centre[g]) / scale[g]
    _tails(z, df, outside, density)
    total = 0.0
    for g in range(nodes):
        total += weight[g] * (outside[2 * g] + outside[2 * g + 1])
    return total if total > _ENOUGH else _small_share_beyond(weight, centre, scale, df, reach)


@njit(cache=True, error_model="numpy")
def _small_share_beyond(
    weight: Floats, centre: Floats, scale: Floats, df: int, reach: float
) -> float:
    """The same where it is so small that every node needs the digits of its own tail."""
    total = 0.0
    for g in range(len(weight)):
        above = upper_tail((reach - centre[g]) / scale[g], df)
        below = upper_tail((reach + centre[g]) / scale[g], df)
        total += weight[g] * (above + below)
    return total


@njit(cache=True, error_model="numpy")
def half_width(weight: Floats, centre: Floats, scale: Floats, df: int, guess: float) -> float:
    """The distance from 0 that 5 % of the mixture lies beyond; Newton's method, bracketed."""
    kept = np.flatnonzero(weight > _NO_WEIGHT)
    w, c, s = weight[kept], centre[kept], scale[kept]
    constant = math.exp(math.lgamma((df + 1) / 2) - math.lgamma(df / 2)) / math.sqrt(df * math.pi)
    outside, density = np.empty(2 * len(w)), np.empty(2 * len(w))
    z = np.empty(2 * len(w))
    width, low, high = guess, 0.0, np.inf
    for _ in range(_STEPS):
        for g in range(len(w)):
            z[2 * g] = (width - c[g]) / s[g]
            z[2 * g + 1] = (width + c[g]) / s[g]
        _tails(z, df, outside, density)
        beyond, dense = 0.0, 0.0
        for g in range(len(w)):
            beyond += w[g] * (outside[2 * g] + outside[2 * g + 1])
            dense += w[g] * (density[2 * g] + density[2 * g + 1]) / s[g]
        step = (beyond - 0.05) / (constant * dense + 1e-300)
        if step > 0:
            low = width
        else:
            high = width
        if abs(step) <= _PRECISION * width:
            break
        width += step
        if not low < width < high:  # between two humps the tail is flat and Newton leaps too far
            width = (low + high) / 2 if high < np.inf else 2 * low
    return width


@njit(cache=True, error_model="numpy")
def _tails(z: Floats, df: int, outside: Floats, density: Floats) -> None:
    """The upper tail at each of ``z``, and the density without its constant.

    To an absolute 1e-15: enough for what adds up to 5 %.
    """
    size = len(z)
    cos2, term, total = np.empty(size), np.ones(size), np.ones(size)
    power = np.ones(size)
    odd = df % 2
    for i in range(size):
        cos2[i] = df / (df + z[i] * z[i])
    for j in range(2 + odd, df, 2):
        ratio = (j - 1.0) / j
        for i in range(size):
            term[i] *= ratio * cos2[i]
            total[i] += term[i]
            power[i] *= cos2[i]
    for i in range(size):
        sine = z[i] / math.sqrt(df + z[i] * z[i])
        if odd:
            angle = math.atan(z[i] / math.sqrt(df))
            series = sine * math.sqrt(cos2[i]) * total[i] if df > 1 else 0.0
            inside = 2 / math.pi * (angle + series)
            density[i] = power[i] * cos2[i] * (cos2[i] if df > 1 else 1.0)
        else:
            inside = sine * total[i]
            density[i] = power[i] * cos2[i] * math.sqrt(cos2[i])
        outside[i] = (1 - inside) / 2


@njit(cache=True, error_model="numpy")
def upper_tail(z: float, df: int) -> float:
    """The share of a t distribution above ``z``, to 1e-12 of itself however small."""
    if z < 0:
        return 1.0 - upper_tail(-z, df)
    cos2 = df / (df + z * z)
    if cos2 > _FAR:
        one, outside, density = np.empty(1), np.empty(1), np.empty(1)
        one[0] = z
        _tails(one, df, outside, density)
        return float(outside[0])
    return _far_tail(cos2, 1 - cos2, df)


@njit(cache=True, error_model="numpy")
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
