"""A manuscript as slides, in 16:9, with a speaker's notes; of a report what a meeting is shown."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from riktning.documents.manuscript.model import (
    Chart,
    Manuscript,
    Note,
    Prose,
    Said,
    Sentences,
    Table,
)
from riktning.documents.manuscript.nodes import Setter
from riktning.documents.manuscript.prose import prose
from riktning.documents.manuscript.reading import Placed
from riktning.documents.manuscript.shape import column_widths
from riktning.documents.manuscript.slide_choice import Part, Picked, parts_of, shown
from riktning.documents.manuscript.slide_finish import finish, write_slide_master
from riktning.documents.manuscript.slide_flow import (
    LINES,
    WIDE_LETTERS,
    emphasised,
    kept,
    pages_of,
    tables_of,
)
from riktning.documents.manuscript.slide_speech import points_in, spoken
from riktning.documents.manuscript.slide_titles import (
    LONGEST_FINDING,
    shortened,
    titles_of,
    tops_of,
)
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

SIGN_LINES = 1.5  # for the line that tells of more in the report
SLIDE_LEVEL = 2  # a heading of level 1 is a slide of its own, which opens a part


@dataclass(slots=True)
class Slide:
    """What stands under one title, and what the speaker is reminded of."""

    blocks: list[Node]
    notes: list[str] = field(default_factory=list)
    title: str = ""  # its own, where it is not its section's


@dataclass(slots=True)
class _Running:
    """Text between tables and charts, what is told of it, and how many points were cut away."""

    nodes: list[Node]
    told: list[str]
    cut: int = 0


def write_slides(
    manuscript: Manuscript, setter: Setter, target: Path, template: Path | None = None
) -> None:
    """Write ``target``; ``template`` is the region's own slides, whose look they take over."""
    master = target.with_name("reference.pptx")
    band = band_of(manuscript.language, synthetic=manuscript.synthetic, draft=manuscript.draft)
    write_slide_master(master, manuscript.title, band, template)
    parts = parts_of(manuscript)
    closing = [part.section for part in parts if part.section not in manuscript.sections]
    sections = (*manuscript.sections, *closing)
    titles, tops = titles_of(sections), tops_of(sections)
    nodes = [
        node
        for part in parts
        for node in _section(setter, part, titles[part.section.key], tops[part.section.key])
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
    finish(target, noon, setter.words.code, [chart.alt for chart in shown(parts)])


def _title(manuscript: Manuscript, setter: Setter) -> dict[str, str]:
    lines = [manuscript.publisher, issued_on(manuscript.date, manuscript.language)]
    lines += [f"{label}: {value}" for label, value in manuscript.about]
    return {
        "title": manuscript.title,
        "subtitle": manuscript.subtitle,
        "author": "\n".join(line for line in lines if line),
        "lang": setter.words.code,
    }


def _section(setter: Setter, part: Part, whole: str, top: str) -> Iterator[Node]:
    section, short = part.section, shortened(whole)
    reminded = [whole] if short != whole else []
    if not part.picked and section.level == 1 and not section.notes and not reminded:
        yield heading(1, short, "")
        return
    slides = list(_slides(setter, part, top)) or [Slide([])]
    slides[0].notes[:0] = [*reminded, section.notes]
    unnamed = [slide for slide in slides if not slide.title]
    for number, slide in enumerate(unnamed, start=1):
        slide.title = short
        if len(unnamed) > 1:
            slide.title = setter.words.continued.format(
                heading=short, part=number, parts=len(unnamed)
            )
    for slide in slides:
        yield heading(SLIDE_LEVEL, slide.title, "")
        yield from slide.blocks
        notes = [paragraph(note) for note in slide.notes if note.strip()]
        if notes:
            yield {"t": "Div", "c": [["", ["notes"], []], notes]}


def _slides(setter: Setter, part: Part, top: str) -> Iterator[Slide]:
    """Running text shares slides; a table or a chart has its own, in reading order."""
    running = _Running([], [])
    for each in part.picked:
        if isinstance(each.item.block, Table | Chart):
            yield from _text_slides(setter, running, part.short)
            running = _Running([], [])
            yield from _shown(setter, each, top if part.short else "")
        else:
            running.nodes += _text(setter, each.item)
            running.cut += len(each.told)
            source = getattr(each.item.block, "source", "")
            told = [setter.words.source.format(source=source)] if source else []
            running.told += [*each.told, *told]
    yield from _text_slides(setter, running, part.short)


def _text_slides(setter: Setter, text: _Running, short: bool) -> Iterator[Slide]:
    """Slides with text; of a report one, which says so where there is more of it: that is the
    speaker's."""
    pages = pages_of(text.nodes)
    if short and pages and (text.cut or len(pages) > 1):
        pages = pages_of(text.nodes, LINES - SIGN_LINES)
        points = [sum(map(points_in, page)) for page in pages]
        sign = setter.words.text_goes_on
        if text.cut or any(points[1:]):
            shown, whole = points[0], sum(points) + text.cut
            sign = setter.words.points_shown.format(shown=shown, all=whole)
        rest = [line for page in pages[1:] for node in page for line in spoken(node)]
        yield Slide([*pages[0], emphasised(sign)], [*rest, *dict.fromkeys(text.told)])
        return
    for place, page in enumerate(pages):
        yield Slide(page, [*dict.fromkeys(text.told)] if place == 0 else [])


def _text(setter: Setter, item: Placed) -> list[Node]:
    block = item.block
    if isinstance(block, Prose):
        return prose(block.markdown, 1)
    if isinstance(block, Sentences):
        return [_sentences(block)]
    if isinstance(block, Said):
        day = {"t": "Str", "c": f", {day_name(block.date, setter.language)}"}
        return [kept([paragraph(strong(block.by), day), paragraph(block.text)])]
    return [emphasised(block.text)] if isinstance(block, Note) else []


def _sentences(block: Sentences) -> Node:
    """Several are points, also where a document has them as running text; one is a paragraph."""
    if block.form == "lead":
        return paragraph(strong(" ".join(block.texts)))
    if block.form == "paragraph" and len(block.texts) == 1:
        return paragraph(block.texts[0])
    return bullets(block.texts)


def _shown(setter: Setter, each: Picked, top: str) -> Iterator[Slide]:
    """``top`` is what a slide of a report lies under, empty for what was made as slides."""
    item, block = each.item, each.item.block
    if isinstance(block, Table):
        told = " ".join(each.told)
        yield from _table_slides(setter, block, item.table, told, short=bool(top))
    elif isinstance(block, Chart):
        caption = f"{setter.words.figure.format(number=item.figure)} {block.caption}"
        name = f"{setter.pictures[item.figure - 1]}.png"
        picture = figure(name, caption, caption, "100%")  # pandoc shows what it is told to be read
        source = setter.words.source.format(source=block.source) if block.source else ""
        notes = [" ".join(each.told), block.alt, source, *_rows(block.table)]
        yield Slide([picture], notes, _finding(block, top) if top else "")


def _finding(block: Chart, top: str) -> str:
    """What the chart shows, in a sentence, and what it lies under; the whole is spoken."""
    told = block.spec.text.title or block.spec.text.subtitle or block.caption
    title = f"{top}: {told.rstrip('.')}"
    while len(title) > LONGEST_FINDING and ", " in title:
        title = title.rpartition(", ")[0]
    return shortened(title, LONGEST_FINDING)


def _rows(behind: Table | None) -> Iterator[str]:
    """The table behind a chart, as the speaker reads it out."""
    if behind is not None:
        yield behind.caption
        for row in behind.rows:
            yield "; ".join(f"{name} {cell}" for name, cell in zip(behind.header, row, strict=True))


def _table_slides(
    setter: Setter, whole: Table, number: int, told: str, *, short: bool
) -> Iterator[Slide]:
    align = whole.align or ("left",) * len(whole.header)
    caption = f"{setter.words.table.format(number=number)} {whole.caption}"
    source = setter.words.source.format(source=whole.source) if whole.source else ""
    parts = tables_of(whole)
    if short and len(parts) > 1:
        rows = setter.words.rows_shown.format(shown=len(parts[0].rows), all=len(whole.rows))
        caption, parts = f"{caption} ({rows})", parts[:1]
    for part in parts:
        columns = [
            Column(name, width, numeric=side == "right")
            for name, width, side in zip(
                whole.header, column_widths(whole, WIDE_LETTERS), align, strict=True
            )
        ]
        yield Slide([table(columns, part.rows, caption)], [told, whole.note, source])
