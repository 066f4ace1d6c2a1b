"""Running lines outside tables: headings, bullets and paragraphs, made whole again."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from riktning.documents.reading.blocks import blocks
from riktning.documents.reading.elements import Doubt, Element, Heading, Item, Role
from riktning.documents.reading.genre import (
    ADDRESS,
    BULLET,
    named_sub_area,
    period_heading,
    plain,
    section_heading,
)
from riktning.documents.reading.joining import Joiner
from riktning.documents.reading.lines import Line, place
from riktning.documents.reading.widths import width

ROOM_TO_SPARE = 0.95
SHORTEST_PREFIX = 10
_TWO_SENTENCES = re.compile(r"(?<=[.!?])\s{2,}(?=[A-ZÅÄÖ])")
_STOP = re.compile(r"[.!?;:][\"”’')\]]*$")


@dataclass(frozen=True, slots=True)
class _Chunk:
    """Lines that were one line before the page wrapped them; ``block`` lines lie together."""

    lines: tuple[Line, ...]
    block: int
    index: int
    siblings: int

    @property
    def text(self) -> str:
        return " ".join(" ".join(line.text.split()) for line in self.lines)

    @property
    def lower(self) -> bool:
        return self.text[:1].islower()


@dataclass(slots=True)
class _Open:
    """An item that later lines may continue."""

    lines: list[Line]
    bullet: bool
    role: Role | None = None
    _unclosed: int = field(init=False)

    def __post_init__(self) -> None:
        self._unclosed = sum(map(_brackets, self.lines))

    def extend(self, lines: Sequence[Line]) -> None:
        """Go on with these lines."""
        self.lines += lines
        self._unclosed += sum(map(_brackets, lines))

    @property
    def in_brackets(self) -> bool:
        """True when a bracket is still open."""
        return self._unclosed > 0


def _brackets(line: Line) -> int:
    return line.text.count("(") - line.text.count(")")


def page_width(lines: Iterable[Line]) -> float:
    """The widest line: what a full line of running text looks like."""
    return max((width(line.text) for line in lines if not ADDRESS.match(line.text)), default=0.0)


def chunks(lines: Sequence[Line], full: float) -> list[_Chunk]:
    """Undo the page's line wrapping; a line ends by intent when the next word had room."""
    found = []
    for number, block in enumerate(blocks(lines)):
        whole: list[list[Line]] = []
        for line in block:
            if whole and _wrapped(whole[-1][-1], line, full):
                whole[-1].append(line)
            else:
                whole.append([line])
        found += [
            _Chunk(tuple(part), number, index, len(whole)) for index, part in enumerate(whole)
        ]
    return found


def _wrapped(line: Line, following: Line, full: float) -> bool:
    """True when ``following`` goes on with the sentence of ``line``."""
    if BULLET.match(following.text) or _is_heading(line.text):
        return False
    if ADDRESS.match(following.text) or ADDRESS.match(line.text):
        return False
    if following.text[:1].islower():
        return True
    word = following.text.split(maxsplit=1)[0]
    return width(f"{line.text} {word}") >= ROOM_TO_SPARE * full


def _is_heading(text: str) -> bool:
    return bool(period_heading(text) or section_heading(text) or named_sub_area(text))


@dataclass(slots=True)
class Flow:
    """Reads the body of one part (activities, indicators or a list of goals)."""

    joiner: Joiner
    full: float
    names: Iterable[str] = ()
    _known: "_Names" = field(init=False)
    _done: list[Element] = field(default_factory=list)
    _item: _Open | None = None
    _bulleted: bool = False

    def __post_init__(self) -> None:
        self._known = _Names.of(self.names)

    def read(self, lines: Sequence[Line]) -> list[Element]:
        """Elements in document order."""
        for chunk in chunks(lines, self.full):
            self._take(chunk)
        self._close()
        return self._done

    def _take(self, chunk: _Chunk) -> None:
        where = place(chunk.lines)
        period = period_heading(chunk.text)
        if period or section_heading(chunk.text):
            self._heading(Heading(chunk.text, where, Role.PERIOD if period else Role.SECTION))
        elif named_sub_area(chunk.text):
            self._heading(Heading(named_sub_area(chunk.text) or "", where, Role.SUB_AREA))
        elif ADDRESS.match(chunk.text):
            self._done_later(Doubt(where, "Lös adress; hör inte till någon punkt", chunk.text))
        elif BULLET.match(chunk.text):
            self._close()
            self._bulleted = True
            self._item = _Open(list(chunk.lines), bullet=True)
        elif self._continues(chunk) and self._item is not None:
            self._item.extend(chunk.lines)
        elif self._is_sub_area(chunk):
            self._heading(Heading(self._join(list(chunk.lines)), where, Role.SUB_AREA))
        elif self._bulleted:
            self._outside(chunk, where)
        else:
            self._paragraph(chunk, where)

    def _heading(self, heading: Heading) -> None:
        self._close()
        self._bulleted = False
        self._done.append(heading)

    def _outside(self, chunk: _Chunk, where: str) -> None:
        problem = "Stycke utan punkttecken bland punkterna; inte läst som en punkt"
        self._done_later(Doubt(where, problem, self._join(list(chunk.lines))))

    def _paragraph(self, chunk: _Chunk, where: str) -> None:
        self._close()
        if chunk.lower:
            problem = "Börjar med liten bokstav utan något före sig att fortsätta"
            self._done.append(Doubt(where, problem, chunk.text))
        self._item = _Open(list(chunk.lines), bullet=False)

    def _continues(self, chunk: _Chunk) -> bool:
        """The open item goes on: lower case, or a bracket that is still open."""
        if self._item is None:
            return False
        return chunk.lower or (self._item.in_brackets and ")" in chunk.text)

    def _is_sub_area(self, chunk: _Chunk) -> bool:
        """A line that repeats a name from the table, or stands close above one other line."""
        text = plain(chunk.text)
        if chunk.text.endswith((".", "!", "?")) and text not in self._known.whole:
            return False
        if self._known.resemble(text):
            return True
        return not self._bulleted and chunk.index == 0 and chunk.siblings == 2

    def _done_later(self, doubt: Doubt) -> None:
        """A doubt does not interrupt the item before it."""
        self._close()
        self._done.append(doubt)

    def _close(self) -> None:
        item, self._item = self._item, None
        if item is None:
            return
        self._done += self._bullets(item) if item.bullet else self._sentences(item)

    def _bullets(self, item: _Open) -> Iterable[Element]:
        """One item, or several where bullets were run together on a line."""
        text = BULLET.sub("", self._join(item.lines))
        for part in re.split(r"\s+[•▪◦‣●\ue000-\uf8ff]\s+", text):
            if part.strip():
                yield Item(part.strip(), place(item.lines), bullet=True)

    def _sentences(self, item: _Open) -> Iterable[Element]:
        """Two items where two were run together with a wide space between them."""
        parts = _cut_wide_spaces(item.lines)
        for part in parts:
            yield Item(self._join(part), place(part), bullet=False)
        if len(parts) > 1:
            problem = "Flera punkter på samma rad; delade där mellanrummet är brett"
            yield Doubt(place(item.lines), problem, " | ".join(self._join(p) for p in parts))

    def _join(self, lines: Sequence[Line]) -> str:
        return self.joiner.join([(line.text, line.soft) for line in lines], lines[0].number)


def _cut_wide_spaces(lines: Sequence[Line]) -> list[list[Line]]:
    parts: list[list[Line]] = [[]]
    for line in lines:
        first, *others = _TWO_SENTENCES.split(line.text)
        parts[-1].append(replace(line, text=first))
        parts += [[replace(line, text=other)] for other in others]
    return parts


@dataclass(frozen=True, slots=True)
class _Names:
    """The table's names in plain letters, and those long enough to be cut by how they begin."""

    whole: frozenset[str]
    by_beginning: dict[str, list[str]]

    @classmethod
    def of(cls, names: Iterable[str]) -> "_Names":
        whole = frozenset(filter(None, map(plain, names)))
        by_beginning: dict[str, list[str]] = {}
        for name in whole:
            if len(name) >= SHORTEST_PREFIX:
                by_beginning.setdefault(name[:SHORTEST_PREFIX], []).append(name)
        return cls(whole, by_beginning)

    def resemble(self, text: str) -> bool:
        """A name, or a text that begins as a name does, up to the end of the shorter."""
        alike = self.by_beginning.get(text[:SHORTEST_PREFIX], ())
        return text in self.whole or any(
            text.startswith(name) or name.startswith(text) for name in alike
        )
