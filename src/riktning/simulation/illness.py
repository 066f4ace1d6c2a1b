"""How conditions come, go and end lives, so that each is as common at every age as it is given.

An illness-death model for each condition, with the incidence as what is solved for (Keiding 1991,
Age-specific incidence and prevalence, J. R. Stat. Soc. A 154, doi:10.2307/2983150; the same idea
as DisMod II: Barendregt et al. 2003, doi:10.1186/1478-7954-1-4). Persons belong to three classes of
risk, which is how conditions gather in the same persons; within a class, age and sex they come
independently, and what each adds to mortality is added up, which keeps them independent.
"""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import numpy as np
import numpy.typing as npt

from riktning.core.periods import MONTHS_A_YEAR
from riktning.simulation.arrays import Floats
from riktning.simulation.demography import monthly
from riktning.simulation.figures import OLDEST, population_figures

_FOLDER = files("riktning.simulation") / "parameters"
_AGES = OLDEST + 1
# Assumptions: shares of the newborn in each class of risk, and how often they fall ill.
CLASS_SHARES = np.array([0.50, 0.35, 0.15])
CLASS_RISKS = np.array([0.55, 1.00, 2.50])
_ROUNDS = 5  # the answer is all but linear in the incidence
_TRIAL, _LEAST, _MOST = 1e-3, 1e-9, 0.1


@dataclass(frozen=True)
class ConditionFigures:
    """The figures of each condition, in the order of its bit in a person's mask.

    ``mortality_ratio`` and ``remission`` (a year) have shape (conditions,); ``care``, what is added
    to each stream of care, (conditions, streams); ``common``, the share who have it at an exact age
    of 0, 1 … 101, (conditions, 102, sexes); ``assumed`` says which of those are assumptions.
    """

    names: tuple[str, ...]
    streams: tuple[str, ...]
    mortality_ratio: Floats
    remission: Floats
    care: Floats
    common: Floats
    assumed: tuple[bool, ...]


@dataclass(frozen=True)
class Illness:
    """What the kernel draws from. Chances are within a month.

    ``onset``: (conditions, classes, ages, sexes). ``remission``: (conditions,). ``prevalence``:
    (conditions, classes, months of age, sexes). ``classes``: the share in each class of those
    alive, (classes, months of age, sexes). ``healthy_death``: the deaths' rate
    of those without any condition as a share of everybody's, (ages, sexes).
    """

    onset: Floats
    remission: Floats
    prevalence: Floats
    classes: Floats
    healthy_death: Floats


@cache
def condition_figures() -> ConditionFigures:
    """The published or assumed figures (sources in the files)."""
    rows = list(_rows("conditions.csv"))
    names = tuple(row["condition"] for row in rows)
    streams = tuple(rows[0])[3:]
    shares, assumed = zip(*(_common(name) for name in names), strict=True)
    return ConditionFigures(
        names,
        streams,
        np.array([float(row["mortality_ratio"]) for row in rows]),
        np.array([float(row["remission"]) for row in rows]),
        np.array([[float(row[stream]) for stream in streams] for row in rows]),
        np.array(shares),
        assumed,
    )


@cache
def illness() -> Illness:
    """Solve for the incidence, one year of age after the other from birth."""
    figures = condition_figures()
    count, classes = len(figures.names), CLASS_SHARES.size
    onset = np.zeros((count, classes, _AGES, 2))
    prevalence = np.zeros((count, classes, _AGES * MONTHS_A_YEAR, 2))
    shares = np.zeros((classes, _AGES * MONTHS_A_YEAR, 2))
    healthy = np.ones((_AGES, 2))
    deaths = monthly(population_figures().mortality)
    for sex in range(2):
        has = np.repeat(figures.common[:, 0, sex, None], classes, axis=1)
        mix = CLASS_SHARES.copy()
        for age in range(_AGES):
            goal = figures.common[:, age + 1, sex]
            incidence = _solve(has, mix, deaths[age, sex], goal)
            months = slice(age * MONTHS_A_YEAR, (age + 1) * MONTHS_A_YEAR)
            path = _a_year(has, mix, deaths[age, sex], incidence)
            prevalence[:, :, months, sex] = np.moveaxis(path.has, 0, -1)
            shares[:, months, sex] = path.mix.T
            healthy[age, sex] = path.healthy
            onset[:, :, age, sex] = incidence[:, None] * CLASS_RISKS
            has, mix = path.end, path.end_mix
    return Illness(onset, monthly(figures.remission), prevalence, shares, healthy)


@dataclass(frozen=True)
class _Year:
    """``has`` (months, conditions, classes) and ``mix`` (months, classes) as each month begins."""

    has: Floats
    mix: Floats
    end: Floats
    end_mix: Floats
    healthy: float


def _a_year(has: Floats, mix: Floats, death: float, incidence: Floats) -> _Year:
    """Twelve months of one year of age; deaths first, then what begins and what passes."""
    figures = condition_figures()
    extra, passes = figures.mortality_ratio - 1, monthly(figures.remission)[:, None]
    begins = incidence[:, None] * CLASS_RISKS
    path, mixes = [], []
    healthy = float(1 / (1 + (extra[:, None] * has).sum(axis=0) @ mix))
    for _ in range(MONTHS_A_YEAR):
        path.append(has)
        mixes.append(mix)
        risk = death * healthy * (1 + extra @ has)
        own = death * healthy * extra[:, None] * (1 - has)
        kept = has * (1 - own / (1 - risk))
        has = kept * (1 - passes) + (1 - kept) * begins
        mix = mix * (1 - risk) / (mix @ (1 - risk))
    return _Year(np.array(path), np.array(mixes), has, mix, healthy)


def _solve(has: Floats, mix: Floats, death: float, goal: Floats) -> Floats:
    """The chance a month, in the middle class, that leads to ``goal`` at the next birthday.

    Zero where a condition becomes rarer than remission and death alone make it.
    """
    without = _reached(has, mix, death, np.zeros(goal.size))
    incidence = np.full(goal.size, _TRIAL)
    for _ in range(_ROUNDS):
        gained = _reached(has, mix, death, incidence) - without
        incidence = np.clip(incidence * (goal - without) / gained, _LEAST, _MOST)
    return np.where(incidence > _LEAST, incidence, 0.0)


def _reached(has: Floats, mix: Floats, death: float, incidence: Floats) -> Floats:
    year = _a_year(has, mix, death, incidence)
    found: Floats = year.end @ year.end_mix
    return found


def _common(name: str) -> tuple[npt.NDArray[np.float64], bool]:
    """The share at each exact age, shape (102, sexes); and whether it is an assumption."""
    rows = [row for row in _rows("prevalence.csv") if row["condition"] == name]
    ages, at = [float(row["age"]) for row in rows], np.arange(_AGES + 1, dtype=np.float64)
    shares = [np.interp(at, ages, [float(row[sex]) for row in rows]) for sex in "FM"]
    return np.column_stack(shares), rows[0]["source"] == "assumption"


def _rows(name: str) -> Iterator[dict[str, str]]:
    lines = (_FOLDER / name).read_text(encoding="utf-8").splitlines()
    return csv.DictReader(line for line in lines if not line.startswith("#"))
