"""LibreOffice opens what is written, and shows it."""

import shutil
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest
from manuscripts import chart, measures, whole
from pypdf import PdfReader

from riktning.documents.manuscript.model import Manuscript, Prose, Section, Sentences
from riktning.documents.manuscript.write import write_manuscript

SOFFICE = shutil.which("soffice")
BRING = "LibreOffice is missing; `apt-get install libreoffice-writer libreoffice-impress` brings it"
pytestmark = pytest.mark.skipif(SOFFICE is None, reason=BRING)


def _shown(manuscript: Manuscript, folder: Path, kind: str) -> list[str]:
    """The text of each page, as LibreOffice prints it."""
    [path] = write_manuscript(manuscript, folder, [kind])
    own = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = [str(SOFFICE), own, "--headless", "--convert-to", "pdf", "--outdir", str(folder)]
    done = subprocess.run([*command, str(path)], capture_output=True, check=True, timeout=300)
    printed = path.with_suffix(".pdf")
    if not printed.exists() and kind == "pptx" and b"could not be loaded" in done.stderr:
        pytest.skip(BRING)  # LibreOffice without Impress reads no slides
    return [page.extract_text() for page in PdfReader(printed).pages]


@pytest.mark.parametrize("kind", ["docx", "odt"])
def test_a_document_is_shown_page_by_page(tmp_path: Path, kind: str) -> None:
    pages = _shown(whole(charts=1), tmp_path, kind)
    assert len(pages) in (5, 6)
    assert all("Syntetiska data – inte verkliga resultat" in page for page in pages)
    assert "Innehåll" in pages[1]
    assert "Förvaltningarna" in pages[1]
    assert pages[2].count("Sammanfattning") == 1


@pytest.mark.parametrize("kind", ["docx", "odt"])
def test_a_brief_is_one_page(tmp_path: Path, kind: str) -> None:
    said = Sentences(("Inriktning för 2027.", "Uppföljning i maj."), "list")
    sections = (
        Section("viktigast", "Det viktigaste", 1, (Prose("Beslut behövs om **bemanningen**."),)),
        Section("omraden", "Läget per område", 1, (measures(6), chart(1))),
        Section("beslut", "Att besluta", 1, (said,)),
    )
    brief = replace(whole(), kind="brief", sections=sections)
    assert len(_shown(brief, tmp_path, kind)) == 1


def test_slides_are_shown_one_by_one(tmp_path: Path) -> None:
    slides = _shown(replace(whole(charts=1), kind="slides"), tmp_path, "pptx")
    assert len(slides) == 9
    assert "Uppföljning 2025" in slides[0]
    assert all("Syntetiska data" in slide for slide in slides)
