"""The parameters the simulation starts from, read from the files beside this module."""

import csv
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import numpy as np
import yaml

from riktning.simulation.arrays import Floats

_FOLDER = files("riktning.simulation") / "parameters"
OLDEST = 100


@dataclass(frozen=True, slots=True)
class PopulationFigures:
    """Swedish mean population and mortality (deaths a person-year), shape (ages 0–100, F and M)."""

    population: Floats
    mortality: Floats


@cache
def population_figures() -> PopulationFigures:
    """The published age structure and mortality (source in the file's first line)."""
    lines = (_FOLDER / "population.csv").read_text(encoding="utf-8").splitlines()[1:]
    population, mortality = np.zeros((2, OLDEST + 1, 2))
    for row in csv.DictReader(lines):
        cell = int(row["age"]), "FM".index(row["sex"])
        population[cell] = float(row["population"])
        mortality[cell] = float(row["mortality"])
    return PopulationFigures(population, mortality)


@cache
def parameters(name: str) -> Any:
    """A parameter file as plain lists and dictionaries."""
    return yaml.safe_load((_FOLDER / f"{name}.yaml").read_text(encoding="utf-8"))


def by_age(steps: dict[int, float]) -> Floats:
    """Steps ``{from age: value}`` → a value for each age 0–100; 0 before the first step."""
    values = np.zeros(OLDEST + 1)
    for age in sorted(steps):
        values[age:] = steps[age]
    return values
