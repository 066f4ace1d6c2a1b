"""A table as a file: CSV that Excel opens in the reader's language, or a workbook."""

import csv
import io
from collections.abc import Iterable, Sequence

from riktning.core.plain import without_forbidden
from riktning.documents.charts.numbers import in_english

BOM = "\N{ZERO WIDTH NO-BREAK SPACE}"
CSV = "text/csv; charset=utf-8"
EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_LONGEST_CELL = 32_767  # Excel's own limit


def as_text(words: str) -> str:
    """A text that a spreadsheet would run as a formula is quoted instead."""
    return f"'{words}" if words.startswith(_FORMULA) else words


def table_csv(
    headings: Sequence[str], rows: Iterable[Sequence[str]], language: str
) -> Iterable[str]:
    """Line by line: UTF-8 with a byte order mark, a semicolon in Swedish, a comma in English."""
    yield BOM
    yield _line(headings, language)
    for row in rows:
        yield _line([as_text(cell) for cell in row], language)


def _line(row: Sequence[str], language: str) -> str:
    target = io.StringIO(newline="")
    delimiter = "," if in_english(language) else ";"
    csv.writer(target, delimiter=delimiter, lineterminator="\r\n").writerow(row)
    return target.getvalue()


def table_workbook(name: str, headings: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    """One sheet, written row by row so that a long table needs little memory."""
    from openpyxl import Workbook
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Font

    book = Workbook(write_only=True)
    sheet = book.create_sheet(name[:31])
    sheet.freeze_panes = "A2"
    heads = [WriteOnlyCell(sheet, value=heading) for heading in headings]
    for cell in heads:
        cell.font = Font(bold=True)
    sheet.append(heads)
    for row in rows:
        sheet.append([_cell(text) for text in row])
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def _cell(text: str) -> str:
    return without_forbidden(as_text(text), " ")[:_LONGEST_CELL]
