"""The definitions a run was computed with become indicator rows, once they are seen to fit."""

from collections.abc import Mapping
from dataclasses import fields
from typing import Any

from riktning.apps.observations.models import Indicator, IndicatorState, Run
from riktning.apps.observations.packing import packed
from riktning.catalogue.model import Definition, Term
from riktning.core.errors import RunError


def indicator_rows(run: Run, definitions: Mapping[str, Definition]) -> list[Indicator]:
    """One row for every indicator of the run's manifest, in its order.

    Raises RunError when the catalogue here holds another version than the run was computed with:
    a figure must never stand beside a definition that did not make it.
    """
    entries: Mapping[str, Mapping[str, Any]] = run.manifest["indicators"]
    return [
        _row(run, order, entry, _fitting(indicator_id, entry, definitions))
        for order, (indicator_id, entry) in enumerate(entries.items(), start=1)
    ]


def _fitting(
    indicator_id: str, entry: Mapping[str, Any], definitions: Mapping[str, Definition]
) -> Definition:
    definition = definitions.get(indicator_id)
    if definition is None:
        raise RunError(
            f"the run has the indicator {indicator_id!r}, which the catalogue here does not hold",
            remedy="publish with the catalogue the run was computed with",
        )
    if definition.version != entry["version"]:
        raise RunError(
            f"{indicator_id!r} was computed by version {entry['version']} of its definition,"
            f" and the catalogue here holds version {definition.version}",
            remedy="compute the run again, or publish with the catalogue it was computed with",
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
        definition=as_stored(definition),
        state=IndicatorState(entry["state"]).value,
        state_reason=entry.get("reason") or "",
    )


def as_stored(definition: Definition) -> dict[str, Any]:
    """The definition as JSON, its expressions as they are written."""
    values = {field.name: getattr(definition, field.name) for field in fields(definition)}
    return {
        name: value.text if isinstance(value, Term) else packed(value)
        for name, value in values.items()
    }
