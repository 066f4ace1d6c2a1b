"""PDF documents: tables by pdfplumber, headings by size, the rest as running lines."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from riktning.core.errors import DocumentError
from riktning.documents.reading.elements import Doubt, Element, Heading, Row
from riktning.documents.reading.flow import Flow, page_width
from riktning.documents.reading.genre import (
    long_header,
    period_heading,
    section_heading,
    table_header,
    wide_header,
)
from riktning.documents.reading.joining import Joiner
from riktning.documents.reading.lines import Line, place, without_stamps
from riktning.documents.reading.text import read_plan_lines

MOST_PAGES = 500
FEWEST_SIGNS = 20
LARGER = 1.08
PARAGRAPH_GAP = 0.6


@dataclass(frozen=True, slots=True)
class _Printed:
    """A line, how large it is printed, and whether it is all bold."""

    line: Line
    size: float
    bold: bool


@dataclass(frozen=True, slots=True)
class _Table:
    """A ruled table with the text of its cells."""

    rows: tuple[tuple[str, ...], ...]
    page: int
    number: int


_Content = _Printed | _Table


def read_pdf(path: Path) -> list[Element]:
    """The elements of a PDF; DocumentError when it cannot be opened or holds no text."""
    content = _open(path)
    tables = [part for part in content if isinstance(part, _Table)]
    lines = [part.line for part in content if isinstance(part, _Printed)]
    signs = sum(len(line.text) for line in lines) + sum(
        len(cell) for table in tables for row in table.rows for cell in row
    )
    if signs < FEWEST_SIGNS:
        raise DocumentError(
            "the PDF holds pictures of pages but no text",
            where=path.name,
            remedy="run text recognition (OCR) on it, or use the document it was made from",
        )
    if not any(_readable(row) for table in tables for row in table.rows):
        return _unruled(_spaced(content))
    return list(_elements(content))


def _open(path: Path) -> list[_Content]:
    import pdfplumber
    from pdfminer.pdfdocument import PDFPasswordIncorrect
    from pdfplumber.utils.exceptions import PdfminerException

    try:
        with pdfplumber.open(path) as pdf:
            if len(pdf.pages) > MOST_PAGES:
                raise DocumentError(
                    f"the PDF has {len(pdf.pages)} pages, the limit is {MOST_PAGES}",
                    where=path.name,
                    remedy="cut out the pages with the plan",
                )
            return _numbered(part for page in pdf.pages for part in _page(page))
    except DocumentError:
        raise
    except Exception as error:
        # pdfminer raises whatever a damaged file makes it raise
        causes = [error, *error.args] if isinstance(error, PdfminerException) else [error]
        if any(isinstance(cause, PDFPasswordIncorrect) for cause in causes):
            raise DocumentError(
                "the PDF is protected with a password",
                where=path.name,
                remedy="remove the password and save it again",
            ) from error
        raise DocumentError(
            f"the PDF is damaged ({type(error).__name__})",
            where=path.name,
            remedy="export the document again",
        ) from error


def _page(page: Any) -> list[_Content]:
    """The page's tables and the lines outside them, from top to bottom."""
    found = [table for table in page.find_tables() if len(table.rows[0].cells) > 1]
    placed: list[tuple[float, _Content]] = []
    for table in found:
        rows = tuple(tuple(cell or "" for cell in row) for row in table.extract())
        placed.append((table.bbox[1], _Table(rows, page.page_number, 0)))
    bottom = None
    for printed in page.extract_text_lines(return_chars=True):
        middle = (printed["top"] + printed["bottom"]) / 2
        if any(table.bbox[1] <= middle <= table.bbox[3] for table in found):
            continue
        height = printed["bottom"] - printed["top"]
        gap = bottom is not None and printed["top"] - bottom > PARAGRAPH_GAP * height
        bottom = printed["bottom"]
        if gap:
            placed.append((printed["top"] - 0.01, _blank(page.page_number)))
        placed.append((printed["top"], _printed(printed, page.page_number)))
    page.close()
    return [part for _, part in sorted(placed, key=lambda pair: pair[0])]


def _printed(printed: Any, page: int) -> _Printed:
    signs = [sign for sign in printed["chars"] if sign["text"].strip()]
    size = max((round(sign["size"], 1) for sign in signs), default=0.0)
    bold = bool(signs) and all("bold" in sign["fontname"].casefold() for sign in signs)
    return _Printed(Line(0, printed["text"].strip(), page), size, bold)


def _blank(page: int) -> _Printed:
    return _Printed(Line(0, "", page), 0.0, False)


def _numbered(content: Iterator[_Content]) -> list[_Content]:
    """Lines numbered within their page; the first of a page starts it."""
    found: list[_Content] = []
    page = number = tables = 0
    for part in content:
        here = part.line.page if isinstance(part, _Printed) else part.page
        if here != page:
            page, number = here, 0
        if isinstance(part, _Table):
            tables += 1
            found.append(replace(part, number=tables))
            continue
        start = number == 0 and page > 1
        number += not part.line.blank
        found.append(replace(part, line=replace(part.line, number=number, page_start=start)))
    return found


def _spaced(content: Sequence[_Content]) -> list[Line]:
    """Everything as lines, tables' cells as blocks: for a PDF without a table of goals."""
    lines: list[Line] = []
    for part in content:
        if isinstance(part, _Printed):
            lines.append(part.line)
            continue
        for row in part.rows:
            for cell in filter(None, row):
                lines.append(Line(0, "", part.page))
                lines += [Line(0, text.strip(), part.page) for text in cell.split("\n")]
        lines.append(Line(0, "", part.page))
    return [replace(line, number=number) for number, line in enumerate(lines, 1)]


def _unruled(lines: Sequence[Line]) -> list[Element]:
    """Read as running text; a table without ruled lines cannot be told apart, so it is asked."""
    kept, doubts = without_stamps(lines)
    header = next((line for line in kept if table_header(line.text)), None)
    if header is not None:
        problem = (
            "Tabellen saknar linjer i PDF-filen, så spalterna kan ha blandats; "
            "läs hellre in Word-originalet eller mallen"
        )
        doubts.append(Doubt(place([header]), problem, header.text))
    return [*doubts, *read_plan_lines(kept)]


def _readable(row: tuple[str, ...]) -> bool:
    return wide_header(row) is not None or long_header(row) is not None


def _elements(content: Sequence[_Content]) -> Iterator[Element]:
    lines, doubts = without_stamps([p.line for p in content if isinstance(p, _Printed)])
    yield from doubts
    kept = iter(lines)
    printed = [replace(p, line=next(kept)) if isinstance(p, _Printed) else p for p in content]
    joiner = Joiner.of([line.text for line in lines] + _cell_lines(content))
    body = _body_size(printed)
    full = page_width(lines)
    run: list[Line] = []
    for part in printed:
        if isinstance(part, _Printed) and not _heading(part, body):
            run.append(part.line)
            continue
        yield from Flow(joiner, full).read(run)
        run = []
        if isinstance(part, _Printed):
            where = f"sida {part.line.page}"
            yield Heading(part.line.text, where, level=_level(part.size, printed, body))
        else:
            yield from _rows(part, joiner)
    yield from Flow(joiner, full).read(run)


def _cell_lines(content: Sequence[_Content]) -> list[str]:
    tables = [part for part in content if isinstance(part, _Table)]
    return [t for table in tables for row in table.rows for c in row for t in c.split("\n")]


def _rows(table: _Table, joiner: Joiner) -> Iterator[Row]:
    for index, row in enumerate(table.rows, 1):
        cells = tuple(joiner.join([(text, False) for text in cell.split("\n")]) for cell in row)
        yield Row(cells, f"sida {table.page}, tabellrad {index}", table.number)


def _body_size(content: Sequence[_Content]) -> float:
    """The size most text outside tables is printed in."""
    sizes: Counter[float] = Counter()
    for part in content:
        if isinstance(part, _Printed):
            sizes[part.size] += len(part.line.text)
    return sizes.most_common(1)[0][0] if sizes else 0.0


def _heading(printed: _Printed, body: float) -> bool:
    text = printed.line.text
    if not text or text.endswith((".", ",", ";")) or len(text) > 120:
        return False
    if period_heading(text) or section_heading(text):
        return True
    return printed.size > LARGER * body or printed.bold


def _level(size: float, content: Sequence[_Content], body: float) -> int:
    """1 for the largest size; 0 where size says nothing."""
    if size <= LARGER * body:
        return 0
    sizes = {p.size for p in content if isinstance(p, _Printed) and p.size > LARGER * body}
    return sorted(sizes, reverse=True).index(size) + 1
