"""What a published scenario holds, as JSON: its assumptions in words, and what it leads to."""

import math
from collections.abc import Sequence
from typing import Any

from riktning.simulation.arrays import Floats
from riktning.simulation.scenarios.goals import Goal, countable, held_of
from riktning.simulation.scenarios.lever_files import lever_catalogue
from riktning.simulation.scenarios.measuring import Outcome
from riktning.simulation.scenarios.outcomes import OUTCOMES
from riktning.simulation.scenarios.spread import Spread
from riktning.simulation.scenarios.spreads import Drawn, SpreadLine, Spreads
from riktning.simulation.scenarios.staff_and_cost import STAFF_AND_COST

_DIGITS = 7  # that count, of every figure
BEDS = frozenset(
    {"beds", "overbelaggningar", "utlokaliserade", "turned_away", "planned_wait",
     "planned_in_time", "visits_in_time", "belaggningsgrad"}
)  # fmt: skip
STAFF = frozenset(outcome.id for outcome in STAFF_AND_COST)
PEOPLE = frozenset({"persons", "persons_80"})  # told for the whole region, not for those simulated
_SCENARIO = ("persons", "population", "first", "last", "seed", "engine_version", "label")


def contents_of(found: Spreads, goals: Sequence[Goal]) -> list[dict[str, Any]]:
    """One for each scenario, the baseline first."""
    ordered = sorted(found.drawn, key=lambda each: each.id != found.baseline)
    return [_content(each, found, goals) for each in ordered]


def _content(each: Drawn, found: Spreads, goals: Sequence[Goal]) -> dict[str, Any]:
    told = each.folder.manifest["scenario"]
    base = next(other for other in found.drawn if other.id == found.baseline)
    compared = None if each is base else base.folder.manifest["scenario"]
    return {
        "id": each.id, "name": told["name"], "says": told["says"], "synthetic": True,
        **{key: each.folder.manifest[key] for key in _SCENARIO},
        "draws": len(each.draws), "replicates": len(each.replicates),
        "baseline": compared and {"id": compared["id"], "name": compared["name"]},
        "years": list(found.years), "capacity": told["capacity"],
        "levers": [lever_told(name, use) for name, use in told["levers"].items()],
        "parameters": told["parameters"],
        "outcomes": [_outcome(outcome, each.id, found) for outcome in OUTCOMES],
        "targets": [_target(goal, outcome, each) for goal, outcome in countable(goals)],
        "shares": _shares(each.id, found),
    }  # fmt: skip


def lever_told(name: str, use: dict[str, Any]) -> dict[str, Any]:
    """The lever with the catalogue's words and evidence, as they were when it ran."""
    lever = lever_catalogue().levers[name]
    effects = [
        {
            "name": effect.name, "does": effect.does.value,
            "source": effect.source.name if effect.source is not None else None,
            "target": effect.target.name if effect.target is not None else None,
            "size": _size(effect.size.low, effect.size.middle, effect.size.high),
            "own": use["sizes"].get(effect.name), "evidence": effect.evidence,
        }
        for effect in lever.effects
    ]  # fmt: skip
    words = {
        "name": {"sv": lever.name.sv, "en": lever.name.en},
        "says": {"sv": lever.says.sv, "en": lever.says.en},
    }
    return {"id": name, **words, **use, "effects": effects}


def _size(low: float, middle: float, high: float) -> dict[str, float]:
    return {"low": low, "middle": middle, "high": high}


def _outcome(outcome: Outcome, scenario: str, found: Spreads) -> dict[str, Any]:
    own = [line for line in found.lines if line.outcome is outcome and line.scenario == scenario]
    base = [
        line for line in found.lines if line.outcome is outcome and line.scenario == found.baseline
    ]
    by_year, scale = sorted(own, key=lambda line: line.year), _scale(outcome, found)
    return {
        "id": outcome.id, "measure": outcome.measure, "higher": outcome.higher,
        "decimals": outcome.decimals, "beds": outcome.id in BEDS,
        "name": {"sv": outcome.name.sv, "en": outcome.name.en},
        "values": [_spread(line.value, scale, least=0.0) for line in by_year],
        "differences": [_spread(line.difference, scale) for line in by_year],
        "baseline": [_median(line, scale) for line in sorted(base, key=lambda line: line.year)],
    }  # fmt: skip


def _scale(outcome: Outcome, found: Spreads) -> float:
    """How many of the region each person simulated stands for, where persons are counted."""
    told = found.drawn[0].folder.manifest
    return float(told["population"]) / float(told["persons"]) if outcome.id in PEOPLE else 1.0


def _median(line: SpreadLine, scale: float) -> float | None:
    return None if line.value is None else rounded(scale * line.value.median)


def _spread(spread: Spread | None, scale: float, least: float = -math.inf) -> dict[str, Any] | None:
    """``least``: what it cannot be below, however little is known of it."""
    if spread is None:
        return None
    share, ends = spread.parameter_share, spread.quantiles
    return {
        "median": rounded(scale * spread.median),
        "quantiles": ends and [rounded(max(scale * each, least)) for each in ends],
        "assumptions": None if share is None else rounded(share),
    }


def _target(goal: Goal, outcome: Outcome, each: Drawn) -> dict[str, Any]:
    """``held``: the probability that a year and all later ones meet it."""
    return {
        "outcome": outcome.id, "measure": goal.measure, "value": goal.value, "due": str(goal.due),
        "held": [share and rounded(share) for share in held_of(goal, outcome, each)],
    }  # fmt: skip


def _shares(scenario: str, found: Spreads) -> dict[str, Any] | None:
    """Values (levers, outcomes, years) by id."""
    told = found.shares.get(scenario)
    if told is None:
        return None
    rows = {
        outcome.id: {
            lever: {
                "values": _figures(told.values, row, number, outcome, found),
                "errors": _figures(told.error, row, number, outcome, found),
                "alone": _figures(told.alone, row, number, outcome, found),
            }
            for row, lever in enumerate(told.levers)
            if bool((abs(told.values[row, number]) > 0).any())
        }
        for number, outcome in enumerate(OUTCOMES)
    }
    return {"pairs": told.pairs, "replicates": told.replicates, "outcomes": rows}


def _figures(
    told: Floats | None, lever: int, number: int, outcome: Outcome, found: Spreads
) -> list[float | None] | None:
    """Of a lever and an outcome, year by year; None where there are none."""
    if told is None:
        return None
    scale = _scale(outcome, found)
    return [rounded(scale * float(value)) for value in told[lever, number]]


def rounded(value: float) -> float | None:
    """To as many digits as mean something; None for what is not a number."""
    return float(f"{value:.{_DIGITS}g}") if value == value else None
