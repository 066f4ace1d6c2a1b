"""Writes the example plan as a Word document: python examples/plan/make.py [OUT.docx]."""

import io
import sys
import zipfile
from datetime import datetime
from pathlib import Path
from typing import Any

from docx import Document
from docx.enum.section import WD_ORIENT
from docx.shared import Cm, Pt
from plan import AREAS, LEAD, PERIODS, TITLE, VISION

WRITTEN = datetime(2024, 1, 15, 12)  # noqa: DTZ001  Word keeps its dates without a zone


def write_plan(target: Path) -> None:
    """The same words give the same bytes."""
    word = Document()
    word.styles["Normal"].font.name, word.styles["Normal"].font.size = "Calibri", Pt(10.5)
    section = word.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Cm(29.7), Cm(21)
    word.core_properties.title, word.core_properties.language = TITLE, "sv-SE"
    word.core_properties.author = "Riktning, exempel"
    word.core_properties.created = word.core_properties.modified = WRITTEN
    word.add_heading(TITLE, level=0)
    word.add_paragraph(LEAD)
    for area in AREAS:
        _area(word, area)
    _save(word, target)


def _area(word: Any, area: dict[str, Any]) -> None:
    word.add_heading(area["name"], level=1)
    _goals(word, area["sub_areas"])
    word.add_heading("Planerade aktiviteter", level=2)
    for period in PERIODS:
        word.add_heading(period, level=3)
        for text in area["activities"][period]:
            word.add_paragraph(text, style="List Bullet")
    word.add_heading("Indikatorer", level=2)
    for text in area["indicators"]:
        word.add_paragraph(text, style="List Bullet")


def _goals(word: Any, sub_areas: list[tuple[str, ...]]) -> None:
    periods = [f"Effektmål {period}" for period in PERIODS]
    headings = ("Delområde", *periods, f"Framtidsvision {VISION}")
    table = word.add_table(rows=1, cols=len(headings), style="Table Grid")
    for cell, text in zip(table.rows[0].cells, headings, strict=True):
        cell.text = text
    for sub_area in sub_areas:
        for cell, text in zip(table.add_row().cells, sub_area, strict=True):
            cell.text = text


def _save(word: Any, target: Path) -> None:
    """Save with the dates inside the package fixed, so that it can be compared byte for byte."""
    packed = io.BytesIO()
    word.save(packed)
    with (
        zipfile.ZipFile(packed) as source,
        zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as package,
    ):
        for name in source.namelist():
            entry = zipfile.ZipInfo(name, WRITTEN.timetuple()[:6])
            package.writestr(entry, source.read(name), zipfile.ZIP_DEFLATED)


if __name__ == "__main__":
    write_plan(Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parent / "plan.docx")
