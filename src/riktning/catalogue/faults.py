"""A fault in the catalogue is one sentence: file and line, what is wrong, what is valid."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from typing import TypeVar, cast

from riktning.core.errors import CatalogueError

Value = TypeVar("Value")


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


class PlacedError(CatalogueError):
    """A fault that knows its place."""

    def __init__(self, place: Place, what: str, remedy: str) -> None:
        super().__init__(what, where=str(place), remedy=remedy)
        self.place = place


def fault(place: Place, what: str, remedy: str) -> PlacedError:
    """The error to raise for a fault at a place."""
    return PlacedError(place, what, remedy)


def an(word: str) -> str:
    """The word with its article: an integer, a text."""
    return f"{'an' if word[0] in 'aeio' else 'a'} {word}"


MOST_NAMED, FEW = 40, 3


def nearest(wrong: str, valid: Iterable[str]) -> str:
    """A remedy: the nearest valid name, or the list of them; of a long list the nearest few."""
    names = sorted(str(name) for name in valid)
    close = get_close_matches(wrong, names, n=FEW, cutoff=0.5)
    if len(names) > MOST_NAMED:
        few = [repr(name) for name in close or names[:FEW]]
        listed = few[0] if len(few) == 1 else f"{', '.join(few[:-1])} or {few[-1]}"
        return f"did you mean {listed}?" if close else f"{len(names)} are valid, such as {listed}"
    if close:
        return f"did you mean {close[0]!r}? Valid are: {', '.join(names)}"
    return f"valid are: {', '.join(names)}" if names else "nothing can be named here"


class FaultsError(CatalogueError):
    """Several faults at once; it reads as the first of them."""

    def __init__(self, found: Sequence[CatalogueError]) -> None:
        first = found[0]
        super().__init__(first.what, where=first.where, remedy=first.remedy)
        self.found = tuple(found)


def each(error: CatalogueError) -> tuple[CatalogueError, ...]:
    """The faults that an error stands for."""
    return error.found if isinstance(error, FaultsError) else (error,)


class Collector:
    """Goes on reading after a fault, and raises all of them at the end."""

    def __init__(self) -> None:
        self.found: list[CatalogueError] = []

    def of(self, read: Callable[[], Value]) -> Value:
        """What ``read`` gives; after a fault a void that nobody sees, for ``finish`` raises."""
        try:
            return read()
        except CatalogueError as error:
            self.found += each(error)
            return cast("Value", None)

    def finish(self) -> None:
        """Raise what was found, in the order of the file's lines."""
        if self.found:
            raise FaultsError(sorted(self.found, key=_line))


def _line(error: CatalogueError) -> tuple[int, int]:
    place = error.place if isinstance(error, PlacedError) else Place("")
    return place.line, place.column
