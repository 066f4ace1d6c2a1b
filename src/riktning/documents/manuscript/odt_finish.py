"""What pandoc leaves undone in an OpenDocument text: lines of the contents, names of pictures."""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from docx.opc.oxml import serialize_part_xml
from docx.oxml import parse_xml

from riktning.documents.manuscript.odt_styles import INK, NAMES, OFFICE, STYLE
from riktning.documents.manuscript.packaging import stamp
from riktning.documents.report.syntax import literal
from riktning.documents.report.word_contents import LONGEST

TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
DRAW = "{urn:oasis:names:tc:opendocument:xmlns:drawing:1.0}"
DEPTH = 2
_CELLS = {
    "TableHeaderRowCell": "1pt solid #0b4f71",
    "TableRowCell": "0.5pt solid #c9d2d9",
}


def finish(path: Path, moment: datetime, alts: Sequence[str], about: Sequence[str]) -> None:
    """Fill the contents, name the pictures with ``alts`` in their order, draw the tables' lines.

    ``about`` are the lines of the cover beneath its date.
    """

    def change(name: str, data: bytes) -> bytes:
        return _finished(data, alts, about) if name == "content.xml" else data

    stamp(path, moment, change)


def _finished(data: bytes, alts: Sequence[str], about: Sequence[str]) -> bytes:
    root = parse_xml(data)
    for frame, alt in zip(root.iter(f"{DRAW}frame"), alts, strict=False):
        frame.append(parse_xml(f"<svg:desc {NAMES}>{_text(alt)}</svg:desc>"))
    for style in root.iter(f"{STYLE}style"):
        line = _CELLS.get(style.get(f"{STYLE}name"))
        if line:
            style[0].getparent().replace(style[0], parse_xml(_CELL.format(names=NAMES, line=line)))
    day = next(part for part in root.iter(f"{TEXT}p") if part.get(f"{TEXT}style-name") == "Date")
    for line in reversed(about):
        cover = f'<text:p {NAMES} text:style-name="Cover_20_Line">{_text(line)}</text:p>'
        day.addnext(parse_xml(cover))
    _whole_rows(root)
    contents = root.find(f".//{TEXT}table-of-content")
    if contents is not None:
        _fill(contents, root)
    made: bytes = serialize_part_xml(root)
    return made


_CELL = (
    '<style:table-cell-properties {names} fo:border="none" fo:border-bottom="{line}"'
    ' fo:padding="0.8mm"/>'
)


_WHOLE = (
    '<style:style {names} style:name="WholeRow" style:family="table-row">'
    '<style:table-row-properties fo:keep-together="always"/></style:style>'
)


def _whole_rows(root: Any) -> None:
    """Rows are not broken over pages, but for those that are too long for a page."""
    root.find(f"{OFFICE}automatic-styles").append(parse_xml(_WHOLE.format(names=NAMES)))
    for row in root.iter(f"{TABLE}table-row"):
        if all(len("".join(cell.itertext())) <= LONGEST for cell in row):
            row.set(f"{TABLE}style-name", "WholeRow")


_QUIET_LINK = (
    '<style:style {names} style:name="ContentsLink" style:family="text">'
    '<style:text-properties fo:color="{ink}" style:text-underline-style="none"/></style:style>'
)


def _fill(contents: Any, root: Any) -> None:
    plain = parse_xml(_QUIET_LINK.format(names=NAMES, ink=INK))
    root.find(f"{OFFICE}automatic-styles").append(plain)
    contents.set(f"{TEXT}name", "Contents")
    contents.set(f"{TEXT}protected", "true")
    title = contents.find(f".//{TEXT}index-title-template").text or ""
    lines = [_line(heading) for heading in root.iter(f"{TEXT}h") if _level(heading) <= DEPTH]
    heading = f'<text:p text:style-name="Contents_20_Heading">{_text(title)}</text:p>'
    head = f'<text:index-title text:name="Contents_Head">{heading}</text:index-title>'
    contents.append(parse_xml(f"<text:index-body {NAMES}>{head}{''.join(lines)}</text:index-body>"))


def _level(heading: Any) -> int:
    return int(heading.get(f"{TEXT}outline-level"))


# LibreOffice writes the page's number in its place when it opens the file.
_PAGE = (
    '<text:tab/><text:bookmark-ref text:reference-format="page" text:ref-name={name}>'
    "</text:bookmark-ref>"
)


def _line(heading: Any) -> str:
    mark = heading.find(f"{TEXT}bookmark-start")
    words = _text("".join(heading.itertext()))
    if mark is not None:
        name = mark.get(f"{TEXT}name")
        number = _PAGE.format(name=quoteattr(name))
        target = quoteattr(f"#{name}")
        words = (
            '<text:a xlink:type="simple" text:style-name="ContentsLink"'
            f' text:visited-style-name="ContentsLink" xlink:href={target}>{words}{number}</text:a>'
        )
    return f'<text:p text:style-name="Contents_20_{_level(heading)}">{words}</text:p>'


def _text(words: str) -> str:
    return escape(literal(words))
