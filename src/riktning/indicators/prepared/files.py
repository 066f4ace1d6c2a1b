"""Prepared tables as files of a work folder, reused while what they were made from is the same.

A file's name carries the fingerprint of everything its rows depend on, and it is moved to that name
when it is whole. So a name that is there is believed, after a look at the file's footer.
"""

import hashlib
import json
import uuid
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import ibis
import pyarrow as pa
import pyarrow.parquet as pq

from riktning.indicators.engines.protocol import Engine
from riktning.indicators.prepared import texts
from riktning.indicators.prepared.delivered import delivered_name, delivered_table
from riktning.indicators.prepared.recipes import Recipe
from riktning.indicators.prepared.schema import PART, PREFIX, SCHEMAS
from riktning.indicators.work import code_fingerprint
from riktning.sources.contracts import BY_NAME
from riktning.sources.delivery import Delivery, Format

CODE = ("prepared", "engines", "dates.py", "codes.py")  # what the prepared rows depend on
BATCH_BYTES = 256 * 1024**2  # delivered files that are prepared together: they share the look-ups
BATCH_FILES = 64  # as many are written at a time
Progress = Callable[[int, str], None]


class FolderKeeper:
    """Keeps tables as Parquet under ``folder``, a file for each delivered one.

    ``digests``: delivered table → (file → SHA-256). ``places``: what numbers units and homes.
    ``progress`` is told how many bytes of the delivery have been prepared, and of what.
    """

    def __init__(
        self,
        engine: Engine,
        folder: Path,
        delivery: Delivery,
        digests: Callable[[str], Mapping[Path, str]],
        places: object,
        progress: Progress,
    ) -> None:
        self._engine, self._folder, self._delivery = engine, folder, delivery
        self._digests, self._progress = digests, progress
        persons = [sorted(digests(name).values()) for name in ("person", "residence")]
        self._base = [code_fingerprint(*CODE), persons, places]
        self._origins: dict[str, str] = {}
        self._used: dict[str, list[Path]] = {}

    def files(self, name: str) -> Sequence[Path]:
        """The files that a prepared table is read from."""
        return self._used.get(name, [])

    def tidy(self) -> None:
        """Remove what an earlier delivery left behind, of the tables that are used now.

        It stays until then, for the rows to be held against what they were.
        """
        for name, paths in self._used.items():
            for path in set((self._folder / name).iterdir()) - set(paths):
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
        path = self._path(name, "all", made_from)
        if not _whole(path):
            self._progress(0, name)
            self._engine.write(rows, path)
        self._use(name, [path])

    def make(self, name: str, recipe: Recipe) -> None:
        """A table made by its recipe, a file for every delivered file."""
        files = self._delivery.tables[recipe.delivered]
        if recipe.whole or files.format is not Format.PARQUET:
            rows = recipe.make(delivered_table(recipe.delivered))
            self.keep(name, rows, (recipe.delivered, *(self._origin(recipe))))
            return
        digests, origins = self._digests(recipe.delivered), self._origin(recipe)
        paths = {
            file: self._path(name, file.stem, [digests[file], origins]) for file in files.files
        }
        missing = [file for file in files.files if not _whole(paths[file])]
        for batch in _batches(missing):
            self._progress(0, f"{name} {batch[0].stem}")
            self._prepare(name, recipe, batch, paths)
            self._progress(sum(file.stat().st_size for file in batch), f"{name} {batch[-1].stem}")
        self._use(name, list(paths.values()))

    def number(self, name: str) -> None:
        """A numbering of texts, which grows but never changes."""
        there = sorted(self._folder.glob(f"{texts.PREFIX}{name}.*.parquet"))
        earlier = pq.read_table(there[0]) if there and _whole(there[0]) else None
        rows = texts.numbered(self._engine.collect(texts.found(name)), earlier)
        origin = there[0].stem.split(".")[1] if earlier is not None else uuid.uuid4().hex
        path = self._folder / f"{texts.PREFIX}{name}.{origin}.parquet"
        if earlier is None or earlier.num_rows != rows.num_rows:
            write_whole(rows, path)
        self._origins[name] = origin
        self._engine.read(PREFIX + texts.PREFIX + name, [path])

    def missing(self, name: str, recipe: Recipe) -> int:
        """How many bytes of the delivery are still to be prepared for a table."""
        files = self._delivery.tables.get(recipe.delivered)
        if recipe.whole or files is None or files.format is not Format.PARQUET:
            return 0
        there = {path.name.split(".")[0] for path in (self._folder / name).glob("*.parquet")}
        return sum(file.stat().st_size for file in files.files if file.stem not in there)

    def _prepare(
        self, name: str, recipe: Recipe, batch: Sequence[Path], paths: Mapping[Path, Path]
    ) -> None:
        """All in one statement: each builds its look-ups, of everyone, anew."""
        said = delivered_name(recipe.delivered, parts=True)
        self._engine.deliver(said, BY_NAME[recipe.delivered], batch, PART)
        made = recipe.make(delivered_table(recipe.delivered, parts=True))
        self._engine.write_parts(made, PART, [paths[file] for file in batch])

    def _origin(self, recipe: Recipe) -> tuple[str, ...]:
        return tuple(self._origins[name] for name in recipe.spelt)

    def _path(self, name: str, part: str, made_from: object) -> Path:
        said = json.dumps([self._base, dict(SCHEMAS[name]), made_from])
        (self._folder / name).mkdir(parents=True, exist_ok=True)
        digest = hashlib.sha256(said.encode()).hexdigest()[:20]
        return self._folder / name / f"{part}.{digest}.parquet"

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


def _whole(path: Path) -> bool:
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
