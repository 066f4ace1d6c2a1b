"""Emoji in the PDF: shown where a font has them, else named, and the file keeps its tags."""

from dataclasses import replace
from pathlib import Path

import pypdf
from manuscripts import whole

from riktning.documents.manuscript.model import Prose, Section
from riktning.documents.manuscript.write import write_manuscript
from riktning.documents.report.pdf import _names, _spell_out

FAMILY = "\U0001f468\u200d\U0001f469\u200d\U0001f467"
UNKNOWN = "\U0001faea"  # of a later Unicode than any font and any name here


def test_what_no_font_has_is_named_and_the_file_is_still_tagged(tmp_path: Path) -> None:
    typed = f"Familjen {FAMILY} och {UNKNOWN} i text."
    made = replace(whole(charts=0), sections=(Section("a", "Rubrik", 1, (Prose(typed),)),))
    [path] = write_manuscript(made, tmp_path, ["pdf"])
    read = pypdf.PdfReader(path)
    text = " ".join(" ".join(page.extract_text() for page in read.pages).split())
    assert "Familjen" in text
    assert "i text." in text
    assert read.trailer["/Root"]["/MarkInfo"]["/Marked"]
    assert b"pdfuaid" in read.trailer["/Root"]["/Metadata"].get_data()


def test_an_emoji_of_many_is_named_as_one(tmp_path: Path) -> None:
    source = tmp_path / "x.typ"
    source.write_text(f'#"{FAMILY} och \U0001f1f8\U0001f1ea";', encoding="utf-8")
    assert _spell_out(source, 'error: the text `"\U0001f469"` could not be displayed with font')
    assert _spell_out(source, 'error: the text `"\U0001f1ea"` could not be displayed with font')
    assert source.read_text(encoding="utf-8") == '#"[man, woman, girl] och [SE]";'


def test_a_letter_is_never_named(tmp_path: Path) -> None:
    source = tmp_path / "x.typ"
    source.write_text('#"x";', encoding="utf-8")
    assert not _spell_out(source, 'the text `"\u6f22"` could not be displayed with font')
    assert not _spell_out(source, "unknown variable: x")


def test_skin_and_signs_that_join_have_no_name() -> None:
    assert _names("\U0001f9d1\U0001f3fd\u200d\U0001f9bd") == "[adult, manual wheelchair]"
