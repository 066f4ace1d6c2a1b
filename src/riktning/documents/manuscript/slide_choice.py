"""What of a report a meeting is shown: what a room can take in of each section; the rest is named.

Slides that were made as such are shown whole. Numbers of tables and figures are the report's own,
so that what is on a slide can be found in it.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from riktning.documents.manuscript.model import (
    Block,
    Chart,
    Manuscript,
    Section,
    Sentences,
    Table,
)
from riktning.documents.manuscript.reading import Placed, charts, reading
from riktning.documents.manuscript.wording import words_of

MOST_POINTS = 5  # of a list
MOST_TABLES = 2  # of a section
MOST_CHARTS = 2  # of a section
MOST_PICTURES = 8  # in all, but for one a section
MOST_NAMED = 12  # of the headings that are left to the report


@dataclass(frozen=True, slots=True)
class Picked:
    """A block that is shown, and what the speaker is told beside it."""

    item: Placed
    told: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Part:
    """A section as it is shown; ``short`` tells that only what fits is, the rest in the notes."""

    section: Section
    picked: tuple[Picked, ...]
    short: bool


def parts_of(manuscript: Manuscript) -> list[Part]:
    """The sections that are shown, in reading order, and last of a report what is left to it."""
    read = list(reading(manuscript))
    if manuscript.kind == "slides":
        return [Part(each, tuple(map(Picked, placed)), short=False) for each, placed in read]
    most = _charts_each(manuscript)
    found = (
        Part(each, tuple(_of_section(placed, most)), short=True)
        for each, placed in read
        if each.on_slides
    )
    parts = [part for part in found if part.picked]
    return [*parts, *_left(manuscript, parts)] if parts else []


def shown(parts: Iterable[Part]) -> list[Chart]:
    """The charts on the slides, in their order."""
    blocks = (each.item.block for part in parts for each in part.picked)
    return [block for block in blocks if isinstance(block, Chart)]


def _charts_each(manuscript: Manuscript) -> int:
    """How many charts a section shows: fewer where there are many sections with charts."""
    drawn = sum(
        section.on_slides and any(isinstance(block, Chart) for block in section.blocks)
        for section in manuscript.sections
    )
    return max(1, min(MOST_CHARTS, MOST_PICTURES // max(drawn, 1)))


def _of_section(placed: Sequence[Placed], most_charts: int) -> Iterator[Picked]:
    tables = drawn = 0
    before, after = (None, *placed)[:-1], (*placed, None)[1:]  # as many, also of a section without
    for item, last, following in zip(placed, before, after, strict=True):
        block = item.block
        if isinstance(block, Chart):
            if drawn < most_charts:
                yield Picked(item, _running(last))
            drawn += 1
        elif isinstance(block, Table):
            if tables < MOST_TABLES:
                yield Picked(item, _running(following) if not _is(following, Chart) else ())
            tables += 1
        elif _running(item) and (_is(following, Chart) or _is(last, Table)):
            continue  # it is spoken with what it tells of
        elif isinstance(block, Sentences) and block.form == "list":
            first = replace(block, texts=block.texts[:MOST_POINTS])
            yield Picked(replace(item, block=first), block.texts[MOST_POINTS:])
        else:
            yield Picked(item)


def _is(item: Placed | None, kind: type[Block]) -> bool:
    return item is not None and isinstance(item.block, kind)


def _running(item: Placed | None) -> tuple[str, ...]:
    """The sentences of a paragraph made from data: of a chart that follows, or of a table above."""
    block = item.block if item is not None else None
    return block.texts if isinstance(block, Sentences) and block.form == "paragraph" else ()


def _has_table(block: Block) -> bool:
    """Whether the report numbers a table for it: its own, or the one behind a chart."""
    return isinstance(block, Table) or (isinstance(block, Chart) and block.table is not None)


def _left(manuscript: Manuscript, parts: Sequence[Part]) -> Iterator[Part]:
    """A last slide that names what stands in the report only."""
    words = words_of(manuscript.language)
    kept = {part.section.key for part in parts}
    away = [each for each in manuscript.sections if each.blocks and each.key not in kept]
    names = list({each.heading.casefold(): each.heading for each in away if each.heading}.values())
    lines = names[:MOST_NAMED] + ["…"] * (len(names) > MOST_NAMED)
    tables = sum(map(_has_table, manuscript.blocks()))
    on_tables = sum(isinstance(each.item.block, Table) for part in parts for each in part.picked)
    counts = (
        (words.charts_shown, len(shown(parts)), len(charts(manuscript))),
        (words.tables_shown, on_tables, tables),
    )
    told = [text.format(shown=some, all=all_) for text, some, all_ in counts if some < all_]
    blocks = [Sentences((" ".join(told),))] * bool(told) + [Sentences(tuple(lines), "list")] * bool(
        lines
    )
    if blocks:
        closing = Section("in-the-report", words.in_report, 1, tuple(blocks))
        yield Part(closing, tuple(Picked(Placed(block)) for block in blocks), short=True)
