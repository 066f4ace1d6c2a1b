"""Run folders: written whole or not at all, and read back."""

import hashlib
import json
import os
import shutil
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from riktning.core.errors import RiktningError, RunError
from riktning.core.periods import Month
from riktning.core.units import Unit, UnitKind
from riktning.indicators.observation_file import read_table, write_observations

SCHEMA = 1
MANIFEST, UNITS, QUALITY = "manifest.json", "units.json", "quality.json"
VERDICTS = "verdicts.json"
DEFINITIONS, OBSERVATIONS, CELLS = "definitions.json", "observations.parquet", "cells"
COMPUTED, NO_SOURCE, WITHHELD = "computed", "no source", "withheld"
_SENTENCES = ("sentence_sv", "sentence_en")
_REMEDY = "compute the run again with 'riktning compute'"


@dataclass(frozen=True, slots=True)
class TableEntry:
    """A care table that the run read."""

    rows: int
    fingerprint: str


@dataclass(frozen=True, slots=True)
class IndicatorEntry:
    """What became of one indicator.

    ``outside`` counts rows at no known unit, sex or age; None when they are fewer than k but not
    none. ``missing_months`` have no figure, since a table's file for them was not delivered.
    ``origin`` is "own" where the definition, or a list that it uses, is a region's and not the
    package's.
    """

    version: int
    definition_sha256: str
    frame: str
    tables: tuple[str, ...]
    state: str
    reason: str | None
    outside: int | None = 0
    missing_months: tuple[str, ...] = ()
    origin: str = "package"


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a run is: from which data, by which definitions and which engine, and with what.

    ``observations_sha256`` is set when the folder is written; empty before.
    """

    run_id: str
    created_at: datetime
    engine_version: str
    synthetic: bool
    label: str
    region: str
    first_month: Month
    last_month: Month
    as_of: date
    k: int
    data_fingerprint: str
    tables: Mapping[str, TableEntry]
    indicators: Mapping[str, IndicatorEntry]
    observations_sha256: str = ""
    round_to: int | None = None  # counts of persons are multiples of it, and none is hidden
    tree: str = "then"  # units are summed by the tree of each month; or by the latest: now


@dataclass(frozen=True, slots=True)
class Run:
    """Everything that a run folder holds; ``cells`` by file name."""

    manifest: Manifest
    units: Sequence[Unit]
    cells: Mapping[str, pa.Table]
    observations: pa.Table
    quality: Sequence[Mapping[str, Any]]
    definitions: Sequence[Mapping[str, Any]]


def write_run(run: Run, out: Path) -> Path:
    """Write the folder beside its place and move it there last; what was there stays until then.

    RunError when the place is taken by something that is no run, or cannot be written.
    """
    refuse_other_folder(out)
    try:
        with _beside(out) as folder:
            _write(run, folder)
            _keep_verdicts(out, folder)
            _swap(folder, out)
    except OSError as error:
        what = f"the run cannot be written ({error.strerror or error})"
        raise RunError(
            what, where=str(out), remedy="free space or choose another folder"
        ) from error
    return out


def refuse_other_folder(out: Path) -> None:
    """RunError when writing a run here would destroy something that is no run."""
    if out.exists() and not out.is_dir():
        raise RunError("there is a file of that name", where=str(out), remedy="name another folder")
    if out.is_dir() and any(out.iterdir()) and not (out / MANIFEST).is_file():
        raise RunError(
            "the folder holds something that is no run",
            where=str(out),
            remedy="name an empty folder or an earlier run",
        )


@contextmanager
def _beside(out: Path) -> Iterator[Path]:
    out.parent.mkdir(parents=True, exist_ok=True)
    folder = Path(tempfile.mkdtemp(prefix=f".{out.name}.", dir=out.parent))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _swap(folder: Path, out: Path) -> None:
    """Put the new folder in place of the old; if that fails, the old one is put back."""
    folder.chmod(0o755)
    if not out.exists():
        folder.replace(out)
        return
    old = folder.with_name(f"{folder.name}.old")
    out.replace(old)
    try:
        folder.replace(out)
    except BaseException:
        old.replace(out)
        raise
    shutil.rmtree(old, ignore_errors=True)


def _keep_verdicts(before: Path, folder: Path) -> None:
    """Verdicts on the very same figures still hold when these are computed again."""
    verdicts = before / VERDICTS
    if not verdicts.is_file():
        return
    try:
        earlier, later = read_manifest(before), read_manifest(folder)
        read_observations(before)
    except RunError:
        return
    same = earlier.observations_sha256 == later.observations_sha256
    if same and earlier.run_id == later.run_id:
        shutil.copy2(verdicts, folder / VERDICTS)


def _write(run: Run, folder: Path) -> None:
    (folder / CELLS).mkdir(mode=0o700)  # the finest counts, nothing hidden
    with ThreadPoolExecutor(2) as pool:
        written = [
            pool.submit(pq.write_table, table, folder / CELLS / f"{name}.parquet")
            for name, table in run.cells.items()
        ]
        write_observations(run.observations, folder / OBSERVATIONS)
        for each in written:
            each.result()
    _write_json(folder / UNITS, [_plain_unit(unit) for unit in run.units])
    _write_json(folder / QUALITY, list(run.quality))
    _write_json(folder / DEFINITIONS, list(run.definitions))
    manifest = replace(run.manifest, observations_sha256=_fingerprint(folder / OBSERVATIONS))
    _write_json(folder / MANIFEST, plain_manifest(manifest))


def _fingerprint(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _write_json(path: Path, content: Any) -> None:
    text = json.dumps(content, ensure_ascii=False, indent=1, allow_nan=False)
    with path.open("w", encoding="utf-8") as stream:
        stream.write(text)
        stream.flush()
        os.fsync(stream.fileno())


def plain_manifest(manifest: Manifest) -> dict[str, Any]:
    """The manifest as JSON holds it."""
    plain = {"schema": SCHEMA, **asdict(manifest)}
    plain |= {
        "created_at": manifest.created_at.isoformat(timespec="seconds"),
        "first_month": str(manifest.first_month),
        "last_month": str(manifest.last_month),
        "as_of": manifest.as_of.isoformat(),
    }
    return plain


def _plain_unit(unit: Unit) -> dict[str, Any]:
    return asdict(unit) | {
        "kind": unit.kind.value,
        "from_date": unit.from_date.isoformat(),
        "to_date": unit.to_date.isoformat() if unit.to_date else None,
    }


def read_manifest(run: Path) -> Manifest:
    """The manifest of a run folder; RunError when there is none, or it is broken."""
    plain = _read_json(run, MANIFEST)
    try:
        if plain["schema"] != SCHEMA:
            raise ValueError("schema")
        return _manifest(plain)
    except (KeyError, TypeError, ValueError, AttributeError, RiktningError) as error:
        raise RunError(
            "the manifest does not fit this version", where=str(run / MANIFEST), remedy=_REMEDY
        ) from error


def _manifest(plain: Mapping[str, Any]) -> Manifest:
    return Manifest(
        run_id=str(plain["run_id"]),
        created_at=datetime.fromisoformat(plain["created_at"]),
        engine_version=str(plain["engine_version"]),
        synthetic=_flag(plain["synthetic"]),
        label=str(plain["label"]),
        region=str(plain["region"]),
        first_month=Month.parse(plain["first_month"]),
        last_month=Month.parse(plain["last_month"]),
        as_of=date.fromisoformat(plain["as_of"]),
        k=int(plain["k"]),
        data_fingerprint=str(plain["data_fingerprint"]),
        tables={name: TableEntry(**entry) for name, entry in plain["tables"].items()},
        indicators={name: _entry(entry) for name, entry in plain["indicators"].items()},
        observations_sha256=str(plain.get("observations_sha256", "")),
        round_to=_base(plain.get("round_to")),
        tree=str(plain.get("tree", "then")),
    )


def _entry(plain: Mapping[str, Any]) -> IndicatorEntry:
    listed = {key: tuple(plain[key]) for key in ("tables", "missing_months") if key in plain}
    entry = IndicatorEntry(**{**plain, **listed})
    if entry.state not in (COMPUTED, NO_SOURCE, WITHHELD):
        raise ValueError("state")
    return entry


def _base(value: Any) -> int | None:
    return None if value is None else int(value)


def _flag(value: Any) -> bool:
    """A flag that says whether data are real is never guessed."""
    if not isinstance(value, bool):
        raise TypeError("flag")
    return value


def read_units(run: Path) -> list[Unit]:
    """The units as they were delivered, every row."""
    try:
        return [
            Unit(
                unit_id=row["unit_id"], name=row["name"], kind=UnitKind(row["kind"]),
                parent_id=row["parent_id"], municipality=row["municipality"],
                from_date=date.fromisoformat(row["from_date"]),
                to_date=date.fromisoformat(row["to_date"]) if row["to_date"] else None,
            )
            for row in _read_json(run, UNITS)
        ]  # fmt: skip
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        where = str(run / UNITS)
        raise RunError("the units are broken", where=where, remedy=_REMEDY) from error


def read_observations(run: Path, wanted: pc.Expression | None = None) -> pa.Table:
    """The published observations, or those ``wanted``, if the run was written with them.

    Words (ids, kinds, reasons) are codes of a dictionary; the same table is a tenth of the size.
    """
    path = run / OBSERVATIONS
    expected = read_manifest(run).observations_sha256
    try:
        if expected and _fingerprint(path) != expected:
            raise RunError(
                "the observations are not those of the run", where=str(path), remedy=_REMEDY
            )
        return read_table(path, wanted)
    except (OSError, pa.ArrowInvalid) as error:
        raise RunError(
            "the observations cannot be read", where=str(path), remedy=_REMEDY
        ) from error


def read_quality(run: Path) -> list[dict[str, Any]]:
    """The results of the quality checks."""
    return _objects(run, QUALITY, ("table", "check", "status", "severity", *_SENTENCES))


def read_definitions(run: Path) -> list[dict[str, Any]]:
    """The definitions that the run was computed by, as plain values."""
    return _objects(run, DEFINITIONS, ("id", "kind", "polarity"))


def _objects(run: Path, name: str, texts: Sequence[str]) -> list[dict[str, Any]]:
    """A list of objects that have these texts; RunError for anything else."""
    plain = _read_json(run, name)
    rows: list[Any] = plain if isinstance(plain, list) else [None]
    for row in rows:
        if not isinstance(row, dict) or not all(isinstance(row.get(key), str) for key in texts):
            raise RunError(
                f"the file is no list of objects with {', '.join(texts)}",
                where=str(run / name), remedy=_REMEDY,
            )  # fmt: skip
    return rows


def _read_json(run: Path, name: str) -> Any:
    path = run / name
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise RunError(
            f"the folder has no {name}, so it is no run", where=str(run), remedy=_REMEDY
        ) from error
    except (OSError, ValueError, RecursionError) as error:
        raise RunError("the file cannot be read", where=str(path), remedy=_REMEDY) from error
