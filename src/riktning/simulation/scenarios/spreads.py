"""The answers of drawn runs: each outcome and its difference from the baseline."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from riktning.core.errors import ScenarioError
from riktning.simulation.arrays import Floats
from riktning.simulation.scenarios.comparing import choose_baseline, refuse_unlike, years_of
from riktning.simulation.scenarios.drawn import records_of
from riktning.simulation.scenarios.folders import RunFolder, folders_in
from riktning.simulation.scenarios.measuring import Outcome
from riktning.simulation.scenarios.outcomes import OUTCOMES
from riktning.simulation.scenarios.records import DRAWS, SUBSETS, read_record
from riktning.simulation.scenarios.shapley import Shares, Subset, shares
from riktning.simulation.scenarios.spread import Spread, spread_of


@dataclass(frozen=True)
class Drawn:
    """``values`` (draws, replicates, outcomes, years) of a scenario: the draws with these numbers,
    of which every replicate is finished."""

    folder: RunFolder
    draws: tuple[int, ...]
    replicates: tuple[int, ...]
    values: Floats

    @property
    def id(self) -> str:
        return self.folder.id


@dataclass(frozen=True)
class SpreadLine:
    """An outcome of a scenario in a year; ``difference`` from the baseline is of runs with the same
    luck and the same figures."""

    outcome: Outcome
    scenario: str
    year: int
    value: Spread | None
    difference: Spread | None


@dataclass(frozen=True)
class Spreads:
    """What drawn scenarios lead to, compared with ``baseline``; ``shares`` by scenario."""

    drawn: tuple[Drawn, ...]
    baseline: str
    years: range
    lines: list[SpreadLine]
    shares: dict[str, Shares]


def has_draws(paths: Sequence[Path]) -> bool:
    """Whether every scenario there has been drawn."""
    return all(any(True for _ in records_of(folder, DRAWS)) for folder in folders_in(paths))


def spreads(paths: Sequence[Path], baseline: str | None) -> Spreads:
    """Read the drawn runs in the folders and compare them; ScenarioError where they do not fit."""
    folders = tuple(folders_in(paths))
    refuse_unlike(folders)
    base, years = choose_baseline(folders, baseline), years_of(folders[0])
    drawn = tuple(read_draws(folder, years) for folder in folders)
    with_them = next(each for each in drawn if each.id == base)
    found = {folder.id: read_shares(folder, years) for folder in folders}
    return Spreads(
        drawn, base, years,
        [line for each in drawn for line in _lines(each, with_them, years)],
        {name: each for name, each in found.items() if each is not None},
    )  # fmt: skip


def read_draws(folder: RunFolder, years: range) -> Drawn:
    """Every draw with as many replicates as the first one has; ScenarioError when there is none."""
    rows: dict[int, dict[int, Floats]] = {}
    for path in records_of(folder, DRAWS):
        single, values = read_record(path, folder.manifest, years)
        rows.setdefault(single.draw or 0, {})[single.replicate] = values
    if not rows:
        raise ScenarioError(
            f"no draw of {folder.id} is finished",
            where=str(folder.path),
            remedy="let `riktning scenario run --draws N` go on with the same --out",
        )
    replicates = sorted(rows[min(rows)])
    draws = [draw for draw in sorted(rows) if set(replicates) <= rows[draw].keys()]
    values = np.array([[rows[draw][number] for number in replicates] for draw in draws])
    return Drawn(folder, tuple(draws), tuple(replicates), values)


def read_shares(folder: RunFolder, years: range) -> Shares | None:
    """What each lever gives; None where the subsets have not been run, or not all that it takes."""
    found: dict[Subset, dict[int, Floats]] = {}
    for path in records_of(folder, SUBSETS):
        single, values = read_record(path, folder.manifest, years)
        found.setdefault(single.levers or (), {})[single.replicate] = values
    levers = tuple(folder.manifest["scenario"]["levers"])
    if not levers or () not in found:
        return None
    both = sorted(set.intersection(*(set(each) for each in found.values())))
    if not both:
        return None
    at_both = {subset: np.array([each[n] for n in both]) for subset, each in found.items()}
    return shares(levers, at_both, int(folder.manifest["seed"]), len(at_both))


def paired(some: Drawn, others: Drawn) -> Floats:
    """Differences (draws, replicates, outcomes, years) of the runs that both have."""
    draws = sorted(set(some.draws) & set(others.draws))
    replicates = sorted(set(some.replicates) & set(others.replicates))
    one, other = (
        each.values[np.ix_([each.draws.index(n) for n in draws],
                           [each.replicates.index(n) for n in replicates])]
        for each in (some, others)
    )  # fmt: skip
    return one - other


def _lines(each: Drawn, base: Drawn, years: range) -> list[SpreadLine]:
    apart = None if each is base else paired(each, base)
    return [
        SpreadLine(
            outcome, each.id, year, spread_of(each.values[:, :, number, at]),
            None if apart is None else spread_of(apart[:, :, number, at]),
        )
        for number, outcome in enumerate(OUTCOMES)
        for at, year in enumerate(years)
    ]  # fmt: skip
