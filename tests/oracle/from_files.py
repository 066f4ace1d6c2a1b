"""The engine as ``riktning compute`` runs it: from files, a month each where a table is large."""

import json
from collections import defaultdict

import pyarrow as pa
import pyarrow.parquet as pq

from oracle.agreeing import CATALOGUE
from oracle.people import month_of
from riktning.indicators.grid import unit_calendar
from riktning.indicators.opening_work import running_on, source_of
from riktning.indicators.unit_rows import units_of
from riktning.sources.contracts import BY_NAME
from riktning.sources.opening import open_delivery


def write(world, folder):
    """The delivery as a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    said = {
        "schema": 1, "synthetic": True, "label": "test", "region": "R", "first_month": world.first,
        "last_month": world.last, "as_of": str(world.as_of), "seed": None, "persons": None,
    }  # fmt: skip
    (folder / "delivery.json").write_text(json.dumps(said), encoding="utf-8")
    for name in BY_NAME:
        if name not in world.absent:
            write_table(world, name, folder)
    return folder


def write_table(world, name, folder):
    column, rows = BY_NAME[name].month_of, world.tables[name]
    if not column or not rows:
        pq.write_table(world.arrow(name), folder / f"{name}.parquet")
        return
    (folder / name).mkdir()
    by_month = defaultdict(list)
    for row in rows:
        by_month[month_of(row[column])].append(row)
    schema = world.arrow(name).schema
    for month, some in by_month.items():
        pq.write_table(pa.Table.from_pylist(some, schema), folder / name / f"{month}.parquet")


def counted_on_files(folder, work=None):
    """Every group's cells of a delivery folder."""
    opened = open_delivery(folder)
    units, delivery = units_of(opened), opened.delivery
    calendar = unit_calendar(units, delivery.first_month, delivery.last_month)
    source = source_of(opened, units)
    with running_on(opened, CATALOGUE, calendar, source, work, lambda *_: None) as run:
        return [cells for cells in run.cells(list(CATALOGUE.indicators.values()))
                if cells.group.definitions]  # fmt: skip
