"""Read an operational plan: work streams with milestones by year and a target picture.

The layouts that are read are a table with a column a year, and headings with lists under them, in
either order (streams under a year, or years under a stream). Where a slide was flattened into one
list, the years of its milestones are lost: the milestones are kept, and a question says so.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from riktning.core.errors import DocumentError
from riktning.documents.draft import DraftArea, DraftGoal, DraftPlan, DraftSubArea, Question
from riktning.documents.reading.elements import Doubt, Element, Heading, Item, Row
from riktning.documents.reading.gate import Kind, decode, examine
from riktning.documents.reading.genre import BULLET, STAMP, YEARS, fold, without_number

MILESTONES = "Milstolpar"
NO_PERIOD = "Ej angiven period"
_PERIOD = re.compile(
    r"^(?:viktiga\s+|key\s+)?(?:milstolp\w*|delmål|milestones?|önskad målbild|målbild|mål"
    rf"|target picture|targets?)\s+(?:för\s+|for\s+)?{YEARS}$",
    re.IGNORECASE,
)
_MARKED = re.compile(r"^(#{1,6})\s+(?P<text>\S.*)$")
_NUMBERED = re.compile(r"^\d{1,2}[.)]?\s+(?P<text>[A-ZÅÄÖ]\S.{2,80})$")
_PLAIN_LEVEL = {"period": 2, "stream": 3}


def is_period(text: str) -> bool:
    """``Viktiga milstolpar 2024`` and ``Önskad målbild 2025`` are columns of such a plan."""
    return bool(_PERIOD.match(fold(text)))


def read_operational(path: Path) -> DraftPlan:
    """Read an operational plan (Word, PDF, the Excel template or extracted text) into a draft.

    A work stream is an area, and its milestones are goals in the column of their year. Raises
    DocumentError when the file cannot be read or holds no milestones.
    """
    kind = examine(path)
    if kind is Kind.EXCEL:
        from riktning.documents.reading.plan import read_plan

        return read_plan(path)
    draft = streams_of(_elements(path, kind))
    if not draft.areas:
        raise DocumentError(
            "no milestones were found in the document",
            where=path.name,
            remedy="it needs a table or headings named as 'Viktiga milstolpar 2024' or 'Önskad "
            "målbild 2025'; `riktning plan template` writes a form that works",
        )
    return draft


def _elements(path: Path, kind: Kind) -> Sequence[Element]:
    if kind is Kind.WORD:
        from riktning.documents.reading.word import read_word

        return read_word(path)
    if kind is Kind.PDF:
        from riktning.documents.reading.pdf import read_pdf

        return read_pdf(path)
    return list(elements_of_text(decode(path)))


def elements_of_text(text: str) -> Iterator[Element]:
    """Headings (marked with #, numbered, or a year's own) and bullets of extracted text."""
    bullet: Item | None = None
    for number, line in enumerate(text.splitlines(), start=1):
        where = f"rad {number}"
        found = _element(line.strip(), where)
        if bullet is not None and line.strip() and isinstance(found, Item) and not found.bullet:
            bullet = Item(f"{bullet.text} {found.text}", bullet.where, bullet=True)
            continue
        if bullet is not None:
            yield bullet
            bullet = None
        if isinstance(found, Item) and found.bullet:
            bullet = found
        elif found is not None:
            yield found
    if bullet is not None:
        yield bullet


def _element(line: str, where: str) -> Element | None:
    if not line or STAMP.match(line):
        return None
    marked = _MARKED.match(line)
    if marked:
        text = marked["text"].replace("**", "").strip()
        return Heading(text, where, level=len(marked[1])) if not BULLET.match(text) else None
    if BULLET.match(line):
        return Item(BULLET.sub("", line).strip(), where, bullet=True)
    if is_period(line):
        return Heading(line, where, level=_PLAIN_LEVEL["period"])
    numbered = _NUMBERED.match(line)
    if numbered:
        return Heading(numbered["text"], where, level=_PLAIN_LEVEL["stream"])
    return Item(line, where)


@dataclass(slots=True)
class _Stream:
    """A work stream as it is found: its place, and its milestones with their years."""

    where: str
    milestones: list[tuple[str, str]] = field(default_factory=list)  # (period, text)


@dataclass(slots=True)
class _Reading:
    """What has been read so far, and under which headings the reader stands."""

    periods: dict[str, None] = field(default_factory=dict)
    streams: dict[str, _Stream] = field(default_factory=dict)
    above: list[Heading] = field(default_factory=list)
    questions: list[Question] = field(default_factory=list)
    columns: tuple[int, tuple[str, ...]] | None = None  # of which table, and its header
    ended: bool = False

    @property
    def has_milestones(self) -> bool:
        return any(stream.milestones for stream in self.streams.values())

    def heading(self, heading: Heading) -> None:
        if heading.level == 1 and self.has_milestones:
            self.ended = True
            return
        level = heading.level or 1
        self.above = [h for h in self.above if (h.level or 1) < level]
        self.above.append(heading)
        if is_period(heading.text):
            self.periods.setdefault(fold(heading.text))
        elif self.periods and heading.level != 1:
            self.streams.setdefault(self._name(heading), _Stream(heading.where))

    def item(self, item: Item) -> None:
        name = next((self._name(h) for h in reversed(self.above) if not is_period(h.text)), None)
        if not self.periods or name not in self.streams or not item.bullet:
            return
        period = next((fold(h.text) for h in reversed(self.above) if is_period(h.text)), NO_PERIOD)
        self.streams[name].milestones.append((period, fold(item.text)))

    def row(self, row: Row) -> None:
        cells = tuple(fold(cell) for cell in row.cells)
        if any(is_period(cell) for cell in cells):
            self.columns = (row.table, cells)
            self.periods.update(dict.fromkeys(cell for cell in cells if is_period(cell)))
            return
        if self.columns is None or self.columns[0] != row.table or not cells[0]:
            return
        stream = self.streams.setdefault(without_number(cells[0]), _Stream(row.where))
        for period, cell in zip(self.columns[1], row.cells, strict=False):
            if is_period(period):
                texts = (fold(BULLET.sub("", line)) for line in cell.splitlines())
                stream.milestones += [(period, text) for text in texts if text]

    @staticmethod
    def _name(heading: Heading) -> str:
        return without_number(fold(heading.text))


def streams_of(elements: Sequence[Element]) -> DraftPlan:
    """The work streams of a document, with questions for what it does not say."""
    reading = _Reading()
    for element in elements:
        if reading.ended:
            break
        match element:
            case Heading():
                reading.heading(element)
            case Item():
                reading.item(element)
            case Row():
                reading.row(element)
            case Doubt():
                reading.questions.append(Question(element.where, element.problem, element.text))
    if not reading.has_milestones:
        return DraftPlan()
    questions = [*reading.questions, *_open(reading)]
    return DraftPlan([_area(name, s, reading) for name, s in reading.streams.items()], questions)


def _area(name: str, stream: _Stream, reading: _Reading) -> DraftArea:
    periods = list(reading.periods)
    if any(period == NO_PERIOD for period, _text in stream.milestones):
        periods.append(NO_PERIOD)
    rows: dict[str, int] = {}
    goals = []
    for period, text in stream.milestones:
        rows[period] = rows.get(period, 0) + 1
        goals.append(DraftGoal(period, rows[period], text))
    return DraftArea(name, periods, [DraftSubArea(MILESTONES, goals)] if goals else [])


def _open(reading: _Reading) -> Iterator[Question]:
    years = ", ".join(reading.periods)
    for name, stream in reading.streams.items():
        loose = [text for period, text in stream.milestones if period == NO_PERIOD]
        if loose:
            problem = f"{len(loose)} milstolpar utan period; dokumentet har {years}"
            yield Question(stream.where, problem, name)
        if not stream.milestones:
            problem = "Arbetsströmmen har inga milstolpar; hör några av de föregående hit?"
            yield Question(stream.where, problem, name)
