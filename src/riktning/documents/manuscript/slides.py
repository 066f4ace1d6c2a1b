"""A manuscript as slides: a slide or more for each section, in 16:9, with a speaker's notes."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from riktning.documents.manuscript.model import (
    Chart,
    Manuscript,
    Note,
    Prose,
    Said,
    Section,
    Sentences,
    Table,
)
from riktning.documents.manuscript.nodes import Setter
from riktning.documents.manuscript.prose import prose
from riktning.documents.manuscript.reading import Placed, charts, reading
from riktning.documents.manuscript.shape import column_widths
from riktning.documents.manuscript.slide_finish import finish, write_slide_master
from riktning.documents.manuscript.slide_flow import (
    TABLE_LETTERS,
    emphasised,
    kept,
    pages_of,
    tables_of,
)
from riktning.documents.manuscript.slide_titles import shortened, titles_of
from riktning.documents.manuscript.word import noon_of
from riktning.documents.manuscript.wording import band_of, issued_on
from riktning.documents.report.numerals import day_name
from riktning.documents.report.pandoc import convert
from riktning.documents.report.syntax import (
    Column,
    Node,
    bullets,
    document,
    figure,
    heading,
    paragraph,
    strong,
    table,
)

SLIDE_LEVEL = 2  # a heading of level 1 is a slide of its own, which opens a part


@dataclass(slots=True)
class Slide:
    """What stands under one title, and what the speaker is reminded of."""

    blocks: list[Node]
    notes: list[str] = field(default_factory=list)


def write_slides(
    manuscript: Manuscript, setter: Setter, target: Path, template: Path | None = None
) -> None:
    """Write ``target``; ``template`` is the region's own slides, whose look they take over."""
    master = target.with_name("reference.pptx")
    band = band_of(manuscript.language, synthetic=manuscript.synthetic, draft=manuscript.draft)
    write_slide_master(master, manuscript.title, band, template)
    titles = titles_of(manuscript.sections)
    nodes = [
        node
        for section, placed in reading(manuscript)
        for node in _section(setter, section, placed, titles[section.key])
    ]
    if not nodes:
        nodes = [heading(SLIDE_LEVEL, manuscript.title, ""), paragraph(setter.words.nothing)]
    noon = noon_of(manuscript)
    convert(
        document(nodes, _title(manuscript, setter)),
        "pptx",
        arguments=[f"--reference-doc={master}", f"--slide-level={SLIDE_LEVEL}"],
        folder=setter.folder,
        output=target,
        epoch=int(noon.timestamp()),
    )
    finish(target, noon, setter.words.code, [chart.alt for chart in charts(manuscript)])


def _title(manuscript: Manuscript, setter: Setter) -> dict[str, str]:
    lines = [manuscript.publisher, issued_on(manuscript.date, manuscript.language)]
    lines += [f"{label}: {value}" for label, value in manuscript.about]
    return {
        "title": manuscript.title,
        "subtitle": manuscript.subtitle,
        "author": "\n".join(line for line in lines if line),
        "lang": setter.words.code,
    }


def _section(
    setter: Setter, section: Section, placed: Sequence[Placed], whole: str
) -> Iterator[Node]:
    short = shortened(whole)
    reminded = [whole] if short != whole else []
    if not placed and section.level == 1 and not section.notes and not reminded:
        yield heading(1, short, "")
        return
    slides = list(_slides(setter, placed)) or [Slide([])]
    slides[0].notes[:0] = [*reminded, section.notes]
    for number, slide in enumerate(slides, start=1):
        title = short
        if len(slides) > 1:
            title = setter.words.continued.format(heading=title, part=number, parts=len(slides))
        yield heading(SLIDE_LEVEL, title, "")
        yield from slide.blocks
        notes = [paragraph(note) for note in slide.notes if note.strip()]
        if notes:
            yield {"t": "Div", "c": [["", ["notes"], []], notes]}


def _slides(setter: Setter, placed: Sequence[Placed]) -> Iterator[Slide]:
    """Running text shares slides; a table or a chart has its own, in reading order."""
    running: list[Node] = []
    sources: list[str] = []
    for item in placed:
        if isinstance(item.block, Table | Chart):
            yield from _text_slides(running, sources)
            running, sources = [], []
            yield from _shown(setter, item)
        else:
            running += _text(setter, item)
            source = getattr(item.block, "source", "")
            sources += [setter.words.source.format(source=source)] if source else []
    yield from _text_slides(running, sources)


def _text_slides(nodes: list[Node], sources: list[str]) -> Iterator[Slide]:
    for place, page in enumerate(pages_of(nodes)):
        yield Slide(page, list(dict.fromkeys(sources)) if place == 0 else [])


def _text(setter: Setter, item: Placed) -> list[Node]:
    block = item.block
    if isinstance(block, Prose):
        return prose(block.markdown, 1)
    if isinstance(block, Sentences):
        return (
            [bullets(block.texts)]
            if block.form != "lead"
            else [paragraph(strong(" ".join(block.texts)))]
        )
    if isinstance(block, Said):
        day = {"t": "Str", "c": f", {day_name(block.date, setter.language)}"}
        return [kept([paragraph(strong(block.by), day), paragraph(block.text)])]
    return [emphasised(block.text)] if isinstance(block, Note) else []


def _shown(setter: Setter, item: Placed) -> Iterator[Slide]:
    block = item.block
    if isinstance(block, Table):
        yield from _table_slides(setter, block, item.table)
    elif isinstance(block, Chart):
        caption = f"{setter.words.figure.format(number=item.figure)} {block.caption}"
        name = f"{setter.pictures[item.figure - 1]}.png"
        picture = figure(name, caption, caption, "100%")  # pandoc shows what it is told to be read
        source = setter.words.source.format(source=block.source) if block.source else ""
        yield Slide([picture], [block.alt, source, *_rows(block.table)])


def _rows(behind: Table | None) -> Iterator[str]:
    """The table behind a chart, as the speaker reads it out."""
    if behind is not None:
        yield behind.caption
        for row in behind.rows:
            yield "; ".join(f"{name} {cell}" for name, cell in zip(behind.header, row, strict=True))


def _table_slides(setter: Setter, whole: Table, number: int) -> Iterator[Slide]:
    align = whole.align or ("left",) * len(whole.header)
    caption = f"{setter.words.table.format(number=number)} {whole.caption}"
    source = setter.words.source.format(source=whole.source) if whole.source else ""
    for part in tables_of(whole):
        columns = [
            Column(name, width, numeric=side == "right")
            for name, width, side in zip(
                whole.header, column_widths(whole, TABLE_LETTERS), align, strict=True
            )
        ]
        yield Slide([table(columns, part.rows, caption)], [whole.note, source])
