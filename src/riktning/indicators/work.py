"""The work folder: what a run has prepared and counted, for the next start to continue from.

It holds the delivery's rows person by person, under pseudonyms: only its owner can read it, and it
may be removed whenever no run is using it.
"""

import errno
import hashlib
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path

from riktning.core.errors import RunError
from riktning.sources.faults import UnwritableError

try:
    import fcntl
except ImportError:  # Windows has no such lock; two runs in one folder are then not told apart
    fcntl = None  # type: ignore[assignment]  # a module elsewhere

_REFUSED = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EROFS, errno.EACCES)
CHECKED = "checked"  # what quality checks saw of large tables' files
_MARK = "riktning-work"
_SAID = "Patient-level data prepared by 'riktning compute'. May be removed when no run uses it.\n"


class Work:
    """An open work folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.prepared = folder / "prepared"
        self.counts = folder / "counts"
        self.temporary = folder / "temporary"


@contextmanager
def open_work(folder: Path) -> Iterator[Work]:
    """The folder, made if needed, for one run at a time.

    Raises RunError when it holds something else, when another run uses it, or when it cannot be
    written.
    """
    work = Work(folder)
    with _made(work) as mark:
        if fcntl is not None:
            _lock(mark, folder)
        shutil.rmtree(work.temporary, ignore_errors=True)
        work.temporary.mkdir()
        try:
            yield work
        finally:
            shutil.rmtree(work.temporary, ignore_errors=True)


@contextmanager
def _made(work: Work) -> Iterator[int]:
    mark = work.folder / _MARK
    try:
        if work.folder.exists() and not mark.is_file() and any(work.folder.iterdir()):
            raise RunError(
                "the work folder holds something else",
                where=str(work.folder), remedy="name an empty folder with --work",
            )  # fmt: skip
        work.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        work.folder.chmod(0o700)
        for part in (work.prepared, work.counts):
            part.mkdir(exist_ok=True)
        stream = mark.open("a+", encoding="utf-8")
    except OSError as error:
        raise _unwritable(error, work.folder) from error
    with stream:
        if stream.tell() == 0:
            stream.write(_SAID)
            stream.flush()
        yield stream.fileno()


def _lock(mark: int, folder: Path) -> None:
    try:
        fcntl.flock(mark, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        raise RunError(
            "another run is using the work folder",
            where=str(folder), remedy="wait for it, or name another folder with --work",
        ) from None  # fmt: skip


@contextmanager
def writing(folder: Path) -> Iterator[None]:
    """Turn a write that the disk refuses into one sentence."""
    try:
        yield
    except OSError as error:
        if error.errno not in _REFUSED:
            raise
        raise _unwritable(error, folder) from error
    except UnwritableError as error:
        raise _unwritable(error, folder) from error


def _unwritable(error: OSError | UnwritableError, folder: Path) -> RunError:
    why = error.what if isinstance(error, UnwritableError) else error.strerror or error
    return RunError(
        f"the work folder cannot be written ({why})",
        where=str(folder), remedy="free space or name another folder with --work",
    )  # fmt: skip


@lru_cache(maxsize=8)
def code_fingerprint(*parts: str) -> str:
    """A fingerprint of the engine's modules and folders: what other code made is not reused."""
    room = Path(__file__).parent
    files = [file for part in parts for file in [room / part, *sorted((room / part).rglob("*.py"))]]
    digest = hashlib.sha256()
    for file in files:
        if file.suffix == ".py":
            digest.update(file.relative_to(room).as_posix().encode() + file.read_bytes())
    return digest.hexdigest()
