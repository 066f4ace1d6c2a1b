"""The Word document whose styles, header and footer the report takes over."""

from pathlib import Path
from typing import Any

from docx import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT, WD_TAB_LEADER
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor

from riktning.documents.report.pandoc import default_reference
from riktning.documents.report.reference_table import table_style
from riktning.documents.report.wording import Wording

INK, QUIET, ACCENT = RGBColor(0x16, 0x21, 0x2B), RGBColor(0x42, 0x52, 0x5F), RGBColor(11, 79, 113)
FONT = "Calibri"
HEADINGS = {"Heading 1": (20, 0), "Heading 2": (14, 18), "Heading 3": (11.5, 14)}
COVER = {"Title": 150, "Subtitle": 4, "Author": 30, "Date": 2}
BAND_FILL, BAND_INK = "FFF3CD", RGBColor(0x4A, 0x30, 0x00)


def write_reference(target: Path, words: Wording, footer: str, band: str | None) -> None:
    """Write the reference document; ``band`` stands in the header of every page when given."""
    target.write_bytes(default_reference())
    word = Document(str(target))
    _page(word.sections[0])
    _text_styles(word.styles)
    _heading_styles(word.styles)
    _own_styles(word.styles)
    table_style(word.styles)
    if band:
        band_paragraph(word.sections[0].header.paragraphs[0], band)
    _footer(word.sections[0].footer.paragraphs[0], footer, words.page)
    _language(word, words.code)
    word.save(str(target))


def _page(section: Any) -> None:
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2.5)
    section.top_margin, section.bottom_margin = Cm(2.8), Cm(2.4)


def font(style: Any, size: float | None, colour: RGBColor = INK, *, bold: bool = False) -> None:
    style.font.name = FONT
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for kind in ("w:asciiTheme", "w:hAnsiTheme", "w:eastAsiaTheme", "w:cstheme"):
        fonts.attrib.pop(qn(kind), None)
    if size:
        style.font.size = Pt(size)
    style.font.color.rgb = colour
    style.font.bold = bold
    style.font.italic = False


def _text_styles(styles: Any) -> None:
    font(styles["Normal"], 11)
    for name in ("Body Text", "First Paragraph", "Compact"):
        font(styles[name], 11 if name != "Compact" else 10)
        styles[name].paragraph_format.space_before = Pt(5 if name != "Compact" else 1)
        styles[name].paragraph_format.space_after = Pt(5 if name != "Compact" else 1)
    for name in ("Image Caption", "Table Caption"):
        font(styles[name], 9.5, QUIET, bold=True)
        styles[name].paragraph_format.space_before = Pt(10 if name.startswith("Table") else 2)
        styles[name].paragraph_format.space_after = Pt(4 if name.startswith("Table") else 10)
    styles["Table Caption"].paragraph_format.keep_with_next = True
    styles["Captioned Figure"].paragraph_format.keep_with_next = True


def _heading_styles(styles: Any) -> None:
    for name, (size, before) in HEADINGS.items():
        font(styles[name], size, INK if name == "Heading 3" else ACCENT, bold=True)
        styles[name].paragraph_format.space_before = Pt(before)
        styles[name].paragraph_format.space_after = Pt(6)
        styles[name].paragraph_format.keep_with_next = True
    styles["Heading 1"].paragraph_format.page_break_before = True
    font(styles["Title"], 30, ACCENT, bold=True)
    font(styles["Subtitle"], 16)
    for name in ("Author", "Date"):
        font(styles[name], 11, QUIET)
    for name, before in COVER.items():
        styles[name].paragraph_format.alignment = WD_ALIGN_PARAGRAPH.LEFT
        styles[name].paragraph_format.space_before = Pt(before)
        styles[name].paragraph_format.space_after = Pt(4)
    _contents_styles(styles)


def _contents_styles(styles: Any) -> None:
    font(styles["TOC Heading"], 20, ACCENT, bold=True)
    styles["TOC Heading"].paragraph_format.page_break_before = True
    for level, name in enumerate(("toc 1", "toc 2")):
        style = styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        font(style, 10.5, bold=level == 0)
        style.paragraph_format.left_indent = Cm(0.6 * level)
        style.paragraph_format.space_before = Pt(2 if level else 8)
        style.paragraph_format.space_after = Pt(0)
        edge = style.paragraph_format.tab_stops
        edge.add_tab_stop(Cm(16), WD_TAB_ALIGNMENT.RIGHT, WD_TAB_LEADER.DOTS)


def _own_styles(styles: Any) -> None:
    lead = styles.add_style("Lead", WD_STYLE_TYPE.PARAGRAPH)
    font(lead, 12.5)
    lead.paragraph_format.space_after = Pt(8)


def border(properties: Any, side: str, colour: str, eighths: int) -> None:
    borders = OxmlElement("w:pBdr")
    edge = OxmlElement(f"w:{side}")
    facts = {"val": "single", "sz": str(eighths), "space": "6", "color": colour}
    for key, value in facts.items():
        edge.set(qn(f"w:{key}"), value)
    borders.append(edge)
    properties.insert_element_before(borders, "w:shd", "w:tabs", "w:spacing", "w:ind", "w:jc")


def band_paragraph(paragraph: Any, band: str) -> None:
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    run = paragraph.add_run(band)
    run.font.bold, run.font.size, run.font.color.rgb = True, Pt(9), BAND_INK
    shade = OxmlElement("w:shd")
    for key, value in {"val": "clear", "color": "auto", "fill": BAND_FILL}.items():
        shade.set(qn(f"w:{key}"), value)
    properties = paragraph._p.get_or_add_pPr()
    properties.insert_element_before(shade, "w:tabs", "w:spacing", "w:ind", "w:jc", "w:rPr")


def _footer(paragraph: Any, text: str, page_word: str) -> None:
    paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    _quiet_run(paragraph, f"{text} · {page_word} ")
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), "PAGE")
    field.append(OxmlElement("w:r"))
    paragraph._p.append(field)


def _quiet_run(paragraph: Any, text: str) -> None:
    run = paragraph.add_run(text)
    run.font.size, run.font.color.rgb = Pt(9), QUIET


def _language(word: Any, code: str) -> None:
    defaults = word.styles.element.find(f".//{qn('w:docDefaults')}//{qn('w:rPr')}")
    language = defaults.find(qn("w:lang"))
    if language is None:
        language = OxmlElement("w:lang")
        defaults.append(language)
    for kind in ("w:val", "w:eastAsia"):
        language.set(qn(kind), code)
