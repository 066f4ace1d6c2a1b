"""Text extracted from a PDF as lines that know their page."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from riktning.documents.reading.elements import Doubt
from riktning.documents.reading.genre import BULLET, STAMP, section_heading, table_header

INDENTED_PAGE_STARTS_AT_MOST = 0.1
RUNNING_HEAD_PAGES = 3


@dataclass(frozen=True, slots=True)
class Line:
    """A printed line: number from 1, its text without outer space, and its lay-out marks.

    ``soft`` is a trailing space: the extractor's mark of a line that was wrapped.
    """

    number: int
    text: str
    page: int = 1
    page_start: bool = False
    soft: bool = False

    @property
    def blank(self) -> bool:
        return not self.text


def read_lines(text: str) -> list[Line]:
    """Split a text into lines; a form feed, or one leading space after text, starts a page."""
    raw = re.sub(r"\r\n?", "\n", text).split("\n")
    indented = _indentation_marks_pages(raw)
    lines: list[Line] = []
    page = 1
    for number, whole in enumerate(raw, 1):
        body = whole.replace("\f", "").strip()
        after_text = bool(lines) and not lines[-1].blank
        start = "\f" in whole or (indented and after_text and bool(re.match(r" \S", whole)))
        page += start
        soft = whole != whole.rstrip()
        lines.append(Line(number, body, page, start, soft))
    return lines


def place(lines: Sequence[Line]) -> str:
    """Where some lines stand, for a person: ``rad 71–89, sida 2``."""
    first, last = lines[0], lines[-1]
    return f"{_span('rad', first.number, last.number)}, {_span('sida', first.page, last.page)}"


def without_stamps(lines: Sequence[Line]) -> tuple[list[Line], list[Doubt]]:
    """Blank out page numbers and running heads; a running head is mentioned once."""
    heads = _running_heads(lines)
    doubts = [
        Doubt(
            place([first]), "Sidhuvud eller sidfot som upprepas; hör inte till planen", first.text
        )
        for first in _firsts(lines, heads)
    ]
    kept = []
    for index, line in enumerate(lines):
        drop = line.text and (_is_stamp(lines, index) or _digitless(line.text) in heads)
        kept.append(replace(line, text="", soft=False) if drop else line)
    return _with_page_starts(lines, kept), doubts


def _with_page_starts(before: Sequence[Line], after: list[Line]) -> list[Line]:
    """A page whose first line was dropped starts at its next line with text."""
    waiting = False
    moved = []
    for old, new in zip(before, after, strict=True):
        waiting = waiting or (old.page_start and new.blank)
        moved.append(replace(new, page_start=True) if waiting and not new.blank else new)
        waiting = waiting and new.blank
    return moved


def _indentation_marks_pages(raw: Sequence[str]) -> bool:
    filled = [line for line in raw if line.strip()]
    indented = sum(1 for line in filled if re.match(r" \S", line))
    form_feeds = any("\f" in line for line in raw)
    return not form_feeds and indented <= INDENTED_PAGE_STARTS_AT_MOST * len(filled)


def _is_stamp(lines: Sequence[Line], index: int) -> bool:
    """A page number stands alone, or at a page's edge."""
    if not STAMP.match(lines[index].text):
        return False
    before = index == 0 or lines[index - 1].blank or lines[index].page_start
    after = index + 1 >= len(lines) or lines[index + 1].blank or lines[index + 1].page_start
    return before and after


def _running_heads(lines: Sequence[Line]) -> set[str]:
    """Texts that stand first or last on at least three pages and on half of them."""
    pages: dict[int, list[Line]] = {}
    for line in lines:
        if line.text and not STAMP.match(line.text) and not BULLET.match(line.text):
            pages.setdefault(line.page, []).append(line)
    edges = Counter(
        text
        for page in pages.values()
        for text in {_digitless(page[0].text), _digitless(page[-1].text)}
    )
    least = max(RUNNING_HEAD_PAGES, len(pages) / 2)
    return {text for text, count in edges.items() if count >= least and _no_plan_word(text)}


def _no_plan_word(text: str) -> bool:
    return not section_heading(text) and not table_header(text) and len(text) > 1


def _firsts(lines: Sequence[Line], heads: set[str]) -> list[Line]:
    found: dict[str, Line] = {}
    for line in lines:
        if line.text and _digitless(line.text) in heads:
            found.setdefault(_digitless(line.text), line)
    return list(found.values())


def _digitless(text: str) -> str:
    return re.sub(r"\d+", "#", text)


def _span(word: str, first: int, last: int) -> str:
    return f"{word} {first}" if first == last else f"{word} {first}–{last}"
