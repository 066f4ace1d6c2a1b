"""Excel workbooks: the template, or a sheet an area with goals by period."""

import re
from collections.abc import Iterator, Sequence
from io import BytesIO
from itertools import islice
from pathlib import Path
from typing import Any
from zipfile import ZipFile

from riktning.core.errors import DocumentError
from riktning.documents.reading.elements import Doubt, Element, Heading, Item, Role, Row
from riktning.documents.reading.genre import (
    long_header,
    period_heading,
    section_heading,
    wide_header,
)

MOST_ROWS = 10_000
MOST_COLUMNS = 60
NO_VALUE = "Cellen är en formel utan sparat värde. Skriv texten själv, eller spara filen i Excel."
_FORMULA = re.compile(rb"<(?:\w+:)?f[ />]")
GUIDE_SHEETS = frozenset({"läs mig", "read me"})


def read_excel(path: Path) -> list[Element]:
    """The elements of a workbook; DocumentError when it cannot be opened or is too large."""
    import openpyxl

    try:
        # From its content: by its name, openpyxl refuses what is not called .xlsx.
        content = BytesIO(path.read_bytes())
        workbook = openpyxl.load_workbook(content, read_only=True, data_only=True)
    except Exception as error:
        # openpyxl raises whatever a damaged package makes it raise
        raise _damaged(path, error) from error
    try:
        found: list[Element] = []
        for number, sheet in enumerate(workbook.worksheets, 1):
            if sheet.title.strip().casefold() not in GUIDE_SHEETS:
                found += _sheet(sheet.title, _rows(sheet, path), number)
                _refuse_more_than_a_plan(len(found), path)
        if _has_formulas(content):
            found += islice(_without_value(workbook, content), MOST_ROWS)
            _refuse_more_than_a_plan(len(found), path)
    except DocumentError:
        raise
    except Exception as error:
        raise _damaged(path, error) from error
    else:
        return found
    finally:
        workbook.close()


def _has_formulas(content: BytesIO) -> bool:
    """Whether any sheet of the workbook has a formula, before anything of it is read twice."""
    with ZipFile(BytesIO(content.getvalue())) as package:
        for name in package.namelist():
            if name.startswith("xl/worksheets/") and name.endswith(".xml"):
                with package.open(name) as sheet:
                    before = b""
                    while part := sheet.read(1 << 20):
                        if _FORMULA.search(before + part):
                            return True
                        before = part[-8:]
    return False


def _without_value(workbook: Any, content: BytesIO) -> Iterator[Doubt]:
    """A formula whose value was never stored: only Excel knows what the cell says."""
    import openpyxl

    typed = openpyxl.load_workbook(BytesIO(content.getvalue()), read_only=True)
    try:
        for sheet, as_typed in zip(workbook.worksheets, typed.worksheets, strict=True):
            if sheet.title.strip().casefold() in GUIDE_SHEETS:
                continue
            rows = zip(*(each.iter_rows(max_col=MOST_COLUMNS, values_only=True)
                         for each in (sheet, as_typed)), strict=False)  # fmt: skip
            for number, (values, formulas) in enumerate(islice(rows, MOST_ROWS), 1):
                for value, formula in zip(values, formulas, strict=False):
                    if value is None and formula is not None:
                        where = f"blad {sheet.title}, rad {number}"
                        yield Doubt(where, NO_VALUE, str(formula))
    finally:
        typed.close()


def _refuse_more_than_a_plan(rows: int, path: Path) -> None:
    if rows > MOST_ROWS:
        raise DocumentError(
            f"the workbook has more than {MOST_ROWS} rows",
            where=path.name,
            remedy="leave out sheets that are not the plan",
        )


def _damaged(path: Path, error: Exception) -> DocumentError:
    return DocumentError(
        f"the workbook is damaged ({type(error).__name__})",
        where=path.name,
        remedy="open it in Excel and save it again",
    )


def _rows(sheet: Any, path: Path) -> Iterator[tuple[int, tuple[str, ...]]]:
    for number, row in enumerate(sheet.iter_rows(max_col=MOST_COLUMNS, values_only=True), 1):
        if number > MOST_ROWS:
            raise DocumentError(
                f"the sheet {sheet.title!r} has more than {MOST_ROWS} rows",
                where=path.name,
                remedy="leave out sheets that are not the plan",
            )
        cells = [_shown(value) for value in row]
        while cells and not cells[-1]:
            cells.pop()
        if cells:
            yield number, tuple(cells)


def _shown(value: object) -> str:
    """A cell as a person sees it; the year 2026 is not 2026.0."""
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value).strip()


def _sheet(
    title: str, rows: Iterator[tuple[int, tuple[str, ...]]], number: int
) -> Iterator[Element]:
    """Rows after a header are rows of its table; before one, lines of text."""
    width = 0
    for row, cells in rows:
        where = f"blad {title}, rad {row}"
        wide, long = wide_header(cells), long_header(cells)
        if wide is not None or long is not None:
            if width == 0 and "area" not in (long or {}) and not section_heading(title):
                yield Heading(title, f"blad {title}", Role.AREA)
            width = len(cells)
            yield Row(cells, where, number)
        elif _alone(cells) and (section_heading(cells[0]) or period_heading(cells[0])):
            width = -1
            yield Heading(cells[0], where)
        elif width > 0:
            yield Row((*cells, *[""] * (width - len(cells))), where, number)
        else:
            yield Item(" ".join(filter(None, cells)), where)


def _alone(cells: Sequence[str]) -> bool:
    return len(cells) == 1
