"""A small delivery by hand, clean in every respect, for tests to spoil in one place at a time."""

import csv
import json
from datetime import date, datetime

import pyarrow as pa
import pyarrow.parquet as pq

from riktning.sources.contracts import BY_NAME, ColumnType

ARROW = {
    ColumnType.TEXT: pa.string(),
    ColumnType.INTEGER: pa.int64(),
    ColumnType.NUMBER: pa.float64(),
    ColumnType.BOOLEAN: pa.bool_(),
    ColumnType.DATE: pa.date32(),
    ColumnType.TIMESTAMP: pa.timestamp("us"),
}
DESCRIPTION = {
    "schema": 1,
    "synthetic": True,
    "label": "Syntetiska data – inte verkliga resultat",
    "region": "Provlandet",
    "first_month": "2025-01",
    "last_month": "2025-02",
    "as_of": "2025-02-28",
    "seed": None,
    "persons": None,
}
JAN, FEB = date(2025, 1, 15), date(2025, 2, 15)
SINCE = date(2017, 1, 1)
at = datetime.fromisoformat  # local times have no zone


def clean_rows():
    """Table → rows in the contract's column order."""
    january, february = at("2025-01-15 09:30"), at("2025-02-15 23:59")
    return {
        "unit": [
            ["R", "Regionen", "region", None, None, SINCE, None],
            ["K", "Kliniken", "clinic", "R", "1480", SINCE, None],
            ["V", "Vårdcentralen, norra", "primary_care", "R", "1480", SINCE, None],
        ],
        "person": [
            ["a", date(1940, 2, 29), "F", None],
            ["b", date(1980, 5, 1), "M", date(2025, 2, 20)],
        ],
        "residence": [
            ["a", "1480", "own", SINCE, date(2025, 1, 31)],
            ["a", "1480", "care_home", date(2025, 2, 1), None],
            ["b", "1480", "own", SINCE, date(2025, 2, 20)],
        ],
        "listing": [["a", "V", SINCE, None, True, "c1"], ["b", "V", SINCE, None, False, None]],
        "contact": [
            ["k1", "a", "V", january, "primary", "visit", True, "c1", "physician", False],
            ["k2", "b", "V", february, "primary", "chat", False, None, None, False],
        ],
        "stay": [
            ["s1", "a", "K", january, at("2025-01-19 08:00"), False, JAN, "own", False],
            ["s2", "b", "K", february, at("2025-02-20 08:00"), True, None, "deceased", True],
            ["s3", "a", "K", february, None, True, None, None, False],
        ],
        "diagnosis": [
            ["k1", "a", JAN, "I509", "main"],
            ["s2", "b", FEB, "J441", "main"],
            ["s1", "a", JAN, "I509", "main"],
        ],
        "procedure": [["k1", "a", JAN, "AU124"], ["k2", "b", FEB, "DV132"]],
        "dispensing": [["a", JAN, "N05BA01", 14.5, None], ["b", FEB, "A10BA02", None, "V"]],
        "wait": [
            ["w1", "a", "V", "assessment", JAN, JAN, False, False],
            ["w2", "b", "K", "treatment", FEB, None, True, False],
        ],
        "pathway": [["v1", "a", "K", "lung", JAN, FEB, 44]],
        "monitoring": [["a", "V", "heart_failure", JAN, None]],
        "agreement": [["a", "V", "sip", JAN]],
        "ward_day": [["K", JAN, 20, 21, 1, 1, 2], ["K", FEB, 20, 18, 0, 0, 0]],
        "staff_month": [
            ["K", date(2025, 1, 1), "nurse", 10.5, 1500.0, 90.0, 1.0, 0.0, 5e5, 2e4],
            ["K", date(2025, 2, 1), "nurse", 10.5, 1500.0, 90.0, 1.0, 0.0, 5e5, 2e4],
        ],
        "call_month": [["V", date(2025, 1, 1), 100, 90], ["V", date(2025, 2, 1), 100, 100]],
        "service_month": [
            ["V", date(2025, 1, 1), "chat", 5, 10, 50],
            ["V", date(2025, 2, 1), "chat", 6, 10, 60],
        ],
        "training_month": [
            ["R", date(2025, 1, 1), "safety", 5, 10, True],
            ["R", date(2025, 2, 1), "safety", 6, 10, False],
        ],
        "dental_exam": [["b", "K", JAN, True]],
        "child_obesity": [["b", "K", JAN]],
        "survey": [["R", date(2024, 1, 1), date(2024, 12, 31), "trust", 400, 300.0, None]],
        "reported": [["x", "R", date(2024, 1, 1), date(2024, 12, 31), -3.0, None, "för hand"]],
    }


def columns_of(table, rows):
    """Arrow columns by name, in the contract's types."""
    contract = BY_NAME[table].columns
    return {
        column.name: pa.array([row[number] for row in rows], ARROW[column.type])
        for number, column in enumerate(contract)
    }


def describe(folder, **changes):
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "delivery.json").write_text(json.dumps(DESCRIPTION | changes), encoding="utf-8")


def write_parquet(folder, tables, **changes):
    describe(folder, **changes)
    for name, rows in tables.items():
        pq.write_table(pa.table(columns_of(name, rows)), folder / f"{name}.parquet")
    return folder


def write_csv(folder, tables, delimiter=",", **changes):
    describe(folder, **changes)
    for name, rows in tables.items():
        with (folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as stream:
            writer = csv.writer(stream, delimiter=delimiter)
            writer.writerow(BY_NAME[name].by_name)
            writer.writerows([[_cell(value, delimiter) for value in row] for row in rows])
    return folder


def _cell(value, delimiter):
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, float) and delimiter == ";":
        return str(value).replace(".", ",")
    return str(value)


def changed(table, row, column, value):
    """Clean rows with one cell changed."""
    tables = clean_rows()
    tables[table][row][list(BY_NAME[table].by_name).index(column)] = value
    return tables
