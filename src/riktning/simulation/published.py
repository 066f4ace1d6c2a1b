"""Published figures of earlier and later years, which the model is held to."""

import csv
from functools import cache
from importlib.resources import files

import numpy as np

from riktning.simulation.figures import OLDEST, PopulationFigures

_FOLDER = files("riktning.simulation") / "parameters"


@cache
def earlier_figures() -> PopulationFigures:
    """The age structure of 2015, and the mortality of 2010-2014."""
    population, mortality = np.zeros((2, OLDEST + 1, 2))
    for row in _rows("earlier.csv"):
        cell = int(row["age"]), "FM".index(row["sex"])
        population[cell], mortality[cell] = float(row["population"]), float(row["mortality"])
    return PopulationFigures(population, mortality)


@cache
def published() -> dict[str, dict[int, float]]:
    """Each figure by year; the file says what is counted in thousands."""
    found: dict[str, dict[int, float]] = {}
    for row in _rows("published.csv"):
        found.setdefault(row["figure"], {})[int(row["year"])] = float(row["value"])
    return found


@cache
def sources() -> dict[str, str]:
    """Where each figure is from."""
    return {row["figure"]: row["source"] for row in _rows("published.csv")}


def _rows(name: str) -> list[dict[str, str]]:
    lines = (_FOLDER / name).read_text(encoding="utf-8").splitlines()
    return list(csv.DictReader(line for line in lines if not line.startswith("#")))
