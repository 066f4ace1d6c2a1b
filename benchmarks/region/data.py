"""The deliveries that are measured on, made by the simulator when they are not there."""

import json
import os
import shutil
import subprocess
import sys
from datetime import date, timedelta
from pathlib import Path

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


def without_last_month(data: Path, beside: Path) -> Path:
    """The delivery as it was a month earlier: its month files are the same files."""
    shutil.rmtree(beside, ignore_errors=True)
    beside.mkdir(parents=True)
    _, after, _ = span(data)
    last = after - timedelta(days=1)
    earlier = last.replace(day=1) - timedelta(days=1)
    for path in data.rglob("*.parquet"):
        if path.stem != f"{last:%Y-%m}":
            there = beside / path.relative_to(data)
            there.parent.mkdir(exist_ok=True)
            os.link(
                path, there
            ) if path.stat().st_dev == beside.stat().st_dev else there.symlink_to(path)
    about = described(data) | {"last_month": f"{earlier:%Y-%m}", "as_of": str(earlier)}
    (beside / "delivery.json").write_text(json.dumps(about), encoding="utf-8")
    return beside


def views(data: Path) -> list[str]:
    """The tables of a delivery as DuckDB's views."""
    found = []
    for path in sorted(data.iterdir()):
        if path.is_dir():
            found.append(f"CREATE VIEW {path.name} AS FROM read_parquet('{path}/*.parquet')")
        elif path.suffix == ".parquet":
            found.append(f"CREATE VIEW {path.stem} AS FROM read_parquet('{path}')")
    return found
