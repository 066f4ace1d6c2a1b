"""The engine's own work: a whole run, with where its time went, and runs of a few indicators."""

import shutil
import time
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from region.keys import keys_of
from riktning.catalogue import load
from riktning.catalogue.loading import Catalogue
from riktning.indicators.checked import open_checked
from riktning.indicators.computing import compute_run
from riktning.indicators.runs import Run, write_run
from riktning.sources.opening import open_delivery

CHECKING, PREPARING, DISCLOSURE = "checking ", "preparing ", "disclosure control"
REST = "fingerprints, laying on the grid, opening"


class Diary:
    """What was done when: the progress that a run reports, with the time."""

    def __init__(self) -> None:
        self.entries: list[tuple[float, str]] = [(time.perf_counter(), "")]

    def note(self, _done: int, _all: int, what: str) -> None:
        self.entries.append((time.perf_counter(), what))

    def spent(self) -> dict[str, float]:
        """Seconds a piece of work; a piece is said when it begins, prepared tables when done."""
        found: defaultdict[str, float] = defaultdict(float)
        for (begin, before), (end, after) in zip(self.entries, self.entries[1:], strict=False):
            found[_piece(before, after)] += end - begin
        return dict(found)


def _piece(before: str, after: str) -> str:
    if before.startswith(CHECKING):
        return "quality checks"
    if before == DISCLOSURE:
        return "values, roll-ups and disclosure control"
    if after.startswith(PREPARING):
        return after
    return f"counting {after}" if after == before or before.startswith(PREPARING) else REST


def whole_run(
    data: str, out: str, work: str, memory: str, without: Sequence[str] = ()
) -> dict[str, Any]:
    """Everything that `riktning compute` does, from the quality checks to the written folder.

    ``without``: indicators that are left out of the catalogue.
    """
    start, diary = time.perf_counter(), Diary()
    catalogue = load()
    catalogue = _only(catalogue, [i for i in catalogue.indicators if i not in without])
    opened, quality = open_checked(Path(data), memory, diary.note, work=Path(work))
    run = compute_run(opened, catalogue, quality=quality, progress=diary.note, work=Path(work))
    counted = time.perf_counter()
    shutil.rmtree(out, ignore_errors=True)
    write_run(run, Path(out))
    end = time.perf_counter()
    computed = [i for i, entry in run.manifest.indicators.items() if entry.state == "computed"]
    tables = {t for i in computed for t in catalogue.indicators[i].tables}
    return {
        "seconds": end - start,
        "spent": diary.spent() | {"writing the run": end - counted},
        "indicators": len(computed),
        "tables": sorted({*tables, "unit", "person"}),
        "observations": run.observations.num_rows,
        "rows": _rows(run),
        "sizes": {"run": _size(Path(out)), "work": _size(Path(work)), "data": _size(Path(data))},
    }


def _size(folder: Path) -> int:
    """Bytes of all files."""
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())


def _rows(run: Run) -> dict[str, int]:
    """Rows that were counted, a frame and axis; of a state that lasts, one a month."""
    return {name: int(sum(cells["rows"].to_numpy())) for name, cells in run.cells.items()}


def some_run(
    data: str, work: str, memory: str, ids: Sequence[str], cells: str = ""
) -> dict[str, Any]:
    """A run of a few indicators without quality checks: seconds from the open delivery on.

    ``cells``: a file to write their finest numbers to.
    """
    catalogue = _only(load(), ids)
    opened = open_delivery(Path(data))
    opened.connection.raw_sql(f"SET memory_limit = '{memory}'")
    start, diary = time.perf_counter(), Diary()
    run = compute_run(opened, catalogue, progress=diary.note, work=Path(work))
    seconds = time.perf_counter() - start
    if cells:
        pq.write_table(_cells(run, ids), cells)
    return {"seconds": seconds, "spent": diary.spent(), "rows": _rows(run)}


def _cells(run: Run, ids: Sequence[str]) -> pa.Table:
    """measure, municipality, month, sex, age_group, n and d of some residents' proportions."""
    keys = keys_of(run.units, run.manifest.first_month, run.manifest.last_month)
    found = []
    for table in run.cells.values():
        for name in (name for name in ids if f"{name}__numerator" in table.column_names):
            n, d = (f"{name}__{part}" for part in ("numerator", "denominator"))
            numbers = table.select(["cell", n, d]).rename_columns(["cell", "n", "d"])
            named = keys.join(numbers, "cell", join_type="inner")
            found.append(named.append_column("measure", pa.array([name] * named.num_rows)))
    return pa.concat_tables(found)


def _only(catalogue: Catalogue, ids: Sequence[str]) -> Catalogue:
    return replace(catalogue, indicators={i: catalogue.indicators[i] for i in ids})
