"""Blocks of text between blank lines, and the ways a block may really be two cells."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from riktning.documents.reading.genre import BULLET
from riktning.documents.reading.lines import Line
from riktning.documents.reading.widths import width

NEARLY_FULL = 0.9
_CAPITAL = re.compile(r"(?<=\s)(?=[A-ZÅÄÖÉÜ])")
_STOP = re.compile(r"[.!?:][\"”’')\]]*$")


@dataclass(frozen=True, slots=True)
class Piece:
    """Consecutive lines that belong to one cell; ``glued`` says to what they were run together.

    ``glued`` is "after" for a piece that begins in the middle of a line, "before" for one that
    ends there, and empty for a whole block.
    """

    lines: tuple[Line, ...]
    glued: str = ""

    @property
    def page_start(self) -> bool:
        return self.lines[0].page_start

    @property
    def bullet(self) -> bool:
        return bool(BULLET.match(self.lines[0].text))

    @property
    def lower(self) -> bool:
        """True when the first letter is lower case: the middle of a sentence."""
        letter = re.search(r"[^\W\d_]", self.lines[0].text)
        return letter is not None and letter[0].islower()

    @property
    def stopped(self) -> bool:
        """True when the text ends as sentences do."""
        return bool(_STOP.search(self.lines[-1].text))


def blocks(lines: Sequence[Line]) -> list[tuple[Line, ...]]:
    """Group lines; a blank line or a new page ends a block."""
    found: list[list[Line]] = []
    open_block = False
    for line in lines:
        if line.blank:
            open_block = False
            continue
        if line.page_start or not open_block:
            found.append([])
        found[-1].append(line)
        open_block = True
    return [tuple(block) for block in found]


def readings(block: tuple[Line, ...], narrowest: float | None) -> list[tuple[Piece, ...]]:
    """The block as one piece, and split at a capital within a first or last line that is full."""
    found: list[tuple[Piece, ...]] = [(Piece(block),)]
    if narrowest is None:
        return found
    if width(block[0].text) > NEARLY_FULL * narrowest:
        found += [_head(block, at) for at in _capitals(block[0].text)]
    if len(block) > 1 and width(block[-1].text) > NEARLY_FULL * narrowest:
        found += [_tail(block, at) for at in _capitals(block[-1].text)]
    return found


def _capitals(text: str) -> list[int]:
    return [match.start() for match in _CAPITAL.finditer(text)]


def _head(block: tuple[Line, ...], at: int) -> tuple[Piece, Piece]:
    first, second = _cut(block[0], at)
    return Piece((first,), "before"), Piece((second, *block[1:]), "after")


def _tail(block: tuple[Line, ...], at: int) -> tuple[Piece, Piece]:
    first, second = _cut(block[-1], at)
    return Piece((*block[:-1], first), "before"), Piece((second,), "after")


def _cut(line: Line, at: int) -> tuple[Line, Line]:
    left = replace(line, text=line.text[:at].strip(), soft=True)
    right = replace(line, text=line.text[at:].strip(), page_start=False)
    return left, right
