"""A delivery folder, written whole or not at all."""

import json
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from riktning.core.errors import ScenarioError
from riktning.simulation import leftovers
from riktning.simulation.columns import as_table
from riktning.sources.delivery import DESCRIPTION, SCHEMA, is_delivery, read_delivery

LABEL = "Syntetiska data – inte verkliga resultat"

_RISING = {"person_id"}
_TIMES = ("_at", "_on", "_date")


@dataclass(frozen=True)
class DeliveryWriter:
    """Writes tables into a folder that is not yet in its place."""

    folder: Path

    def write(self, table: str, columns: dict[str, pa.Array], month: str = "") -> None:
        """Write a table, or one month of it; columns as the contract names them."""
        pq.write_table(as_table(table, columns), self._path(table, month))

    def write_densely(self, table: str, columns: dict[str, pa.Array], month: str = "") -> None:
        """The same in fewer bytes and less time: persons' ids, which rise, as what each adds to the
        one before; ids of one row each as they are; texts of dictionaries by number. Only times
        have a least and a greatest value told."""
        texts = {name for name in columns if name.endswith("_id") and not _is_coded(columns[name])}
        pq.write_table(
            as_table(table, columns, coded=True),
            self._path(table, month),
            compression="zstd",
            use_dictionary=[name for name in columns if name not in texts],
            column_encoding={n: "DELTA_BYTE_ARRAY" if n in _RISING else "PLAIN" for n in texts},
            write_statistics=[name for name in columns if name.endswith(_TIMES)],
            store_schema=False,  # readers see texts, not dictionaries
        )

    def _path(self, table: str, month: str) -> Path:
        path = self.folder / (f"{table}/{month}.parquet" if month else f"{table}.parquet")
        path.parent.mkdir(exist_ok=True)
        return path

    def describe(self, description: dict[str, object]) -> None:
        """Write ``delivery.json``, the mark of a whole delivery; write it last."""
        content = {"schema": SCHEMA, "synthetic": True, "label": LABEL, **description}
        text = json.dumps(content, ensure_ascii=False, indent=2) + "\n"
        (self.folder / DESCRIPTION).write_text(text, encoding="utf-8")


def _is_coded(column: pa.Array) -> bool:
    return bool(pa.types.is_dictionary(column.type))


@contextmanager
def delivery_in(out: Path) -> Iterator[DeliveryWriter]:
    """A writer whose folder takes the place of ``out`` when all went well, and else disappears.

    Raises ScenarioError when ``out`` holds something else, or the disk takes no files.
    """
    refuse_foreign_folder(out)
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        leftovers.clear(out)
        beside = leftovers.folder_beside(out, "new")
    except OSError as error:
        raise _unwritable(out, error) from None
    try:
        yield DeliveryWriter(beside)
        beside.chmod(0o755)
        _put_in_place(beside, out)
    except OSError as error:
        raise _unwritable(out, error) from None
    finally:
        shutil.rmtree(beside, ignore_errors=True)


def refuse_foreign_folder(out: Path) -> None:
    """Raise ScenarioError unless ``out`` is free, empty, or holds an earlier simulation.

    A delivery that is not marked synthetic is somebody's real data and never overwritten.
    """
    if not out.exists() or (out.is_dir() and not any(out.iterdir())):
        return
    if not is_delivery(out):
        raise ScenarioError(
            "the folder exists and holds no delivery, so it is not overwritten",
            where=str(out),
            remedy="choose another --out, or empty the folder first",
        )
    if not read_delivery(out).synthetic:
        raise ScenarioError(
            "the folder holds a delivery that is not synthetic, so it is not overwritten",
            where=str(out),
            remedy="choose another --out",
        )


def _put_in_place(beside: Path, out: Path) -> None:
    """Swap folders so that an old delivery is lost only when the new one stands."""
    if not out.exists():
        beside.replace(out)
        return
    old = leftovers.folder_beside(out, "old")
    out.replace(old)
    try:
        beside.replace(out)
    except BaseException:
        old.replace(out)
        raise
    shutil.rmtree(old, ignore_errors=True)


def _unwritable(out: Path, error: OSError) -> ScenarioError:
    return ScenarioError(
        f"the delivery cannot be written ({error.strerror or error})",
        where=str(out),
        remedy="make room or choose another --out; what was there before is untouched",
    )
