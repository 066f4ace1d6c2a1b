"""A table as a file: CSV that Excel opens in the reader's language, or a workbook."""

import csv
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from riktning.core.plain import without_forbidden
from riktning.documents.charts.numbers import in_english

if TYPE_CHECKING:
    from openpyxl.worksheet._write_only import WriteOnlyWorksheet

BOM = "\N{ZERO WIDTH NO-BREAK SPACE}"
CSV = "text/csv; charset=utf-8"
EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_LONGEST_CELL = 32_767  # Excel's own limit


@dataclass(frozen=True, slots=True)
class Figure:
    """A number that stays one in the file, shown with so many decimals."""

    value: float
    decimals: int

    @property
    def rounded(self) -> float:
        return round(self.value, self.decimals)


TableCell = str | int | Figure  # a whole number stands as it is, such as a year


def as_text(words: str) -> str:
    """A text that a spreadsheet would run as a formula is quoted instead."""
    return f"'{words}" if words.startswith(_FORMULA) else words


def table_csv(
    headings: Sequence[str], rows: Iterable[Sequence[TableCell]], language: str
) -> Iterable[str]:
    """Line by line: UTF-8 with a byte order mark, a semicolon in Swedish, a comma in English."""
    yield BOM
    yield _line(headings, language)
    for row in rows:
        yield _line([_in_csv(cell, language) for cell in row], language)


def _in_csv(cell: TableCell, language: str) -> str:
    """A figure without thousands' spaces and with a plain minus, so that it is read as one."""
    if isinstance(cell, str):
        return as_text(cell)
    if isinstance(cell, int):
        return str(cell)
    said = f"{cell.rounded + 0.0:.{cell.decimals}f}"
    return said if in_english(language) else said.replace(".", ",")


def _line(row: Sequence[str], language: str) -> str:
    target = io.StringIO(newline="")
    delimiter = "," if in_english(language) else ";"
    csv.writer(target, delimiter=delimiter, lineterminator="\r\n").writerow(row)
    return target.getvalue()


def table_workbook(
    name: str, headings: Sequence[str], rows: Iterable[Sequence[TableCell]]
) -> bytes:
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
        sheet.append([_cell(sheet, cell) for cell in row])
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def _cell(sheet: "WriteOnlyWorksheet", cell: TableCell) -> Any:
    """Text, a whole number, or a number with a format of its own."""
    from openpyxl.cell import WriteOnlyCell

    if isinstance(cell, str):
        return without_forbidden(as_text(cell), " ")[:_LONGEST_CELL]
    if isinstance(cell, int):
        return cell
    found = WriteOnlyCell(sheet, value=cell.rounded)
    found.number_format = "0." + "0" * cell.decimals if cell.decimals else "0"
    return found
