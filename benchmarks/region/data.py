"""The deliveries that are measured on, made by the simulator when they are not there."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from pathlib import Path

import duckdb

HAPPENS = {
    "person": "birth_date", "residence": "from_date", "listing": "from_date",
    "contact": "started_at", "stay": "admitted_at", "diagnosis": "on_date", "procedure": "on_date",
    "dispensing": "on_date", "wait": "from_date", "pathway": "started_on",
    "monitoring": "from_date", "agreement": "on_date", "ward_day": "on_date",
    "staff_month": "month", "call_month": "month", "service_month": "month",
    "training_month": "month", "dental_exam": "on_date", "child_obesity": "started_on",
    "survey": "period_end", "reported": "period_end",
}  # fmt: skip
"""What tells when a table's row became known."""
ENDS: Mapping[str, Mapping[str, Sequence[str]]] = {
    "person": {"death_date": ("death_date",)},
    "residence": {"to_date": ("to_date",)},
    "listing": {"to_date": ("to_date",)},
    "stay": {"discharged_at": ("discharged_at", "discharged_to"), "ready_on": ("ready_on",)},
    "wait": {"to_date": ("to_date",)},
    "pathway": {"treated_on": ("treated_on",)},
    "monitoring": {"to_date": ("to_date",)},
}
"""What is told of a row later, and the columns that are empty until then."""
RIKTNING = "from riktning.cli.main import run; run()"


def delivery_of(persons: int, folder: Path) -> Path:
    """A simulated region of so many persons over 48 months; the same seed gives the same data."""
    made = folder / f"region-{persons}"
    if not (made / "delivery.json").exists():
        print(f"Making care data of {persons} persons in {made} …", file=sys.stderr)
        folder.mkdir(parents=True, exist_ok=True)
        command = [sys.executable, "-c", RIKTNING, "simulate"]
        subprocess.run([*command, "--persons", str(persons), "--out", str(made)], check=True)
    return made


def described(data: Path) -> dict[str, object]:
    found: dict[str, object] = json.loads((data / "delivery.json").read_text(encoding="utf-8"))
    return found


def span(data: Path) -> tuple[date, date, date]:
    """The first day, the day after the last month, and the day the data were taken out."""
    about = described(data)
    first, last = (date.fromisoformat(f"{about[key]}-01") for key in ("first_month", "last_month"))
    after = (last + timedelta(days=32)).replace(day=1)
    return first, after, date.fromisoformat(str(about["as_of"]))


def a_month_earlier(data: Path, beside: Path) -> Path:
    """The delivery as it was known at the end of the month before its last.

    What had not happened is not there, and what has ended since was open. Files in which nothing
    differs are the same files, as when the same extract is made twice.
    """
    shutil.rmtree(beside, ignore_errors=True)
    beside.mkdir(parents=True)
    _, after, _ = span(data)
    day = (after - timedelta(days=1)).replace(day=1) - timedelta(days=1)
    for path in sorted(data.rglob("*.parquet")):
        there = beside / path.relative_to(data)
        there.parent.mkdir(exist_ok=True)
        table = path.stem if path.parent == data else path.parent.name
        _as_known(path, there, table, str(day))
    about = described(data) | {"last_month": f"{day:%Y-%m}", "as_of": str(day)}
    (beside / "delivery.json").write_text(json.dumps(about), encoding="utf-8")
    return beside


def _as_known(path: Path, there: Path, table: str, day: str) -> None:
    happened, ended = HAPPENS.get(table), ENDS.get(table, {})
    later = [f"({happened} IS NOT NULL AND {happened}::DATE > '{day}')"] if happened else []
    open_then = [f"({end}::DATE > '{day}')" for end in ended]
    differs = " OR ".join([*later, *open_then]) or "false"
    ((different,),) = duckdb.execute(f"SELECT count(*) FILTER ({differs}) FROM '{path}'").fetchall()
    if not different:
        _same(path, there)
        return
    nulls = ", ".join(
        f"CASE WHEN {end}::DATE > '{day}' THEN NULL ELSE {name} END AS {name}"
        for end, names in ended.items() for name in names
    )  # fmt: skip
    columns = f"* REPLACE ({nulls})" if nulls else "*"
    known = " AND ".join(f"NOT coalesce({each}, false)" for each in later) or "true"
    query = f"SELECT {columns} FROM '{path}' WHERE {known}"
    ((left,),) = duckdb.execute(f"SELECT count(*) FROM ({query})").fetchall()
    if left or path.parent.name != table:  # a month that had not begun has no file
        duckdb.execute("SET preserve_insertion_order = true")
        duckdb.execute(f"COPY ({query}) TO '{there}' (FORMAT parquet)")


def _same(path: Path, there: Path) -> None:
    if path.stat().st_dev == there.parent.stat().st_dev:
        os.link(path, there)
    else:
        there.symlink_to(path)


def views(data: Path) -> list[str]:
    """The tables of a delivery as DuckDB's views."""
    found = []
    for path in sorted(data.iterdir()):
        if path.is_dir():
            found.append(f"CREATE VIEW {path.name} AS FROM read_parquet('{path}/*.parquet')")
        elif path.suffix == ".parquet":
            found.append(f"CREATE VIEW {path.stem} AS FROM read_parquet('{path}')")
    return found
