"""The region's own Word template gives the look; what it lacks is added."""

import zipfile
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from docx.oxml.ns import qn
from docx.shared import Pt, RGBColor
from manuscripts import whole

from riktning.documents.manuscript.write import write_manuscript

BAND = "Utkast · Syntetiska data – inte verkliga resultat"
SWEDISH = {"Heading1": "Rubrik1", "Heading2": "Rubrik2", "Title": "Rubrik"}


@pytest.fixture
def template(tmp_path: Path) -> Path:
    """A Word file as a Swedish Word writes it: identifiers in Swedish, names in English."""
    word = Document()
    word.styles["Heading 1"].font.color.rgb = RGBColor(0xAA, 0x00, 0x55)
    word.styles["Normal"].font.name = "Garamond"
    word.styles["Normal"].font.size = Pt(12)
    word.sections[0].header.paragraphs[0].text = "Regionens sidhuvud"
    word.sections[0].footer.paragraphs[0].text = "Regionens sidfot"
    for style in word.styles.element.findall(qn("w:style")):
        identifier = style.get(qn("w:styleId"))
        style.set(qn("w:styleId"), SWEDISH.get(identifier, identifier))
    path = tmp_path / "mall.docx"
    word.save(str(path))
    return path


def _written(template: Path, out: Path) -> Any:
    [path] = write_manuscript(whole(charts=1), out, ["docx"], reference=template)
    return Document(str(path))


def _sample(word: Any) -> list[tuple[str, str]]:
    return [(part.style.name, part.text) for part in word.paragraphs]


def test_its_styles_header_and_footer_are_taken_over(template: Path, tmp_path: Path) -> None:
    word = _written(template, tmp_path / "out")
    assert word.styles["Heading 1"].font.color.rgb == RGBColor(0xAA, 0x00, 0x55)
    assert word.styles["Normal"].font.name == "Garamond"
    header = [part.text for part in word.sections[0].header.paragraphs]
    assert header == ["Regionens sidhuvud", BAND]
    assert word.sections[0].footer.paragraphs[0].text == "Regionens sidfot"


def test_what_is_added_is_in_the_templates_letters(template: Path, tmp_path: Path) -> None:
    word = _written(template, tmp_path / "out")
    for name in ("Lead", "Source", "Note", "Compact", "First Paragraph", "Table Caption"):
        assert word.styles[name].font.name is None, name


def test_headings_are_headings_by_the_templates_own_identifiers(
    template: Path, tmp_path: Path
) -> None:
    word = _written(template, tmp_path / "out")
    assert ("Heading 1", "Nära vård") in _sample(word)
    heading = next(part for part in word.paragraphs if part.text == "Nära vård")
    assert heading._p.pPr.pStyle.val == "Rubrik1"


def test_the_contents_are_filled_with_a_template_too(template: Path, tmp_path: Path) -> None:
    word = _written(template, tmp_path / "out")
    lines = [
        "".join(text.text for text in line.iter(qn("w:t")))
        for line in word.element.body.iter(qn("w:p"))
        if line.find(qn("w:hyperlink")) is not None
    ]
    assert lines[:2] == ["Sammanfattning", "Nära vård"]


def test_every_style_that_is_used_is_there(template: Path, tmp_path: Path) -> None:
    word = _written(template, tmp_path / "out")
    known = {style.get(qn("w:styleId")) for style in word.styles.element.findall(qn("w:style"))}
    used = {
        mark.get(qn("w:val")) for mark in word.element.body.iter(qn("w:pStyle"), qn("w:rStyle"))
    }
    assert used <= known
    for style in word.styles.element.findall(qn("w:style")):
        for tag in ("w:basedOn", "w:next", "w:link"):
            link = style.find(qn(tag))
            assert link is None or link.get(qn("w:val")) in known
    assert {"Table Caption", "Image Caption", "Source", "Note", "Said", "Lead"} <= {
        style.name for style in word.styles
    }


def test_a_dotx_is_as_good(template: Path, tmp_path: Path) -> None:
    dotx = tmp_path / "mall.dotx"
    with zipfile.ZipFile(template) as old, zipfile.ZipFile(dotx, "w") as new:
        for entry in old.infolist():
            data = old.read(entry)
            if entry.filename == "[Content_Types].xml":
                data = data.replace(b"document.main+xml", b"template.main+xml")
            new.writestr(entry, data)
    assert ("Heading 1", "Nära vård") in _sample(_written(dotx, tmp_path / "out"))
