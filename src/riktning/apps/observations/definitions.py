"""The definitions a run was computed by, which the run carries, become indicator rows."""

from collections.abc import Iterable, Mapping
from typing import Any

from riktning.apps.observations.models import Indicator, IndicatorState, Run
from riktning.core.errors import RunError

_Plain = Mapping[str, Any]


def indicator_rows(run: Run, definitions: Iterable[_Plain]) -> list[Indicator]:
    """One row for every indicator of the run's manifest, in its order.

    Raises RunError when the run lacks the definition or holds another version of it: a figure
    must never stand beside a definition that did not make it.
    """
    entries = run.manifest["indicators"].items()
    try:
        by_id = {str(definition["id"]): definition for definition in definitions}
        return [
            _row(run, order, entry, _fitting(indicator_id, entry, by_id))
            for order, (indicator_id, entry) in enumerate(entries, start=1)
        ]
    except (KeyError, TypeError, ValueError) as error:
        raise RunError(
            f"the definitions are broken ({error})",
            where="definitions.json",
            remedy="compute the run again",
        ) from error


def _fitting(indicator_id: str, entry: _Plain, definitions: Mapping[str, _Plain]) -> _Plain:
    definition = definitions.get(indicator_id)
    if definition is None or definition["version"] != entry["version"]:
        found = f"version {definition['version']}" if definition else "none"
        raise RunError(
            f"{indicator_id!r} was computed by version {entry['version']} of its definition,"
            f" and the run holds {found}",
            where="definitions.json",
            remedy="compute the run again",
        )
    return definition


def _row(run: Run, order: int, entry: _Plain, definition: _Plain) -> Indicator:
    name, says, unit = (definition[key] for key in ("name", "says", "unit"))
    return Indicator(
        run=run,
        order=order,
        indicator_id=definition["id"],
        code=definition["code"],
        name_sv=name["sv"],
        name_en=name["en"],
        says_sv=says["sv"],
        says_en=says["en"],
        kind=definition["kind"],
        polarity=definition["polarity"],
        unit_sv=unit["sv"],
        unit_en=unit["en"],
        decimals=definition["decimals"],
        version=entry["version"],
        definition_sha256=entry["definition_sha256"],
        definition=definition,
        state=IndicatorState(entry["state"]).value,
        state_reason=entry["reason"] or "",
    )
