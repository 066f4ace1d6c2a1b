"""How persons, homes and units differ from those that a work folder's files were made with."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise
from pathlib import Path

import ibis
import numpy as np
import numpy.typing as npt
import pyarrow as pa

from riktning.indicators.engines.protocol import Engine
from riktning.indicators.prepared.schema import PREFIX, SCHEMAS, prepared_table

Ints = npt.NDArray[np.int64]
_EARLIER = "earlier_"
_SPELL = ("person", "begin", "until", "home")
Spell = tuple[int, int, int]  # first day, last day, home


@dataclass(frozen=True, slots=True)
class Changes:
    """What prepared events may no longer agree with.

    ``altered``: persons whose birth date or sex differs; ``vanished``: those no longer delivered.
    ``homes``: shape (changes, 3): person, first and last day (since 1970) on which the home
    differs, in the order of persons. ``people``, ``units``: ids known now and unknown before.
    ``closed``: numbers of units no longer known.
    """

    altered: Ints
    vanished: Ints
    homes: Ints
    people: pa.ChunkedArray
    units: tuple[str, ...]
    closed: Ints


def changed(
    engine: Engine, persons: Path, homes: Path | None, *, housed: bool
) -> tuple[Ints, Ints, Ints, pa.ChunkedArray]:
    """Altered, vanished, homes and people, between earlier files and what is prepared now.

    ``homes`` is None when no residence was delivered then; ``housed`` is false when none is now.
    """
    engine.read(_EARLIER + "person_number", [persons])
    rows = engine.collect(_other_persons())
    known = rows["known"].to_numpy().astype(bool)
    numbers = rows["person"].to_numpy().astype(np.int64)
    come = engine.collect(_new_persons())["person_id"]
    return numbers[known], numbers[~known], _other_homes(engine, homes, housed=housed), come


def _earlier(name: str) -> ibis.Table:
    return ibis.table(dict(SCHEMAS[name]), name=_EARLIER + name)


def _other_persons() -> ibis.Table:
    now = prepared_table("person_number").select(_person="person", _born="born", _sex="sex")
    before = _earlier("person_number")
    met = before.left_join(now, before.person == now["_person"])
    same = met.born.identical_to(met["_born"]) & met.sex.identical_to(met["_sex"])
    known = met["_person"].notnull()
    return met.filter(~(known & same)).select("person", known=known)


def _new_persons() -> ibis.Table:
    now = prepared_table("person_number")
    return now.anti_join(_earlier("person_number"), "person").select("person_id")


def _other_homes(engine: Engine, before: Path | None, *, housed: bool) -> Ints:
    """Spells that are not the same in both, person by person, as the days on which they differ."""
    nobody = pa.schema(
        [(name, ibis.dtype(kind).to_pyarrow()) for name, kind in SCHEMAS["home"].items()]
    ).empty_table()
    if before is None:
        engine.load(_EARLIER + "home", nobody)
    else:
        engine.read(_EARLIER + "home", [before])
    if not housed:
        engine.load(PREFIX + "home", nobody)
    old, new = _earlier("home").select(*_SPELL), prepared_table("home").select(*_SPELL)
    other = old.anti_join(new, _SPELL).union(new.anti_join(old, _SPELL)).select("person").distinct()
    sides = [engine.collect(side.semi_join(other, "person")) for side in (old, new)]
    found = [
        (person, *days)
        for person, *both in _by_person(*(sorted(_plain(side)) for side in sides))
        for days in differing_days(*both)
    ]
    return np.array(found, dtype=np.int64).reshape(-1, 3)


def _plain(rows: pa.Table) -> Iterator[tuple[int, int, int, int]]:
    days = {name: rows[name].cast(pa.date32()).cast(pa.int32()) for name in ("begin", "until")}
    columns = [rows["person"], days["begin"], days["until"], rows["home"]]
    return zip(*(column.to_pylist() for column in columns), strict=True)


def _by_person(
    old: Iterable[tuple[int, int, int, int]], new: Iterable[tuple[int, int, int, int]]
) -> Iterator[tuple[int, list[Spell], list[Spell]]]:
    sides: list[dict[int, list[Spell]]] = [
        {person: [(b, u, h) for _, b, u, h in rows] for person, rows in groupby(side, _first)}
        for side in (old, new)
    ]
    for person in sorted({*sides[0], *sides[1]}):
        yield person, sides[0].get(person, []), sides[1].get(person, [])


def _first(row: Sequence[int]) -> int:
    return row[0]


def differing_days(old: Sequence[Spell], new: Sequence[Spell]) -> Iterator[tuple[int, int]]:
    """First and last days of the stretches on which the two have not the same home."""
    ends = sorted({day for b, u, _ in (*old, *new) for day in (b, u + 1)})
    for first, after in pairwise(ends):
        if _home_on(old, first) != _home_on(new, first):
            yield first, after - 1


def _home_on(spells: Iterable[Spell], day: int) -> int | None:
    return next((home for begin, until, home in spells if begin <= day <= until), None)
