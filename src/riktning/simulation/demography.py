"""Births, deaths and migration as monthly chances, from published figures and their projections."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import numpy as np
import numpy.typing as npt

from riktning.core.periods import MONTHS_A_YEAR
from riktning.simulation.arrays import Floats
from riktning.simulation.figures import OLDEST, parameters, population_figures

Words = npt.NDArray[np.uint32]
_FOLDER = files("riktning.simulation") / "parameters"
_AGES = OLDEST + 1
_ANCHOR = 2.5  # the middle of a five-year period
_BASE_YEAR = 2017.5  # the published mortality is that of 2015-2019


@dataclass(frozen=True)
class Demography:
    """Yearly rates of one calendar year a person, for a whole region.

    ``deaths`` has shape (ages, sexes), sexes F and M; ``births`` (ages,), for women; ``leaves``
    (ages,); ``net`` is the net migration as a share of the population.
    """

    deaths: Floats
    births: Floats
    leaves: Floats
    net: float


@cache
def demography(year: int) -> Demography:
    """A year: published mortality moved as the UN projects it; fertility, migration."""
    return Demography(
        deaths=population_figures().mortality * _mortality_change(year),
        births=_births(year),
        leaves=_leaves(),
        net=_net(year),
    )


def monthly(rates: Floats) -> Floats:
    """Yearly rates → the chance within a month, 1 − exp(−rate / 12)."""
    return -np.expm1(-rates / MONTHS_A_YEAR)


def thresholds(chances: Floats) -> Words:
    """Chances → the 32-bit words below which something happens."""
    return np.minimum(np.rint(chances * 2.0**32), 2.0**32 - 1).astype(np.uint32)


def girls() -> float:
    """The share of girls among the newborn."""
    per_100_boys = float(parameters("people")["girls_per_100_boys"])
    return per_100_boys / (100 + per_100_boys)


def arrivals() -> Floats:
    """How those who arrive are spread over ages and sexes, shape (ages, sexes), sum 1."""
    weight: Floats = _schedule()[:, None] * population_figures().population
    shares: Floats = weight / weight.sum()
    return shares


def _leaves() -> Floats:
    """The standard schedule, scaled so that the given share of today's population leaves."""
    people = population_figures().population.sum(axis=1)
    schedule = _schedule()
    wanted = float(parameters("people")["migration"]["leaves_per_year"])
    leaves: Floats = schedule * wanted * people.sum() / (schedule @ people)
    return leaves


def _schedule() -> Floats:
    """Migration by age: children with their parents, a peak of the young, a floor for all.

    Source: Rogers & Castro 1981, Model Migration Schedules, IIASA RR-81-30.
    """
    form, age = parameters("people")["migration"]["schedule"], np.arange(_AGES, dtype=np.float64)
    child = form["child"] * np.exp(-form["child_decline"] * age)
    after = age - form["work_peak"]
    work = np.exp(-form["work_decline"] * after - np.exp(-form["work_rise"] * after))
    found: Floats = child + form["work"] * work + form["always"]
    return found


def _mortality_change(year: int) -> Floats:
    """The year's mortality as a share of 2015-2019's, shape (ages, sexes).

    Between the middles of the projection's five-year periods the logarithm changes evenly.
    """
    rows = list(_rows("mortality_change.csv"))
    first = sorted({int(row["first_year"]) for row in rows})
    change = np.ones((len(first), _AGES, 2))
    for row in rows:
        period, age = first.index(int(row["first_year"])), int(row["age"])
        change[period, age:] = float(row["F"]), float(row["M"])
    when, middles = max(year + 0.5, _BASE_YEAR), np.array(first) + _ANCHOR
    at = float(np.clip(np.interp(when, middles, np.arange(len(first))), 0, len(first) - 1))
    low = min(int(at), len(first) - 2)
    between: Floats = change[low] ** (1 - (at - low)) * change[low + 1] ** (at - low)
    return between


def _births(year: int) -> Floats:
    """Births a woman-year by age; the nearest year where the projection has none."""
    rows = list(_rows("fertility.csv"))
    nearest = min({int(row["year"]) for row in rows}, key=lambda found: abs(found - year))
    births = np.zeros(_AGES)
    for row in rows:
        if int(row["year"]) == nearest:
            births[int(row["age"]) : int(row["age"]) + 5] = float(row["births"])
    return births


def _net(year: int) -> float:
    """Net migration as a share of the population; where a year has none, that of the next that has,
    and after the last year that of the last."""
    net = {int(row["year"]): float(row["net"]) for row in _rows("migration.csv")}
    return net[min((found for found in net if found >= year), default=max(net))]


def _rows(name: str) -> Iterator[dict[str, str]]:
    lines = (_FOLDER / name).read_text(encoding="utf-8").splitlines()
    return csv.DictReader(line for line in lines if not line.startswith("#"))
