"""What the store would refuse of a run, or take and show wrongly, said so that it can be mended."""

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from riktning.apps.observations.columns import COLUMNS, codes
from riktning.apps.observations.models import NUMBERS, Hidden
from riktning.apps.organisation.models import ID_LENGTH, NAME_LENGTH
from riktning.core.errors import RunError
from riktning.core.units import Unit

if TYPE_CHECKING:
    import pyarrow as pa

_REMEDY = "compute the run again; nothing of it was published"
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]")


def check_units(units: Sequence[Unit], *, where: str) -> None:
    """RunError when an id or a name cannot be stored, or written in an address or a file name."""
    for unit in units:
        parent = () if unit.parent_id is None else (unit.parent_id,)
        _check_ids((unit.unit_id, *parent), where)
        if not isinstance(unit.name, str) or _CONTROL.search(unit.name):
            what = f"the name of unit {unit.unit_id!r} holds a control character or is no text"
            raise RunError(what, where=where, remedy="mend the name in the table unit")
        if len(unit.name) > NAME_LENGTH:
            what = f"the name of unit {unit.unit_id!r} is longer than {NAME_LENGTH} characters"
            raise RunError(what, where=where, remedy="shorten it in the table unit")


def _check_ids(unit_ids: Iterable[object], where: str) -> None:
    for unit_id in unit_ids:
        if not isinstance(unit_id, str) or not unit_id or _CONTROL.search(unit_id):
            raise RunError(
                f"the unit id {unit_id!r} is empty, no text or holds a control character",
                where=where,
                remedy="mend it in the table unit",
            )
        if len(unit_id) > ID_LENGTH:
            raise RunError(
                f"the unit id {unit_id[:20] + '…'!r} is longer than {ID_LENGTH} characters",
                where=where,
                remedy="shorten it in the table unit",
            )


def check_observations(table: "pa.Table", manifest: Mapping[str, Any], *, where: str) -> None:
    """RunError when the figures are none, of the wrong kind, or say more than they may."""
    import pyarrow.compute as pc

    _check_columns(table, where)
    strangers = set(pc.unique(table["indicator_id"]).to_pylist()) - set(manifest["indicators"])
    if strangers:
        raise RunError(
            f"figures for {', '.join(sorted(map(str, strangers)))}, not named by the manifest",
            where=where,
            remedy="compute the run again",
        )
    _check_ids(pc.unique(table["unit_id"]).to_pylist(), where)
    if pc.any(pc.less(table["denominator"], 0)).as_py():
        raise RunError("a denominator is negative", where=where, remedy=_REMEDY)
    _check_hidden(table, where)


def _check_columns(table: "pa.Table", where: str) -> None:
    missing = [name for name in COLUMNS if name not in table.column_names]
    if missing:
        raise RunError(f"columns are missing: {', '.join(missing)}", where=where, remedy=_REMEDY)
    if not len(table):
        raise RunError("there is not one figure in the run", where=where, remedy=_REMEDY)
    wrong = [name for name in COLUMNS if not _fits(name, table.schema.field(name).type)]
    if wrong:
        what = f"columns of the wrong kind: {', '.join(wrong)}"
        raise RunError(what, where=where, remedy=_REMEDY)


def _fits(name: str, kind: "pa.DataType") -> bool:
    from pyarrow import types

    if name in NUMBERS:
        # A column without a single value may have come back as no kind at all.
        return bool(types.is_floating(kind) or types.is_integer(kind) or types.is_null(kind))
    if name == "preliminary":
        return bool(types.is_boolean(kind))
    if name == "period_start":
        return bool(types.is_date(kind) or types.is_timestamp(kind))
    words = kind.value_type if types.is_dictionary(kind) else kind
    return bool(types.is_string(words) or types.is_large_string(words))


def _check_hidden(table: "pa.Table", where: str) -> None:
    unknown = set(codes(table, "hidden").values) - set(Hidden.values)
    if unknown:
        what = f"unknown reason to hide a figure: {sorted(unknown)}"
        raise RunError(what, where=where, remedy=_REMEDY)
