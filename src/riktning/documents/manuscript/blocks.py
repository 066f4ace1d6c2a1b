"""What a section is made of: what a writer typed, and what data say, kept apart by type."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from riktning.core.errors import DocumentError
from riktning.documents.charts import ChartText, ControlPlot, FunnelPlot, UnitPlot

Align = Literal["left", "right"]
Form = Literal["paragraph", "lead", "list"]
Kind = Literal["synthetic", "preliminary", "hidden", "untold", "contradiction", "draft", "remark"]
Plot = ControlPlot | FunnelPlot | UnitPlot


@dataclass(frozen=True, slots=True)
class Prose:
    """Text as a writer typed it, in the Markdown subset of ``prose.py``; nothing in it is run."""

    markdown: str


@dataclass(frozen=True, slots=True)
class Sentences:
    """Plain text made from data, never read as Markdown.

    One running paragraph, the lead that a hurried reader reads first, or a list.
    """

    texts: tuple[str, ...]
    form: Form = "paragraph"
    source: str = ""
    anchor: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """Cells of plain text under one header row; ``align`` has a place for each column.

    ``source`` is the footnote-like origin (code, definition version, run); ``anchor`` names the
    block in links; ``widths`` are shares of the page, told by what the cells hold when left out.
    Raises DocumentError when a row has another number of cells than the header.
    """

    caption: str
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    align: tuple[Align, ...] = ()
    note: str = ""
    source: str = ""
    anchor: str = ""
    widths: tuple[float, ...] = ()

    def __post_init__(self) -> None:
        width = len(self.header)
        lengths = {len(row) for row in self.rows}
        lengths |= {len(part) for part in (self.align, self.widths) if part}
        if not width or lengths - {width}:
            raise DocumentError(
                f"a table has {width} columns, and parts of {sorted(lengths)} cells",
                where=self.caption,
                remedy="give each row a cell for each column",
            )


@dataclass(frozen=True, slots=True)
class ChartSpec:
    """What a chart is drawn from: the facts of ``documents.charts``, and its words."""

    plot: Plot
    text: ChartText
    height: int = 160  # pixels of the plotting area; the width is the page's


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart with caption and alternative text, and the table behind it where there is one."""

    caption: str
    alt: str
    spec: ChartSpec
    table: Table | None = None
    source: str = ""
    anchor: str = ""


@dataclass(frozen=True, slots=True)
class Said:
    """What somebody has said, such as an administration's comment: plain text, quoted."""

    by: str
    date: date
    text: str
    source: str = ""
    anchor: str = ""


@dataclass(frozen=True, slots=True)
class Note:
    """A caution that must be seen: synthetic, preliminary or hidden data, what cannot be told."""

    kind: Kind
    text: str
    source: str = ""
    anchor: str = ""


Block = Prose | Sentences | Table | Chart | Said | Note
