"""Searches that were made before are not made again: what they hide is kept in the work folder.

An answer is found by all that the search is given, so that nothing can be hidden otherwise than a
search would hide it. What is kept is believed only whole, and only of the same code.
"""

import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from functools import lru_cache
from importlib.metadata import version
from pathlib import Path
from threading import local

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from riktning.indicators.disclosure.shapes import Bools

_FILE, _DIGEST = "hidden.parquet", b"riktning"
_SCHEMA = pa.schema([
    ("key", pa.binary()), ("bits", pa.binary()), ("within", pa.list_(pa.binary())),
])  # fmt: skip


@dataclass(frozen=True, slots=True)
class Answer:
    """What a search hid, as bits, and the searches that were made for it."""

    bits: bytes
    within: tuple[bytes, ...] = ()


class Searches:
    """The answers of earlier searches and of those made now, by what they were given.

    Searches may be made in several threads; those within another are made in its thread.
    """

    def __init__(self, known: Mapping[bytes, Answer]) -> None:
        self._known = known
        self._here = local()
        self.used: dict[bytes, Answer] = {}

    def answer(self, given: object, changed: Sequence[Bools], search: Callable[[], None]) -> None:
        """Let a search change some arrays in place, or change them as it did before.

        ``given``: all else that it depends on: arrays, numbers, texts, and sequences of these.
        """
        key = _digest([given, list(changed)])
        self._use(key)
        making = self._making
        if key in self.used:
            _spread(self.used[key].bits, changed)
        else:
            making.append([])
            search()
            bits = np.packbits(np.concatenate([each.reshape(-1) for each in changed]))
            self.used[key] = Answer(bits.tobytes(), tuple(making.pop()))
        if making:
            making[-1].append(key)

    @property
    def _making(self) -> list[list[bytes]]:
        """The searches that this thread is making, the innermost last, and what they asked."""
        found: list[list[bytes]] = self._here.__dict__.setdefault("making", [])
        return found

    def _use(self, key: bytes) -> None:
        """What an answer was made from is kept with it, for when only a part is the same."""
        if key in self._known and key not in self.used:
            self.used[key] = self._known[key]
            for each in self._known[key].within:
                self._use(each)


def _spread(bits: bytes, changed: Sequence[Bools]) -> None:
    flat = np.unpackbits(np.frombuffer(bits, np.uint8)).astype(np.bool_)
    start = 0
    for each in changed:
        each[...] = flat[start : start + each.size].reshape(each.shape)
        start += each.size


_NOW: ContextVar[Searches | None] = ContextVar("searches", default=None)


def answered(given: object, changed: Sequence[Bools], search: Callable[[], None]) -> None:
    """As ``Searches.answer`` where answers are kept; else the search is made."""
    searches = _NOW.get()
    if searches is None:
        search()
    else:
        searches.answer(given, changed, search)


@contextmanager
def keeping(folder: Path | None) -> Iterator[None]:
    """Keep the answers of what is searched within, and use those of the run before.

    Raises OSError when they cannot be written.
    """
    if folder is None:
        yield
        return
    searches = Searches(_stored(folder / _FILE))
    token = _NOW.set(searches)
    try:
        yield
    finally:
        _NOW.reset(token)
    _store(folder / _FILE, searches.used)


def _stored(path: Path) -> Mapping[bytes, Answer]:
    """What is kept; nothing when it is not whole, or of other code."""
    try:
        rows = pq.read_table(path)
        keys, bits, within = (rows[name].to_pylist() for name in _SCHEMA.names)
        found = {
            key: Answer(hidden, tuple(others))
            for key, hidden, others in zip(keys, bits, within, strict=True)
        }
        whole = (rows.schema.metadata or {}).get(_DIGEST) == _seal(found)
    except (OSError, ValueError, KeyError, TypeError, pa.ArrowException):
        return {}
    return found if whole else {}


def _store(path: Path, answers: Mapping[bytes, Answer]) -> None:
    bits, within = [a.bits for a in answers.values()], [list(a.within) for a in answers.values()]
    rows = pa.table([list(answers), bits, within], schema=_SCHEMA)
    beside = path.with_name(f".{path.name}.part")
    pq.write_table(rows.replace_schema_metadata({_DIGEST: _seal(answers)}), beside)
    beside.replace(path)


def _seal(answers: Mapping[bytes, Answer]) -> bytes:
    return _digest([_code(), *((key, a.bits, a.within) for key, a in answers.items())])


def _digest(given: object) -> bytes:
    digest = hashlib.sha256()
    _add(digest, given)
    return digest.digest()[:20]


def _add(digest: "hashlib._Hash", given: object) -> None:
    """Each thing with what it is, so that no two different ones read the same."""
    if isinstance(given, np.ndarray):
        digest.update(f"a{given.dtype.str}{given.shape}".encode())
        digest.update(np.ascontiguousarray(given).tobytes())
    elif isinstance(given, bytes):
        digest.update(f"b{len(given)}:".encode() + given)
    elif isinstance(given, Mapping):
        _add(digest, list(given.items()))
    elif isinstance(given, list | tuple):
        digest.update(f"s{len(given)}:".encode())
        for each in given:
            _add(digest, each)
    else:
        text = repr(given).encode()
        digest.update(f"r{len(text)}:".encode() + text)


@lru_cache(maxsize=1)
def _code() -> bytes:
    """A fingerprint of the search's code and of what compiles it."""
    found = [version("numba"), np.__version__]  # not imported: that takes a while
    found += [file.read_text("utf-8") for file in sorted(Path(__file__).parent.glob("*.py"))]
    return _digest(found)
