"""Verdicts as a file in the run folder: written whole or not at all, read back as they were."""

import json
import os
from dataclasses import asdict, fields
from pathlib import Path
from typing import Any

from riktning.core.errors import RiktningError, RunError
from riktning.core.periods import Month
from riktning.trends.charts.chart import (
    Breach,
    ChartBasis,
    ChartKind,
    ChartStatus,
    ControlChart,
    Phase,
    Pull,
)
from riktning.trends.charts.profiles import Rule, RuleSet
from riktning.trends.effect.stored import effect_as_json, effect_from_json
from riktning.trends.judged import Family, JudgedSeries, RunVerdicts
from riktning.trends.verdict import (
    Direction,
    DirectionFinding,
    Milestone,
    Pace,
    PaceFinding,
    Reason,
    Target,
    Verdict,
)

FILE = "verdicts.json"
SCHEMA = 1
Json = dict[str, Any]


def write_verdicts(run: Path, verdicts: RunVerdicts) -> Path:
    """Write ``verdicts.json`` in the run folder; an interrupted write leaves the old one.

    Raises RunError where it cannot be written."""
    text = json.dumps(verdicts_as_json(verdicts), ensure_ascii=False, indent=1, allow_nan=False)
    path = run / FILE
    beside = run / f".{FILE}.{os.getpid()}"
    try:
        beside.write_text(text + "\n", encoding="utf-8")
        beside.replace(path)
    except OSError as error:
        raise RunError(
            f"{FILE} cannot be written ({error.strerror})",
            where=str(run),
            remedy="see that the folder exists and may be written to",
        ) from error
    finally:
        beside.unlink(missing_ok=True)
    return path


def read_verdicts(run: Path) -> RunVerdicts:
    """Read ``verdicts.json`` of a run folder; RunError when it is missing or broken."""
    path = run / FILE
    try:
        return verdicts_from_json(json.loads(path.read_text(encoding="utf-8")))
    except FileNotFoundError as error:
        raise RunError(
            "the run has no verdicts", where=str(run), remedy=f"run: riktning judge {run}"
        ) from error
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RiktningError) as error:
        raise RunError(
            "the verdicts are broken or of another version",
            where=str(path),
            remedy=f"run: riktning judge {run}",
        ) from error


def verdicts_as_json(verdicts: RunVerdicts) -> Json:
    """The verdicts as plain JSON values; months as ``2025-12``."""
    return {
        "schema": SCHEMA,
        "run_id": verdicts.run_id,
        "synthetic": verdicts.synthetic,
        "as_of": str(verdicts.as_of),
        "family": asdict(verdicts.family),
        "verdicts": [
            {
                "indicator_id": series.verdict.indicator_id,
                "unit_id": series.verdict.unit_id,
                "direction": finding_as_json(series.verdict.direction),
                "pace": pace_as_json(series.verdict.pace),
                "chart": chart_as_json(series.chart),
            }
            for series in verdicts.verdicts
        ],
        "effects": [effect_as_json(found) for found in verdicts.effects],
        "effect_family": verdicts.effect_family and asdict(verdicts.effect_family),
    }


def verdicts_from_json(data: Json) -> RunVerdicts:
    """The inverse of :func:`verdicts_as_json`; KeyError, TypeError or ValueError if it cannot."""
    if data["schema"] != SCHEMA:
        raise ValueError(data["schema"])
    return RunVerdicts(
        run_id=str(data["run_id"]),
        synthetic=bool(data["synthetic"]),
        as_of=Month.parse(data["as_of"]),
        verdicts=tuple(_series(item) for item in data["verdicts"]),
        family=Family(**data["family"]),
        effects=tuple(effect_from_json(item) for item in data.get("effects", ())),
        effect_family=Family(**data["effect_family"]) if data.get("effect_family") else None,
    )


def _series(item: Json) -> JudgedSeries:
    verdict = Verdict(
        item["indicator_id"],
        item["unit_id"],
        finding_from_json(item["direction"]),
        pace_from_json(item["pace"]),
    )
    return JudgedSeries(verdict, chart_from_json(item["chart"]))


def finding_as_json(finding: DirectionFinding) -> Json:
    """A direction finding as plain JSON values."""
    return _plain(finding)


def finding_from_json(data: Json) -> DirectionFinding:
    """The inverse of :func:`finding_as_json`."""
    reason = data["reason"]
    return DirectionFinding(
        **{
            **data,
            "state": Direction(data["state"]),
            "reason": None if reason is None else Reason(reason),
            "first": _month(data["first"]),
            "last": _month(data["last"]),
            "cut": None if data.get("cut") is None else Reason(data["cut"]),
            "aside": _month(data.get("aside")),
        }
    )


def pace_as_json(found: PaceFinding | None) -> Json | None:
    """A pace finding as plain JSON values; ``pulled`` only where it is."""
    if found is None:
        return None
    each = [{**_plain(one), "target": _target_as_json(one.target)} for one in found.milestones]
    plain = _plain(found)
    if not found.pulled:
        del plain["pulled"]
    return {**plain, "target": _target_as_json(found.target), "milestones": each}


def pace_from_json(data: Json | None) -> PaceFinding | None:
    """The inverse of :func:`pace_as_json`."""
    if data is None:
        return None
    months = {name: _month(data[name]) for name in ("reach", "reach_earliest", "reach_latest")}
    others = {
        "target": _target(data["target"]),
        "milestones": tuple(
            Milestone(**{**each, "target": _target(each["target"])})
            for each in data.get("milestones", ())
        ),
    }
    return PaceFinding(**{**data, **months, **others, "state": Pace(data["state"])})


def _target_as_json(target: Target) -> Json:
    return {"value": target.value, "due": str(target.due)}


def _target(data: Json) -> Target:
    return Target(data["value"], Month.parse(data["due"]))


def chart_as_json(chart: ControlChart) -> Json:
    """A chart as plain JSON values; ``pulls`` and ``aside`` only where there are any."""
    plain = _plain(chart)
    if plain["aside"] is None:
        del plain["aside"]
    pulls = [_pull_as_json(pull) for pull in plain.pop("pulls")]
    return {
        **plain,
        **({"pulls": pulls} if pulls else {}),
        "months": [str(month) for month in chart.months],
        "breaches": [
            {"rule": str(breach.rule), "months": [str(month) for month in breach.months]}
            for breach in chart.breaches
        ],
        "phases": [_phase_as_json(phase) for phase in chart.phases],
    }


def chart_from_json(data: Json) -> ControlChart:
    """The inverse of :func:`chart_as_json`; without a basis, limits lie around a level."""
    lists = {name: tuple(data[name]) for name in ("values", "preliminary", "lower", "upper")}
    breaches = tuple(
        Breach(Rule(item["rule"]), tuple(Month.parse(month) for month in item["months"]))
        for item in data["breaches"]
    )
    return ControlChart(
        **{
            **data,
            **lists,
            "kind": ChartKind(data["kind"]),
            "status": ChartStatus(data["status"]),
            "basis": ChartBasis(data.get("basis", ChartBasis.LEVEL)),
            "line": tuple(data.get("line", ())),
            "months": tuple(Month.parse(month) for month in data["months"]),
            "breaches": breaches,
            "rules": RuleSet(data.get("rules", RuleSet.CAUTIOUS)),
            "phases": tuple(_phase(item) for item in data.get("phases", ())),
            "pulls": tuple(_pull(item) for item in data.get("pulls", ())),
            "aside": _month(data.get("aside")),
        }
    )


def _phase_as_json(phase: Phase) -> Json:
    return {
        "first": str(phase.first),
        "last": str(phase.last),
        "status": str(phase.status),
        "centre": phase.centre,
    }


def _phase(item: Json) -> Phase:
    first, last = Month.parse(item["first"]), Month.parse(item["last"])
    return Phase(first, last, ChartStatus(item["status"]), item["centre"])


def _pull_as_json(pull: Pull) -> Json:
    plain = asdict(pull)
    if not pull.along:
        del plain["along"]
    return plain


def _pull(item: Json) -> Pull:
    more = tuple(int(place) for place in item.get("more", ()))
    return Pull(item["place"], item["inside"], item["others"], more, bool(item.get("along")))


def _plain(finding: DirectionFinding | PaceFinding | Milestone | ControlChart) -> Json:
    return {field.name: _value(getattr(finding, field.name)) for field in fields(finding)}


def _value(value: object) -> object:
    if isinstance(value, Month):
        return str(value)
    return list(value) if isinstance(value, tuple) else value


def _month(text: str | None) -> Month | None:
    return None if text is None else Month.parse(text)
