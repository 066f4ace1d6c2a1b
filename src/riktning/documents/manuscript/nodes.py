"""From a manuscript to pandoc's document tree, in the dialect of each format."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from riktning.documents.manuscript.model import (
    Block,
    Chart,
    Manuscript,
    Note,
    Prose,
    Said,
    Section,
    Sentences,
    Table,
)
from riktning.documents.manuscript.prose import prose
from riktning.documents.manuscript.reading import Numbering, Placed, reading
from riktning.documents.manuscript.shape import column_widths
from riktning.documents.manuscript.web_chart import web_figure
from riktning.documents.manuscript.wording import Words
from riktning.documents.report.numerals import day_name
from riktning.documents.report.syntax import (
    Column,
    Node,
    attributed,
    bullets,
    figure,
    heading,
    paragraph,
    raw,
    strong,
    table,
)
from riktning.documents.report.typst import typst_figure
from riktning.documents.report.word_contents import LONGEST

Dialect = Literal["word", "odt", "web", "typst", "plain"]
PICTURE_WIDTH = "16cm"
FEW_ROWS, FEW_LETTERS = 8, 1200  # of a table or a list that stays on one page
HEAD_ROOM = "42mm"  # left of a page for the caption, the header and a few rows of a longer one
QUIET = 'rgb("#42525f")'
# How Typst sets the blocks that Word, ODT and the web know by a style's name.
STYLES = {
    "Lead": {"text:size": "12pt"},
    "Source": {"text:size": "8.5pt", "text:fill": QUIET, "above": "0.7em"},
    "Note": {"inset": "(left: 9pt, y: 4pt)", "stroke": '(left: 2pt + rgb("#8a5a00"))'},
    "Said": {"inset": "(left: 9pt, y: 3pt)", "stroke": '(left: 2pt + rgb("#8a9aa6"))'},
}
_UNSAFE = re.compile(r"[^A-Za-z0-9_.-]+")


def name_of(kind: str, key: str) -> str:
    """An identifier that every format takes."""
    return f"{kind}-{_UNSAFE.sub('-', key)}"


def _is_short(table: Table) -> bool:
    """Whether a table takes so little room that it is never broken over pages."""
    letters = sum(len(cell) for row in table.rows for cell in row)
    return len(table.rows) <= FEW_ROWS and letters <= FEW_LETTERS


def _has_long_cells(table: Table) -> bool:
    """Whether a row may be longer than a page, and has to be broken over two."""
    return any(len(cell) > LONGEST for row in table.rows for cell in row)


@dataclass(slots=True)
class Setter:
    """Sets blocks in one dialect; ``pictures`` are the file stems of the charts, in order."""

    dialect: Dialect
    words: Words
    language: str
    folder: Path
    pictures: Sequence[str]
    _named: set[str] = field(default_factory=set)
    _headings: int = 0

    def document(self, manuscript: Manuscript) -> list[Node]:
        """Every section in reading order; a document without any says so."""
        found = [
            node
            for section, blocks in reading(manuscript)
            for node in self.section(section, blocks)
        ]
        return found or [paragraph(self.words.nothing)]

    def section(self, section: Section, placed: Sequence[Placed]) -> list[Node]:
        """The heading and what stands under it."""
        level = section.level + (self.dialect == "web")  # a page has its title at level 1
        title = [heading(level, section.heading, name_of("s", section.key))]
        blocks = [node for item in placed for node in self.placed(item, level)]
        return [*(title if section.heading.strip() else []), *blocks]

    def loose(self, blocks: Sequence[Block], under: int) -> list[Node]:
        """Blocks that stand in no manuscript, such as those of a preview."""
        numbering = Numbering()
        return [node for block in blocks for node in self.placed(numbering.placed(block), under)]

    def placed(self, item: Placed, under: int) -> list[Node]:
        """One block, in a frame that its anchor names."""
        block = item.block
        if isinstance(block, Prose):
            return [self._named_heading(node) for node in prose(block.markdown, under)]
        content = self._evidence(item)
        anchor = self._identifier(block.anchor)
        if not anchor or self.dialect == "plain":  # Markdown has no name for a block
            return content
        return [{"t": "Div", "c": [attributed(anchor), content]}]

    def _named_heading(self, node: Node) -> Node:
        if node["t"] == "Header":
            self._headings += 1
            node["c"][1] = attributed(f"h-{self._headings}")
        return node

    def _identifier(self, anchor: str) -> str:
        """Empty for a block without a name, or whose name is taken."""
        name = name_of("b", anchor) if anchor else ""
        if name in self._named:
            return ""
        self._named.add(name)
        return name

    def _evidence(self, item: Placed) -> list[Node]:
        block = item.block
        if isinstance(block, Table):
            return self._table(block, item.table)
        if isinstance(block, Chart):
            return self._chart(block, item)
        if isinstance(block, Sentences):
            told = [*self._sentences(block), *self._source("", block.source)]
            few = len(block.texts) <= FEW_ROWS and sum(map(len, block.texts)) <= FEW_LETTERS
            return self._on_one_page(told) if few and block.source else told
        if isinstance(block, Said):
            return self._said(block)
        note: Note = block  # type: ignore[assignment]  # prose never comes here
        return [self.styled("Note", [paragraph(note.text)]), *self._source("", note.source)]

    def _sentences(self, block: Sentences) -> list[Node]:
        if not block.texts:
            return []
        if block.form == "list":
            return [bullets(block.texts)]
        running = paragraph(" ".join(block.texts))
        return [self.styled("Lead", [running])] if block.form == "lead" else [running]

    def _said(self, block: Said) -> list[Node]:
        by = [strong(block.by), {"t": "Str", "c": f", {day_name(block.date, self.language)}"}]
        return [
            *self._quoted(paragraph(*by), paragraph(block.text)),
            *self._source("", block.source),
        ]

    def _quoted(self, by: Node, text: Node) -> list[Node]:
        """Who said it stays with what was said when a page ends."""
        if self.dialect in ("word", "odt"):
            return [self.styled("Said By", [by]), self.styled("Said", [text])]
        if self.dialect == "typst":
            by = {"t": "Div", "c": [attributed("", {"typst:sticky": "true"}), [by]]}
        return [self.styled("Said", [by, text])]

    def _table(self, block: Table, number: int) -> list[Node]:
        align = block.align or ("left",) * len(block.header)
        columns = [
            Column(name, width, numeric=side == "right")
            for name, width, side in zip(block.header, column_widths(block), align, strict=True)
        ]
        caption = f"{self.words.table.format(number=number)} {block.caption}"
        made = table(columns, block.rows, caption)
        if self.dialect == "web":
            places = {"role": "region", "tabindex": "0", "aria-label": caption}
            made = {"t": "Div", "c": [["", ["scroll"], [*map(list, places.items())]], [made]]}
        told = self._source(block.note, block.source)
        return self._paged(block, made, told) if self.dialect == "typst" else [made, *told]

    def _paged(self, block: Table, made: Node, told: list[Node]) -> list[Node]:
        """Where the pages may end: not in a short table, nor soon after the head of a long one."""
        if _has_long_cells(block):
            opening = raw("typst", "#[#set table.cell(breakable: true)")
            return [opening, made, raw("typst", "]"), *told]
        if _is_short(block):
            return self._on_one_page([made, *told])
        return [raw("typst", f"#room({HEAD_ROOM})"), made, *told]

    def _on_one_page(self, content: list[Node]) -> list[Node]:
        """What is not long is not parted from its source."""
        if self.dialect != "typst":
            return content
        return [{"t": "Div", "c": [attributed("", {"typst:breakable": "false"}), content]}]

    def _chart(self, block: Chart, item: Placed) -> list[Node]:
        caption = f"{self.words.figure.format(number=item.figure)} {block.caption}"
        picture = self._picture(block, item.figure, caption)
        drawn = [picture, *self._source("", block.source)]
        if block.table is None:
            return drawn
        behind = self._table(block.table, item.table)
        if self.dialect != "web":
            return [*drawn, *behind]
        summary = self.words.behind.format(number=item.figure)
        opening = raw("html", f"<details><summary>{summary}</summary>")
        return [*drawn, opening, *behind, raw("html", "</details>")]

    def _picture(self, block: Chart, number: int, caption: str) -> Node:
        stem = self.pictures[number - 1]
        if self.dialect == "web":
            svg = (self.folder / f"{stem}.svg").read_text(encoding="utf-8")
            return raw("html", web_figure(svg, alt=block.alt, caption=caption, key=f"f{number}"))
        if self.dialect == "typst":
            return typst_figure(f"{stem}.svg", block.alt, caption)
        return figure(f"{stem}.png", block.alt, caption, width=PICTURE_WIDTH)

    def _source(self, note: str, source: str) -> list[Node]:
        told = self.words.source.format(source=source) if source else ""
        text = " ".join(part for part in (note, told) if part)
        return [self.styled("Source", [paragraph(text)])] if text else []

    def styled(self, style: str, blocks: list[Node]) -> Node:
        """Blocks in a style that the format knows by name, or by what Typst is to do."""
        if self.dialect == "plain":
            return {"t": "BlockQuote", "c": blocks} if style in ("Note", "Said") else blocks[0]
        if self.dialect == "web":
            return {"t": "Div", "c": [["", [style.lower()], []], blocks]}
        if self.dialect == "typst":
            attributes = {f"typst:{key}": value for key, value in STYLES.get(style, {}).items()}
        else:
            attributes = {"custom-style": style}
        return {"t": "Div", "c": [attributed("", attributes), blocks]}
