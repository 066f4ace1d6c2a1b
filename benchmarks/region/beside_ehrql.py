"""ehrQL's measures beside the engine, on the same definitions and the same delivery.

ehrQL groups by what is known of a patient, so indicators of residents are compared. Its own SQLite
database is filled beforehand, with indexes, and that time is not counted.
"""

import json
import os
import sqlite3
import subprocess
import time
from pathlib import Path
from typing import Any

import duckdb

from region.data import span, views
from region.statements import MACROS
from riktning.catalogue import load
from riktning.core.ages import AGE_BOUNDS, AGE_GROUPS

MEASURES = (
    "olampliga_lakemedel_75", "andel_egenmonitorering_hjartsvikt", "andel_egenmonitorering_kol",
    "andel_mangbesokare_akut",
)  # fmt: skip
LISTS = {
    "unsuitable_medicines": ("dispensing", "atc"), "heart_failure": ("diagnosis", "code"),
    "copd": ("diagnosis", "code"),
}  # fmt: skip
_NUMBER = "row_number() OVER (ORDER BY person_id)"
_TABLES = {
    "person": "patient_id integer primary key, birth_date date, death_date date, sex text",
    "residence": "patient_id integer, municipality text, from_date date, to_date date",
    "dispensing": "patient_id integer, on_date date, atc text",
    "diagnosis": "patient_id integer, on_date date, code text",
    "contact": "patient_id integer, on_date date, level text",
    "monitoring": 'patient_id integer, "group" text, from_date date, to_date date',
}
_ROWS = {
    "person": "number, birth_date::VARCHAR, death_date::VARCHAR, sex FROM person",
    "residence": "number, municipality, from_date::VARCHAR, to_date::VARCHAR FROM residence",
    "dispensing": "number, on_date::VARCHAR, atc FROM dispensing",
    "diagnosis": "number, on_date::VARCHAR, code FROM diagnosis",
    "contact": "number, started_at::DATE::VARCHAR, level FROM contact",
    "monitoring": 'number, "group", from_date::VARCHAR, to_date::VARCHAR FROM monitoring',
}


def prepare(data: str, folder: str) -> dict[str, Any]:
    """Fill ehrQL's database and settings from a delivery; seconds."""
    start = time.perf_counter()
    there = Path(folder)
    there.mkdir(parents=True, exist_ok=True)
    connection = duckdb.connect()
    for statement in [*views(Path(data)), *MACROS.strip().split(";\n")]:
        connection.execute(statement)
    connection.execute(
        f"CREATE TABLE numbered AS SELECT person_id, {_NUMBER} AS number FROM person"
    )
    _fill(connection, there / "ehrql.sqlite")
    (there / "settings.json").write_text(json.dumps(_settings(connection, Path(data))), "utf-8")
    return {"seconds": time.perf_counter() - start}


def _fill(connection: duckdb.DuckDBPyConnection, path: Path) -> None:
    path.unlink(missing_ok=True)
    database = sqlite3.connect(path)
    database.execute("PRAGMA journal_mode = off")
    for name, columns in _TABLES.items():
        database.execute(f"CREATE TABLE {name} ({columns})")
        cursor = connection.execute(f"SELECT {_ROWS[name]} JOIN numbered USING (person_id)")
        holes = ", ".join("?" * (columns.count(",") + 1))
        while rows := cursor.fetchmany(100_000):
            database.executemany(f"INSERT INTO {name} VALUES ({holes})", rows)
        database.execute(f"CREATE INDEX of_{name} ON {name} (patient_id)")
    for name in ("dispensing", "diagnosis", "contact"):
        database.execute(f"CREATE INDEX day_{name} ON {name} (on_date)")
    database.execute("ANALYZE")
    database.commit()
    database.close()


def _settings(connection: duckdb.DuckDBPyConnection, data: Path) -> dict[str, Any]:
    catalogue = load()
    first, after, _ = span(data)
    codes = {}
    for name, (table, column) in LISTS.items():
        pattern = f"^({'|'.join(catalogue.codes[name].codes)})"
        query = f"SELECT DISTINCT {column} FROM {table} WHERE begins({column}, ?)"
        codes[name] = [code for (code,) in connection.execute(query, [pattern]).fetchall()]
    homes = "SELECT DISTINCT municipality FROM unit WHERE kind = 'municipality'"
    parameters = catalogue.indicators["andel_mangbesokare_akut"].parameters
    return {
        "first": str(first), "months": (after.year - first.year) * 12 + after.month - first.month,
        "codes": codes, "age_bounds": list(AGE_BOUNDS[: len(AGE_GROUPS)]),
        "age_groups": list(AGE_GROUPS), "min_visits": parameters["min_visits"],
        "municipalities": [code for (code,) in connection.execute(homes).fetchall()],
    }  # fmt: skip


def run(program: str, folder: str) -> dict[str, Any]:
    """Seconds for all four measures, all months, in ehrQL's own process."""
    there = Path(folder)
    definition = Path(__file__).with_name("ehrql_side") / "residents.py"
    environment = {**os.environ, "PYTHONHASHSEED": "0", "PYTHONPATH": str(definition.parent)}
    command = [
        program, "generate-measures", str(definition),
        "--dsn", f"sqlite:///{there.resolve() / 'ehrql.sqlite'}",
        "--query-engine", "sqlite", "--output", str(there / "measures.csv"),
        "--", str(there / "settings.json"),
    ]  # fmt: skip
    start = time.perf_counter()
    subprocess.run(command, check=True, capture_output=True, env=environment)
    return {"seconds": time.perf_counter() - start}


def compare(folder: str, cells: str) -> dict[str, Any]:
    """Cells in which ehrQL and the engine differ, and cells that either has."""
    query = f"""
    WITH theirs AS (
      SELECT measure, interval_start::DATE AS month, municipality, sex, age_group,
             numerator::BIGINT AS n, denominator::BIGINT AS d
      FROM read_csv('{folder}/measures.csv', header = true, all_varchar = true)
      WHERE denominator::BIGINT > 0),
    ours AS (SELECT * FROM '{cells}' WHERE d > 0)
    SELECT count(*) FILTER (theirs.n IS DISTINCT FROM ours.n OR theirs.d IS DISTINCT FROM ours.d),
           count(*)
    FROM theirs FULL JOIN ours USING (measure, month, municipality, sex, age_group)
    """
    (wrong, count) = duckdb.execute(query).fetchone() or (-1, 0)
    return {"different": wrong, "cells": count}
