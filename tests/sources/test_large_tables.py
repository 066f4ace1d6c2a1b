"""A large table is looked through file by file, and says what it says when read at once."""

from collections import defaultdict
from random import Random

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from oracle.from_files import write
from oracle.hostile import crowd
from riktning.sources.contracts import BY_NAME
from riktning.sources.opening import open_delivery
from riktning.sources.quality import looking, pieces
from riktning.sources.quality.report import check_delivery
from riktning.sources.quality.results import Status
from sources.small_delivery import clean_rows, columns_of, describe
from sources.test_quality import PLANTED


def in_month_files(folder, tables):
    """The tables of months as a folder of files each, the others as one file."""
    describe(folder)
    for name, rows in tables.items():
        table, months = BY_NAME[name], defaultdict(list)
        place = list(table.by_name).index(table.month_of) if table.month_of else None
        for row in rows:
            day = None if place is None else row[place]
            months[f"{day:%Y-%m}" if day else "2025-01"].append(row)
        if place is None:
            pq.write_table(pa.table(columns_of(name, rows)), folder / f"{name}.parquet")
            continue
        (folder / name).mkdir()
        for month, own in months.items():
            pq.write_table(pa.table(columns_of(name, own)), folder / name / f"{month}.parquet")
    return folder


def together():
    """Deliveries with as many planted faults each as do not touch the same row."""
    groups = []
    for cell, _, _ in PLANTED:
        free = next((group for group in groups if cell[:2] not in group), None)
        if free is None:
            groups.append(free := {})
        free[cell[:2]] = cell
    return [list(group.values()) for group in groups]


def spoilt(cells):
    tables = clean_rows()
    for table, row, column, value in cells:
        tables[table][row][list(BY_NAME[table].by_name).index(column)] = value
    return tables


def said(folder):
    """Everything but the examples: which of several failed rows is shown is no part of a check."""
    return {
        (r.table, r.column, r.check): (r.status, r.severity, r.failed_rows, r.rows, r.month)
        for r in check_delivery(open_delivery(folder))
    }


def at_once_and_by_file(folder, monkeypatch):
    """What is said in either way; the files are really looked through one by one in the second."""
    at_once, seen, piece_of = said(folder), [], looking.pieces_of

    def watched(delivery, table):
        found = piece_of(delivery, table)
        seen.append(len(found))
        return found

    monkeypatch.setattr(pieces, "SMALL", 0)
    monkeypatch.setattr(looking, "pieces_of", watched)
    by_file = said(folder)
    assert max(seen) > 1
    return at_once, by_file


@pytest.mark.parametrize("cells", together(), ids=lambda cells: f"{len(cells)} faults")
def test_planted_faults_are_found_alike(tmp_path, monkeypatch, cells):
    folder = in_month_files(tmp_path / "d", spoilt(cells))
    at_once, by_file = at_once_and_by_file(folder, monkeypatch)
    assert by_file == at_once
    assert any(status is Status.FAILED for status, *_ in by_file.values())


def test_a_lawless_crowd_is_judged_alike(tmp_path, monkeypatch):
    folder = tmp_path / "d"
    write(crowd(Random(3), 60, lawless=True), folder)
    at_once, by_file = at_once_and_by_file(folder, monkeypatch)
    assert by_file == at_once
    assert sum(status is Status.FAILED for status, *_ in by_file.values()) > 5
