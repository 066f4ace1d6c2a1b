"""The written report, opened again by independent readers: python-docx and pypdf."""

import re
from pathlib import Path

import pytest
from docx import Document
from docx.oxml.ns import qn
from pypdf import PdfReader
from sample import area, finding, full_report, report

from riktning.core.errors import RiktningError
from riktning.documents.report import write_report
from riktning.documents.report.write import steps

BAND = "Syntetiska data – inte verkliga resultat"
# What formats are broken by: Typst, Markdown, HTML, templates, direction marks, long words.
HOSTILE = (
    '#import "x": y',
    "{{ mall }} {% if %}",
    "<script>alert(1)</script>",
    "1. lista",
    "= rubrik",
    "$x^2$ *fet* _kursiv_ `kod`",
    "[länk](http://x) @ref <etikett>",
    'citat " och \\ snedstreck // /* */',
    "شيء 😀",
    "a" * 120,
)


@pytest.fixture(scope="module")
def written(tmp_path_factory) -> dict[str, Path]:
    out = tmp_path_factory.mktemp("report")
    return {r.path.suffix: r.path for r in write_report(full_report(4), out)}


@pytest.fixture(scope="module")
def word(written):
    return Document(str(written[".docx"]))


@pytest.fixture(scope="module")
def pdf(written):
    return PdfReader(str(written[".pdf"]))


def test_word_has_real_headings_for_every_area(word):
    tops = [p.text for p in word.paragraphs if p.style.name == "Heading 1"]
    assert tops[:3] == ["Sammanfattning", "Inledning", "Nära vård"]
    assert tops[-2:] == ["Att ta ställning till", "Bilaga: alla indikatorer"]


def test_word_contents_list_every_heading_with_a_link_to_it(word):
    body = word.element.body
    bookmarks = {mark.get(qn("w:name")) for mark in body.iter(qn("w:bookmarkStart"))}
    lines = [link for link in body.iter(qn("w:hyperlink")) if link.get(qn("w:anchor"))]
    heads = [p.text for p in word.paragraphs if p.style.name in ("Heading 1", "Heading 2")]
    assert ["".join(t.text for t in line.iter(qn("w:t"))) for line in lines] == heads
    assert {line.get(qn("w:anchor")) for line in lines} <= bookmarks


def test_word_tables_repeat_their_header_row_and_have_a_caption(word):
    assert word.tables
    for table in word.tables:
        assert table.rows[0]._tr.find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is not None
    captions = [p.text for p in word.paragraphs if p.style.name == "Table Caption"]
    assert len(captions) == len(word.tables)
    assert all(re.match(r"Tabell \d+\. \w", caption) for caption in captions)


def test_word_pictures_have_an_alternative_text_that_says_what_they_show(word):
    pictures = list(word.element.body.iter(qn("wp:docPr")))
    assert len(pictures) == 4
    for picture in pictures:
        assert picture.get("descr").startswith("Styrdiagram över")


def test_word_is_in_swedish_and_says_synthetic_on_every_page(word):
    language = word.styles.element.find(f".//{qn('w:docDefaults')}//{qn('w:lang')}")
    assert language.get(qn("w:val")) == "sv-SE"
    assert word.sections[0].header.paragraphs[0].text == BAND
    assert "PAGE" in word.sections[0].footer._element.xml


def test_pdf_is_tagged_and_has_language_title_and_outline(pdf):
    catalogue = pdf.trailer["/Root"]
    assert catalogue["/MarkInfo"]["/Marked"]
    assert "/StructTreeRoot" in catalogue
    assert str(catalogue["/Lang"]).startswith("sv")
    assert pdf.metadata.title == "Uppföljning 2025"
    tops = [item.title for item in pdf.outline if not isinstance(item, list)]
    assert tops[0] == "Sammanfattning"
    assert "Nära vård" in tops


def test_pdf_says_synthetic_on_every_page(pdf):
    assert all(BAND in page.extract_text() for page in pdf.pages)


def test_pdf_has_charts_as_vectors(pdf):
    assert not any(page.images for page in pdf.pages)


def test_real_data_have_no_band(tmp_path):
    content = report((area((finding(),)),), synthetic=False)
    paths = {r.path.suffix: r.path for r in write_report(content, tmp_path)}
    assert BAND not in "".join(p.extract_text() for p in PdfReader(paths[".pdf"]).pages)
    assert Document(str(paths[".docx"])).sections[0].header.paragraphs[0].text == ""


@pytest.mark.parametrize("text", HOSTILE)
def test_text_from_people_comes_out_as_it_was_written(text, tmp_path):
    content = report((area((finding(with_chart=False, text=text),), text=text),), text=text)
    paths = {r.path.suffix: r.path for r in write_report(content, tmp_path)}
    word = Document(str(paths[".docx"]))
    everything = [p.text for p in word.paragraphs]
    everything += [c.text for t in word.tables for r in t.rows for c in r.cells]
    assert f"Utbilda team{text}" not in everything  # only what was written with it carries it
    for carrier in ("Införa gemensam plan", "Nära vård", "Delaktighet", "Upplevd trygghet"):
        assert f"{carrier}{text}" in everything
    if text.isascii():
        pages = "".join(page.extract_text() for page in PdfReader(paths[".pdf"]).pages)
        assert _folded(text) in _folded(pages)


def _folded(text):
    return re.sub(r"[\s\u00ad\u2010-]", "", text)


def test_text_with_line_breaks_and_control_characters_is_still_a_report(tmp_path):
    text = "rad ett\nrad två\x00\x1b\ud800\ufffe"
    content = report((area((finding(with_chart=False, text=text),), text=text),), text=text)
    assert len(write_report(content, tmp_path)) == 2


def test_the_same_content_gives_the_same_bytes(tmp_path):
    content = report((area((finding(),)),))
    first = write_report(content, tmp_path / "one")
    second = write_report(content, tmp_path / "two")
    assert [r.sha256 for r in first] == [r.sha256 for r in second]


def test_a_failure_leaves_the_last_report_and_nothing_else(tmp_path, monkeypatch):
    content = report((area((finding(with_chart=False),)),))
    before = write_report(content, tmp_path)

    def interrupted(*_args, **_kwargs):
        raise KeyboardInterrupt

    monkeypatch.setattr("riktning.documents.report.pdf.typst.compile", interrupted)
    with pytest.raises(KeyboardInterrupt):
        write_report(full_report(1, text=" ny"), tmp_path)
    assert sorted(tmp_path.iterdir()) == sorted(r.path for r in before)
    assert [r.path.stat().st_size for r in before] == [r.size for r in before]


def test_progress_is_told_as_many_times_as_was_promised(tmp_path):
    content, told = full_report(3), []
    write_report(content, tmp_path, done=lambda: told.append(1))
    assert len(told) == steps(content, ("docx", "pdf"))


@pytest.mark.parametrize("formats", [("odt",), ("docx", "exe")])
def test_an_unknown_format_is_one_sentence(formats, tmp_path):
    with pytest.raises(RiktningError, match="is not a format; choose among docx, pdf"):
        write_report(full_report(1), tmp_path, formats=formats)
    assert not list(tmp_path.iterdir())


def test_a_folder_that_cannot_be_made_is_one_sentence(tmp_path):
    (tmp_path / "file").write_text("x")
    with pytest.raises(RiktningError, match="cannot be written to"):
        write_report(full_report(1), tmp_path / "file" / "below")


def test_english_report_is_in_english(tmp_path):
    (path,) = [
        r.path for r in write_report(full_report(1, language="en"), tmp_path, formats=["pdf"])
    ]
    reader = PdfReader(path)
    assert path.name == "follow-up-2025.pdf"
    assert str(reader.trailer["/Root"]["/Lang"]).startswith("en")
    assert "Synthetic data – not real results" in reader.pages[0].extract_text()
