"""The definitions a run was computed with become indicator rows, once they are seen to fit."""

from collections.abc import Mapping
from typing import Any

from riktning.apps.observations.models import Indicator, IndicatorState, Run
from riktning.catalogue.loading import Catalogue
from riktning.catalogue.model import Definition
from riktning.catalogue.plain import as_plain, sha256
from riktning.core.errors import RunError


def indicator_rows(run: Run, catalogue: Catalogue) -> list[Indicator]:
    """One row for every indicator of the run's manifest, in its order.

    Raises RunError when the catalogue here holds another definition than the run was computed by:
    a figure must never stand beside a definition that did not make it.
    """
    entries: Mapping[str, Mapping[str, Any]] = run.manifest["indicators"]
    return [
        _row(run, order, entry, _fitting(indicator_id, entry, catalogue))
        for order, (indicator_id, entry) in enumerate(entries.items(), start=1)
    ]


def _fitting(indicator_id: str, entry: Mapping[str, Any], catalogue: Catalogue) -> Definition:
    definition = catalogue.indicators.get(indicator_id)
    if definition is None:
        raise RunError(
            f"the run has the indicator {indicator_id!r}, which the catalogue here does not hold",
            remedy="publish with the catalogue the run was computed by",
        )
    if sha256(definition, catalogue) != entry["definition_sha256"]:
        raise RunError(
            f"{indicator_id!r} was computed by version {entry['version']} of its definition,"
            f" which differs from version {definition.version} in the catalogue here",
            remedy="compute the run again, or publish with the catalogue it was computed by",
        )
    return definition


def _row(run: Run, order: int, entry: Mapping[str, Any], definition: Definition) -> Indicator:
    return Indicator(
        run=run,
        order=order,
        indicator_id=definition.id,
        code=definition.code,
        name_sv=definition.name.sv,
        name_en=definition.name.en,
        says_sv=definition.says.sv,
        says_en=definition.says.en,
        kind=definition.kind.value,
        polarity=definition.polarity.value,
        unit_sv=definition.unit.sv,
        unit_en=definition.unit.en,
        decimals=definition.decimals,
        version=definition.version,
        definition_sha256=entry["definition_sha256"],
        definition=as_plain(definition),
        state=IndicatorState(entry["state"]).value,
        state_reason=entry.get("reason") or "",
    )
