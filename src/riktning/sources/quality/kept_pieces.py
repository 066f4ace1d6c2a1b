"""What pieces of large tables showed, kept between runs: a file seen before is not read again.

A piece's answer is found by the bytes of its file and by all else that it follows from. What it
tells of persons holds for another delivery's persons as long as none is gone, and none of those who
differ could be told otherwise in it: the newly known only where someone was unknown, the newly
dated only before or after all of its days, and another sex only where codes are of one.
"""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any

import duckdb
import numpy as np
import numpy.typing as npt
import pyarrow as pa

import riktning.sources
from riktning.sources.quality.hashes import Days, Flags, Hashes
from riktning.sources.quality.persons import Persons

_INDEX, _PERSONS = "pieces.json", "persons.npz"
_GROUPS, _EVENTS, _KEYS = "groups", "events", "keys"
_EPOCH = date(1970, 1, 1).toordinal()
_NEVER, _ALWAYS = 2**31, -(2**31) - 1


@dataclass(frozen=True, slots=True)
class Kept:
    """A piece's counts, its keys unless they cannot be another piece's, and some events."""

    groups: pa.Table
    keys: Hashes | None
    repeated: bool
    events: pa.Table | None


@dataclass(frozen=True, slots=True)
class AboutPersons:
    """What a piece's answer depends on: persons unknown in it, its first and last day, and codes.

    Days are numbers since 1970, None when they are not known.
    """

    unknown: bool
    first: int | None
    last: int | None
    sides: bool

    @classmethod
    def of(cls, days: tuple[date, date] | None, *, unknown: bool, sides: bool) -> "AboutPersons":
        first, last = (d.toordinal() - _EPOCH for d in days) if days else (None, None)
        return cls(unknown, first, last, sides)


@dataclass(frozen=True, slots=True)
class Difference:
    """How the persons of two deliveries differ.

    ``born`` is the last day that someone's birth was moved from or to, ``died`` the first of such a
    death.
    """

    lost: bool = False
    added: bool = False
    sexes: bool = False
    born: int = _ALWAYS
    died: int = _NEVER

    def spares(self, piece: AboutPersons) -> bool:
        """Whether a piece tells the same of the persons before and after."""
        if self.lost or (self.added and piece.unknown) or (self.sexes and piece.sides):
            return False
        early = piece.first if piece.first is not None else _ALWAYS
        late = piece.last if piece.last is not None else _NEVER
        born_before = self.born == _ALWAYS or self.born <= early
        died_after = self.died == _NEVER or late <= self.died
        return born_before and died_after


@dataclass(frozen=True, slots=True)
class People:
    """Persons in the order of their hashes."""

    hashes: Hashes
    born: Days
    died: Days
    sex: npt.NDArray[np.uint8]

    @classmethod
    def of(cls, persons: Persons) -> "People":
        place, hashes = persons.directory.held
        order = np.argsort(hashes)
        place = place[order]
        return cls(hashes[order], persons.born[place], persons.died[place], persons.sex[place])

    def since(self, before: "People") -> Difference:
        """How these persons differ from those before."""
        found = np.searchsorted(self.hashes, before.hashes)
        there = np.append(self.hashes, 0)[found] == before.hashes
        if not there.all() or (len(found) and found[-1] == len(self.hashes)):
            return Difference(lost=True)
        born, died = (
            (mine[found], theirs)
            for mine, theirs in ((self.born, before.born), (self.died, before.died))
        )
        return Difference(
            added=len(self.hashes) > len(before.hashes),
            sexes=bool((self.sex[found] != before.sex).any()),
            born=int(max(np.maximum(*born)[_other(*born)], default=_ALWAYS)),
            died=int(min(np.minimum(*died)[_other(*died)], default=_NEVER)),
        )


def _other(mine: Days, theirs: Days) -> Flags:
    different: Flags = mine != theirs
    return different


@dataclass
class KeptPieces:
    """The answers in a folder, which need not be there.

    ``said``: all that every answer follows from, but for its file and the persons.
    """

    folder: Path
    said: object
    persons: Persons | None
    _used: dict[str, Any] = field(default_factory=dict)
    _apart: dict[str, list[str]] = field(default_factory=dict)
    _new: dict[str, Kept] = field(default_factory=dict)

    def key(self, piece: object) -> str:
        """The name of a piece's answer; ``piece`` is what it follows from beside ``said``."""
        text = json.dumps([_code(), self.said, piece], default=str)
        return hashlib.sha256(text.encode()).hexdigest()[:32]

    def find(self, key: str) -> Kept | None:
        """A piece's answer, if it is kept whole and holds for the persons of now."""
        entry = self._index.get(key)
        if entry is None or not self._difference.spares(AboutPersons(*entry["persons"])):
            return None
        kept = _read(self.folder, key, entry)
        if kept is not None:
            self._used[key] = entry
        return kept

    def keep(self, key: str, kept: Kept, persons: AboutPersons) -> None:
        """Note an answer, to be written by ``write``."""
        about = [persons.unknown, persons.first, persons.last, persons.sides]
        self._used[key] = {"persons": about, "repeated": kept.repeated}
        self._new[key] = kept

    def apart(self, table: str) -> frozenset[str]:
        """The answers of a table that are known to hold no key twice, all of them together."""
        return frozenset(self._stored["apart"].get(table, ()))

    def note_apart(self, table: str, keys: Sequence[str]) -> None:
        """Note that these answers hold no key twice, to be written by ``write``."""
        self._apart[table] = list(keys)

    def write(self) -> None:
        """Write what was found or made in this run, and forget the rest."""
        if not self._used:
            return
        self.folder.mkdir(exist_ok=True)
        for key, kept in self._new.items():
            self._used[key]["parts"] = _write(self.folder, key, kept)
        if self._people is not None:
            _replace(self.folder / _PERSONS, self._people)
        said = {"persons": self._named_persons, "pieces": self._used, "apart": self._apart}
        beside = self.folder / f".{_INDEX}.part"
        beside.write_text(json.dumps(said), "utf-8")
        beside.replace(self.folder / _INDEX)
        for path in self.folder.glob("*.*.arrow"):
            if path.name.split(".")[0] not in self._used:
                path.unlink(missing_ok=True)

    @cached_property
    def _people(self) -> People | None:
        return None if self.persons is None else People.of(self.persons)

    @cached_property
    def _named_persons(self) -> str:
        return _digest(self._people)

    @cached_property
    def _stored(self) -> Mapping[str, Any]:
        try:
            said = json.loads((self.folder / _INDEX).read_text("utf-8"))
            return {
                "persons": str(said["persons"]), "pieces": dict(said["pieces"]),
                "apart": {table: frozenset(keys) for table, keys in said["apart"].items()},
            }  # fmt: skip
        except (OSError, ValueError, KeyError, TypeError, AttributeError):
            return {"persons": "", "pieces": {}, "apart": {}}

    @cached_property
    def _index(self) -> Mapping[str, Any]:
        found: Mapping[str, Any] = self._stored["pieces"]
        return found

    @cached_property
    def _difference(self) -> Difference:
        if self._stored["persons"] == self._named_persons:
            return Difference()
        try:
            with np.load(self.folder / _PERSONS) as stored:
                before = People(*(stored[name] for name in ("hashes", "born", "died", "sex")))
        except (OSError, ValueError, KeyError):
            return Difference(lost=True)
        whole = _digest(before) == self._stored["persons"] and self._people is not None
        return self._people.since(before) if whole and self._people else Difference(lost=True)


def _digest(people: People | None) -> str:
    if people is None:
        return "nobody"
    digest = hashlib.sha256()
    for values in (people.hashes, people.born, people.died, people.sex):
        digest.update(np.ascontiguousarray(values).tobytes())
    return digest.hexdigest()[:32]


def _replace(path: Path, people: People) -> None:
    beside = path.with_name(f".part.{path.name}")
    with beside.open("wb") as stream:
        np.savez(stream, hashes=people.hashes, born=people.born, died=people.died, sex=people.sex)
    beside.replace(path)


def _write(folder: Path, key: str, kept: Kept) -> dict[str, str]:
    """Part → the digest of its file."""
    keys = None if kept.keys is None else pa.table({_KEYS: pa.array(kept.keys)})
    parts = {_GROUPS: kept.groups, _EVENTS: kept.events, _KEYS: keys}
    return {name: _put(folder, key, name, rows) for name, rows in parts.items() if rows is not None}


def _put(folder: Path, key: str, name: str, rows: pa.Table) -> str:
    sink = pa.BufferOutputStream()
    with pa.ipc.new_file(sink, rows.schema) as writer:
        writer.write_table(rows)
    found = sink.getvalue()
    beside = folder / f".{key}.{name}.part"
    beside.write_bytes(found)
    beside.replace(_path(folder, key, name))
    return hashlib.sha256(found).hexdigest()


def _read(folder: Path, key: str, entry: Mapping[str, Any]) -> Kept | None:
    """None when a file is not there as it was written."""
    found = {}
    try:
        for name, digest in entry["parts"].items():
            content = _path(folder, key, name).read_bytes()
            if hashlib.sha256(content).hexdigest() != digest:
                return None
            found[name] = pa.ipc.open_file(content).read_all()
        keys = found[_KEYS][_KEYS].to_numpy() if _KEYS in found else None
        return Kept(found[_GROUPS], keys, bool(entry["repeated"]), found.get(_EVENTS))
    except (OSError, ValueError, KeyError, pa.ArrowException):
        return None


def _path(folder: Path, key: str, name: str) -> Path:
    return folder / f"{key}.{name}.arrow"


@lru_cache(maxsize=1)
def _code() -> str:
    """A fingerprint of the checks' code and of what counts for them."""
    digest = hashlib.sha256(f"{duckdb.__version__} {np.__version__} {pa.__version__}".encode())
    room = Path(riktning.sources.__file__).parent
    for file in sorted(room.rglob("*.py")):
        digest.update(file.relative_to(room).as_posix().encode() + file.read_bytes())
    return digest.hexdigest()
