"""What a frame's declaration consists of: columns with types, events to look back at."""

from dataclasses import dataclass
from enum import StrEnum

from riktning.catalogue.model import Axis


class ValueType(StrEnum):
    """What a column or an expression holds; an integer may stand where a number is asked for."""

    INTEGER = "integer"
    NUMBER = "number"
    BOOLEAN = "boolean"
    TEXT = "text"


@dataclass(frozen=True, slots=True)
class FrameColumn:
    """One attribute of a row; ``tables`` are what it needs beside the frame's own."""

    name: str
    type: ValueType
    meaning: str
    tables: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class FrameEvent:
    """Earlier events that ``had`` and ``times(event, list, months)`` may ask a row for.

    ``code_column`` is where a code list looks; None where an event has no code, and the list is
    ``any``. ``where`` are the values that columns of the table must have. ``own_unit``: only
    events at the unit the row counts for.
    """

    name: str
    table: str
    code_column: str | None
    meaning: str
    where: tuple[tuple[str, tuple[str | bool, ...]], ...] = ()
    own_unit: bool = False


@dataclass(frozen=True, slots=True)
class Frame:
    """One frame.

    ``persons``: rows belong to a person and carry sex and age group.
    ``stock``: a row is a state at the end of a month; a longer period shows the mean month.
    ``spans``: a row holds for a stretch of months, from ``month`` up to but not with ``until``.
    ``options``: values a definition may set for the frame, with their defaults.
    ``coded``: tables that ``has_code`` may ask, for frames whose row is a contact or a stay.
    """

    name: str
    row: str
    tables: tuple[str, ...]
    axes: tuple[Axis, ...]
    columns: tuple[FrameColumn, ...]
    events: tuple[FrameEvent, ...] = ()
    persons: bool = True
    stock: bool = False
    spans: bool = False
    options: tuple[tuple[str, int | tuple[str, ...]], ...] = ()
    coded: tuple[str, ...] = ()

    def column(self, name: str) -> FrameColumn | None:
        return next((column for column in self.columns if column.name == name), None)

    def event(self, name: str) -> FrameEvent | None:
        return next((event for event in self.events if event.name == name), None)


def whole(name: str, meaning: str, *tables: str) -> FrameColumn:
    """A column of whole numbers."""
    return FrameColumn(name, ValueType.INTEGER, meaning, tables)


def number(name: str, meaning: str) -> FrameColumn:
    """A column of decimal numbers."""
    return FrameColumn(name, ValueType.NUMBER, meaning)


def flag(name: str, meaning: str, *tables: str) -> FrameColumn:
    """A column of truth values."""
    return FrameColumn(name, ValueType.BOOLEAN, meaning, tables)


def text(name: str, meaning: str, *tables: str) -> FrameColumn:
    """A column of texts."""
    return FrameColumn(name, ValueType.TEXT, meaning, tables)


TREATING = (Axis.TREATING_UNIT,)
HOME = (Axis.MUNICIPALITY,)
BOTH = (Axis.TREATING_UNIT, Axis.MUNICIPALITY)
