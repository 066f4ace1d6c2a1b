"""Prepared tables as files of a work folder, reused while what they were made from is the same.

A file's name carries the fingerprint of everything its rows depend on, and it is moved to that name
when it is whole. So a name that is there is believed, after a look at the file's footer.
"""

import hashlib
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any
from uuid import uuid4

import ibis
import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from riktning.indicators.engines.protocol import Engine
from riktning.indicators.prepared import people, texts
from riktning.indicators.prepared.changes import Changes, changed
from riktning.indicators.prepared.delivered import delivered_name, delivered_table
from riktning.indicators.prepared.recipes import RECIPES, Recipe
from riktning.indicators.prepared.register import (
    Register,
    Settled,
    read_register,
    write_register,
)
from riktning.indicators.prepared.schema import PART, PREFIX, SCHEMAS
from riktning.indicators.prepared.touched import touched
from riktning.indicators.work import code_fingerprint
from riktning.sources.contracts import BY_NAME
from riktning.sources.delivery import Delivery, Format

CODE = ("prepared", "engines", "dates.py", "codes.py")  # what the prepared rows depend on
BATCH_BYTES = 256 * 1024**2  # delivered files that are prepared together: they share the look-ups
BATCH_FILES = 64  # as many are written at a time
Progress = Callable[[int, str], None]


class FolderKeeper:
    """Keeps tables as Parquet under ``folder``, a file for each delivered one.

    ``digests``: delivered table → (file → SHA-256). ``places``: the engine's kind, the units' ids
    and kinds, and (municipality, unit id). ``progress`` is told how many bytes of the delivery have
    been prepared, and of what.

    A file is called ``<part>.<inputs>.<token>.parquet``: inputs are the delivered file, numberings
    and code; the token the people, homes and units it was made with. Others do not make it wrong
    as long as no row is about what differs (see :mod:`.touched`).
    """

    def __init__(
        self,
        engine: Engine,
        folder: Path,
        delivery: Delivery,
        digests: Callable[[str], Mapping[Path, str]],
        places: Sequence[Any],
        progress: Progress,
    ) -> None:
        self._engine, self._folder, self._delivery = engine, folder, delivery
        self._digests, self._progress = digests, progress
        kind, self._ids, self._kinds, homes = places
        self._made_by = _digest([kind, code_fingerprint(*CODE)])
        self._register = read_register(folder, self._made_by)
        self._number_units()
        people = [sorted(digests(name).values()) for name in ("person", "residence")]
        self._token = _digest([people, homes, sorted(self._ids)])
        self._used: dict[str, list[Path]] = {}

    @property
    def unit_ids(self) -> tuple[str, ...]:
        """The id behind each unit's number: numbers are for good, also of units that are gone."""
        return self._register.units

    def fingerprints(self, name: str) -> dict[str, str]:
        """Part of a table → fingerprint of its rows; "all" where it is one part."""
        return {path.name.split(".")[0]: path.name for path in self.files(name)}

    def files(self, name: str) -> Sequence[Path]:
        """The files that a prepared table is read from."""
        return self._used.get(name, [])

    def tidy(self) -> None:
        """Remove what an earlier delivery left behind, of the tables that are used now.

        It stays until then, for the rows to be held against what they were.
        """
        for name, paths in self._used.items():
            for path in set((self._folder / name).iterdir()) - set(paths):
                if f"{name}/{path.name}" not in self._register.protected:
                    path.unlink(missing_ok=True)

    def deliver(self, name: str, table: ibis.Table) -> None:
        """A delivered table: its Parquet files where they lie, CSV copied."""
        files = self._delivery.tables[name]
        if files.format is Format.PARQUET:
            self._engine.deliver(delivered_name(name), BY_NAME[name], files.files)
        else:
            self._engine.load(delivered_name(name), table.to_pyarrow())

    def keep(self, name: str, rows: ibis.Table, delivered: tuple[str, ...]) -> None:
        """A table made from whole delivered tables."""
        made_from = [sorted(self._digests(one).values()) for one in delivered]
        path = self._new(name, "all", self._inputs(name, [made_from, self._kinds], ()))
        if not whole(path):
            self._progress(0, name)
            self._engine.write(rows, path)
        self._use(name, [path])

    def make(self, name: str, recipe: Recipe) -> None:
        """A table made by its recipe, a file for every delivered file."""
        files = self._delivery.tables[recipe.delivered]
        if name == "person_number":
            self._number_persons(recipe)
        elif recipe.whole or files.format is not Format.PARQUET:
            origins = tuple(self._origin(text) for text in recipe.spelt)
            rows = recipe.make(delivered_table(recipe.delivered))
            self.keep(name, rows, (recipe.delivered, *origins))
        else:
            self._make_parts(name, recipe, files.files)

    def _make_parts(self, name: str, recipe: Recipe, files: Sequence[Path]) -> None:
        paths = {file: self._there(name, recipe, file) for file in files}
        for batch in _batches([file for file in files if paths[file] is None]):
            self._progress(0, f"{name} {batch[0].stem}")
            made = [
                self._new(name, file.stem, self._inputs_of(name, recipe, file)) for file in batch
            ]
            self._prepare(recipe, batch, made)
            paths |= zip(batch, made, strict=True)
            self._progress(sum(file.stat().st_size for file in batch), f"{name} {batch[-1].stem}")
        self._use(name, [path for path in paths.values() if path is not None])

    def _number_persons(self, recipe: Recipe) -> None:
        """The persons with the numbers they had, and new ones with new numbers."""
        there = self._register.settled
        if not all(whole(self._folder / said) for said in self._register.protected):
            self._forget_all()
            there = None
        if there is None or there.token == self._token:
            self.keep("person_number", recipe.make(delivered_table("person")), ("person",))
            return
        self._engine.read(PREFIX + "numbered", [self._folder / there.numbers])
        kind = there.numbers.split("/")[0]
        self.keep("numbered", people.numbered_again(kind), ("person",))
        self.keep("person_number", people.with_numbers(), ("person",))

    def settle(self) -> None:
        """Find the files that persons, homes or units of this delivery contradict."""
        there = self._register.settled
        if there is not None and there.token == self._token:
            return
        persons, homes = (self._said_of(name) for name in ("person_number", "home"))
        numbers = self._said_of("numbered") or persons
        gone = self._contradicted(there) if there is not None else self._register.gone
        now = Settled(self._token, tuple(self._ids), numbers, persons, homes)
        self._write(replace(self._register, settled=now, gone=frozenset(gone)))

    def _contradicted(self, there: Settled) -> set[str]:
        homes = self._folder / there.homes if there.homes else None
        found = changed(
            self._engine, self._folder / there.persons, homes, housed="home" in self._used
        )
        number = {unit: place for place, unit in enumerate(self._register.units)}
        changes = Changes(
            *found,
            units=tuple(sorted(set(self._ids) - set(there.units))),
            closed=np.array([number[unit] for unit in set(there.units) - set(self._ids)], np.int64),
        )
        return {
            f"{name}/{path.name}"
            for name, recipe in RECIPES.items()
            if "known" in recipe.needs
            for path in (self._folder / name).glob("*.parquet")
            if self._is_gone(path, name, recipe, changes)
        }

    def _is_gone(self, path: Path, name: str, recipe: Recipe, changes: Changes) -> bool:
        part, inputs, _ = path.name.split(".", 2)
        files = self._delivery.tables.get(recipe.delivered)
        source = {file.stem: file for file in files.files}.get(part) if files else None
        if f"{name}/{path.name}" in self._register.gone or source is None:
            return True
        if inputs != self._inputs_of(name, recipe, source):
            return True
        try:
            return touched(path, name, source, changes)
        except (OSError, pa.ArrowException):
            return True

    def number(self, name: str) -> None:
        """A numbering of texts, which grows but never changes."""
        there = sorted(self._folder.glob(f"{texts.PREFIX}{name}.*.parquet"))
        earlier = pq.read_table(there[0]) if there and whole(there[0]) else None
        rows = texts.numbered(self._engine.collect(texts.found(name)), earlier)
        origin = self._origin(name) if earlier is not None else uuid4().hex
        path = self._folder / f"{texts.PREFIX}{name}.{origin}.parquet"
        if earlier is None or earlier.num_rows != rows.num_rows:
            write_whole(rows, path)
        self._engine.read(PREFIX + texts.PREFIX + name, [path])

    def missing(self, name: str, recipe: Recipe) -> int:
        """How many bytes of the delivery are still to be prepared for a table."""
        files = self._delivery.tables.get(recipe.delivered)
        if recipe.whole or files is None or files.format is not Format.PARQUET:
            return 0
        there = {path.name.split(".")[0] for path in (self._folder / name).glob("*.parquet")}
        return sum(file.stat().st_size for file in files.files if file.stem not in there)

    def _prepare(self, recipe: Recipe, batch: Sequence[Path], made: Sequence[Path]) -> None:
        """All in one statement: each builds its look-ups, of everyone, anew."""
        said = delivered_name(recipe.delivered, parts=True)
        self._engine.deliver(said, BY_NAME[recipe.delivered], batch, PART)
        rows = recipe.make(delivered_table(recipe.delivered, parts=True))
        self._engine.write_parts(rows, PART, made)

    def _origin(self, text: str) -> str:
        """What tells a numbering of texts from another one; "" where there is none."""
        there = sorted(self._folder.glob(f"{texts.PREFIX}{text}.*.parquet"))
        return there[0].stem.split(".")[1] if there else ""

    def _inputs_of(self, name: str, recipe: Recipe, file: Path) -> str:
        made_from = [self._digests(recipe.delivered)[file]]
        if "known" not in recipe.needs:
            made_from += [self._ids, self._kinds]
        return self._inputs(name, made_from, recipe.spelt)

    def _inputs(self, name: str, made_from: object, spelt: Sequence[str]) -> str:
        origins = [self._register.origin, *(self._origin(text) for text in spelt)]
        return _digest([self._made_by, dict(SCHEMAS[name]), made_from, origins])

    def _there(self, name: str, recipe: Recipe, file: Path) -> Path | None:
        """The file that was prepared of a delivered one, and still holds."""
        found = (self._folder / name).glob(
            f"{file.stem}.{self._inputs_of(name, recipe, file)}.*.parquet"
        )
        gone = self._register.gone
        still = (path for path in sorted(found) if f"{name}/{path.name}" not in gone)
        return next((path for path in still if whole(path)), None)

    def _new(self, name: str, part: str, inputs: str) -> Path:
        (self._folder / name).mkdir(parents=True, exist_ok=True)
        return self._folder / name / f"{part}.{inputs}.{self._token}.parquet"

    def _said_of(self, name: str) -> str:
        """A whole table's file as the register has it; "" for one that is not there."""
        return f"{name}/{self._used[name][0].name}" if name in self._used else ""

    def _number_units(self) -> None:
        known = self._register.units
        come = tuple(unit for unit in self._ids if unit not in set(known))
        if come:
            self._write(replace(self._register, units=(*known, *come)))

    def _forget_all(self) -> None:
        """Begin anew: without the numbers that were given, nothing that was prepared holds."""
        self._write(Register(uuid4().hex))
        self._number_units()

    def _write(self, register: Register) -> None:
        self._register = register
        write_register(register, self._folder, self._made_by)

    def _use(self, name: str, paths: Sequence[Path]) -> None:
        """Read the table from these files."""
        self._engine.read(PREFIX + name, paths)
        self._used[name] = list(paths)


def _batches(files: Sequence[Path]) -> list[list[Path]]:
    batches: list[list[Path]] = []
    size = BATCH_BYTES + 1
    for file in files:
        size += file.stat().st_size
        if size > BATCH_BYTES or len(batches[-1]) == BATCH_FILES:
            batches.append([])
            size = file.stat().st_size
        batches[-1].append(file)
    return batches


def whole(path: Path) -> bool:
    """Whether the file is there and its footer can be read."""
    try:
        pq.read_metadata(path)
    except (OSError, pa.ArrowException):
        return False
    return True


def write_whole(rows: pa.Table, path: Path) -> None:
    """Write a Parquet file beside its place and move it there."""
    beside = path.with_name(f".{path.name}.part")
    pq.write_table(rows, beside)
    beside.replace(path)


def _digest(said: object) -> str:
    return hashlib.sha256(json.dumps(said).encode()).hexdigest()[:20]
