"""A fault in the catalogue is one sentence: file and line, what is wrong, what is valid."""

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches

from riktning.core.errors import CatalogueError


@dataclass(frozen=True, slots=True)
class Place:
    """Where something stands: file, line and column, both counted from 1 (0 = unknown)."""

    file: str
    line: int = 0
    column: int = 0

    def __str__(self) -> str:
        text = self.file
        if self.line:
            text += f", line {self.line}"
        if self.column:
            text += f", column {self.column}"
        return text


def fault(place: Place, what: str, remedy: str) -> CatalogueError:
    """The error to raise for a fault at a place."""
    return CatalogueError(what, where=str(place), remedy=remedy)


def nearest(wrong: str, valid: Iterable[str]) -> str:
    """A remedy: the nearest valid name, or the list of them."""
    names = sorted(str(name) for name in valid)
    close = get_close_matches(wrong, names, n=1, cutoff=0.5)
    if close:
        return f"did you mean {close[0]!r}? Valid are: {', '.join(names)}"
    return f"valid are: {', '.join(names)}" if names else "nothing can be named here"
