"""What passes have counted, kept in the work folder and believed only for the same question."""

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path

import pyarrow as pa
import pyarrow.compute
import pyarrow.parquet as pq

from riktning.indicators.counting import BUCKET, CELL, ROWS
from riktning.indicators.engine import RawCounts
from riktning.indicators.passes import Pass
from riktning.indicators.prepared.files import write_whole

_ID = "indicator_id"
_BUCKETS = pa.schema(
    [(_ID, pa.string()), (CELL, pa.int32()), (BUCKET, pa.int32()), (ROWS, pa.int64())]
)


class KeptCounts:
    """The sums of finished passes, as files whose names say what they answer.

    ``said``: the fingerprint of everything but the pass: data, months and engine. ``definitions``:
    indicator → fingerprint.
    """

    def __init__(self, folder: Path, said: object, definitions: Mapping[str, str]) -> None:
        self._folder, self._said, self._definitions = folder, said, definitions

    def find(self, one: Pass) -> RawCounts | None:
        """The sums and buckets of a pass; None when they are not there, whole."""
        sums, buckets = self._paths(one)
        try:
            rows = pq.read_table(buckets)
            found = pq.read_table(sums)
        except (OSError, pa.ArrowException):
            return None
        medians = [counted.definition.id for counted in one.counted if counted.edges]
        return RawCounts(found, {name: _of(rows, name) for name in medians})

    def keep(self, one: Pass, raw: RawCounts) -> None:
        """Keep a finished pass; the sums last, since their file says that all is there."""
        sums, buckets = self._paths(one)
        for path in self._folder.glob(f"{_name(one)}.*"):
            path.unlink(missing_ok=True)
        write_whole(_long(raw.buckets), buckets)
        write_whole(raw.sums, sums)

    def _paths(self, one: Pass) -> tuple[Path, Path]:
        counted = [
            [each.definition.id, self._definitions[each.definition.id], [p for p, _ in each.parts]]
            for each in one.counted
        ]
        said = json.dumps([self._said, one.frame, one.axis.value, one.options, counted])
        stem = f"{_name(one)}.{hashlib.sha256(said.encode()).hexdigest()[:20]}"
        return self._folder / f"{stem}.parquet", self._folder / f"{stem}.buckets.parquet"


def _name(one: Pass) -> str:
    """Passes over the same frame and axis differ in their options."""
    options = hashlib.sha256(json.dumps(one.options).encode()).hexdigest()[:8]
    return f"{one.name}-{options}"


def _long(buckets: Mapping[str, pa.Table]) -> pa.Table:
    tables = [
        rows.select([CELL, BUCKET, ROWS])
        .add_column(0, _ID, pa.array([name] * rows.num_rows, pa.string()))
        .cast(_BUCKETS)
        for name, rows in buckets.items()
    ]
    return pa.concat_tables([_BUCKETS.empty_table(), *tables])


def _of(rows: pa.Table, name: str) -> pa.Table:
    return rows.filter(pa.compute.equal(rows[_ID], name)).drop_columns([_ID])
