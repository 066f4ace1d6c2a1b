"""The Word document whose styles a manuscript takes over: our own, or the region's completed."""

import copy
import io
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from docx import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor

from riktning.core.errors import DocumentError
from riktning.documents.manuscript.model import Manuscript
from riktning.documents.manuscript.wording import band_of
from riktning.documents.report.languages import wording_of
from riktning.documents.report.reference import band_paragraph, border, font, write_reference

QUIET = RGBColor(0x42, 0x52, 0x5F)
MAIN = "wordprocessingml.document.main+xml"
TEMPLATE = "wordprocessingml.template.main+xml"
LARGEST = 50_000_000  # bytes of a Word template
_EDGES = {"Note": "8A5A00", "Said": "8A9AA6", "Said By": "8A9AA6"}
_SIZES = {"Source": 8.5, "Cover Line": 11, "Note": 10.5, "Said By": 10.5, "Said": 10.5}


def write_style_sheet(manuscript: Manuscript, target: Path, template: Path | None = None) -> None:
    """Write the reference document for pandoc.

    With ``template``, the region's own Word file (docx or dotx): its page, header, footer and
    styles stay as they are, and the styles that it lacks are added. Raises DocumentError when it
    cannot be read as such.
    """
    language = manuscript.language
    band = band_of(language, synthetic=manuscript.synthetic, draft=manuscript.draft)
    footer = " · ".join(part for part in (manuscript.title, manuscript.subtitle) if part)
    write_reference(target, wording_of(language), footer, None if template else band)
    ours = Document(str(target))
    _own_styles(ours.styles)
    if manuscript.kind == "brief":
        _on_one_page(ours)
    if template is None:
        ours.save(str(target))
        return
    theirs = _opened(template)
    _complete(theirs.styles, ours.styles)
    if band:
        for header in _headers(theirs):
            band_paragraph(header.add_paragraph(), band)
    theirs.save(str(target))


def _own_styles(styles: Any) -> None:
    for name, size in _SIZES.items():
        style = styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        font(style, size, QUIET if name in ("Source", "Cover Line") else RGBColor(0x16, 0x21, 0x2B))
        style.paragraph_format.space_before = Pt(2)
        style.paragraph_format.space_after = Pt(8 if name == "Source" else 4)
        style.paragraph_format.keep_with_next = name == "Said By"
        if name in _EDGES:
            style.paragraph_format.left_indent = Cm(0.5)
            border(style.element.get_or_add_pPr(), "left", _EDGES[name], 16)


def _on_one_page(word: Any) -> None:
    """A brief begins at the top of its first page, in smaller letters and narrower margins."""
    styles, page = word.styles, word.sections[0]
    page.top_margin, page.bottom_margin = Cm(2.2), Cm(1.8)
    page.left_margin = page.right_margin = Cm(2.2)
    for name, size, before in (("Title", 18, 0), ("Subtitle", 11, 0), ("Heading 1", 13, 8)):
        styles[name].font.size = Pt(size)
        styles[name].paragraph_format.space_before = Pt(before)
        styles[name].paragraph_format.space_after = Pt(3)
    styles["Heading 1"].paragraph_format.page_break_before = False
    for name in ("Author", "Date", "Cover Line"):
        styles[name].font.size = Pt(9)
        styles[name].paragraph_format.space_before = Pt(0)
        styles[name].paragraph_format.space_after = Pt(0)
    for name, size in (("Body Text", 10), ("First Paragraph", 10), ("Lead", 11), ("Compact", 9)):
        styles[name].font.size = Pt(size)
        styles[name].paragraph_format.space_before = Pt(2 if name != "Compact" else 0)
        styles[name].paragraph_format.space_after = Pt(3 if name != "Compact" else 0)


def _opened(template: Path) -> Any:
    try:
        with zipfile.ZipFile(template) as package:
            parts = [(entry, _part(package, entry)) for entry in package.infolist()]
        held = io.BytesIO()
        with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as package:
            for entry, data in parts:
                package.writestr(entry, data)
        return Document(held)
    except OSError as error:
        why = error.strerror or "it cannot be opened"
        raise DocumentError(
            f"the Word template cannot be read ({why})", where=str(template)
        ) from error
    except (zipfile.BadZipFile, KeyError, ValueError, SyntaxError, NotImplementedError) as error:
        raise DocumentError(
            "this is no Word template",
            where=str(template),
            remedy="give a docx or dotx file without macros",
        ) from error


def _part(package: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bytes:
    """A template is told from a document by one word in its list of contents."""
    if entry.file_size > LARGEST:
        raise ValueError(entry.filename)
    data = package.read(entry)
    if entry.filename == "[Content_Types].xml":
        data = data.replace(TEMPLATE.encode(), MAIN.encode())
    return data


def _complete(theirs: Any, ours: Any) -> None:
    """Add the styles that pandoc and we name, and that the template does not have; they are in the
    template's letters."""
    known = {_name(element) for element in _styles(theirs.element)}
    taken = {element.get(qn("w:styleId")) for element in _styles(theirs.element)}
    for element in _styles(ours.element):
        if _name(element) not in known and element.get(qn("w:styleId")) not in taken:
            added = copy.deepcopy(element)
            added.attrib.pop(qn("w:default"), None)
            for letters in list(added.iter(qn("w:rFonts"))):
                letters.getparent().remove(letters)
            theirs.element.append(added)
    _rebase(theirs.element, ours.element)


def _rebase(theirs: Any, ours: Any) -> None:
    """What the added styles are based on goes by the template's own identifiers."""
    named = {_name(element): element.get(qn("w:styleId")) for element in _styles(theirs)}
    mine = {element.get(qn("w:styleId")): _name(element) for element in _styles(ours)}
    identifiers = set(named.values())
    for element in _styles(theirs):
        for tag in ("w:basedOn", "w:next", "w:link"):
            link = element.find(qn(tag))
            if link is None or link.get(qn("w:val")) in identifiers:
                continue
            other = named.get(mine.get(link.get(qn("w:val")), ""))
            if other:
                link.set(qn("w:val"), other)
            else:
                element.remove(link)


def _styles(element: Any) -> Iterator[Any]:
    return iter(element.findall(qn("w:style")))


def _name(style: Any) -> str:
    name = style.find(qn("w:name"))
    return "" if name is None else str(name.get(qn("w:val"))).lower()


def _headers(word: Any) -> Iterator[Any]:
    section = word.sections[-1]
    yield section.header
    if section.different_first_page_header_footer:
        yield section.first_page_header
