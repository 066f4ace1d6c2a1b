"""The assignment document as Word and PDF: every field stands in it, under its heading."""

import zipfile
from datetime import date

import pytest
from docx import Document
from pypdf import PdfReader

from riktning.documents.groups.assignment import (
    AssignmentText,
    write_assignment_pdf,
    write_assignment_word,
)
from riktning.documents.groups.words import BELOW, FACTS, HEADINGS

TEXTS = {key: f"Text om {key} <1> *två*\n- punkt ett\n- punkt två" for key in HEADINGS["sv"]}
DAY = date(2024, 5, 31)
DECIDED = AssignmentText("Grupp för å, ä & ö", 2, TEXTS, DAY, "Direktören", "DEMO 2024-1")


@pytest.mark.parametrize("language", ["sv", "en"])
def test_word_holds_every_field_under_its_heading(tmp_path, language):
    path = write_assignment_word(DECIDED, tmp_path / "a.docx", issued=DAY, language=language)
    said = "\n".join(p.text for p in Document(str(path)).paragraphs)
    for key, heading in HEADINGS[language].items():
        assert heading in said
        assert f"Text om {key} <1> *två*" in said
    assert "DEMO 2024-1" in said


def test_pdf_holds_the_same_and_is_tagged_in_its_language(tmp_path):
    path = write_assignment_pdf(DECIDED, tmp_path / "a.pdf", issued=DAY)
    reader = PdfReader(path)
    said = " ".join(" ".join(page.extract_text() for page in reader.pages).split())
    for key, heading in HEADINGS["sv"].items():
        assert heading in said
        assert f"Text om {key} <1> *två*" in said
    catalogue = reader.trailer["/Root"]
    assert catalogue["/MarkInfo"]["/Marked"]
    assert catalogue["/Lang"] == "sv"
    assert reader.metadata.title == DECIDED.group


def test_a_draft_says_that_it_is_one_and_what_is_not_written(tmp_path):
    draft = AssignmentText("Grupp", 1, {})
    path = write_assignment_word(draft, tmp_path / "a.docx", issued=DAY)
    said = "\n".join(p.text for p in Document(str(path)).paragraphs)
    assert "Utkast" in said
    assert "Inget är skrivet" in said


def test_the_same_document_is_the_same_bytes(tmp_path):
    for name, write in (("docx", write_assignment_word), ("pdf", write_assignment_pdf)):
        one, two = (write(DECIDED, tmp_path / f"{n}.{name}", issued=DAY) for n in "ab")
        assert one.read_bytes() == two.read_bytes()
    assert zipfile.is_zipfile(tmp_path / "a.docx")


def test_the_languages_have_the_same_fields():
    assert list(HEADINGS["sv"]) == list(HEADINGS["en"])
    assert set(BELOW) | set(BELOW.values()) | set(FACTS) <= set(HEADINGS["sv"])


def test_no_part_of_it_begins_a_new_page_in_word(tmp_path):
    path = write_assignment_word(DECIDED, tmp_path / "a.docx", issued=DAY)
    style = Document(str(path)).styles["Heading 1"]
    assert not style.paragraph_format.page_break_before
