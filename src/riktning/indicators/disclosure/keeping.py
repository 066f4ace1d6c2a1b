"""Searches that were made before are not made again: what they hide is kept in the work folder.

An answer is found by all that the search is given, so that nothing can be hidden otherwise than a
search would hide it. What is kept is believed only whole, and only of the same code.
"""

import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from functools import lru_cache
from importlib.metadata import version
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from riktning.indicators.disclosure.shapes import Bools

_FILE, _DIGEST = "hidden.parquet", b"riktning"
_SCHEMA = pa.schema([("key", pa.binary()), ("bits", pa.binary())])


class Searches:
    """The answers of earlier searches and of those made now, by what they were given."""

    def __init__(self, known: Mapping[bytes, bytes]) -> None:
        self._known = known
        self.used: dict[bytes, bytes] = {}

    def answer(
        self, given: Sequence[object], changed: Sequence[Bools], search: Callable[[], None]
    ) -> None:
        """Let a search change some arrays in place, or change them as it did before.

        ``given``: all else that it depends on: arrays, numbers, texts, and sequences of these.
        """
        key = _digest([given, list(changed)])
        bits = self._known.get(key) or self.used.get(key)
        if bits is None:
            search()
            bits = np.packbits(np.concatenate([each.reshape(-1) for each in changed])).tobytes()
        else:
            _spread(bits, changed)
        self.used[key] = bits


def _spread(bits: bytes, changed: Sequence[Bools]) -> None:
    flat = np.unpackbits(np.frombuffer(bits, np.uint8)).astype(np.bool_)
    start = 0
    for each in changed:
        each[...] = flat[start : start + each.size].reshape(each.shape)
        start += each.size


_NOW: ContextVar[Searches | None] = ContextVar("searches", default=None)


def answered(given: Sequence[object], changed: Sequence[Bools], search: Callable[[], None]) -> None:
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


def _stored(path: Path) -> Mapping[bytes, bytes]:
    """What is kept; nothing when it is not whole, or of other code."""
    try:
        rows = pq.read_table(path)
        found = dict(zip(rows["key"].to_pylist(), rows["bits"].to_pylist(), strict=True))
        whole = (rows.schema.metadata or {}).get(_DIGEST) == _seal(found)
    except (OSError, ValueError, KeyError, pa.ArrowException):
        return {}
    return found if whole else {}


def _store(path: Path, answers: Mapping[bytes, bytes]) -> None:
    rows = pa.table([list(answers), list(answers.values())], schema=_SCHEMA)
    beside = path.with_name(f".{path.name}.part")
    pq.write_table(rows.replace_schema_metadata({_DIGEST: _seal(answers)}), beside)
    beside.replace(path)


def _seal(answers: Mapping[bytes, bytes]) -> bytes:
    return _digest([_code(), *(part for one in answers.items() for part in one)])


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
