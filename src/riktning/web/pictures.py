"""Pictures that are drawn once: for every process of a server, and for the next time it begins.

A chart takes a second to draw and a millisecond to read. What it shows, the code that draws it and
the drawing program together name its file, so that an old file is never taken for a new picture.
"""

import os
import tempfile
from collections.abc import Callable
from functools import cache
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path
from threading import Lock

from django.conf import settings

from riktning.core.memory import Memory
from riktning.documents import charts

MOST_FILES = 20_000  # about 60 kB each
BETWEEN = "\x1e"  # sets the parts of a picture apart; no SVG can hold it
_DRAWN = Memory(100)  # what those who waited for the same drawing take
_DRAWING = Lock()
_BESIDE = Path(__file__).parent


def drawn_once(what: object, draw: Callable[[], tuple[str, ...]]) -> tuple[str, ...]:
    """The parts of a picture of ``what``, drawn unless somebody has; one at a time.

    ``what`` says all that the picture shows in its ``repr``.
    """
    name = sha256(f"{_code()}{what!r}".encode()).hexdigest()
    with _DRAWING:
        found = _DRAWN.find(name, tuple) or _read(name)
        if found is None:
            found = draw()
            _write(name, found)
        _DRAWN.keep(name, found, 1)
    return found


def _folder() -> Path | None:
    folder: Path | None = settings.RIKTNING_PICTURES
    return folder


def _read(name: str) -> tuple[str, ...] | None:
    folder = _folder()
    if folder is None:
        return None
    try:
        return tuple((folder / name[:2] / name).read_text("utf-8").split(BETWEEN))
    except (OSError, UnicodeDecodeError):
        return None


def _write(name: str, parts: tuple[str, ...]) -> None:
    """Beside and then in place: nobody reads half a picture. A full disk is no fault of a page."""
    folder = _folder()
    if folder is None:
        return
    try:
        place = folder / name[:2]
        place.mkdir(parents=True, exist_ok=True)
        _make_room(place)
        handle, beside = tempfile.mkstemp(dir=place)
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(BETWEEN.join(parts))
        Path(beside).replace(place / name)
    except OSError:
        return


def _make_room(place: Path) -> None:
    """The oldest go first; a folder holds its part of them all."""
    files = sorted(place.iterdir(), key=lambda file: file.stat().st_mtime)
    for file in files[: max(0, len(files) - MOST_FILES // 256)]:
        file.unlink(missing_ok=True)


@cache
def _code() -> str:
    """What draws: the text of the package's charts, and the drawing program's version."""
    drawing, pages = Path(charts.__file__).parent.rglob("*.py"), _BESIDE.glob("*charts.py")
    sources = [*sorted(drawing), *sorted(pages)]
    said = sha256(version("vl-convert-python").encode())
    for source in sources:
        said.update(source.read_bytes())
    return said.hexdigest()
