"""A file that cannot be read gives one sentence that says what is wrong and what would work."""

import re
import zipfile
from pathlib import Path

import pytest
from plan_files import sample_plan, write_pdf, write_word

from riktning.core.errors import DocumentError
from riktning.documents.reading import gate, read_plan


def sentence(path: Path) -> str:
    with pytest.raises(DocumentError) as caught:
        read_plan(path)
    text = str(caught.value)
    assert text.startswith(path.name) and text.endswith(".") and "\n" not in text
    assert "; " in text, "a remedy is part of the sentence"
    return text


def made(path: Path, content: bytes) -> Path:
    path.write_bytes(content)
    return path


OLE = bytes.fromhex("d0cf11e0a1b11ae1")


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("a.txt", b"", "empty"),
        ("a.txt", b"\x00\x01\x02 junk \x05" * 40, "neither a document nor text"),
        ("a.docx", b"\x8f\x00\x02junk" * 40, "neither a document nor text"),
        ("a.doc", OLE + b"\x00" * 600, "old Office format"),
        ("a.docx", OLE + "EncryptedPackage".encode("utf-16-le"), "password"),
        ("a.docx", b"PK\x03\x04 torn off", "damaged"),
        ("a.docx", b"plain words", "the name ends in .docx but the content is plain text"),
        ("a.txt", b"%PDF-1.7 words", "the name ends in .txt but the content is a PDF"),
        ("a.pdf", b"%PDF-1.7\nnothing more", "damaged"),
        ("a.rtf", b"{\\rtf1 Plan}", "RTF"),
        ("a.txt", b"plan\n" * 10_002, "more than 10000 lines"),
        ("a.txt", b"plan " * 500_000, "more than 2 MB of text"),
        ("a.txt", "Handla mjölk och bröd.".encode(), "no plan was found"),
    ],
)
def test_what_is_wrong_is_said(tmp_path: Path, name: str, content: bytes, says: str):
    assert says in sentence(made(tmp_path / name, content))


def test_a_file_that_is_not_there(tmp_path: Path):
    assert "cannot be opened" in sentence(tmp_path / "none.docx")


def test_a_folder(tmp_path: Path):
    assert "is a folder" in sentence(tmp_path)


def test_a_huge_file(tmp_path: Path):
    path = tmp_path / "a.pdf"
    with path.open("wb") as file:
        file.truncate(gate.LARGEST_FILE + 1)
    assert "the limit is 50 MB" in sentence(path)


def test_a_package_that_unpacks_to_too_much(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(gate, "LARGEST_UNPACKED", 5 * gate.MEGABYTE)
    path = tmp_path / "bomb.docx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("word/document.xml", b" " * (6 * gate.MEGABYTE))
    assert "unpacks to 6 MB, the limit is 5 MB" in sentence(path)


def test_a_package_of_something_else(tmp_path: Path):
    path = tmp_path / "a.docx"
    with zipfile.ZipFile(path, "w") as package:
        package.writestr("content.xml", "<a/>")
    assert "neither Word nor Excel" in sentence(path)


@pytest.mark.parametrize("member", ["word/document.xml", "xl/workbook.xml"])
def test_a_package_with_broken_content(tmp_path: Path, member: str):
    path = tmp_path / ("a.docx" if "word" in member else "a.xlsx")
    with zipfile.ZipFile(path, "w") as package:
        package.writestr(member, "<broken")
    assert "damaged" in sentence(path)


def test_a_word_file_cut_short(tmp_path: Path):
    whole = write_word(tmp_path / "plan.docx", sample_plan()).read_bytes()
    assert "damaged" in sentence(made(tmp_path / "half.docx", whole[: len(whole) // 2]))


def test_a_pdf_with_a_password(tmp_path: Path):
    from pypdf import PdfReader, PdfWriter

    writer = PdfWriter(PdfReader(write_pdf(tmp_path / "plan.pdf", sample_plan())))
    writer.encrypt("secret", algorithm="RC4-128")
    path = tmp_path / "locked.pdf"
    with path.open("wb") as file:
        writer.write(file)
    assert "password" in sentence(path)


def test_a_scanned_pdf(tmp_path: Path):
    from pypdf import PdfWriter

    writer = PdfWriter()
    writer.add_blank_page(200, 200)
    path = tmp_path / "scan.pdf"
    with path.open("wb") as file:
        writer.write(file)
    assert "no text" in sentence(path) and "OCR" in sentence(path)


def test_an_empty_template(tmp_path: Path):
    from riktning.documents.template import write_template

    assert "no plan was found" in sentence(write_template(tmp_path / "empty.xlsx"))


def test_an_excel_sheet_with_too_many_rows(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    from riktning.documents.reading import excel
    from riktning.documents.template import write_template

    monkeypatch.setattr(excel, "MOST_ROWS", 3)
    assert re.search(
        "more than 3 rows", sentence(write_template(tmp_path / "a.xlsx", sample_plan()))
    )
