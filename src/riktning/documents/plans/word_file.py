"""Writes blocks as a Word document in the report's dress."""

import shutil
import tempfile
import zipfile
from datetime import UTC, date, datetime, time
from pathlib import Path

from riktning.core.errors import RiktningError
from riktning.documents.report.languages import wording_of
from riktning.documents.report.pandoc import convert
from riktning.documents.report.reference import write_reference
from riktning.documents.report.syntax import Node, document


def write_word(
    blocks: list[Node],
    target: Path,
    *,
    title: str,
    subtitle: str,
    issued: date,
    language: str,
    wide: bool = False,
    short: bool = False,
) -> Path:
    """Write ``target``, whole or not at all; ``wide`` turns the page for a broad table, and in a
    ``short`` paper a new part does not begin a new page."""
    words = wording_of(language)
    target = target.resolve()
    try:
        workshop = Path(tempfile.mkdtemp(prefix=".plan-", dir=target.parent))
    except OSError as error:
        raise RiktningError(
            f"the folder cannot be written to ({error.strerror})",
            where=str(target.parent),
            remedy="choose another folder",
        ) from error
    try:
        reference, made = workshop / "reference.docx", workshop / "made.docx"
        write_reference(reference, words, f"{title} · {subtitle}", None)
        if wide:
            _turn(reference)
        if short:
            _follow_on(reference)
        noon = datetime.combine(issued, time(12), UTC)
        convert(
            document(
                blocks,
                {"title": title, "subtitle": subtitle, "date": issued.isoformat(),
                 "lang": words.code},
            ),
            "docx",
            arguments=[f"--reference-doc={reference}"],
            folder=workshop,
            output=made,
            epoch=int(noon.timestamp()),
        )  # fmt: skip
        _settle(made, noon)
        made.replace(target)
    finally:
        shutil.rmtree(workshop, ignore_errors=True)
    return target


def _settle(path: Path, written: datetime) -> None:
    """Date every part of the package alike, so that the same document is the same bytes."""
    with zipfile.ZipFile(path) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            info = zipfile.ZipInfo(name, written.timetuple()[:6])
            package.writestr(info, content, zipfile.ZIP_DEFLATED)


def _follow_on(reference: Path) -> None:
    from docx import Document
    from docx.shared import Pt

    word = Document(str(reference))
    for name, size, before in (("Title", 20, 0), ("Heading 1", 14, 16), ("Heading 2", 11, 10)):
        style = word.styles[name]
        style.font.size = Pt(size)
        style.paragraph_format.space_before = Pt(before)
        style.paragraph_format.page_break_before = False
    word.save(str(reference))


def _turn(reference: Path) -> None:
    from docx import Document
    from docx.enum.section import WD_ORIENT

    word = Document(str(reference))
    section = word.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = section.page_height, section.page_width
    word.save(str(reference))
