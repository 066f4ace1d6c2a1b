"""Compares scenarios: outcomes a year, differences with the same luck, targets, levers' shares."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from riktning.core.errors import ScenarioError
from riktning.core.periods import MONTHS_A_YEAR, Month
from riktning.simulation.arrays import Floats
from riktning.simulation.scenarios.folders import ALONE, NONE, RunFolder
from riktning.simulation.scenarios.intervals import Mean, mean_of, pairing_gain
from riktning.simulation.scenarios.measuring import Outcome
from riktning.simulation.scenarios.outcomes import OUTCOMES
from riktning.simulation.scenarios.yearly import outcomes_of

SAME = ("seed", "persons", "first", "last", "region_fingerprint", "engine")
BASELINE = "baseline"


@dataclass(frozen=True)
class Values:
    """``values`` (replicates, outcomes, years) of a scenario, for the replicates ``numbers``."""

    scenario: str
    numbers: tuple[int, ...]
    values: Floats


@dataclass(frozen=True)
class Line:
    """An outcome of a scenario in a year. ``difference`` from the baseline is of pairs with the
    same luck; ``gain``: how many times less it varies than it would without."""

    outcome: Outcome
    scenario: str
    year: int
    value: Mean | None
    difference: Mean | None
    gain: float | None


@dataclass(frozen=True)
class Contribution:
    """What a lever alone changes from no levers; ``lever`` None: what is left of the whole."""

    outcome: Outcome
    scenario: str
    year: int
    lever: str | None
    change: Mean | None


def years_of(folder: RunFolder) -> range:
    """The whole calendar years of a run; ScenarioError where there is none."""
    first, last = Month.parse(folder.manifest["first"]), Month.parse(folder.manifest["last"])
    begin = first.year + (first.month > 1)
    end = last.year + (last.month == MONTHS_A_YEAR)
    if begin >= end:
        raise ScenarioError(
            "the run holds no whole calendar year",
            where=str(folder.path),
            remedy="let a scenario run from a January to a December",
        )
    return range(begin, end)


def refuse_unlike(folders: Sequence[RunFolder]) -> None:
    """Raise ScenarioError unless all runs have the same persons, horizon and luck."""
    if not folders:
        raise ScenarioError("nothing to compare", remedy="name the folders of scenarios")
    first = folders[0]
    names = [folder.id for folder in folders]
    for folder in folders:
        if names.count(folder.id) > 1:
            raise ScenarioError(
                f"two folders hold the scenario {folder.id!r}",
                where=str(folder.path),
                remedy="name each once",
            )
        differs = [key for key in SAME if folder.manifest[key] != first.manifest[key]]
        if differs:
            raise ScenarioError(
                f"{folder.id} differs from {first.id} in {', '.join(differs)}, so the same luck"
                " cannot be compared",
                where=str(folder.path),
                remedy="run both with the same seed, persons, horizon and region",
            )


def read_values(folder: RunFolder, years: range, part: str = "") -> Values:
    """The outcomes of all finished replicates; ScenarioError when none is."""
    paths = folder.replicates(part)
    if not paths:
        raise ScenarioError(
            f"no replicate of {part or folder.id} is finished",
            where=str(folder.path),
            remedy="let `riktning scenario run` go on with the same --out",
        )
    numbers = tuple(sorted(paths))
    values = np.array([outcomes_of(paths[number], years) for number in numbers])
    return Values(part or folder.id, numbers, values)


def choose_baseline(folders: Sequence[RunFolder], named: str | None) -> str:
    """The scenario named, else the one called baseline, else the first."""
    ids = [folder.id for folder in folders]
    if named is not None and named not in ids:
        raise ScenarioError(
            f"there is no scenario {named!r} among those compared",
            where="--baseline",
            remedy=f"choose one of {', '.join(ids)}",
        )
    return named or (BASELINE if BASELINE in ids else ids[0])


def paired(some: Values, others: Values) -> tuple[Floats, Floats]:
    """Values of the replicates that both have, in the same order."""
    both = sorted(set(some.numbers) & set(others.numbers))
    rows, other_rows = ([each.numbers.index(n) for n in both] for each in (some, others))
    return some.values[rows], others.values[other_rows]


def compare(all_values: Sequence[Values], baseline: str, years: range) -> list[Line]:
    """A line for each outcome, scenario and year."""
    base = next(each for each in all_values if each.scenario == baseline)
    return [
        _line(outcome, number, each, base, year, years)
        for number, outcome in enumerate(OUTCOMES)
        for each in all_values
        for year in years
    ]


def _line(
    outcome: Outcome, number: int, values: Values, base: Values, year: int, years: range
) -> Line:
    at = year - years.start
    value = mean_of(values.values[:, number, at])
    if values is base:
        return Line(outcome, values.scenario, year, value, None, None)
    some, others = (each[:, number, at] for each in paired(values, base))
    difference = mean_of(some - others)
    return Line(outcome, values.scenario, year, value, difference, pairing_gain(some, others))


def contributions(folder: RunFolder, years: range) -> list[Contribution]:
    """What each lever alone changes from none, and the interaction that is left over.

    Empty where the run has no levers alone. All are differences of replicates with the same luck:
    whole − none = Σ (alone − none) + interaction, in each replicate.
    """
    parts = [part for part in _levers(folder) if (folder.path / ALONE / part).is_dir()]
    if not (folder.path / ALONE / NONE).is_dir():
        return []
    whole, none = read_values(folder, years), read_values(folder, years, NONE)
    alone = [read_values(folder, years, part) for part in parts]
    both = set(whole.numbers) & set(none.numbers)
    both = both.intersection(*(each.numbers for each in alone))
    change = {part: _change(values, none, both) for part, values in zip(parts, alone, strict=True)}
    left = _change(whole, none, both) - sum(change.values())
    found = [*change.items(), (None, left)]
    return [
        Contribution(outcome, folder.id, year, lever, mean_of(each[:, number, year - years.start]))
        for number, outcome in enumerate(OUTCOMES)
        for year in years
        for lever, each in found
    ]


def _levers(folder: RunFolder) -> list[str]:
    return list(folder.manifest["scenario"]["levers"])


def _change(values: Values, none: Values, numbers: set[int]) -> Floats:
    rows, before = ([each.numbers.index(n) for n in sorted(numbers)] for each in (values, none))
    found: Floats = values.values[rows] - none.values[before]
    return found
