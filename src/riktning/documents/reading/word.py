"""Word documents: headings by style, tables by python-docx, lists by their numbering."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from riktning.core.errors import DocumentError
from riktning.documents.reading.elements import Doubt, Element, Heading, Item, Row
from riktning.documents.reading.genre import BULLET

LONGEST_HEADING = 120
MOST_TABLE_ROWS = 5_000
MOST_PARAGRAPHS = 20_000
MOST_RUNS = 200_000
MOST_COLUMNS = 60
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_SIGNS = {"tab": " ", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}


def read_word(path: Path) -> list[Element]:
    """The elements of a Word document; DocumentError when it cannot be opened."""
    import docx

    try:
        document = docx.Document(str(path))
        _refuse_more_than_a_plan(document.element.body, path)
        styles = {style.style_id: style.name or "" for style in document.styles}
        return list(_elements(document.element.body, styles))
    except DocumentError:
        raise
    except Exception as error:
        # python-docx and lxml raise whatever a damaged package makes them raise
        raise DocumentError(
            f"the Word document is damaged ({type(error).__name__})",
            where=path.name,
            remedy="open it in Word and save it again",
        ) from error


def _refuse_more_than_a_plan(body: Any, path: Path) -> None:
    """Stated limits, well above any plan: what the reading costs is known beforehand."""
    for tag, most, named in (
        ("p", MOST_PARAGRAPHS, "paragraphs"),
        ("r", MOST_RUNS, "pieces of text"),
        ("tr", MOST_TABLE_ROWS, "table rows"),
    ):
        if any(number > most for number, _ in enumerate(body.iter(f"{_W}{tag}"), 1)):
            raise DocumentError(
                f"the document has more than {most} {named}",
                where=path.name,
                remedy="leave out what is not the plan",
            )
    spans = (span.get(f"{_W}val", "") for span in body.iter(f"{_W}gridSpan"))
    if any(len(span) > 3 or (span.isdecimal() and int(span) > MOST_COLUMNS) for span in spans):
        raise DocumentError(
            f"a table cell spans more than {MOST_COLUMNS} columns",
            where=path.name,
            remedy="leave out tables that are not the plan",
        )


def _elements(body: Any, styles: dict[str, str]) -> Iterator[Element]:
    tables = paragraphs = 0
    for part in _parts(body):
        if part.tag == f"{_W}tbl":
            tables += 1
            yield from _table(part, tables)
            continue
        paragraphs += 1
        text = _text(part)
        if text.strip():
            yield _paragraph(part, " ".join(text.split()), f"stycke {paragraphs}", styles)


def _parts(body: Any) -> Iterator[Any]:
    """Paragraphs and tables in order, also inside content controls."""
    for child in body:
        if child.tag in (f"{_W}p", f"{_W}tbl"):
            yield child
        elif child.tag in (f"{_W}sdt", f"{_W}sdtContent", f"{_W}ins"):
            yield from _parts(child)


def _text(element: Any) -> str:
    """All text that counts: inserted text too, deleted text not, fallbacks once."""
    found = []
    for node in element.iter():
        if not isinstance(node.tag, str) or not node.tag.startswith(_W):
            continue
        name = node.tag[len(_W) :]
        if name not in _SIGNS and name not in ("t", "p", "softHyphen"):
            continue
        if any(ancestor.tag == _FALLBACK for ancestor in node.iterancestors()):
            continue
        if name == "t":
            found.append(node.text or "")
        elif name == "p" and found:
            found.append("\n")
        else:
            found.append(_SIGNS.get(name, ""))
    return "".join(found)


def _paragraph(part: Any, text: str, where: str, styles: dict[str, str]) -> Element:
    style = part.find(f"{_W}pPr/{_W}pStyle")
    style_id = style.get(f"{_W}val") if style is not None else ""
    name = styles.get(style_id, "")
    level = re.match(r"(?:heading|rubrik) ?(\d)", name, re.IGNORECASE) or re.match(
        r"(?:Heading|Rubrik)(\d)", style_id
    )
    if level:
        return Heading(text, where, level=int(level[1]))
    if name.casefold() in ("title", "subtitle", "rubrik", "underrubrik"):
        return Item(text, where)
    listed = part.find(f"{_W}pPr/{_W}numPr") is not None or name.casefold().startswith("list")
    if listed or BULLET.match(text):
        return Item(BULLET.sub("", text), where, bullet=True)
    if _all_bold(part) and len(text) <= LONGEST_HEADING and not text.endswith((".", "!", "?")):
        return Heading(text, where)
    return Item(text, where)


def _all_bold(part: Any) -> bool:
    runs = [run for run in part.iter(f"{_W}r") if (run.findtext(f"{_W}t") or "").strip()]
    return bool(runs) and all(_bold(run) for run in runs)


def _bold(run: Any) -> bool:
    bold = run.find(f"{_W}rPr/{_W}b")
    return bold is not None and bold.get(f"{_W}val", "1") not in ("0", "false")


def _table(part: Any, number: int) -> Iterator[Element]:
    """Rows by the grid: a name merged over rows is repeated, a goal merged over rows is not."""
    from docx.table import Table

    above: list[Any] = []
    for index, row in enumerate(Table(part, None).rows, 1):  # type: ignore[arg-type]  # needs no parent
        where = f"tabell {number}, rad {index}"
        cells = [cell._tc for cell in row.cells]
        texts = tuple(
            "" if column and _merged_down(above, column, cell) else _text(cell).strip()
            for column, cell in enumerate(cells)
        )
        wide = [
            text for a, b, text in zip(cells, cells[1:], texts, strict=False) if a is b and text
        ]
        if wide and len(set(map(id, cells))) > 1:
            problem = "Cellen är sammanslagen över flera kolumner; läst som gällande i alla"
            yield Doubt(where, problem, " | ".join(dict.fromkeys(wide)))
        yield Row(texts, where, number)
        above = cells


def _merged_down(above: list[Any], column: int, cell: Any) -> bool:
    return column < len(above) and above[column] is cell
