"""A run folder as the store needs it: read and seen to fit before anything is written."""

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from riktning.apps.observations.bulk import COLUMNS
from riktning.apps.observations.models import NUMBERS, Hidden
from riktning.core.errors import RunError
from riktning.core.units import Unit, UnitKind
from riktning.trends.store import FILE as VERDICTS

if TYPE_CHECKING:
    import pyarrow as pa

BATCH = 20_000


@dataclass(frozen=True, slots=True)
class RunFolder:
    """What a run folder holds. ``observations`` is an Arrow table with the columns of the store."""

    folder: Path
    manifest: Mapping[str, Any]
    units: Sequence[Unit]
    observations: "pa.Table"
    quality: Sequence[Mapping[str, Any]]
    definitions: Sequence[Mapping[str, Any]]

    @property
    def run_id(self) -> str:
        return str(self.manifest["run_id"])

    @property
    def created_at(self) -> datetime:
        return datetime.fromisoformat(self.manifest["created_at"])

    @property
    def region(self) -> Unit:
        """The unit everything is summed to."""
        regions = [unit for unit in self.units if unit.kind is UnitKind.REGION]
        if not regions:
            raise RunError("the run has no unit of kind region", where=str(self.folder))
        return max(regions, key=lambda unit: unit.from_date)


def read_run(folder: Path) -> RunFolder:
    """Read a run folder and check that it is whole; RunError says what is wrong with it."""
    from riktning.indicators import runs

    runs.read_manifest(folder)
    manifest = json.loads((folder / "manifest.json").read_text("utf-8"))
    observations = runs.read_observations(folder)
    _check(folder, manifest, observations)
    return RunFolder(
        folder=folder,
        manifest=manifest,
        units=runs.read_units(folder),
        observations=observations,
        quality=runs.read_quality(folder),
        definitions=runs.read_definitions(folder),
    )


def verdicts_fingerprint(folder: Path) -> str:
    """SHA-256 of the run's verdicts; empty when it has not been judged."""
    path = folder / VERDICTS
    return hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else ""


def _check(folder: Path, manifest: Mapping[str, Any], table: "pa.Table") -> None:
    """What the constraints of the database would also refuse, said so that it can be mended."""
    import pyarrow.compute as pc

    where = str(folder / "observations.parquet")
    missing = [name for name in COLUMNS if name not in table.column_names]
    if missing:
        raise RunError(f"columns are missing: {', '.join(missing)}", where=where)
    strangers = set(pc.unique(table["indicator_id"]).to_pylist()) - set(manifest["indicators"])
    if strangers:
        raise RunError(
            f"figures for {', '.join(sorted(map(str, strangers)))}, not named by the manifest",
            where=where,
            remedy="compute the run again",
        )
    unknown = set(pc.unique(pc.fill_null(table["hidden"], "")).to_pylist()) - set(Hidden.values)
    if unknown:
        raise RunError(f"unknown reason to hide a figure: {sorted(unknown)}", where=where)
    hidden = table.filter(pc.not_equal(pc.fill_null(table["hidden"], ""), ""))
    if any(hidden[name].null_count < len(hidden) for name in NUMBERS):
        raise RunError(
            "a hidden figure still has its numbers",
            where=where,
            remedy="compute the run again; nothing of it was published",
        )


def observation_batches(
    table: "pa.Table", keys: Mapping[str, int]
) -> Iterator[list[tuple[Any, ...]]]:
    """Rows for the store in the order of its index; ``keys`` gives each indicator's row id."""
    order = ("indicator_id", "sex", "age_group", "period_kind", "unit_id", "period_start")
    ordered = table.select(COLUMNS).sort_by([(name, "ascending") for name in order])
    for batch in ordered.to_batches(max_chunksize=BATCH):
        yield list(zip(*(_values(batch, name, keys) for name in COLUMNS), strict=True))


def _values(batch: "pa.RecordBatch", name: str, keys: Mapping[str, int]) -> list[object]:
    """One column as the store takes it: own keys, ISO dates, nothing that is not a number."""
    import pyarrow as pa
    import pyarrow.compute as pc

    column = batch.column(name)
    if name == "indicator_id":
        return [keys[str(indicator_id)] for indicator_id in column.to_pylist()]
    if name in NUMBERS:
        column = pc.if_else(pc.is_finite(column), column, None)
    elif name == "period_start":
        column = pc.cast(pc.cast(column, pa.date32()), pa.string())
    elif name == "hidden":
        column = pc.fill_null(column, "")
    values: list[object] = column.to_pylist()
    return values
