"""The OpenDocument file whose styles a manuscript takes over: the Word document's look, again."""

import io
import subprocess
import zipfile
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

import pypandoc
from docx.opc.oxml import serialize_part_xml
from docx.oxml import parse_xml

from riktning.documents.manuscript.model import Manuscript
from riktning.documents.manuscript.wording import band_of, words_of
from riktning.documents.report.syntax import literal

STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
FO = "{urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0}"
NAMES = " ".join(
    f'xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for prefix, name in (
        ("office", "office"), ("style", "style"), ("text", "text"), ("fo", "xsl-fo-compatible"),
        ("table", "table"), ("svg", "svg-compatible"),
    )
) + ' xmlns:xlink="http://www.w3.org/1999/xlink"'  # fmt: skip
FONT = "Calibri, Carlito, 'Liberation Sans', sans-serif"
INK, QUIET, ACCENT = "#16212b", "#42525f", "#0b4f71"
# Name, parent, size in points, colour, weight, millimetres before and after, and what else it has.
_PARAGRAPHS = (
    ("Standard", "", 11, INK, "normal", 0, 0, ""),
    ("Text_20_body", "Standard", 11, INK, "normal", 1.8, 1.8, ""),
    ("Heading_20_1", "Heading", 20, ACCENT, "bold", 0, 3, 'fo:keep-with-next="always"{break}'),
    ("Heading_20_2", "Heading", 14, ACCENT, "bold", 6.5, 2, 'fo:keep-with-next="always"'),
    ("Heading_20_3", "Heading", 11.5, INK, "bold", 5, 2, 'fo:keep-with-next="always"'),
    ("Title", "Standard", 30, ACCENT, "bold", 52, 1.5, ""),
    ("Subtitle", "Standard", 16, INK, "normal", 1.5, 1.5, ""),
    ("Author", "Standard", 11, QUIET, "normal", 10, 1.5, ""),
    ("Date", "Standard", 11, QUIET, "normal", 1, 1.5, ""),
    ("Cover_20_Line", "Standard", 11, QUIET, "normal", 0, 1.5, ""),
    ("Contents_20_Heading", "Standard", 20, ACCENT, "bold", 0, 4, 'fo:break-before="page"'),
    ("Contents_20_1", "Standard", 10.5, INK, "bold", 2.5, 0, ""),
    ("Contents_20_2", "Standard", 10.5, INK, "normal", 0.7, 0, 'fo:margin-left="6mm"'),
    ("Lead", "Standard", 12.5, INK, "normal", 1, 2.5, ""),
    ("Source", "Standard", 8.5, QUIET, "normal", 0.8, 3, ""),
    ("Note", "Standard", 10.5, INK, "normal", 1, 2,
     'fo:margin-left="5mm" fo:padding-left="3mm" fo:border-left="2pt solid #8a5a00"'),
    ("Said_20_By", "Standard", 10.5, INK, "normal", 1, 0,
     ('fo:margin-left="5mm" fo:padding-left="3mm" fo:border-left="2pt solid #8a9aa6"'
     ' fo:keep-with-next="always"')),
    ("Said", "Standard", 10.5, INK, "normal", 1, 1,
     'fo:margin-left="5mm" fo:padding-left="3mm" fo:border-left="2pt solid #8a9aa6"'),
    ("TableCaption", "Standard", 9.5, QUIET, "bold", 3.5, 1.5, 'fo:keep-with-next="always"'),
    ("FigureCaption", "Standard", 9.5, QUIET, "bold", 0.7, 2, ""),
    ("FigureWithCaption", "Standard", 11, INK, "normal", 2, 0, 'fo:keep-with-next="always"'),
    ("Table_20_Contents", "Standard", 10, INK, "normal", 0.6, 0.6, ""),
    ("Table_20_Heading", "Table_20_Contents", 10, ACCENT, "bold", 0.6, 0.6, ""),
    ("Page_20_Band", "Standard", 9, "#4a3000", "bold", 0, 3,
     'fo:background-color="#fff3cd" fo:text-align="center" fo:padding="1mm"'),
    ("Page_20_Foot", "Standard", 9, QUIET, "normal", 0, 0, 'fo:text-align="end"'),
)  # fmt: skip
# Size and millimetres before, of what is smaller in a brief.
_BRIEF = {
    "Title": (18, 0), "Subtitle": (11, 0), "Heading_20_1": (13, 3), "Author": (9, 0),
    "Date": (9, 0), "Cover_20_Line": (9, 0), "Text_20_body": (10, 0.7), "Lead": (11, 0.7),
    "Table_20_Contents": (9, 0), "Table_20_Heading": (9, 0), "TableCaption": (9, 1.5),
}  # fmt: skip

_NUMBERED = {"Contents_20_1": "16cm", "Contents_20_2": "15.4cm"}  # from where the line begins
_COVER = frozenset({"Author", "Date", "Cover_20_Line"})


def write_odt_styles(manuscript: Manuscript, target: Path) -> None:
    """Write pandoc's own reference document in our dress."""
    command = [pypandoc.get_pandoc_path(), "--print-default-data-file", "reference.odt"]
    done = subprocess.run(command, capture_output=True, check=True)  # noqa: S603  our own program, no shell
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(done.stdout)) as old, zipfile.ZipFile(made, "w") as new:
        for entry in old.infolist():
            data = old.read(entry)
            new.writestr(
                entry, _dressed(data, manuscript) if entry.filename == "styles.xml" else data
            )
    target.write_bytes(made.getvalue())


def _dressed(data: bytes, manuscript: Manuscript) -> bytes:
    root = parse_xml(data)
    styles = root.find(f"{OFFICE}styles")
    ours = {row[0]: _paragraph(row, manuscript.kind == "brief") for row in _PARAGRAPHS}
    for style in list(styles.iter(f"{STYLE}style")):
        if style.get(f"{STYLE}name") in ours:
            styles.remove(style)
    for style in ours.values():
        styles.append(parse_xml(style))
    _language(styles, words_of(manuscript.language).code)
    _page(root, brief=manuscript.kind == "brief")
    _frame(root, manuscript)
    made: bytes = serialize_part_xml(root)
    return made


def _paragraph(row: tuple[Any, ...], brief: bool) -> str:
    name, parent, size, colour, weight, before, after, rest = row
    if brief:
        size, before = _BRIEF.get(name, (size, before))
        after = min(after, 0 if name in _COVER else 0.7)
    rest = rest.format(**{"break": "" if brief else ' fo:break-before="page"'})
    level = f' style:default-outline-level="{name[-1]}"' if name.startswith("Heading_20_") else ""
    based = f' style:parent-style-name="{parent}"' if parent else ""
    shown = name.replace("_20_", " ")
    return (
        f'<style:style {NAMES} style:name="{name}" style:display-name="{shown}"'
        f' style:family="paragraph" style:class="text"{based}{level}>'
        f'<style:paragraph-properties fo:margin-top="{before}mm" fo:margin-bottom="{after}mm"'
        f" {rest}>{_tab(name)}</style:paragraph-properties>"
        f'<style:text-properties fo:font-family="{FONT}" fo:font-size="{size}pt"'
        f' fo:color="{colour}" fo:font-weight="{weight}" fo:font-style="normal"/></style:style>'
    )


def _tab(name: str) -> str:
    """Where the page number of a line of the contents stands, with dots before it."""
    if name not in _NUMBERED:
        return ""
    return (
        f'<style:tab-stops><style:tab-stop style:position="{_NUMBERED[name]}" style:type="right"'
        ' style:leader-style="dotted" style:leader-text="."/></style:tab-stops>'
    )


def _language(styles: Any, code: str) -> None:
    language, country = code.split("-")
    for properties in styles.iterfind(f"{STYLE}default-style/{STYLE}text-properties"):
        properties.set(f"{FO}language", language)
        properties.set(f"{FO}country", country)


_HEAD = (
    '<style:header-footer-properties {names} fo:min-height="{height}" fo:margin-bottom="{below}"'
    ' style:dynamic-spacing="false"/>'
)


def _page(root: Any, *, brief: bool) -> None:
    """A brief has narrower margins, so that it keeps to one page."""
    layout = root.find(f".//{STYLE}page-layout/{STYLE}page-layout-properties")
    side, edge = ("2.2cm", "1.1cm") if brief else ("2.5cm", "1.4cm")
    sizes = {"page-width": "21cm", "page-height": "29.7cm", "margin-top": edge,
             "margin-bottom": edge, "margin-left": side, "margin-right": side}  # fmt: skip
    for name, size in sizes.items():
        layout.set(f"{FO}{name}", size)
    head = root.find(f".//{STYLE}page-layout/{STYLE}header-style")
    height, below = ("8mm", "3mm") if brief else ("12mm", "6mm")
    head.append(parse_xml(_HEAD.format(names=NAMES, height=height, below=below)))


def _frame(root: Any, manuscript: Manuscript) -> None:
    """The band at the top of every page, title and page number at the bottom."""
    page = root.find(f".//{STYLE}master-page")
    for part in list(page):
        page.remove(part)
    band = band_of(manuscript.language, synthetic=manuscript.synthetic, draft=manuscript.draft)
    if band:
        page.append(parse_xml(f"<style:header {NAMES}>{_line('Band', _text(band))}</style:header>"))
    title = " · ".join(part for part in (manuscript.title, manuscript.subtitle) if part)
    word = words_of(manuscript.language).page
    number = (
        f'{_text(title)} · {word} <text:page-number text:select-page="current">1</text:page-number>'
    )
    page.append(parse_xml(f"<style:footer {NAMES}>{_line('Foot', number)}</style:footer>"))


def _line(style: str, content: str) -> str:
    return f'<text:p text:style-name="Page_20_{style}">{content}</text:p>'


def _text(words: str) -> str:
    return escape(literal(words))
