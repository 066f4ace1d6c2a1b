"""What pandoc leaves to Word: lines in the table of contents, and table rows that stay whole."""

import zipfile
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

from docx.opc.oxml import serialize_part_xml
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import qn

PART = "word/document.xml"
STYLES = "word/styles.xml"
LONGEST = 1200  # letters of a cell: a row with a longer one is broken over pages as it must be
LEVELS = {"heading 1": "toc 1", "heading 2": "toc 2"}  # styles by name: Word translates the ids


def fill_contents(path: Path, written: datetime) -> None:
    """Put one linked line a heading into the contents field of a docx, in place, and keep the rows
    of its tables whole.

    The field stays marked as out of date, so that Word adds page numbers when it opens the file.
    ``written`` becomes the date of every part of the package, so that the bytes can be compared.
    """
    with zipfile.ZipFile(path) as package:
        parts = [(entry, package.read(entry)) for entry in package.infolist()]
    levels = _levels(next(data for entry, data in parts if entry.filename == STYLES))
    filled = path.with_suffix(".filled")
    with zipfile.ZipFile(filled, "w", zipfile.ZIP_DEFLATED) as package:
        for entry, data in parts:
            entry.date_time = written.timetuple()[:6]
            package.writestr(entry, _filled(data, levels) if entry.filename == PART else data)
    filled.replace(path)


def _levels(xml: bytes) -> dict[str, str]:
    """By a heading's style, the style of its line in the contents; both as identifiers."""
    named = {}
    for style in parse_xml(xml).iter(qn("w:style")):
        name = style.find(qn("w:name"))
        if name is not None:
            named[str(name.get(qn("w:val"))).lower()] = str(style.get(qn("w:styleId")))
    return {named[head]: named.get(line, "") for head, line in LEVELS.items() if head in named}


def _filled(xml: bytes, levels: dict[str, str]) -> bytes:
    root = parse_xml(xml)
    run = next(
        (run for run in root.iter(qn("w:r")) if run.find(qn("w:instrText")) is not None), None
    )
    if run is not None:
        _put_lines(run, list(_headings(root, levels)))
    for row in root.iter(qn("w:tr")):
        _keep_whole(row)
    xml_out: bytes = serialize_part_xml(root)
    return xml_out


def _keep_whole(row: Any) -> None:
    """Word shows the row on the next page rather than a part of it on each."""
    cells = row.iterfind(qn("w:tc"))
    if any(sum(len(text.text or "") for text in cell.iter(qn("w:t"))) > LONGEST for cell in cells):
        return
    properties = row.find(qn("w:trPr"))
    if properties is None:
        properties = OxmlElement("w:trPr")
        row.insert(0, properties)
    properties.insert(0, OxmlElement("w:cantSplit"))


def _headings(root: Any, levels: dict[str, str]) -> Iterator[tuple[str, str, str]]:
    """Style of the contents line, bookmark and text, heading by heading."""
    bookmark = ""
    for element in root.find(qn("w:body")):
        if element.tag == qn("w:bookmarkStart"):
            bookmark = element.get(qn("w:name"))
        style = element.find(f"{qn('w:pPr')}/{qn('w:pStyle')}")
        level = levels.get(style.get(qn("w:val"))) if style is not None else None
        if level is not None:
            yield level, bookmark, "".join(text.text or "" for text in element.iter(qn("w:t")))


def _put_lines(run: Any, headings: list[tuple[str, str, str]]) -> None:
    """Split the field's run: its beginning before the first line, its end after the last."""
    marks = list(run)
    first = run.getparent()
    paragraphs = [_line(*heading) for heading in headings]
    if not paragraphs:
        return
    opening, closing = OxmlElement("w:r"), OxmlElement("w:r")
    opening.extend(marks[:-1])
    closing.append(marks[-1])
    paragraphs[0].insert(1, opening)
    paragraphs[-1].append(closing)
    holder, place = first.getparent(), first.getparent().index(first)
    holder.remove(first)
    for offset, paragraph in enumerate(paragraphs):
        holder.insert(place + offset, paragraph)


def _line(style: str, bookmark: str, text: str) -> Any:
    paragraph, link = OxmlElement("w:p"), OxmlElement("w:hyperlink")
    properties, named = OxmlElement("w:pPr"), OxmlElement("w:pStyle")
    named.set(qn("w:val"), style)
    properties.append(named)
    link.set(qn("w:anchor"), bookmark)
    run, words = OxmlElement("w:r"), OxmlElement("w:t")
    words.text = text
    words.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    run.append(words)
    link.append(run)
    paragraph.extend([properties, link])
    return paragraph
