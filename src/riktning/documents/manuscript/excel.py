"""All figures of a manuscript as an Excel file: a sheet a table, and every point that is drawn."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from riktning.documents.charts import ControlPlot, FunnelPlot
from riktning.documents.manuscript.blocks import Chart, Table
from riktning.documents.manuscript.model import Manuscript
from riktning.documents.manuscript.nodes import Setter
from riktning.documents.manuscript.packaging import stamp
from riktning.documents.manuscript.reading import reading
from riktning.documents.manuscript.word import noon_of
from riktning.documents.manuscript.wording import Words, band_of
from riktning.documents.report.syntax import literal

LONGEST_CELL = 32_000  # Excel takes 32 767 letters
WIDEST, NARROWEST = 60, 9
_NUMBER = re.compile(
    r"[-−+]?\d{1,3}(?:[\u00a0\u202f\u2009 ]\d{3})+(?:[.,]\d+)?|[-−+]?\d+(?:[.,]\d+)?"
)
_SPACES = re.compile(r"[\u00a0\u202f\u2009 ]")
_HEAD = PatternFill("solid", fgColor="E4EBF0")


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table on its way to a sheet of its own."""

    name: str
    section: str
    table: Table


def write_excel(manuscript: Manuscript, setter: Setter, target: Path) -> None:
    """Write ``target``: contents with links, the tables, and the points of all charts.

    Text stays text, whatever it begins with; what is a number in the manuscript's language becomes
    one.
    """
    book = Workbook()
    sheets = list(_sheets(manuscript, setter.words))
    _contents(book.worksheets[0], manuscript, sheets, setter.words)
    for sheet in sheets:
        _table(book.create_sheet(sheet.name), sheet.table, setter.words, manuscript.language)
    points = list(_points(manuscript))
    if points:
        _put_points(book.create_sheet(setter.words.points), points, setter.words)
    book.properties.title, book.properties.creator = manuscript.title, manuscript.publisher
    book.properties.language = setter.words.code
    book.save(target)
    stamp(target, noon_of(manuscript))


def _sheets(manuscript: Manuscript, words: Words) -> Iterator[Sheet]:
    for section, placed in reading(manuscript):
        for item in placed:
            block = item.block
            table = block.table if isinstance(block, Chart) else block
            if isinstance(table, Table):
                name = words.table.format(number=item.table).rstrip(".")
                yield Sheet(name, section.heading, table)


def _contents(page: Worksheet, manuscript: Manuscript, sheets: list[Sheet], words: Words) -> None:
    page.title = words.contents
    lines = [manuscript.title, manuscript.subtitle]
    lines += [f"{label}: {value}" for label, value in manuscript.about]
    band = band_of(manuscript.language, synthetic=manuscript.synthetic, draft=manuscript.draft)
    lines += [band] if band else []
    for row, line in enumerate(filter(None, lines), start=1):
        _write(page, row, 1, line).font = Font(
            bold=row == 1 or line == band, size=14 if row == 1 else 11
        )
    top = page.max_row + 2
    _head(page, top, (words.table.split(" ")[0], words.section, words.caption))
    for row, sheet in enumerate(sheets, start=top + 1):
        link = _write(page, row, 1, sheet.name)
        link.hyperlink = Hyperlink(ref=link.coordinate, location=f"'{sheet.name}'!A1")
        link.font = Font(color="0B4A75", underline="single")
        _write(page, row, 2, sheet.section)
        _write(page, row, 3, sheet.table.caption)
    for column, width in zip("ABC", (16, 34, 80), strict=True):
        page.column_dimensions[column].width = width
    _ready(page, None)


def _table(page: Worksheet, table: Table, words: Words, language: str) -> None:
    _write(page, 1, 1, table.caption).font = Font(bold=True, size=12)
    source = words.source.format(source=table.source) if table.source else ""
    _write(page, 2, 1, " ".join(part for part in (table.note, source) if part))
    _head(page, 4, table.header)
    align = table.align or ("left",) * len(table.header)
    for row, cells in enumerate(table.rows, start=5):
        for column, (text, side) in enumerate(zip(cells, align, strict=True), start=1):
            if side == "right":
                _figure(page, row, column, text, language)
            else:
                _write(page, row, column, text)
    _widths(page, (table.header, *table.rows))
    _ready(page, "A5")


def _figure(page: Worksheet, row: int, column: int, text: str, language: str) -> None:
    """A number with its own decimals and sign of percent; what is no number stays as it is."""
    bare = text.removesuffix("%").rstrip("\u00a0\u202f ") if text.endswith("%") else text
    value = number_in(bare, language)
    cell = _write(page, row, column, text if value is None else value)
    cell.alignment = Alignment(horizontal="right", vertical="top", wrap_text=True)
    if value is not None:
        decimals = len(re.split("[.,]", bare)[1]) if re.search("[.,]", bare) else 0
        whole = "#,##0" if not decimals else "#,##0." + "0" * decimals
        cell.number_format = f'{whole}" %"' if bare != text else whole


def number_in(text: str, language: str) -> float | int | None:
    """The number that a text is in this language; None when it is anything else."""
    text = text.strip()
    if language == "en":
        text = re.sub(r"(?<=\d),(?=\d{3}(?:\D|$))", "", text)
    if not _NUMBER.fullmatch(text) or ("," in text if language == "en" else "." in text):
        return None
    plain = _SPACES.sub("", text).replace("−", "-").replace(",", ".")
    return float(plain) if "." in plain else int(plain)


Point = tuple[int, str, str, Any, Any, Any, Any, bool]


def _points(manuscript: Manuscript) -> Iterator[Point]:
    for _, placed in reading(manuscript):
        for item in placed:
            if isinstance(item.block, Chart):
                yield from _drawn(item.figure, item.block)


def _drawn(figure: int, chart: Chart) -> Iterator[Point]:
    plot, caption = chart.spec.plot, chart.caption
    if isinstance(plot, ControlPlot):
        rows = zip(
            plot.months,
            plot.values,
            plot.centre,
            plot.lower,
            plot.upper,
            plot.preliminary,
            strict=True,
        )
        for month, value, centre, low, high, preliminary in rows:
            yield figure, caption, str(month), value, centre, low, high, preliminary
    elif isinstance(plot, FunnelPlot):
        for point in plot.points:
            yield figure, caption, point.name, point.value, plot.centre, None, None, False
    else:
        for unit in plot.rows:
            yield figure, caption, unit.name, unit.value, plot.reference, unit.low, unit.high, False


def _put_points(page: Worksheet, points: list[Point], words: Words) -> None:
    month = f"{words.month}/{words.unit.lower()}"
    _head(
        page,
        1,
        (words.series, words.caption, month, words.value, words.centre, words.lower, words.upper,
         words.preliminary),
    )  # fmt: skip
    for row, (*cells, preliminary) in enumerate(points, start=2):
        for column, value in enumerate((*cells, words.yes if preliminary else ""), start=1):
            _write(page, row, column, value)
    for letter, width in zip("ABCDEFGH", (8, 60, 18, 12, 12, 12, 12, 12), strict=True):
        page.column_dimensions[letter].width = width
    _ready(page, "A2")
    page.auto_filter.ref = page.dimensions


def _write(page: Worksheet, row: int, column: int, value: Any) -> Any:
    """A cell; a text is never a formula."""
    cell = page.cell(row, column)
    if isinstance(value, str):
        cell.value = literal(value)[:LONGEST_CELL]
        cell.data_type = "s"
        cell.alignment = Alignment(vertical="top", wrap_text=row > 2)
        cell.quotePrefix = value[:1] in "=+-@"
    else:
        cell.value = value
    return cell


def _head(page: Worksheet, row: int, names: Iterable[str]) -> None:
    for column, name in enumerate(names, start=1):
        cell = _write(page, row, column, name)
        cell.font, cell.fill = Font(bold=True, color="0B4F71"), _HEAD


def _widths(page: Worksheet, rows: Iterable[tuple[str, ...]]) -> None:
    for column, cells in enumerate(zip(*rows, strict=True), start=1):
        longest = max(len(cell) for cell in cells) + 2
        width = min(max(longest, NARROWEST), WIDEST)
        page.column_dimensions[get_column_letter(column)].width = width


def _ready(page: Worksheet, frozen: str | None) -> None:
    """Header rows stay in view and are printed on every page, over the paper's width."""
    page.sheet_view.showGridLines = False
    page.freeze_panes = frozen
    if frozen:
        page.print_title_rows = f"1:{int(frozen[1:]) - 1}"
    page.page_setup.orientation, page.page_setup.paperSize = "landscape", 9
    page.page_setup.fitToWidth, page.page_setup.fitToHeight = 1, 0
    page.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
