"""Where people live, day by day: one home at most, whatever the order of the rows."""

import itertools
from datetime import date

import ibis
import pytest

from riktning.indicators.prepared.people import spells

DAY, LATER = date(2024, 3, 1), date(2024, 6, 30)
NAMES = ("person_id", "municipality", "dwelling", "from_date", "to_date")
TYPES = {"person_id": "string", "municipality": "string", "dwelling": "string",
         "from_date": "date", "to_date": "date"}  # fmt: skip


def lived(rows):
    table = ibis.memtable([dict(zip(NAMES, row, strict=True)) for row in rows], schema=TYPES)
    found = spells(table, "municipality", "dwelling")
    kept = found.select("municipality", "dwelling", "begin", "until").to_pyarrow().to_pylist()
    return sorted(tuple(row.values()) for row in kept)


@pytest.mark.parametrize(
    ("same_day", "kept"),
    [
        ([("1480", "own", None), ("1481", "own", None)], ("1481", "own")),
        ([("1480", "own", None), ("1481", "own", LATER)], ("1480", "own")),
        ([("1480", "care_home", LATER), ("1480", "own", LATER), ("1401", "own", LATER)],
         ("1480", "own")),
    ],
)  # fmt: skip
def test_of_spells_that_begin_on_the_same_day_the_same_one_is_kept_in_any_order(same_day, kept):
    rows = [("a", place, dwelling, DAY, until) for place, dwelling, until in same_day]
    found = [lived(order) for order in itertools.permutations(rows)]
    assert all(each == found[0] for each in found)
    assert [row[:2] for row in found[0]] == [kept]


def test_one_that_begins_later_takes_over_from_the_day_it_begins():
    rows = [("a", "1480", "own", DAY, None), ("a", "1401", "own", LATER, None)]
    first, second = sorted(lived(rows), key=lambda row: row[2])
    assert (first[0], first[3]) == ("1480", date(2024, 6, 29))
    assert (second[0], second[2]) == ("1401", LATER)
