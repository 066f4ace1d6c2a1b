"""Which months a new delivery can change: old prepared rows are held against the new ones.

Files that are there before and after have the same rows. Of the others the rows are compared month
by month, by sums of 64-bit hashes of whole rows: files that were made again with the same rows, or
a row that was moved to another file, change nothing.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import accumulate
from pathlib import Path
from typing import Any, Protocol

import duckdb
import ibis
from ibis.backends.sql.datatypes import DuckDBType

from riktning.indicators.frames.horizons import How, Reach
from riktning.indicators.prepared.schema import SCHEMAS
from riktning.sources.sql_types import quoted, text_literal

Months = frozenset[int]
Files = Mapping[str, Sequence[str]]
_NO_MONTH = -1
_BEGINNING, _FAR = "DATE '0001-01-01'", "DATE '9999-12-31'"


class Connection(Protocol):
    """A DuckDB connection."""

    def execute(self, query: str) -> Any: ...


_PARTNERS = ("person", "who")  # they say more of the persons that spells are of
_LENGTH = {"wait": ("from_date", "to_date")}  # what a spell's first and last day are called
_NOT_OF_SPELLS = ("begin", "until", "to_date", "day", "month", "sex", "age", "age_group", "home")
_OF_HOMES = tuple(name for name in _NOT_OF_SPELLS if name != "home")


@dataclass(frozen=True, slots=True)
class _Change:
    """The files of a table that are no longer there, and those that are new.

    ``there``: the former lie in the work folder still.
    """

    table: str
    gone: tuple[str, ...]
    come: tuple[str, ...]
    there: bool


@dataclass
class ChangedMonths:
    """Holds the files of prepared tables against what they were.

    ``folder``: where they lie, a folder a table. ``now``: table → its files' names. ``first`` and
    ``last``: the months that are asked about, as ``Month.index``. ``asked``: there was something
    kept to ask for.
    """

    connection: Connection
    folder: Path
    now: Callable[[str], Sequence[str]]
    first: int
    last: int
    asked: bool = False
    _known: dict[tuple[object, ...], Months] = field(default_factory=dict)
    _whose: dict[_Change, str] = field(default_factory=dict)

    @cached_property
    def every(self) -> Months:
        """All months."""
        return frozenset(range(self.first, self.last + 1))

    @property
    def found(self) -> Months:
        """The months in which any rows were found to have changed."""
        return self.every & frozenset().union(*self._known.values())

    def of(self, before: Files, reaches: Mapping[str, tuple[Reach, ...]]) -> Months:
        """The months in which what a pass counts may differ from when its files were ``before``."""
        self.asked = True
        found: set[int] = set()
        for table, ways in reaches.items():
            change = self._change(before, table)
            if change.gone or change.come:
                for reach in ways:
                    found |= self._seen(change, reach, before)
        return frozenset(found)

    def _change(self, before: Files, table: str) -> _Change:
        old, new = before.get(table, ()), self.now(table)
        gone, come = sorted(set(old) - set(new)), sorted(set(new) - set(old))
        there = all((self.folder / table / name).exists() for name in gone)
        return _Change(table, tuple(gone), tuple(come), there)

    def _seen(self, change: _Change, reach: Reach, before: Files) -> Months:
        partner = self._change(before, reach.of) if reach.how is How.SPELL and reach.of else None
        if not change.there or not (partner is None or partner.there):
            return self._known.setdefault((change.table, change.gone), self.every)
        if reach.how is How.ANY:
            self._note(change, before)
            return self.every
        pair = frozenset((change, partner))
        key = (pair, reach.how, reach.of if partner is None else "")
        if key not in self._known:
            try:
                self._known[key] = self._changed(change, reach, before)
            except duckdb.Error:  # an old file that cannot be read tells nothing
                self._known[key] = self.every
        later = (month + more for month in self._known[key] for more in range(reach.after + 1))
        return self.every & frozenset(later)

    def _note(self, change: _Change, before: Files) -> None:
        """Find out which months have changed although all are counted again."""
        if "month" in SCHEMAS[change.table]:
            self._seen(change, Reach(How.MONTH), before)

    def _changed(self, change: _Change, reach: Reach, before: Files) -> Months:
        old, new = self._read(change.table, change.gone), self._read(change.table, change.come)
        match reach.how:
            case How.MONTH:
                return self._differing(self._by_month(old), self._by_month(new))
            case How.SPELL:
                old, new = self._spells(change, reach.of, before)
                return self._differing(self._by_spell(old), self._by_spell(new))
            case How.EVENT:
                return self._of_events(change.table, old, new, reach.of)
            case _:
                return self.every if self._lost(old, new) else frozenset()

    def _spells(self, change: _Change, of: str, before: Files) -> tuple[str, str]:
        """Spells as they were and are; those of a partner with what it says of their persons.

        Only of persons of whom anything differs: what the others have is the same in both sums.
        """
        if not of:
            table, files, whose = change.table, (change.gone, change.come), self._persons(change)
            old, new = (_dated(table, _of(whose, self._read(table, names))) for names in files)
            return old, new
        table, partner = (of, change.table) if change.table in _PARTNERS else (change.table, of)
        join = _alive if partner == "person" else _placed
        whose = self._persons(*(self._change(before, name) for name in (table, partner)))
        old, new = (
            join(_dated(table, _of(whose, self._read(table, of_files(table)))),
                 _of(whose, self._read(partner, of_files(partner))))
            for of_files in (lambda name: before.get(name, ()), self.now)
        )  # fmt: skip
        return old, new

    def _persons(self, *changes: _Change) -> str:
        """A relation of the persons whose rows are not the same; "" where rows are of nobody."""
        if any("person" not in SCHEMAS[change.table] for change in changes):
            return ""
        names = [self._differing_persons(change) for change in changes]
        return " UNION ALL ".join(f"SELECT person FROM {name}" for name in names)  # noqa: S608 -- names of ours

    def _differing_persons(self, change: _Change) -> str:
        """Found out once: a person's rows differ where the sums of their hashes do."""
        if change not in self._whose:
            name = f"differing_{len(self._whose)}"
            old, new = (self._read(change.table, names) for names in (change.gone, change.come))
            self.connection.execute(
                f"CREATE OR REPLACE TEMP TABLE {name} AS SELECT person FROM ("  # noqa: S608 -- names of ours
                f"SELECT person, hash(hash(t))::HUGEINT AS told FROM {new} t UNION ALL "
                f"SELECT person, -(hash(hash(t))::HUGEINT) FROM {old} t) "
                "GROUP BY person HAVING sum(told) <> 0"
            )
            self._whose[change] = name
        return self._whose[change]

    def _read(self, table: str, names: Iterable[str]) -> str:
        """A relation of some of a table's files."""
        files = ", ".join(text_literal(str(self.folder / table / name)) for name in names)
        if files:
            return f"read_parquet([{files}])"
        columns = ", ".join(
            f"NULL::{DuckDBType.to_string(ibis.dtype(kind))} AS {quoted(name)}"
            for name, kind in SCHEMAS[table].items()
        )
        return f"(SELECT {columns} LIMIT 0)"

    def _by_month(self, rows: str) -> dict[int, tuple[int, ...]]:
        query = (
            f"SELECT coalesce(month, {_NO_MONTH}), sum(hash(hash(t))), count(*) FROM {rows} t "  # noqa: S608 -- names of ours
            "GROUP BY ALL"
        )
        return {month: tuple(sums) for month, *sums in self.connection.execute(query).fetchall()}

    def _by_spell(self, rows: str) -> dict[int, tuple[int, ...]]:
        """Month → what holds in it: sums of its first and last days, and of what lasts through."""
        here: dict[int, int] = {}
        through: dict[int, int] = {}
        for month, whole, total in self.connection.execute(_spell_sums(rows)).fetchall():
            (through if whole else here)[month] = total
        ordered = sorted(through)
        sums = dict(zip(ordered, accumulate(through[m] for m in ordered), strict=True))
        found: dict[int, tuple[int, ...]] = {}
        holding = 0
        steps = iter(ordered)
        step = next(steps, None)
        for month in range(self.first, self.last + 1):
            while step is not None and step <= month:
                holding, step = sums[step], next(steps, None)
            found[month] = (here.get(month, 0), holding)
        return found

    def _differing(
        self, old: Mapping[int, tuple[int, ...]], new: Mapping[int, tuple[int, ...]]
    ) -> Months:
        return frozenset(month for month in {*old, *new} if old.get(month) != new.get(month))

    def _of_events(self, table: str, old: str, new: str, of: str) -> Months:
        """The months of the events whose codes are not the same as they were."""
        months = self._differing(self._by_month(old), self._by_month(new))
        if not months:
            return months
        chosen = f"coalesce(month, {_NO_MONTH}) IN ({', '.join(map(str, sorted(months)))})"
        before, after = (f"SELECT * FROM {rows} WHERE {chosen}" for rows in (old, new))  # noqa: S608 -- ours
        events = self._read(of, self.now(of))
        query = (
            f"WITH changed AS (({before} EXCEPT ALL {after}) UNION ALL "  # noqa: S608 -- names of ours
            f"({after} EXCEPT ALL {before})) SELECT DISTINCT month FROM {events} "
            "WHERE month IS NOT NULL AND event_id IN (SELECT event_id FROM changed)"
        )
        return frozenset(month for (month,) in self.connection.execute(query).fetchall())

    def _lost(self, old: str, new: str) -> bool:
        """Whether a number that stood for something no longer stands for it."""
        query = f"SELECT count(*) FROM (SELECT * FROM {old} EXCEPT SELECT * FROM {new})"  # noqa: S608 -- ours
        ((count,),) = self.connection.execute(query).fetchall()
        return bool(count)


def _of(persons: str, rows: str) -> str:
    """The rows of some persons, and of nobody known."""
    if not persons:
        return rows
    return f"(SELECT * FROM {rows} WHERE person IS NULL OR person IN ({persons}))"  # noqa: S608 -- names of ours


def _dated(table: str, rows: str) -> str:
    """Spells: what they are, the person, and their first and last day."""
    begin, until = _LENGTH.get(table, ("begin", "until"))
    without = _OF_HOMES if table in ("home", "who") else _NOT_OF_SPELLS
    columns = ", ".join(quoted(name) for name in SCHEMAS[table] if name not in without)
    person = "person" if "person" in SCHEMAS[table] else "NULL::INTEGER AS person"
    return (
        f"SELECT {person}, hash({columns}) AS what, coalesce({begin}, {_BEGINNING}) AS begin, "  # noqa: S608 -- names of ours
        f"coalesce({until}, {_FAR}) AS until FROM {rows}"
    )


def _alive(spells: str, persons: str) -> str:
    """Spells with what is told of their persons; the last day is that of the person's life."""
    return (
        "SELECT person, hash(what, born, sex) AS what, begin, "  # noqa: S608 -- names of ours
        f"least(until, coalesce(died, {_FAR})) AS until "
        f"FROM ({spells}) JOIN {persons} p USING (person)"
    )


def _placed(spells: str, homes: str) -> str:
    """Spells in parts that lie at one home each."""
    return (
        "SELECT s.person, hash(what, home) AS what, greatest(s.begin, h.begin) AS begin, "  # noqa: S608 -- names of ours
        f"least(s.until, h.until) AS until FROM ({spells}) s JOIN {homes} h "
        "ON s.person = h.person AND s.begin <= h.until AND s.until >= h.begin"
    )


def _spell_sums(rows: str) -> str:
    """Month, whether it is about what lasts through months, and a sum of hashes.

    A spell is told by its first and last day in the months of these; in those between, it counts
    from the first of them and no longer from the last. One that ends before it begins is in none.
    """
    return f"""
WITH spells AS ({rows}), dated AS (
  SELECT what, begin, until, year(begin) * 12 + month(begin) - 1 AS b,
         year(until) * 12 + month(until) - 1 AS u FROM spells WHERE begin <= until
), parts AS (
  SELECT b AS month, false AS whole,
         hash(hash(what, begin, CASE WHEN u = b THEN until END))::HUGEINT AS told FROM dated
  UNION ALL SELECT u, false, hash(hash(what, NULL::DATE, until))::HUGEINT FROM dated WHERE u > b
  UNION ALL SELECT b + 1, true, hash(hash(what))::HUGEINT FROM dated WHERE u > b + 1
  UNION ALL SELECT u, true, -(hash(hash(what))::HUGEINT) FROM dated WHERE u > b + 1
) SELECT month, whole, sum(told) FROM parts GROUP BY month, whole
"""  # noqa: S608 -- names of ours
