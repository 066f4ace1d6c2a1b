"""The expected population, month by month: the cohort-component method.

What the simulated lives are drawn around: the age structure that a horizon begins with, and how
many arrive in each of its months. Formula: Preston, Heuveline & Guillot 2001, Demography, ch. 6.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

import numpy as np

from riktning.core.periods import MONTHS_A_YEAR, Month
from riktning.simulation.arrays import Floats
from riktning.simulation.demography import Demography, arrivals, demography, girls, monthly
from riktning.simulation.figures import OLDEST, population_figures
from riktning.simulation.published import earlier_figures

# A mean population is that of the middle of its year.
EARLIER, _PUBLISHED = Month(2015, 7), Month(2020, 7)
Rates = Callable[[int], Demography]


@dataclass(frozen=True)
class Projection:
    """Expected persons, as shares of those alive when the first month begins.

    ``start`` has shape (ages, sexes), sum 1; ``alive``, ``born``, ``died``, ``left`` and
    ``arrived`` have shape (months,): those alive when a month begins, and what happens in it.
    """

    start: Floats
    alive: Floats
    born: Floats
    died: Floats
    left: Floats
    arrived: Floats


@cache
def project(first: Month, months: int) -> Projection:
    """The expected population of ``months`` months, from the latest published one before them.

    Before July 2015 it starts with that of 2015.
    """
    later = first.index >= _PUBLISHED.index
    figures, since = (population_figures(), _PUBLISHED) if later else (earlier_figures(), EARLIER)
    return project_from(figures.population, since, first, months, demography)


def project_from(
    population: Floats, since: Month, first: Month, months: int, rates: Rates
) -> Projection:
    """The same from a ``population`` (ages, sexes) in the month ``since``, with the ``rates`` of
    each year."""
    people: Floats = np.repeat(population / MONTHS_A_YEAR, MONTHS_A_YEAR, axis=0)
    for number in range(since.index, first.index):
        people, _ = _next(people, number, rates)
    people /= people.sum()
    start = people.reshape(OLDEST + 1, MONTHS_A_YEAR, 2).sum(axis=1)
    flows = np.empty((months, 5))
    for number in range(months):
        alive = people.sum()
        people, flow = _next(people, first.index + number, rates)
        flows[number] = alive, *flow
    return Projection(start, *flows.T.copy())


def _next(
    people: Floats, month: int, rates: Rates
) -> tuple[Floats, tuple[float, float, float, float]]:
    """The population a month later, and those born, died, left and arrived in between."""
    given = rates(month // MONTHS_A_YEAR)
    by_month = [
        np.repeat(monthly(each), MONTHS_A_YEAR, axis=0)
        for each in (given.deaths, given.leaves, given.births)
    ]
    died = people * by_month[0]
    left = (people - died) * by_month[1][:, None]
    staying = people - died - left
    born = float(staying[:, 0] @ by_month[2])
    arrived = left.sum() + people.sum() * given.net / MONTHS_A_YEAR
    older = np.zeros_like(people)
    older[1:] = staying[:-1]
    older[-1] += staying[-1]
    older[0] = born * girls(), born * (1 - girls())
    older += np.repeat(arrivals() * max(arrived, 0.0) / MONTHS_A_YEAR, MONTHS_A_YEAR, axis=0)
    return older, (born, float(died.sum()), float(left.sum()), max(float(arrived), 0.0))
