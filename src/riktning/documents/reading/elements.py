"""What every format reader hands to the assembler: headings, table rows, items, doubts."""

from dataclasses import dataclass
from enum import StrEnum


class Role(StrEnum):
    """What a heading is a heading of; UNKNOWN leaves it to the assembler."""

    AREA = "area"
    SECTION = "section"
    PERIOD = "period"
    SUB_AREA = "sub_area"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading with its place in the document; ``level`` 1 is the highest, 0 is unknown."""

    text: str
    where: str
    role: Role = Role.UNKNOWN
    level: int = 0


@dataclass(frozen=True, slots=True)
class Row:
    """One table row; rows of one table share ``table``, paragraphs in a cell are lines."""

    cells: tuple[str, ...]
    where: str
    table: int


@dataclass(frozen=True, slots=True)
class Item:
    """A bullet or a paragraph."""

    text: str
    where: str
    bullet: bool = False


@dataclass(frozen=True, slots=True)
class Doubt:
    """Something the reader could not decide, or left outside the plan."""

    where: str
    problem: str
    text: str


Element = Heading | Row | Item | Doubt
