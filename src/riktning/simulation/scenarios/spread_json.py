"""The answers of drawn runs as JSON: what is compared, published and kept."""

from typing import Any

from riktning.simulation.scenarios.outcomes import OUTCOMES
from riktning.simulation.scenarios.shapley import Shares
from riktning.simulation.scenarios.spread import LEVELS, Spread
from riktning.simulation.scenarios.spreads import Drawn, SpreadLine, Spreads
from riktning.simulation.writer import LABEL

SCHEMA = 1


def spreads_as_json(found: Spreads) -> dict[str, Any]:
    """Everything, for every year; null where nothing can be said."""
    return {
        "schema": SCHEMA, "synthetic": True, "label": LABEL, "levels": list(LEVELS),
        "baseline": found.baseline, "scenarios": [_scenario(each) for each in found.drawn],
        "outcomes": [_line(line) for line in found.lines],
        "shares": [
            row for name, each in found.shares.items() for row in _shares(name, each, found.years)
        ],
    }  # fmt: skip


def _scenario(each: Drawn) -> dict[str, Any]:
    keys = ("persons", "population", "first", "last", "seed", "engine_version", "scenario")
    told = {key: each.folder.manifest[key] for key in keys}
    return {"id": each.id, "draws": len(each.draws), "replicates": len(each.replicates), **told}


def _line(line: SpreadLine) -> dict[str, Any]:
    return {
        "outcome": line.outcome.id, "measure": line.outcome.measure, "scenario": line.scenario,
        "name": {"sv": line.outcome.name.sv, "en": line.outcome.name.en}, "year": line.year,
        "value": spread_as_json(line.value), "difference": spread_as_json(line.difference),
    }  # fmt: skip


def spread_as_json(spread: Spread | None) -> dict[str, Any] | None:
    """The spread's numbers by name."""
    if spread is None:
        return None
    return {
        "mean": spread.mean, "quantiles": spread.quantiles, "parameter_sd": spread.parameter_sd,
        "chance_sd": spread.chance_sd, "error": spread.error, "draws": spread.draws,
        "replicates": spread.replicates,
    }  # fmt: skip


def _shares(scenario: str, told: Shares, years: range) -> list[dict[str, Any]]:
    """A lever that changes nothing in an outcome and year has no row there."""
    return [
        {
            "scenario": scenario, "outcome": outcome.id, "year": year, "lever": lever,
            "value": float(told.values[row, number, at]), "pairs": told.pairs,
            "error": None if told.error is None else float(told.error[row, number, at]),
            "alone": None if told.alone is None else float(told.alone[row, number, at]),
        }
        for row, lever in enumerate(told.levers)
        for number, outcome in enumerate(OUTCOMES)
        for at, year in enumerate(years)
        if abs(told.values[row, number, at]) > 0
    ]  # fmt: skip
