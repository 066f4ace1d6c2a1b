"""Judges a run folder: reads what the run published, and the definitions it was computed by."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from riktning.catalogue.model import Kind, Polarity
from riktning.core.errors import RunError
from riktning.core.periods import Month, PeriodKind
from riktning.indicators.runs import (
    NO_SOURCE,
    WITHHELD,
    read_definitions,
    read_manifest,
    read_observations,
    read_quality,
    read_units,
)
from riktning.trends.effect.finding import Activity
from riktning.trends.finding import Interval
from riktning.trends.judged import PlannedTarget, RunVerdicts
from riktning.trends.judging import judge
from riktning.trends.observed import judged_figures
from riktning.trends.run_input import RunInput
from riktning.trends.verdict import Reason

_ABSENT = {NO_SOURCE: Reason.NO_DATA, WITHHELD: Reason.QUALITY_FAILURE}


@dataclass(frozen=True, slots=True)
class RecordedDefinition:
    """The part of a definition that judging needs, as the run recorded it."""

    kind: Kind
    polarity: Polarity
    target_interval: Interval | None
    scale: float
    period: PeriodKind = PeriodKind.MONTH
    breaks: tuple[Month, ...] = ()
    sound: float = 1.0


def judge_folder(
    run: Path,
    targets: Sequence[PlannedTarget],
    levels: Sequence[str],
    q: float,
    as_of: Month | None,
    activities: Sequence[Activity] = (),
) -> RunVerdicts:
    """Read the run folder and judge it by its own definitions; writes nothing."""
    definitions = _with_quality(run, recorded_definitions(run))
    seldom = {
        name: each.period
        for name, each in definitions.items()
        if each.period is not PeriodKind.MONTH
    }
    return judge(read_run(run, seldom), definitions, targets, levels, q, as_of, activities)


def read_run(run: Path, seldom: Mapping[str, PeriodKind] | None = None) -> RunInput:
    """What judging takes from a run folder; ``seldom`` are the measures without months.

    Each with the finest periods it has. Raises RunError for a missing or broken run.
    """
    manifest = read_manifest(run)
    return RunInput(
        run_id=manifest.run_id,
        synthetic=manifest.synthetic,
        first=manifest.first_month,
        last=manifest.last_month,
        units=tuple(read_units(run)),
        observations=read_observations(run, judged_figures(seldom or {})),
        absent={
            name: _ABSENT.get(entry.state, Reason.NO_DATA)
            for name, entry in manifest.indicators.items()
            if entry.state in _ABSENT or name in (seldom or {})
        },
    )


def recorded_definitions(run: Path) -> Mapping[str, RecordedDefinition]:
    """The definitions the run was computed by, so that it is judged by the same polarity.

    Raises RunError where the run has none that can be read."""
    try:
        return {str(plain["id"]): _definition(plain) for plain in read_definitions(run)}
    except (LookupError, TypeError, ValueError) as error:
        raise RunError(
            "the definitions are broken",
            where=str(run),
            remedy="compute the run again with 'riktning compute'",
        ) from error


def _with_quality(
    run: Path, definitions: Mapping[str, RecordedDefinition]
) -> Mapping[str, RecordedDefinition]:
    """Each definition with how sound the tables are that the run counted it from."""
    sound = table_soundness(read_quality(run))
    tables = {name: entry.tables for name, entry in read_manifest(run).indicators.items()}
    return {
        name: replace(each, sound=min((sound.get(t, 1.0) for t in tables.get(name, ())), default=1))
        for name, each in definitions.items()
    }


def table_soundness(checks: Sequence[Mapping[str, Any]]) -> dict[str, float]:
    """By table, the share of rows that pass the failed check that most of them fail.

    A count that is masked to protect persons is small, and counts as none.
    """
    found: dict[str, float] = {}
    for check in checks:
        failed, rows = check.get("failed_rows"), check.get("rows")
        if check["status"] == "failed" and failed and rows:
            table = str(check["table"])
            found[table] = min(found.get(table, 1.0), 1 - float(failed) / float(rows))
    return found


def _definition(plain: Mapping[str, Any]) -> RecordedDefinition:
    """A standardised value is no quotient of its sums: its chart is not that of a proportion."""
    interval, kind = plain["target_interval"], Kind(plain["kind"])
    return RecordedDefinition(
        kind=Kind.RATE if plain.get("standard") and kind is Kind.PROPORTION else kind,
        polarity=Polarity(plain["polarity"]),
        target_interval=None if interval is None else (interval[0], interval[1]),
        scale=float(plain["scale"]),
        period=PeriodKind(plain.get("period", PeriodKind.MONTH)),
        breaks=tuple(Month.parse(month) for month in plain.get("breaks", ())),
    )
