"""Rows of a piece as numbers, and what is counted of them: keys, persons, events."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

import duckdb
import numpy as np
import numpy.typing as npt
import pyarrow as pa

from riktning.sources.quality.hashes import (
    Flags,
    Hashes,
    Numbers,
    mixed,
    numbers,
    rows_with,
    selected,
)
from riktning.sources.quality.lifetimes import AFTER_DEATH, BEFORE_BIRTH
from riktning.sources.quality.persons import FEMALE, MALE, Persons
from riktning.sources.quality.pieces import Piece
from riktning.sources.quality.places import Places
from riktning.sources.quality.plans import Plan
from riktning.sources.quality.references import CHECK as REFERENCE
from riktning.sources.quality.results import Check
from riktning.sources.quality.sex_codes import CHECK as SEX
from riktning.sources.quality.sex_codes import CODE
from riktning.sources.quality.tallies import MONTH, failed_name, valued_name

_DATELESS = np.iinfo(np.int64).min
Which = npt.NDArray[np.int64]  # rows, by their number


@dataclass(frozen=True, slots=True)
class Sides:
    """Hashes of the codes that only women have, and of those that only men have."""

    female: Hashes
    male: Hashes


@dataclass(frozen=True)
class Fetched:
    """The fetched columns of a piece."""

    plan: Plan
    piece: Piece
    columns: Mapping[str, Numbers]

    @property
    def rows(self) -> int:
        return len(next(iter(self.columns.values())).values)

    def key(self) -> Hashes:
        """A hash of each row's key."""
        return mixed([self.columns[name] for name in self.plan.table.key])

    def places(self, persons: Persons) -> Places:
        """Where each row's person is; −1 for nobody known."""
        whose = self.columns["person_id"]
        found = persons.directory.find(whose.values)
        if whose.there is not None:
            found[~whose.there] = -1
        return found

    def by_month(self, counted: Mapping[str, Flags | Which]) -> pa.Table:
        """How many rows each flag holds for, or a list has, by month."""
        months = self._months()
        if months is None:
            day = None if self.piece.month is None else self.piece.month.first_day
            totals = {name: [_count(which)] for name, which in counted.items()}
            return pa.table({MONTH: pa.array([day], pa.date32()), **totals})
        different, place = np.unique(months, return_inverse=True)
        days = different.astype("datetime64[M]").astype("datetime64[D]")
        return pa.table({
            MONTH: pa.array(days, pa.date32(), mask=different == _DATELESS),
            **{name: _spread(which, place, len(different)) for name, which in counted.items()},
        })  # fmt: skip

    def _months(self) -> npt.NDArray[np.int64] | None:
        """Each row's month since 1970; None when all rows have one and the same, or none."""
        dated_by = self.plan.rows.dated_by
        if self.piece.month is not None or dated_by not in self.columns:
            return None
        days = self.columns[dated_by]
        months = days.values.astype("datetime64[D]").astype("datetime64[M]").astype(np.int64)
        if days.there is not None:
            months[~days.there] = _DATELESS
        found: npt.NDArray[np.int64] = months
        return found


def _count(which: Flags | Which) -> int:
    return int(np.count_nonzero(which)) if which.dtype == np.bool_ else len(which)


def _spread(which: Flags | Which, place: npt.NDArray[np.int64], size: int) -> pa.Array:
    return pa.array(np.bincount(place[which], minlength=size), pa.int64())


def fetch(connection: duckdb.DuckDBPyConnection, plan: Plan, piece: Piece) -> Fetched:
    """The columns of a piece that are counted with."""
    columns = selected(plan.table, plan.fetched, piece.footer)
    found = connection.execute(f"SELECT {columns} FROM ({piece.rows})").to_arrow_table()  # noqa: S608 -- names from the contract
    return Fetched(plan, piece, {name: numbers(found[name]) for name in plan.fetched})


def valued(fetched: Fetched, among: Collection[str]) -> dict[str, Flags | Which]:
    """Which rows have a value, of those columns that are fetched and nowhere else counted."""
    columns = fetched.columns.items()
    return {valued_name(name): column.known() for name, column in columns if name in among}


def persons_counted(
    fetched: Fetched, persons: Persons, places: Places, watched: Flags | None, sides: Sides | None
) -> dict[str, Flags | Which]:
    """The rows that fail the conditions about persons, and those whose person is known."""
    plan, known = fetched.plan, places >= 0
    early, late = _outside_life(fetched, persons, places, watched)
    wrong = _of_other_sex(fetched, persons, places, sides)
    failed: dict[Check, Flags | Which] = {
        REFERENCE: ~known & fetched.columns["person_id"].known(),
        BEFORE_BIRTH: early, AFTER_DEATH: late, SEX: wrong,
    }  # fmt: skip
    numbered: dict[str, Flags | Which] = {
        failed_name(n): failed[plan.conditions[n].check] for n in sorted(plan.by_person)
    }
    return {valued_name("its_person"): known, **numbered}


def _outside_life(
    fetched: Fetched, persons: Persons, places: Places, watched: Flags | None
) -> tuple[Which, Which]:
    """Rows before birth, and rows after death."""
    if not fetched.plan.begins:
        return np.zeros(0, np.int64), np.zeros(0, np.int64)
    days = fetched.columns[fetched.plan.begins]
    rows = np.flatnonzero(days.known() if watched is None else watched.take(places))
    there = days.there
    rows = rows[places[rows] >= 0] if there is None else rows[(places[rows] >= 0) & there[rows]]
    day, place = days.values[rows], places[rows]
    return rows[day < persons.born[place]], rows[day > persons.died[place]]


def _of_other_sex(fetched: Fetched, persons: Persons, places: Places, sides: Sides | None) -> Which:
    """Rows with a code of one sex, on a person of the other."""
    if sides is None or CODE not in fetched.columns:
        return np.zeros(0, np.int64)
    codes = fetched.columns[CODE]
    wrong = []
    for hashes, other in ((sides.female, MALE), (sides.male, FEMALE)):
        rows = rows_with(codes.values, hashes)
        rows = rows[places[rows] >= 0]
        rows = rows if codes.there is None else rows[codes.there[rows]]
        wrong.append(rows[persons.sex[places[rows]] == other])
    return np.concatenate(wrong)
