"""Text that breaks formats comes out as it was typed, everywhere, and nothing in it is run."""

import re
import subprocess
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pypandoc
import pytest
from docx import Document
from docx.oxml.ns import qn
from manuscripts import chart, whole
from openpyxl import load_workbook
from pptx import Presentation
from pypdf import PdfReader

from riktning.documents.manuscript.model import Manuscript, Note, Prose, Said, Section, Sentences
from riktning.documents.manuscript.model import Table as Rows
from riktning.documents.manuscript.write import write_manuscript

TYPED = {
    "html": "<script>alert(1)</script>",
    "html_event": '<img src=x onerror="alert(1)">',
    "comment": "<!-- dold --> &amp; &#60;b&#62;",
    "typst": '#import "x": y',
    "typst_read": '#read("/etc/passwd")',
    "typst_escape": 'citat " och \\ snedstreck // /* */ = rubrik',
    "template": "{{ mall }} {% if x %} ${HOME} $title$",
    "formula": "$x^2$ och $$y$$",
    "tex": "\\input{/etc/passwd} \\write18{ls}",
    "cite": "@cite och [@cite2; @cite3]",
    "div": "::: {.ruta #id}",
    "picture": "![bild](file:///etc/passwd)",
    "attribute": "[text]{custom-style=Title}",
    "code": "`kod` ~~struket~~ H~2~O x^2^",
    "excel": "=HYPERLINK(1;2)+cmd|' /C calc'!A0",
    "excel_at": "@SUM(1+1)*cmd",
    "field": "%s {0} %(x)d {names}",
    "xml": "]]> <![CDATA[ </w:t> <?xml?>",
    "wide": "räksmörgås – “citat” ½ ≤ 1 000",
    "long_word": "x" * 400,
}
BIDI = {
    "arabic": "مرحبا بالعالم",
    "hebrew": "שלום (עולם)",
    "override": "a\u202eb\u202cc",
    "emoji": "😀 👩‍⚕️ 🇸🇪",
}
COVER = '#import "x" {{ y }} <b>&amp;</b> $x$ *fet* \\input{z}'
DOCUMENTS = ("docx", "odt", "html", "pdf", "pptx", "xlsx", "md")


def _section(kind: str, text: str) -> Section:
    """A section with this text in every place that a text can stand."""
    picture = chart(3)
    words = replace(picture.spec.text, title=text, subtitle=text, unit=text)
    spec = replace(picture.spec, text=words, plot=replace(picture.spec.plot, notes=(text,) * 48))
    blocks = (
        Prose(text),
        Sentences((text, text), "list", text, text),
        Sentences((text,), "lead"),
        Rows(text, (text, "b"), ((text, "1"),), ("left", "right"), text, text, text),
        replace(picture, caption=text, alt=text, spec=spec, source=text),
        Said(text, whole().date, text, text),
        Note("hidden", text),
    )
    return Section(kind, text, 1, blocks, text)


def _written(texts: Mapping[str, str], cover: str, folder: Path) -> dict[str, Path]:
    sections = tuple(_section(kind, text) for kind, text in texts.items())
    about = tuple((text, text) for text in texts.values())
    day = whole().date
    hostile = Manuscript(cover, cover, "sv", day, sections, about, cover, True, True)
    paths = write_manuscript(hostile, folder, DOCUMENTS, name="hostile")
    return {path.suffix[1:]: path for path in paths}


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """All that break formats, in one document."""
    return _written(TYPED, COVER, tmp_path_factory.mktemp("hostile"))


@pytest.fixture(scope="module")
def bidi(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Other directions and signs without glyphs, in a document of their own."""
    return _written(BIDI, "مرحبا 😀", tmp_path_factory.mktemp("bidi"))


class _Text(HTMLParser):
    """What a browser shows, and the elements that it makes."""

    def __init__(self) -> None:
        super().__init__()
        self.shown: list[str] = []
        self.elements: set[str] = set()
        self.attributes: set[str] = set()

    def handle_starttag(self, tag: str, attrs: Any) -> None:
        self.elements.add(tag)
        self.attributes |= {name for name, _ in attrs}

    def handle_data(self, data: str) -> None:
        self.shown.append(data)


def _read_html(path: Path) -> _Text:
    reader = _Text()
    reader.feed(path.read_text(encoding="utf-8"))
    return reader


def _word(path: Path) -> str:
    body = Document(str(path)).element.body
    return "\n".join("".join(_runs(part)) for part in body.iter(qn("w:p")))


def _runs(paragraph: Any) -> Iterator[str]:
    return (text.text or "" for text in paragraph.iter(qn("w:t")))


def _slides(path: Path) -> str:
    deck = Presentation(str(path))
    frames = [s.text_frame.text for slide in deck.slides for s in slide.shapes if s.has_text_frame]
    cells = [
        cell.text
        for slide in deck.slides
        for shape in slide.shapes
        if shape.has_table
        for row in shape.table.rows
        for cell in row.cells
    ]
    return "\n".join([*frames, *cells])


def _open_document(path: Path) -> str:
    with zipfile.ZipFile(path) as package:
        content = package.read("content.xml").decode()
    reader = _Text()
    reader.feed(re.sub(r"<text:s\s*/>", " ", content))
    return "".join(reader.shown)


def _excel(path: Path) -> list[str]:
    book = load_workbook(path)
    return [str(cell.value) for page in book for row in page for cell in row if cell.value]


def _markdown_text(path: Path) -> str:
    """What another program shows that reads the file as Markdown."""
    command = [pypandoc.get_pandoc_path(), "--from", "gfm", "--to", "html", str(path)]
    done = subprocess.run(command, capture_output=True, check=True)
    reader = _Text()
    reader.feed(done.stdout.decode())
    assert not reader.elements & {"script", "b"}
    return "".join(reader.shown)


def _squeezed(text: str) -> str:
    return re.sub(r"[\s\u200b\ufeff]+", "", text)


@pytest.fixture(scope="module")
def shown(files: dict[str, Path]) -> dict[str, str]:
    """What a reader of each format sees, without white space."""
    return _all_shown(files)


@pytest.fixture(scope="module")
def bidi_shown(bidi: dict[str, Path]) -> dict[str, str]:
    return _all_shown(bidi)


def _all_shown(files: dict[str, Path]) -> dict[str, str]:
    pages = PdfReader(files["pdf"]).pages
    texts = {
        "docx": _word(files["docx"]),
        "odt": _open_document(files["odt"]),
        "html": "".join(_read_html(files["html"]).shown),
        "pptx": _slides(files["pptx"]),
        "xlsx": "\n".join(_excel(files["xlsx"])),
        "pdf": "".join(page.extract_text() for page in pages),
        "md": _markdown_text(files["md"]),
    }
    return {name: _squeezed(text) for name, text in texts.items()}


LEAST = {"docx": 14, "odt": 14, "html": 14, "pptx": 9, "xlsx": 3, "pdf": 10, "md": 12}


@pytest.mark.parametrize("name", DOCUMENTS)
@pytest.mark.parametrize("kind", TYPED)
def test_it_comes_out_as_typed(shown: dict[str, str], kind: str, name: str) -> None:
    assert shown[name].count(_squeezed(TYPED[kind])) >= LEAST[name]


@pytest.mark.parametrize("name", [name for name in DOCUMENTS if name != "pdf"])
@pytest.mark.parametrize("kind", BIDI)
def test_other_directions_and_emoji_come_out_as_typed(
    bidi_shown: dict[str, str], kind: str, name: str
) -> None:
    assert bidi_shown[name].count(_squeezed(BIDI[kind])) >= LEAST[name]


def test_a_document_in_other_letters_is_still_a_pdf(bidi: dict[str, Path]) -> None:
    reader = PdfReader(bidi["pdf"])
    assert reader.metadata is not None
    assert reader.metadata.title == "مرحبا 😀"
    assert reader.trailer["/Root"]["/MarkInfo"]["/Marked"].value is True


def test_the_cover_is_as_typed(files: dict[str, Path]) -> None:
    assert Document(str(files["docx"])).core_properties.title == COVER
    assert Presentation(str(files["pptx"])).slides[0].shapes.title.text == COVER
    assert PdfReader(files["pdf"]).metadata.title == COVER
    assert load_workbook(files["xlsx"]).worksheets[0]["A1"].value == COVER


def test_the_web_page_runs_and_fetches_nothing(files: dict[str, Path]) -> None:
    page = _read_html(files["html"])
    unwanted = {"script", "img", "iframe", "object", "embed", "b", "math", "link", "form", "base"}
    assert not page.elements & unwanted
    assert not {name for name in page.attributes if name.startswith("on") or name == "src"}


def test_word_links_nothing_and_excel_computes_nothing(files: dict[str, Path]) -> None:
    word = Document(str(files["docx"])).part
    assert [link.target_ref for link in word.rels.values() if link.is_external] == []
    with zipfile.ZipFile(files["xlsx"]) as package:
        sheets = [name for name in package.namelist() if "worksheets/" in name]
        assert not any(b"<f>" in package.read(name) for name in sheets)


def test_no_file_of_the_machine_is_in_any_of_them(files: dict[str, Path]) -> None:
    secret = Path("/etc/passwd").read_bytes().splitlines()[0]
    for path in files.values():
        held = [path.read_bytes()]
        if zipfile.is_zipfile(path):
            with zipfile.ZipFile(path) as package:
                held = [package.read(name) for name in package.namelist()]
        assert not any(secret in part for part in held)


def test_signs_that_no_format_can_hold_are_left_out_and_nothing_else(tmp_path: Path) -> None:
    typed = {"control": "a\x00b\x07c\x1b[31md\x0ce\ud800f\ufffeg"}
    for name, text in _all_shown(_written(typed, "\x00Titel\ud800", tmp_path)).items():
        assert text.count("abc[31mdefg") >= LEAST[name], name


def test_an_empty_text_is_no_text(tmp_path: Path) -> None:
    assert set(_written({"empty": ""}, "", tmp_path)) == set(DOCUMENTS)


def test_two_blocks_of_one_name_do_not_disturb_each_other(tmp_path: Path) -> None:
    twice = (Section("a", "A", 1, (chart(1), chart(1))), Section("b", "B", 1, (chart(1),)))
    paths = write_manuscript(replace(whole(), sections=twice), tmp_path, ["html", "pdf", "docx"])
    identifiers = re.findall(r'\bid="([^"]+)"', paths[0].read_text(encoding="utf-8"))
    assert len(identifiers) == len(set(identifiers))
