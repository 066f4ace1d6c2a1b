"""The answers of a comparison, gathered, and as JSON."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from riktning.simulation.scenarios.comparing import (
    Contribution,
    Line,
    choose_baseline,
    compare,
    contributions,
    read_values,
    refuse_unlike,
    years_of,
)
from riktning.simulation.scenarios.folders import RunFolder, folders_in
from riktning.simulation.scenarios.goals import Goal, Reached, reached
from riktning.simulation.scenarios.intervals import Mean
from riktning.simulation.scenarios.measuring import Outcome
from riktning.simulation.writer import LABEL

SCHEMA = 1


@dataclass(frozen=True)
class Answers:
    """What several scenarios lead to, compared with ``baseline``."""

    folders: tuple[RunFolder, ...]
    baseline: str
    years: range
    lines: list[Line]
    reached: list[Reached]
    contributions: list[Contribution]


def answer(paths: Sequence[Path], baseline: str | None, goals: Sequence[Goal]) -> Answers:
    """Read the runs in the folders and compare them; ScenarioError where they do not fit."""
    folders = tuple(folders_in(paths))
    refuse_unlike(folders)
    base, years = choose_baseline(folders, baseline), years_of(folders[0])
    values = [read_values(folder, years) for folder in folders]
    return Answers(
        folders=folders,
        baseline=base,
        years=years,
        lines=compare(values, base, years),
        reached=[found for each in values for found in reached(goals, each, years)],
        contributions=[each for folder in folders for each in contributions(folder, years)],
    )


def answers_as_json(answers: Answers) -> dict[str, Any]:
    """Everything, for every year; null where nothing can be said."""
    return {
        "schema": SCHEMA, "synthetic": True, "label": LABEL,
        "baseline": answers.baseline,
        "scenarios": [_scenario(folder) for folder in answers.folders],
        "outcomes": [_line(line) for line in answers.lines],
        "targets": [reached_as_json(each) for each in answers.reached],
        "contributions": [_contribution(each) for each in answers.contributions],
    }  # fmt: skip


def _scenario(folder: RunFolder) -> dict[str, Any]:
    keys = ("persons", "population", "first", "last", "seed", "engine_version", "scenario")
    told = {key: folder.manifest[key] for key in keys}
    return {"id": folder.id, "replicates": len(folder.replicates()), **told}


def _line(line: Line) -> dict[str, Any]:
    return {
        **_outcome(line.outcome), "scenario": line.scenario, "year": line.year,
        "value": _mean(line.value), "difference": _mean(line.difference),
        "variance_reduction": line.gain,
    }  # fmt: skip


def _outcome(outcome: Outcome) -> dict[str, Any]:
    name = {"sv": outcome.name.sv, "en": outcome.name.en}
    return {"outcome": outcome.id, "name": name, "measure": outcome.measure}


def _mean(mean: Mean | None) -> dict[str, Any] | None:
    if mean is None:
        return None
    return {
        "mean": mean.mean, "low": mean.low, "high": mean.high, "sd": mean.sd,
        "replicates": mean.replicates,
    }  # fmt: skip


def reached_as_json(each: Reached) -> dict[str, Any]:
    """When a target is reached for good, and how surely, by year."""
    return {
        "measure": each.goal.measure, "target": each.goal.value, "due": str(each.goal.due),
        "better": "higher" if each.outcome.higher else "lower", "scenario": each.scenario,
        "replicates": each.replicates, "year": each.year, "in_time": each.in_time,
        "held_from_year": {str(year): share for year, share in each.held.items()},
    }  # fmt: skip


def _contribution(each: Contribution) -> dict[str, Any]:
    return {
        **_outcome(each.outcome), "scenario": each.scenario, "year": each.year,
        "lever": each.lever, "interaction": each.lever is None, "change": _mean(each.change),
    }  # fmt: skip
