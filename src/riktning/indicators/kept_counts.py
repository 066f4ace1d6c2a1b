"""What passes have counted, kept in the work folder with what it was counted from.

A pass's numbers lie in one file whose metadata say what they answer: by which definitions, in which
months, and from which prepared files. A later run believes them for the months that the files it
finds could not have changed.
"""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from riktning.indicators.passes import Counted, Pass
from riktning.indicators.prepared.files import write_whole
from riktning.indicators.tally import BUCKETS, MONTH, PLACE, UNIT, Ints, Tally

_ID, _SAID = "indicator_id", b"riktning"
_LONG = pa.schema([(_ID, pa.string()), *BUCKETS])


@dataclass(frozen=True, slots=True)
class Kept:
    """A pass as it was counted: the numbers, and what they are from.

    ``files``: prepared table → the names of its files. ``unit_ids``: the id behind each unit's
    number. ``definitions``: what is counted, as fingerprints. ``last_day`` that was covered.
    """

    tally: Tally
    files: Mapping[str, Sequence[str]]
    unit_ids: tuple[str, ...]
    definitions: Sequence[str]
    last_day: str


class KeptCounts:
    """The numbers of finished passes.

    ``said``: the fingerprint of everything but the pass, its definitions and its data.
    ``definitions``: indicator → fingerprint.
    """

    def __init__(self, folder: Path, said: object, definitions: Mapping[str, str]) -> None:
        self._folder, self._said, self._definitions = folder, said, definitions

    def told_by(self, counted: Counted) -> str:
        """A fingerprint of what one definition counts in a pass."""
        name = counted.definition.id
        return _digest([name, self._definitions[name], counted.columns, counted.edges])

    def files(self, one: Pass) -> Mapping[str, Sequence[str]] | None:
        """The prepared tables of a pass that was kept, with the files they had then."""
        try:
            said = self._said_by(pq.read_schema(self._path(one)))
        except (OSError, ValueError, pa.ArrowException):
            return None
        return None if said is None else said["files"]

    def find(self, one: Pass) -> Kept | None:
        """What was counted in a pass; None when it is not there, whole, and by this engine."""
        try:
            rows = pq.read_table(self._path(one))
            said = self._said_by(rows.schema)
            if said is None:
                return None
            buckets = pq.read_table(self._folder / said["buckets"])
        except (OSError, ValueError, pa.ArrowException):
            return None
        medians = {name: _of(buckets, name) for name in said["medians"]}
        return Kept(
            tally=Tally(said["first"], _dense(rows, said["shape"]), said["scales"], medians),
            files=said["files"],
            unit_ids=tuple(said["unit_ids"]),
            definitions=said["definitions"],
            last_day=said["last_day"],
        )

    def _said_by(self, schema: pa.Schema) -> Any:
        """What a file says that it holds; None when other code or another engine made it."""
        said = json.loads((schema.metadata or {}).get(_SAID, b"{}"))
        return said if said.get("said") == _digest(self._said) else None

    def keep(self, one: Pass, kept: Kept) -> None:
        """Keep a finished pass; the sums last, since their file says that all is there."""
        tally, path = kept.tally, self._path(one)
        said: dict[str, Any] = {
            "said": _digest(self._said), "first": tally.first, "shape": tally.shape,
            "scales": dict(tally.scales), "medians": list(tally.buckets),
            "files": dict(kept.files), "unit_ids": kept.unit_ids,
            "definitions": kept.definitions, "last_day": kept.last_day,
        }  # fmt: skip
        said["buckets"] = f"{path.stem}.{_digest(said)}.buckets.parquet"
        earlier = set(self._folder.glob(f"{path.stem}.*.buckets.parquet"))
        write_whole(_long(tally.buckets), self._folder / said["buckets"])
        write_whole(_sparse(tally).replace_schema_metadata({_SAID: json.dumps(said)}), path)
        for old in earlier - {self._folder / said["buckets"]}:
            old.unlink(missing_ok=True)

    def _path(self, one: Pass) -> Path:
        """Passes over the same frame and axis differ in their options."""
        return self._folder / f"{one.name}-{_digest(one.options)[:8]}.parquet"


def _digest(said: object) -> str:
    return hashlib.sha256(json.dumps(said).encode()).hexdigest()[:20]


def _sparse(tally: Tally) -> pa.Table:
    """The cells in which anything is other than 0."""
    there = np.zeros(tally.shape, dtype=bool)
    for values in tally.sums.values():
        there |= values != 0
    unit, month, place = np.nonzero(there)
    columns: dict[str, Ints] = {UNIT: unit, MONTH: month, PLACE: place}
    return pa.table(columns | {name: values[there] for name, values in tally.sums.items()})


def _dense(rows: pa.Table, shape: Sequence[int]) -> dict[str, Ints]:
    where = tuple(rows[name].to_numpy() for name in (UNIT, MONTH, PLACE))
    sums = {}
    for name in rows.column_names:
        if name not in (UNIT, MONTH, PLACE):
            sums[name] = np.zeros(shape, dtype=np.int64)
            sums[name][where] = rows[name].to_numpy()
    return sums


def _long(buckets: Mapping[str, pa.Table]) -> pa.Table:
    tables = [
        rows.add_column(0, _ID, pa.array([name] * rows.num_rows, pa.string())).cast(_LONG)
        for name, rows in buckets.items()
    ]
    return pa.concat_tables([_LONG.empty_table(), *tables])


def _of(rows: pa.Table, name: str) -> pa.Table:
    return rows.filter(pc.equal(rows[_ID], name)).drop_columns([_ID])
