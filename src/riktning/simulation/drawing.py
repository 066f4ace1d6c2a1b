"""Draws that several parts share: who, which category, which day, what time."""

import numpy as np

from riktning.simulation.arrays import MINUTES_A_DAY, Floats, Ints, Rng
from riktning.simulation.horizon import weekend


def draw_persons(rates: Floats, rng: Rng) -> Ints:
    """Persons with an event each, in order: Poisson with the given rate per person.

    Equal in law to one Poisson number a person, at the price of the events only.
    """
    cumulated = np.cumsum(rates)
    if not cumulated.size or cumulated[-1] <= 0:
        return np.zeros(0, np.int64)
    count = rng.poisson(cumulated[-1])
    places = np.sort(rng.random(count)) * cumulated[-1]
    found = np.searchsorted(cumulated, places, side="right")
    chosen: Ints = np.minimum(found, rates.size - 1)
    return chosen


def draw_category(weights: Floats, size: int, rng: Rng) -> Ints:
    """Category numbers with the given weights (one set for all)."""
    cumulated = np.cumsum(weights)
    chosen: Ints = np.searchsorted(cumulated, rng.random(size) * cumulated[-1], side="right")
    return chosen


def draw_category_by_row(weights: Floats, rng: Rng) -> Ints:
    """One category number a row; weights have shape (rows, categories)."""
    cumulated = np.cumsum(weights, axis=1)
    threshold = rng.random(weights.shape[0]) * cumulated[:, -1]
    chosen: Ints = (cumulated <= threshold[:, None]).sum(axis=1)
    return chosen


def draw_days(days: Ints, size: int, weekend_weight: float, rng: Rng) -> Ints:
    """Days among ``days``; a Saturday or Sunday weighs ``weekend_weight``."""
    weights = np.where(weekend(days) == 1, weekend_weight, 1.0)
    return days[draw_category(weights, size, rng)]


def office_minutes(size: int, rng: Rng) -> Ints:
    """Minutes after midnight between 08:00 and 16:30, in whole five minutes."""
    return 480 + 5 * rng.integers(0, 102, size)


def any_minutes(size: int, rng: Rng) -> Ints:
    """Minutes after midnight, most in the daytime and evening."""
    return np.clip(rng.normal(870, 330, size), 0, MINUTES_A_DAY - 1).astype(np.int64)
