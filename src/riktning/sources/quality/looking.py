"""A table looked through once: everything that checks need of its rows, a piece at a time."""

from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from itertools import pairwise
from pathlib import Path

import duckdb
import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from riktning.sources.contracts import TABLES, Table
from riktning.sources.faults import reading
from riktning.sources.opening import OpenDelivery
from riktning.sources.quality.coded_events import sample, samples_of
from riktning.sources.quality.completeness import LOOKED_AT
from riktning.sources.quality.fetched import Fetched, Sides, Which, fetch, persons_counted, valued
from riktning.sources.quality.footers import Range
from riktning.sources.quality.hashes import Flags, Hashes, meets, repeated
from riktning.sources.quality.kept_pieces import AboutPersons, Kept, KeptPieces
from riktning.sources.quality.persons import Persons, known_persons
from riktning.sources.quality.pieces import Piece, is_large, pieces_of
from riktning.sources.quality.plans import Plan
from riktning.sources.quality.references import CHECK as REFERENCE
from riktning.sources.quality.sex_codes import CODE
from riktning.sources.quality.spans import CHECK as SPAN
from riktning.sources.quality.spans import FUTURE
from riktning.sources.quality.statements import FEMALE, MALE, VALUE, Statements
from riktning.sources.quality.tallies import MONTH, ROWS, UNIT, Tally, failed_name, valued_name

_KEPT, _PIECES, _AHEAD = "quality_looked", "quality_pieces", "quality_ahead"
EXPECTED = ("residence", "listing")  # tables that every person should be in
_AT_A_TIME = 2
_TABLES_AHEAD = 2
_EPOCH = date(1970, 1, 1).toordinal()


@dataclass(frozen=True, slots=True)
class Seen:
    """What a piece shows: counts, its keys unless they cannot be another piece's, some events.

    ``name``: of the kept answer, if it is kept.
    """

    groups: Sequence[pa.Table]
    keys: Hashes | None
    repeated: bool
    events: pa.Table | None
    name: str = ""


@dataclass(frozen=True, slots=True)
class Looked:
    """What a table shows.

    ``repeated``: two rows may have the same key. ``homes``: by place, the persons who are in it.
    """

    plan: Plan
    tally: Tally
    repeated: bool
    events: Sequence[pa.Table]
    homes: Flags | None


def keep_pieces(delivery: OpenDelivery, folder: Path) -> KeptPieces:
    """Look for what pieces showed in a folder, and note there what they show now."""
    units = sorted(delivery.digests("unit").items(), key=str)
    delivered = sorted(
        (name, files.format.value) for name, files in delivery.delivery.tables.items()
    )
    found = KeptPieces(
        folder, [[digest for _, digest in units], delivered], known_persons(delivery)
    )
    delivery.look_ups[_PIECES] = found
    return found


def kept_pieces(delivery: OpenDelivery) -> KeptPieces | None:
    """Where what pieces show is kept; None when it is not."""
    found: KeptPieces | None = delivery.look_ups.get(_PIECES)
    return found


@contextmanager
def looking_ahead(delivery: OpenDelivery, at_a_time: int = _AT_A_TIME) -> Iterator[None]:
    """Within it, looking through a table begins with the next ones, too.

    So no core waits while one table is judged, and no more pieces are looked at together than of
    one table alone. What is wrong with a table is told when it is asked for, as it would be
    otherwise. Left by an error, it waits for the pieces that are being looked at, and no others.
    """
    pool = ThreadPoolExecutor(at_a_time)
    delivery.look_ups[_AHEAD] = _Ahead(delivery, pool)
    try:
        yield
    finally:
        del delivery.look_ups[_AHEAD]
        pool.shutdown(cancel_futures=True)


def looked(delivery: OpenDelivery, table: Table) -> Looked:
    """A delivered table, looked through the first time it is asked for.

    Raises UnreadableError when the table's files are broken.
    """
    kept: dict[str, Looked] = delivery.look_ups.setdefault(_KEPT, {})
    if table.name not in kept:
        ahead: _Ahead | None = delivery.look_ups.get(_AHEAD)
        if ahead is not None:
            kept[table.name] = ahead.found(table)
        else:
            with ThreadPoolExecutor(_AT_A_TIME) as pool:
                kept[table.name] = _begun(delivery, table, pool).all()
    return kept[table.name]


@dataclass
class _Ahead:
    """The looks that have begun, by their tables' names."""

    delivery: OpenDelivery
    pool: ThreadPoolExecutor
    begun: dict[str, "_Look"] = field(default_factory=dict)

    def found(self, table: Table) -> Looked:
        look = self.begun.pop(table.name, None) or _begun(self.delivery, table, self.pool)
        for other in self._next(table):
            with suppress(Exception):  # what is wrong is told when the table itself is asked for
                self.begun[other.name] = _begun(self.delivery, other, self.pool)
        return look.all()

    def _next(self, table: Table) -> Iterator[Table]:
        """Of the tables that follow, those that have not been looked at."""
        there = [other for other in TABLES if self.delivery.has(other.name)]
        place = there.index(table) + 1
        known = self.begun.keys() | self.delivery.look_ups[_KEPT].keys()
        following = there[place : place + _TABLES_AHEAD]
        return (other for other in following if other.name not in known)


def _begun(delivery: OpenDelivery, table: Table, pool: ThreadPoolExecutor) -> "_Look":
    pieces = pieces_of(delivery, table)
    plan = Plan(delivery, table, large=is_large(delivery.delivery.tables[table.name]))
    with reading(table.name):
        return _Look(plan, pieces, pool)


class _Look:
    """One look through a table, as many pieces at a time as the pool has hands."""

    def __init__(self, plan: Plan, pieces: Sequence[Piece], pool: ThreadPoolExecutor) -> None:
        self._plan, self._pieces = plan, pieces
        self._statements = Statements(plan)
        self._connection = plan.delivery.connection.con
        has_persons = plan.rows.has_persons
        self._persons = known_persons(plan.delivery) if has_persons else None
        self._watched = self._who_is_watched()
        self._homes = _homes(plan, self._persons)
        self._sampled = samples_of(plan.delivery) if plan.event else False
        self._alone = len(pieces) == 1 or _keys_lie_apart(plan.table, pieces)
        self._among = {c.among for c in plan.conditions if c.among}
        kept = kept_pieces(plan.delivery) if plan.large else None
        self._digests = {} if kept is None else plan.delivery.digests(plan.table.name)
        self._seen_of = [pool.submit(self._seen, piece) for piece in pieces]

    def all(self) -> Looked:
        """What the table shows, when its pieces have been looked at; raises as ``looked``."""
        with reading(self._plan.table.name):
            found = self._shown()
        twice = any(piece.repeated for piece in found) or self._some_key_twice(found)
        groups = self._laid([table for piece in found for table in piece.groups])
        events = [piece.events for piece in found if piece.events is not None]
        return Looked(self._plan, Tally(self._plan.conditions, groups), twice, events, self._homes)

    def _some_key_twice(self, found: Sequence[Seen]) -> bool:
        """Whether pieces that may share keys hold one twice: of those seen before it is known."""
        keyed = [(piece.name, piece.keys) for piece in found if piece.keys is not None]
        kept, table = kept_pieces(self._plan.delivery), self._plan.table.name
        known = frozenset[str]() if kept is None else kept.apart(table)
        old = [keys for name, keys in keyed if name in known]
        new = [keys for name, keys in keyed if name not in known]
        together = np.concatenate(new) if new else np.zeros(0, np.uint64)
        twice = repeated(together) or meets(old, together)
        if kept is not None and not twice:
            kept.note_apart(table, [name for name, _ in keyed if name])
        return twice

    def _shown(self) -> list[Seen]:
        """What the pieces show, in their order; after a fault, no more of them are looked at."""
        try:
            return [future.result() for future in self._seen_of]
        finally:
            for future in self._seen_of:
                future.cancel()

    def _seen(self, piece: Piece) -> Seen:
        """What a piece shows, or what it showed before when nothing can have changed it."""
        kept = kept_pieces(self._plan.delivery)
        if kept is None or piece.path is None or self._homes is not None:
            return self._piece(piece)
        key = kept.key(self._follows_from(piece, piece.path))
        known = kept.find(key)
        if known is not None:
            return Seen([known.groups], known.keys, known.repeated, known.events, key)
        found = replace(self._piece(piece), name=key)
        groups = self._laid(found.groups)
        kept.keep(
            key, Kept(groups, found.keys, found.repeated, found.events), self._about(piece, groups)
        )
        return found

    def _follows_from(self, piece: Piece, path: Path) -> list[object]:
        """What a piece's answer follows from, but for persons and what is the delivery's own."""
        plan, described = self._plan, self._plan.delivery.delivery
        judged = plan.open(piece.footer)
        dated = any(plan.conditions[n].check in (SPAN, FUTURE) for n in judged)
        days = (described.first_month, described.last_month, described.as_of) if dated else ()
        bytes_of = self._digests[path]
        known = self._persons is not None
        return [plan.table.name, bytes_of, sorted(judged), days, self._alone, self._sampled, known]

    def _about(self, piece: Piece, groups: pa.Table) -> AboutPersons:
        plan = self._plan
        refers = [n for n in plan.by_person if plan.conditions[n].check is REFERENCE]
        unknown = any(pc.sum(groups[failed_name(n)]).as_py() for n in refers)
        days = piece.days(plan.begins) if plan.begins else None
        return AboutPersons.of(days, unknown=unknown, sides=CODE in plan.fetched)

    def _piece(self, piece: Piece) -> Seen:
        with self._connection.cursor() as connection:
            groups, sides = self._counted(connection, piece)
            if not self._plan.fetched:
                return Seen(groups, None, False, None)
            fetched = fetch(connection, self._plan, piece)
        groups.append(fetched.by_month(self._of_rows(fetched, sides)))
        keys = fetched.key() if self._plan.table.key else None
        twice = keys is not None and self._alone and repeated(keys)
        events = sample(fetched, sampled=self._sampled) if self._plan.event else None
        return Seen(groups, None if self._alone else keys, twice, events)

    def _counted(
        self, connection: duckdb.DuckDBPyConnection, piece: Piece
    ) -> tuple[list[pa.Table], Sides | None]:
        """What the database counts, and which codes are of one sex."""
        plan, statements = self._plan, self._statements
        todo = plan.open(piece.footer) - plan.by_person
        codes = {name: todo & judged for name, judged in plan.by_code.items() if todo & judged}
        coded = frozenset(number for judged in codes.values() for number in judged)
        direct = self._failing(connection, piece, todo - coded - plan.by_unit - plan.validity)
        text = statements.counts(piece, direct, self._valued)
        counts = _counts(connection, text, piece)
        groups, sides = [counts, *self._validity(connection, piece, counts)], None
        if self._persons is not None and CODE in plan.fetched:
            codes.setdefault(CODE, frozenset())
        for column, judged in codes.items():
            text = statements.codes(piece, column, judged)
            found = _counts(connection, text, piece)
            sides = _sides(found) if column == CODE else sides
            groups.append(found.drop_columns([VALUE, FEMALE, MALE]))
        return groups, sides

    def _failing(
        self, connection: duckdb.DuckDBPyConnection, piece: Piece, judged: frozenset[int]
    ) -> frozenset[int]:
        """Of a large table, those conditions that some row fails, or one that reads the same."""
        if not self._plan.large:
            return judged
        failing = (
            together
            for together in self._plan.together(judged)
            if connection.execute(self._statements.failing(piece, together)).fetchall()[0][0]
        )
        return frozenset(number for together in failing for number in together)

    @cached_property
    def _valued(self) -> frozenset[str]:
        """Columns of which the values are counted with the rows."""
        needed = self._among | set(LOOKED_AT.get(self._plan.table.name, ()))
        return frozenset(needed - set(self._plan.fetched) - {"its_person"})

    def _validity(
        self, connection: duckdb.DuckDBPyConnection, piece: Piece, counts: pa.Table
    ) -> Iterator[pa.Table]:
        """Rows on days when their unit is not valid; of units that may not be, on such days."""
        plan, spells = self._plan, self._plan.rows.spells
        if not plan.validity or spells is None:
            return
        units = [name for name in set(counts[UNIT].to_pylist()) if name in spells.days]
        if days := piece.days(plan.table.month_of):
            units = [name for name in units if not spells.throughout(name, *days)]
        if units:
            text = self._statements.validity(piece, plan.validity, units)
            yield _counts(connection, text, piece)

    def _of_rows(self, fetched: Fetched, sides: Sides | None) -> dict[str, Flags | Which]:
        counted = valued(fetched, self._among)
        if self._persons is None:
            return counted
        places = fetched.places(self._persons)
        if self._homes is not None:
            self._homes[places[places >= 0]] = True
        told = persons_counted(fetched, self._persons, places, self._watched, sides)
        return {**counted, **told}

    def _who_is_watched(self) -> Flags | None:
        """Who was born after the table's first day, or died before its last; None: ask of all."""
        days = [piece.days(self._plan.begins) for piece in self._pieces]
        known = [found for found in days if found is not None]
        if self._persons is None or len(known) < len(days):
            return None
        return self._persons.watched(
            _number(min(first for first, _ in known)), _number(max(last for _, last in known))
        )

    def _laid(self, found: Sequence[pa.Table]) -> pa.Table:
        """The counts one below the other, with every column that is asked for."""
        among = self._among | set(LOOKED_AT.get(self._plan.table.name, ()))
        counted = [failed_name(n) for n in range(len(self._plan.conditions))]
        counted += [valued_name(name) for name in sorted(among)]
        kinds = {MONTH: pa.date32(), UNIT: pa.string()} | dict.fromkeys(
            [ROWS, *counted], pa.int64()
        )
        return pa.concat_tables([
            pa.table({
                name: table[name].cast(kind) if name in table.column_names
                else pa.nulls(len(table), kind)
                for name, kind in kinds.items()
            })
            for table in found
        ])  # fmt: skip


def _number(day: date) -> int:
    return day.toordinal() - _EPOCH


def _homes(plan: Plan, persons: Persons | None) -> Flags | None:
    if plan.table.name not in EXPECTED or persons is None:
        return None
    return np.zeros(persons.directory.size, np.bool_)


def _keys_lie_apart(table: Table, pieces: Sequence[Piece]) -> bool:
    """Whether footers tell that no key is in two pieces, for some column of it."""
    return any(_apart([piece.footer.of(name) for piece in pieces]) for name in table.key)


def _apart(ranges: Sequence[Range]) -> bool:
    if any(r.nulls != 0 or r.least is None or r.most is None for r in ranges):
        return False
    in_order = sorted(ranges, key=lambda r: r.least)  # type: ignore[arg-type,return-value]  # of one type, as asked
    return all(a.most < b.least for a, b in pairwise(in_order))  # type: ignore[operator]  # as above


def _counts(connection: duckdb.DuckDBPyConnection, text: str, piece: Piece) -> pa.Table:
    """What a statement counts of a piece, with the month that all its rows have, if they have one.

    A copy: what the database hands over keeps room for many more rows.
    """
    found = connection.execute(text).to_arrow_table()
    groups = found.take(pa.array(range(len(found)), pa.int64()))
    if piece.month is None:
        return groups
    day = pa.array([piece.month.first_day] * len(groups), pa.date32())
    return groups.set_column(groups.column_names.index(MONTH), MONTH, day)


def _sides(codes: pa.Table) -> Sides:
    hashes = np.array(codes[VALUE].to_pylist(), np.int64).view(np.uint64)
    female, male = (np.array(codes[name].to_pylist(), np.bool_) for name in (FEMALE, MALE))
    return Sides(hashes[female], hashes[male])
