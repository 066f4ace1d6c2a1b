"""Reads YAML with its line numbers kept, key by key, so that a fault can name its line."""

from collections.abc import Callable
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import TypeVar

import yaml

from riktning.catalogue.faults import Collector, FaultsError, Place, fault, nearest
from riktning.catalogue.model import Words
from riktning.core.errors import CatalogueError

Choice = TypeVar("Choice", bound=StrEnum)
Scalar = str | int | float | bool | date | None
MAX_BYTES = 200_000
MOST = 1_000_000
MOST_DEPTH = 3  # of blocks in blocks whose lines are told: an alias may lead back to itself


def read_section(path: Path, file: str) -> "Section":
    """The mapping a YAML file holds; CatalogueError when it is not readable or not a mapping."""
    try:
        raw = path.read_bytes()
        text = raw.decode("utf-8-sig")
    except FileNotFoundError as error:
        raise fault(Place(file), "there is no such file", "check the path") from error
    except OSError as error:
        what = f"the file cannot be read ({error.strerror or error})"
        raise fault(Place(file), what, "give a file that may be read") from error
    except UnicodeDecodeError as error:
        raise fault(Place(file), "the file is not UTF-8 text", "save it as UTF-8 text") from error
    if len(raw) > MAX_BYTES:
        raise fault(Place(file), "the file is too large", f"keep it under {MAX_BYTES} bytes")
    return parse_section(text, file)


def parse_section(text: str, file: str) -> "Section":
    """The mapping a YAML text holds."""
    try:
        node = yaml.compose(text, Loader=yaml.SafeLoader)
    except (yaml.YAMLError, RecursionError) as error:
        raise _broken(error, file) from error
    if not isinstance(node, yaml.MappingNode):
        raise fault(Place(file, 1), "the file holds no definition", "write `id: …` and so on")
    return Section(node, file, "")


def _broken(error: Exception, file: str) -> Exception:
    mark = getattr(error, "problem_mark", None)
    place = Place(file, mark.line + 1, mark.column + 1) if mark else Place(file)
    problem = " ".join(str(getattr(error, "problem", None) or "unreadable").split())
    return fault(
        place,
        f"the YAML is broken ({problem})",
        "check the indentation, the colons and the quotes on this line and the one above",
    )


class Section:
    """A YAML mapping whose keys are taken one by one; what is left over at the end is unknown."""

    def __init__(self, node: yaml.MappingNode, file: str, path: str) -> None:
        self._file = file
        self._path = path
        self.place = Place(file, node.start_mark.line + 1)
        self._left: dict[str, tuple[yaml.Node, yaml.Node]] = {}
        self._known: list[str] = []
        self._doubles: list[CatalogueError] = []
        for key, value in node.value:
            self._add(key, value)

    def _add(self, key: yaml.Node, value: yaml.Node) -> None:
        place = Place(self._file, key.start_mark.line + 1)
        if not isinstance(key, yaml.ScalarNode):
            raise fault(place, "a key must be a name", "write `name: value`")
        if key.value in self._left:
            what = f"key {self._full(key.value)!r} is there twice"
            self._doubles.append(fault(place, what, "keep one of them"))
            return
        self._left[key.value] = (key, value)

    def finish(self) -> None:
        """Refuse keys that nobody asked for, and keys that are there twice."""
        found = list(self._doubles)
        for name, (key, _) in self._left.items():
            place = Place(self._file, key.start_mark.line + 1)
            what = f"unknown key {self._full(name)!r}"
            found.append(fault(place, what, nearest(name, self._known)))
        if found:
            raise FaultsError(found)

    def names(self) -> list[str]:
        return list(self._left)

    def has(self, key: str) -> bool:
        """Whether the key is there, and not null; an absent or null key counts as known."""
        if key not in self._left:
            self._known.append(key)
            return False
        if _is_null(self._left[key][1]):
            self._take(key)
            return False
        return True

    def text(self, key: str) -> str:
        value, place = self._scalar(key)
        if not isinstance(value, str) or not value.strip():
            raise self._wrong(key, place, "a text")
        return value.strip()

    def expression(self, key: str) -> tuple[str, Place]:
        """An expression and the place of its first sign; a bare number counts as its text."""
        node = self._take(key)
        place = _start_of(node, self._file)
        if not isinstance(node, yaml.ScalarNode) or not node.value.strip():
            raise self._wrong(key, place, "an expression")
        return _as_in_file(node), place

    def whole(self, key: str, least: int = 0, most: int = MOST) -> int:
        value, place = self._scalar(key)
        if not isinstance(value, int) or isinstance(value, bool):
            raise self._wrong(key, place, f"a whole number from {least} to {most}")
        if not least <= value <= most:
            what = f"{self._full(key)!r} is out of range"
            raise fault(place, what, f"write a whole number from {least} to {most}")
        return value

    def number(self, key: str) -> float:
        value, place = self._scalar(key)
        if not _is_number(value):
            raise self._wrong(key, place, "a number")
        return float(value)  # type: ignore[arg-type]  # _is_number has just said so

    def flag(self, key: str) -> bool:
        value, place = self._scalar(key)
        if not isinstance(value, bool):
            raise self._wrong(key, place, "true or false")
        return value

    def day(self, key: str) -> date:
        value, place = self._scalar(key)
        if not isinstance(value, date):
            raise self._wrong(key, place, "a date such as 2026-12-31")
        return value

    def choice(self, key: str, kind: type[Choice]) -> Choice:
        value, place = self._scalar(key)
        try:
            return kind(str(value))
        except ValueError as error:
            what = f"{self._full(key)!r} cannot be {value!r}"
            raise fault(place, what, nearest(str(value), list(kind))) from error

    def words(self, key: str) -> Words:
        """The same text in Swedish and English."""
        part = self.section(key)
        reading = Collector()
        words = Words(reading.of(lambda: part.text("sv")), reading.of(lambda: part.text("en")))
        reading.of(part.finish)
        reading.finish()
        return words

    def section(self, key: str) -> "Section":
        node = self._take(key)
        if not isinstance(node, yaml.MappingNode):
            place = Place(self._file, node.start_mark.line + 1)
            raise self._wrong(key, place, "a block of keys, indented under it")
        return Section(node, self._file, self._full(key))

    def scalar(self, key: str) -> Scalar:
        return self._scalar(key)[0]

    def scalars(self, key: str) -> tuple[Scalar, ...]:
        """A list of plain values."""
        node = self._take(key)
        place = Place(self._file, node.start_mark.line + 1)
        if not isinstance(node, yaml.SequenceNode):
            raise self._wrong(key, place, "a list such as [a, b]")
        return tuple(self._value(item, key) for item in node.value)

    def drop(self, key: str) -> None:
        """Pass over a key that must not be there."""
        self._take(key)

    def is_block(self, key: str) -> bool:
        """Whether the key is there, with keys of its own under it."""
        return key in self._left and isinstance(self._left[key][1], yaml.MappingNode)

    def is_list(self, key: str) -> bool:
        return isinstance(self._left[key][1], yaml.SequenceNode)

    def lines(self, depth: int = MOST_DEPTH) -> dict[str, str]:
        """Where each key that is still there stands, by its full name, and those in its block."""
        found = {}
        for name, (key, value) in self._left.items():
            found[self._full(name)] = str(Place(self._file, key.start_mark.line + 1))
            if depth > 1 and isinstance(value, yaml.MappingNode):
                found |= Section(value, self._file, self._full(name)).lines(depth - 1)
        return found

    def line(self, key: str) -> Place:
        """Where a key that is still there stands; the section's first line when it is not there."""
        if key not in self._left:
            return self.place
        return Place(self._file, self._left[key][0].start_mark.line + 1)

    def _scalar(self, key: str) -> tuple[Scalar, Place]:
        node = self._take(key)
        return self._value(node, key), Place(self._file, node.start_mark.line + 1)

    def _value(self, node: yaml.Node, key: str) -> Scalar:
        place = Place(self._file, node.start_mark.line + 1)
        if not isinstance(node, yaml.ScalarNode):
            raise self._wrong(key, place, "a single value")
        return _construct(node, lambda: self._wrong(key, place, "a date or number that exists"))

    def _take(self, key: str) -> yaml.Node:
        self._known.append(key)
        if key not in self._left:
            what = f"key {self._full(key)!r} is missing"
            raise fault(self.place, what, f"add `{key}: …`")
        return self._left.pop(key)[1]

    def _full(self, key: str) -> str:
        return f"{self._path}.{key}" if self._path else key

    def _wrong(self, key: str, place: Place, wanted: str) -> Exception:
        return fault(place, f"{self._full(key)!r} has the wrong type", f"write {wanted}")


def _construct(node: yaml.ScalarNode, wrong: Callable[[], Exception]) -> Scalar:
    if node.tag == "tag:yaml.org,2002:str":
        return str(node.value)
    try:
        value: Scalar = yaml.safe_load(node.value)
    except (yaml.YAMLError, ValueError) as error:
        raise wrong() from error
    return value


def _is_null(node: yaml.Node) -> bool:
    return isinstance(node, yaml.ScalarNode) and node.tag == "tag:yaml.org,2002:null"


def _is_number(value: Scalar) -> bool:
    finite = isinstance(value, int | float) and value == value and abs(value) != float("inf")
    return finite and not isinstance(value, bool)


def _as_in_file(node: yaml.ScalarNode) -> str:
    """The text of a scalar; below ``|`` with its indentation, so that columns are the file's."""
    text = str(node.value)
    if node.style != "|":
        return text
    below = str(node.start_mark.buffer).splitlines()[node.start_mark.line + 1]
    indent = " " * (len(below) - len(below.lstrip()))
    return "\n".join(indent + line for line in text.splitlines())


def _start_of(node: yaml.Node, file: str) -> Place:
    """The first sign of a scalar's content: after a quote, or on the line below ``|`` or ``>``."""
    style = getattr(node, "style", None)
    line, column = node.start_mark.line + 1, node.start_mark.column + 1
    if style in ("|", ">"):
        return Place(file, line + 1, 1)
    return Place(file, line, column + (1 if style in ("'", '"') else 0))
