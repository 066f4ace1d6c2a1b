"""Run folders to publish, in the layout the engine writes; figures follow from their place."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from riktning.catalogue import load
from riktning.catalogue.plain import as_plain, sha256
from riktning.core.ages import AGE_GROUPS
from riktning.core.periods import Month, Period, PeriodKind, months_between
from riktning.core.units import Unit, UnitKind
from riktning.trends.charts.chart import ChartKind, ChartStatus, ControlChart
from riktning.trends.judged import Family, JudgedSeries, RunVerdicts
from riktning.trends.store import write_verdicts
from riktning.trends.verdict import (
    Direction,
    DirectionFinding,
    Pace,
    PaceFinding,
    Reason,
    Target,
    Verdict,
)

STAY, READMISSION = "medelvardtid_hjartsvikt", "aterinskrivning_65"
START = date(2010, 1, 1)
FIRST, LAST = Month(2024, 1), Month(2025, 12)
SCHEMA = pa.schema(
    [
        *((name, pa.string()) for name in ("indicator_id", "unit_id", "period_kind")),
        ("period_start", pa.date32()),
        *((name, pa.string()) for name in ("sex", "age_group")),
        *(
            (name, pa.float64())
            for name in ("numerator", "denominator", "square_sum", "value", "low", "high")
        ),
        ("preliminary", pa.bool_()),
        ("hidden", pa.string()),
    ]
)
Row = dict[str, Any]


def a_unit(unit_id: str, kind: UnitKind, parent_id: str | None, name: str = "") -> Unit:
    return Unit(unit_id, name or unit_id.title(), kind, parent_id, None, START, None)


REGION = a_unit("vgr", UnitKind.REGION, None, "Regionen")
HOSPITAL = a_unit("su", UnitKind.HOSPITAL, "vgr", "Sjukhuset")
CLINIC = a_unit("su-hjarta", UnitKind.CLINIC, "su", "Hjärtkliniken")
UNITS = (REGION, HOSPITAL, CLINIC)


@dataclass(frozen=True)
class RunSpec:
    """What a run folder shall hold."""

    run_id: str = "run-1"
    units: Sequence[Unit] = UNITS
    indicator_ids: Sequence[str] = (STAY, READMISSION)
    without_source: Sequence[str] = ("hyrpersonal",)
    first: Month = FIRST
    last: Month = LAST
    synthetic: bool = True
    changes: Mapping[tuple[str, str, str, date], Row] = field(default_factory=dict)


def periods(spec: RunSpec) -> Iterator[Period]:
    for kind in PeriodKind:
        yield from dict.fromkeys(
            Period.containing(month, kind) for month in months_between(spec.first, spec.last)
        )


def figure(indicator: int, unit: int, period: Period) -> Row:
    """A figure that can be told from every other one."""
    value = 100 * indicator + unit + period.start.index / 10_000 + period.length / 100
    return {
        "numerator": value * 10,
        "denominator": 10.0,
        "square_sum": None,
        "value": value,
        "low": value - 0.5,
        "high": value + 0.5,
        "preliminary": period.end.index > Month(2025, 11).index,
        "hidden": "",
    }


def rows(spec: RunSpec) -> Iterator[Row]:
    groups = [(sex, age) for sex in ("all", "F", "M") for age in ("all", *AGE_GROUPS)]
    for place, indicator_id in enumerate(spec.indicator_ids, start=1):
        for number, unit_id in enumerate(dict.fromkeys(unit.unit_id for unit in spec.units)):
            for period in periods(spec):
                key = {
                    "indicator_id": indicator_id,
                    "unit_id": unit_id,
                    "period_kind": period.kind.value,
                    "period_start": period.start.first_day,
                }
                change = spec.changes.get(tuple(key.values()), {})
                for sex, age in groups if number == 0 else groups[:1]:
                    cell = {"sex": sex, "age_group": age}
                    yield {**key, **cell, **figure(place, number, period), **change}


HIDDEN: Row = dict.fromkeys(("numerator", "denominator", "square_sum", "value", "low", "high"))


def hide(reason: str) -> Row:
    return {**HIDDEN, "hidden": reason}


def write_run_folder(folder: Path, spec: RunSpec | None = None) -> Path:
    """Write the run folder; answer where it is."""
    spec = spec or RunSpec()
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "cells").mkdir(exist_ok=True)
    table = pa.Table.from_pylist(list(rows(spec)), schema=SCHEMA)
    pq.write_table(table, folder / "observations.parquet")
    write_json(folder / "units.json", [unit_json(unit) for unit in spec.units])
    write_json(folder / "quality.json", [])
    write_json(folder / "definitions.json", definitions(spec))
    write_json(folder / "manifest.json", manifest(spec))
    return folder


def definitions(spec: RunSpec) -> list[Row]:
    known = load().indicators
    return [as_plain(known[name]) for name in (*spec.indicator_ids, *spec.without_source)]


def unit_json(unit: Unit) -> Row:
    return {
        "unit_id": unit.unit_id,
        "name": unit.name,
        "kind": unit.kind.value,
        "parent_id": unit.parent_id,
        "municipality": unit.municipality,
        "from_date": unit.from_date.isoformat(),
        "to_date": unit.to_date.isoformat() if unit.to_date else None,
    }


def manifest(spec: RunSpec) -> Row:
    catalogue = load()
    ids = [*spec.indicator_ids, *spec.without_source]
    return {
        "schema": 1,
        "run_id": spec.run_id,
        "created_at": "2026-01-05T06:00:00+00:00",
        "engine_version": "0.1.0",
        "synthetic": spec.synthetic,
        "label": "Demoregionen",
        "region": "Demoregionen",
        "first_month": str(spec.first),
        "last_month": str(spec.last),
        "as_of": spec.last.last_day.isoformat(),
        "k": 5,
        "data_fingerprint": "f" * 64,
        "tables": {"stay": {"rows": 10, "fingerprint": "e" * 64}},
        "indicators": {
            indicator_id: {
                "version": catalogue.indicators[indicator_id].version,
                "definition_sha256": sha256(catalogue.indicators[indicator_id], catalogue),
                "frame": catalogue.indicators[indicator_id].frame,
                "tables": list(catalogue.indicators[indicator_id].tables),
                "state": "computed" if indicator_id in spec.indicator_ids else "no source",
                "reason": None if indicator_id in spec.indicator_ids else "tabell saknas",
            }
            for indicator_id in ids
        },
    }


def write_json(path: Path, value: Any) -> None:
    path.write_text(json.dumps(value, ensure_ascii=False), encoding="utf-8")


def judged(
    indicator_id: str,
    unit_id: str = "vgr",
    direction: Direction = Direction.IMPROVING,
    pace: Pace | None = None,
) -> JudgedSeries:
    reason = Reason.TOO_SHORT if direction is Direction.CANNOT_TELL else None
    months = tuple(months_between(Month(2025, 1), Month(2025, 3)))
    finding = DirectionFinding(
        state=direction,
        reason=reason,
        method="ar1",
        points=36,
        first=Month(2023, 1),
        last=Month(2025, 12),
        slope_per_year=-0.4,
        q_value=0.01,
    )
    found = PaceFinding(pace, Target(7.5, Month(2027, 12)), months_late=4) if pace else None
    chart = ControlChart(
        kind=ChartKind.XMR,
        status=ChartStatus.ESTABLISHED,
        months=months,
        values=(1.0, None, 2.0),
        preliminary=(False, False, True),
        centre=1.5,
        lower=(0.0, 0.0, 0.0),
        upper=(3.0, 3.0, 3.0),
        breaches=(),
    )
    return JudgedSeries(Verdict(indicator_id, unit_id, finding, found), chart)


def judge(folder: Path, *series: JudgedSeries, run_id: str = "run-1") -> Path:
    """Write verdicts into the run folder."""
    family = Family(size=len(series), judged=len(series), q=0.05, expected_false=0.05)
    verdicts = RunVerdicts(run_id, True, Month(2025, 12), tuple(series), family)
    return write_verdicts(folder, verdicts)


def many_units(clinics: int) -> Iterable[Unit]:
    """A region, nine administrations and so many clinics below them."""
    yield REGION
    for number in range(9):
        yield a_unit(f"adm-{number}", UnitKind.ADMINISTRATION, "vgr")
    for number in range(clinics):
        yield a_unit(f"clinic-{number:03d}", UnitKind.CLINIC, f"adm-{number % 9}")
