"""Targets that ``riktning judge`` was given and says nothing of: told, and why."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from riktning.trends.judged import PlannedTarget, RunVerdicts
    from riktning.trends.run_folder import RecordedDefinition

_NAMED = 5  # series; of more than that the rest are counted


def unpaced(
    run: Path, planned: "Sequence[PlannedTarget]", verdicts: "RunVerdicts", language: str
) -> list[str]:
    """A sentence for each reason that targets give no pace; none where all of them do."""
    from riktning.catalogue.model import Words
    from riktning.core.units import UnitKind
    from riktning.indicators.runs import read_units
    from riktning.trends.run_folder import recorded_definitions

    definitions = recorded_definitions(run)
    region = next((each.unit_id for each in read_units(run) if each.kind is UnitKind.REGION), "")
    paced = {
        (each.verdict.indicator_id, each.verdict.unit_id)
        for each in verdicts.verdicts
        if each.verdict.pace is not None
    }
    left = sorted({(each.indicator_id, each.unit_id or region) for each in planned} - paced)
    sided = {name for name, each in definitions.items() if _has_side(each)}
    sideless = [each for each in left if each[0] not in sided]
    others = [each for each in left if each not in sideless]
    return [
        Words(
            f"Ingen takt bedöms mot målet för {_named(series, 'och', 'till')}: {why.sv}.",
            f"No pace is judged towards the target of {_named(series, 'and', 'more')}: {why.en}.",
        ).in_(language)
        for series, why in (
            (sideless, Words("inget håll är angivet som bättre", "no side is given as better")),
            (others, Words("serien har ingen känd nivå", "the series has no known level")),
        )
        if series
    ]


def _has_side(definition: "RecordedDefinition") -> bool:
    from riktning.catalogue.model import Polarity

    if definition.polarity is Polarity.TARGET_INTERVAL:
        return definition.target_interval is not None
    return definition.polarity is not Polarity.NONE


def _named(series: Sequence[tuple[str, str]], also: str, more: str) -> str:
    told = ", ".join(f"{name} ({unit})" for name, unit in series[:_NAMED])
    rest = len(series) - _NAMED
    return f"{told} {also} {rest} {more}" if rest > 0 else told
