"""The written files, opened again by independent readers."""

import hashlib
import json
import re
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest
from docx import Document
from docx.oxml.ns import qn
from manuscripts import measures, whole
from openpyxl import load_workbook
from pypdf import PdfReader

from riktning.core.errors import RiktningError
from riktning.documents.manuscript.json import manuscript_to_json
from riktning.documents.manuscript.model import Manuscript, Section, Sentences
from riktning.documents.manuscript.write import FORMATS, steps, write_manuscript

BAND = "Utkast · Syntetiska data – inte verkliga resultat"
ALT = "Styrdiagram. Andelen har ökat från 61,2 till 64,8 procent."


@pytest.fixture(scope="module")
def drawn(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of kept charts that the tests share."""
    return tmp_path_factory.mktemp("charts")


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory, drawn: Path) -> dict[str, Path]:
    """The whole manuscript in every format."""
    out = tmp_path_factory.mktemp("written")
    paths = write_manuscript(whole(), out, FORMATS, cache=drawn)
    return {path.suffix[1:]: path for path in paths}


def test_every_format_is_named_after_the_title(files: dict[str, Path]) -> None:
    assert set(files) == set(FORMATS)
    assert {path.stem for path in files.values()} == {"uppfoljning-2025"}
    assert {path.name for path in files["docx"].parent.iterdir()} == {
        path.name for path in files.values()
    }


def test_word_has_real_headings_captions_and_contents(files: dict[str, Path]) -> None:
    word = Document(str(files["docx"]))
    styled = [(part.style.name, part.text) for part in word.paragraphs]
    assert ("Heading 1", "Nära vård") in styled
    assert ("Heading 2", "Det som återstår") in styled
    assert ("Heading 2", "Förvaltningarna") in styled
    assert ("Heading 3", "Brister") in styled
    assert ("Title", "Uppföljning 2025") in styled
    assert [text for name, text in styled if name == "Table Caption"] == [
        "Tabell 1. Mått i området Nära vård",
        "Tabell 2. Andel digitala kontakter 0 per år",
        "Tabell 3. Andel digitala kontakter 1 per år",
    ]
    assert [text[:8] for name, text in styled if name == "Image Caption"] == [
        "Figur 1.", "Figur 2.", "Figur 3.",
    ]  # fmt: skip
    contents = [
        "".join(text.text for text in line.iter(qn("w:t")))
        for line in word.element.body.iter(qn("w:p"))
        if line.style and line.style.startswith("toc") and line.style[3:].isdigit()
    ]
    assert contents == [
        "Sammanfattning", "Nära vård", "Det som återstår", "Förvaltningarna", "Metod",
    ]  # fmt: skip
    assert word.core_properties.title == "Uppföljning 2025"
    assert word.sections[0].header.paragraphs[0].text == BAND


def test_word_has_header_rows_that_repeat_and_alternative_texts(files: dict[str, Path]) -> None:
    word = Document(str(files["docx"]))
    for table in word.tables:
        assert table.rows[0]._tr.find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is not None
    pictures = word.element.body.iter(qn("wp:docPr"))
    texts = [picture.get("descr") for picture in pictures]
    assert texts[:2] == [ALT, ALT]
    assert all(texts)


def test_a_link_in_prose_is_a_link_in_word(files: dict[str, Path]) -> None:
    part = Document(str(files["docx"])).part
    targets = {relation.target_ref for relation in part.rels.values() if relation.is_external}
    assert targets == {"https://example.org/steg"}


def test_the_pdf_is_tagged_named_and_in_its_language(files: dict[str, Path]) -> None:
    reader = PdfReader(files["pdf"])
    root = reader.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"].value is True
    assert root["/Lang"] == "sv"
    assert reader.metadata is not None
    assert reader.metadata.title == "Uppföljning 2025"
    assert reader.xmp_metadata is not None
    assert b"pdfuaid" in root["/Metadata"].get_data()
    assert {"/H1", "/H2", "/H3", "/Table", "/TH", "/Figure", "/Caption", "/L"} <= _tags(root)
    outline = [entry["/Title"] for entry in reader.outline if isinstance(entry, dict)]
    assert outline == ["Sammanfattning", "Nära vård", "Metod"]


def _tags(root: object) -> set[str]:
    found, waiting = set(), [root["/StructTreeRoot"]]  # type: ignore[index]  # pypdf's own objects
    while waiting:
        node = waiting.pop().get_object()
        if isinstance(node, list):
            waiting += node
        elif hasattr(node, "get"):
            if "/S" in node:
                found.add(str(node["/S"]))
            waiting += [node["/K"]] if "/K" in node else []
    return found


def test_every_page_of_the_pdf_says_that_data_are_synthetic(files: dict[str, Path]) -> None:
    for page in PdfReader(files["pdf"]).pages:
        assert BAND in page.extract_text()


def test_the_web_page_stands_alone(files: dict[str, Path]) -> None:
    page = files["html"].read_text(encoding="utf-8")
    assert '<html lang="sv-SE">' in page
    assert re.findall(r"<h1[ >]", page) == ["<h1>"]
    assert "default-src 'none'" in page
    assert not re.search(r"""(?:src|href)=["'](?!#|https://example\.org/steg)""", page)
    assert "<script" not in page
    assert page.count('role="img"') == 3
    assert page.count(f">{ALT}</desc>") == 2
    assert page.count("<caption>") == 3
    assert page.count("<thead>") == 3
    assert page.count("<details>") == 2
    identifiers = re.findall(r'\bid="([^"]+)"', page)
    assert len(identifiers) == len(set(identifiers))


def test_the_charts_of_the_web_page_follow_its_colours(files: dict[str, Path]) -> None:
    page = files["html"].read_text(encoding="utf-8")
    assert 'stroke="var(--chart-line)"' in page
    assert 'fill="var(--ink-quiet)"' in page.replace("--ink-quiet)", "--ink-quiet)")
    assert 'stroke="#0b4f71"' not in page


def test_excel_holds_every_table_with_numbers_as_numbers(files: dict[str, Path]) -> None:
    book = load_workbook(files["xlsx"])
    assert book.sheetnames == ["Innehåll", "Tabell 1", "Tabell 2", "Tabell 3", "Punkter"]
    years = book["Tabell 2"]
    assert [cell.value for cell in years[4]] == ["År", "Värde", "95 % intervall", "Underlag"]
    assert [cell.value for cell in years[6]] == ["2025", 64.8, "62,9–66,7", 12911]
    assert years["B6"].number_format == '#,##0.0" %"'
    assert years.freeze_panes == "A5"
    assert book["Innehåll"]["A8"].hyperlink.location == "'Tabell 1'!A1"
    points = book["Punkter"]
    assert points.max_row == 1 + 2 * 48 + 2
    assert points["C2"].value == "2022-01"
    assert points["D2"].value == 60
    assert points["D12"].value is None


def test_markdown_tells_the_same(files: dict[str, Path]) -> None:
    text = files["md"].read_text(encoding="utf-8")
    assert text.startswith("# Uppföljning 2025\n")
    assert "Läget är **gott**." in text
    assert "Tabell 1. Mått i området Nära vård" in text
    assert ALT in text


def test_the_bundle_holds_everything_and_a_manifest_that_is_true(files: dict[str, Path]) -> None:
    with zipfile.ZipFile(files["zip"]) as package:
        manifest = json.loads(package.read("manifest.json"))
        told = {file["name"]: file["sha256"] for file in manifest["files"]}
        assert set(package.namelist()) == {"manifest.json", *told}
        for name, sha in told.items():
            assert hashlib.sha256(package.read(name)).hexdigest() == sha
        assert package.read("manuscript.json").decode() == manuscript_to_json(whole())
    documents = {path.name for kind, path in files.items() if kind != "zip"}
    pictures = {f"figur-{place}.{kind}" for place in (1, 2, 3) for kind in ("svg", "png")}
    assert set(told) == documents | pictures | {"manuscript.json"}
    assert manifest["synthetic"] is True


def test_a_bundle_alone_holds_every_format_of_a_report_and_is_the_same_however_asked_for(
    tmp_path: Path, drawn: Path
) -> None:
    [path] = write_manuscript(whole(charts=1), tmp_path, ["zip"], cache=drawn)
    with zipfile.ZipFile(path) as package:
        suffixes = {Path(name).suffix for name in package.namelist()}
    made = {".docx", ".odt", ".pdf", ".html", ".pptx", ".xlsx"}
    assert suffixes == made | {".json", ".svg", ".png"}
    assert list(tmp_path.iterdir()) == [path]
    asked = ["pptx", "xlsx", "zip", "pdf", "odt", "html", "docx"]
    again = write_manuscript(whole(charts=1), tmp_path / "again", asked, cache=drawn)
    assert again[2].read_bytes() == path.read_bytes()


def test_the_same_manuscript_gives_the_same_bytes(
    files: dict[str, Path], tmp_path: Path, drawn: Path
) -> None:
    again = write_manuscript(whole(), tmp_path, FORMATS, cache=drawn)
    for path in again:
        assert path.read_bytes() == files[path.suffix[1:]].read_bytes(), path.suffix


def test_done_is_called_as_often_as_told(tmp_path: Path) -> None:
    manuscript, told = whole(charts=1), []
    write_manuscript(manuscript, tmp_path, ["html", "zip"], done=lambda: told.append(1))
    assert len(told) == steps(manuscript, ["html", "zip"]) == 2 + 2


def test_an_unknown_format_is_refused_before_anything_is_written(tmp_path: Path) -> None:
    with pytest.raises(RiktningError, match="'docm' is not a format; choose among docx"):
        write_manuscript(whole(), tmp_path / "new", ["docx", "docm"])
    with pytest.raises(RiktningError, match="no format is named"):
        write_manuscript(whole(), tmp_path / "new", [])
    assert not (tmp_path / "new").exists()


def test_a_folder_that_cannot_be_written_to_is_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(RiktningError, match="cannot be written to"):
        write_manuscript(whole(charts=0), tmp_path / "file", ["html"])


def test_a_failure_leaves_the_last_good_files(
    tmp_path: Path, drawn: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    [first] = write_manuscript(whole(charts=0), tmp_path, ["html"], cache=drawn)
    before = first.read_bytes()

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("riktning.documents.manuscript.write.write_bundle", full)
    with pytest.raises(RiktningError, match="No space left"):
        write_manuscript(whole("en", charts=0), tmp_path, ["html", "zip"], cache=drawn)
    assert first.read_bytes() == before
    assert list(tmp_path.iterdir()) == [first]


@pytest.mark.parametrize("language", ["sv", "en"])
def test_an_empty_manuscript_says_that_it_is_empty(tmp_path: Path, language: str) -> None:
    empty = Manuscript("Uppföljning", "", language, whole().date, ())
    paths = write_manuscript(empty, tmp_path, FORMATS)
    said = "inget innehåll ännu" if language == "sv" else "no content yet"
    by = {path.suffix[1:]: path for path in paths}
    assert said in by["html"].read_text(encoding="utf-8")
    assert said in " ".join(page.extract_text() for page in PdfReader(by["pdf"]).pages)
    assert any(said in part.text for part in Document(str(by["docx"])).paragraphs)


def test_three_hundred_indicators_are_a_document(tmp_path: Path) -> None:
    sections = [Section("alla", "Alla mått", 1, (measures(300),))]
    sections += [
        Section(f"m{place}", f"Mått {place}", 2, (Sentences((f"Mått {place} förbättras.",)),))
        for place in range(300)
    ]
    long = replace(whole(), sections=tuple(sections))
    docx, pdf, _ = write_manuscript(long, tmp_path, ["docx", "pdf", "html"])
    assert len(Document(str(docx)).tables[0].rows) == 301
    pages = [page.extract_text() for page in PdfReader(pdf).pages]
    rows = [page for page in pages if re.search(r"Mått \d+\s+61,2", page)]
    assert len(rows) > 5
    assert all("Senaste år" in page for page in rows)  # the header row stands on every page
