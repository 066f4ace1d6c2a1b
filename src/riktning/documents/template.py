"""The Excel template a plan can be written in, empty or filled from a draft."""

import os
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from riktning.core.errors import DocumentError
from riktning.documents.draft import DraftArea, DraftPlan

GUIDE = (
    "Riktning – mall för en plan",
    "Fyll i bladen Mål, Aktiviteter och Indikatorer. Ändra inte rubrikraden.",
    "En rad är ett mål, en aktivitet eller en indikator.",
    "Område: samma namn på varje rad som hör till området.",
    "Rad: ett delområde kan ha flera målrader; mål i samma rad hör ihop över perioderna.",
    "Period: som 2026, 2026-2027 eller Framtidsvision 2030, lika skriven överallt.",
    "Delområde på bladet Aktiviteter får lämnas tomt.",
    "Bladet Perioder behövs bara för en period utan mål och aktiviteter, eller för ordningen.",
    "Läs in planen: riktning plan read FIL.xlsx",
)
SHEETS = {
    "Perioder": ("Område", "Period"),
    "Mål": ("Område", "Delområde", "Rad", "Period", "Effektmål"),
    "Aktiviteter": ("Område", "Period", "Delområde", "Aktivitet"),
    "Indikatorer": ("Område", "Indikator"),
}
_WIDTHS = {"Område": 28, "Period": 20, "Delområde": 34, "Rad": 6}


def write_template(path: Path, draft: DraftPlan | None = None) -> Path:
    """Write the template to ``path`` (.xlsx), filled when a draft is given; returns the path.

    Reading a filled template gives the same areas back; questions are not kept in it. Raises
    DocumentError when the file cannot be written. An existing file is replaced whole or not
    at all.
    """
    from openpyxl import Workbook

    workbook = Workbook()
    guide = workbook.active
    if guide is None:
        raise DocumentError("the workbook could not be made", where=path.name)
    guide.title = "Läs mig"
    for line in GUIDE:
        guide.append([line])
    guide.column_dimensions["A"].width = 110
    areas = draft.areas if draft else []
    for title, header in SHEETS.items():
        _sheet(workbook.create_sheet(title), header, _content(title, areas))
    _save(workbook, path)
    return path


def _sheet(sheet: Any, header: Sequence[str], rows: Iterator[Sequence[str | int]]) -> None:
    from openpyxl.styles import Alignment, Font
    from openpyxl.utils import get_column_letter

    sheet.append(list(header))
    for cell in sheet[1]:
        cell.font = Font(bold=True)
    for row in rows:
        sheet.append(list(row))
        for cell in sheet[sheet.max_row]:
            cell.alignment = Alignment(wrap_text=True, vertical="top")
            if isinstance(cell.value, str):
                cell.data_type = "s"  # a text that begins with = is no formula
    for number, name in enumerate(header, 1):
        sheet.column_dimensions[get_column_letter(number)].width = _WIDTHS.get(name, 90)
    sheet.freeze_panes = "A2"


def _content(title: str, areas: Sequence[DraftArea]) -> Iterator[Sequence[str | int]]:
    for area in areas:
        if title == "Perioder":
            yield from ((area.name, period) for period in area.periods or [""])
        elif title == "Mål":
            yield from _goals(area)
        elif title == "Aktiviteter":
            for activity in area.activities:
                yield area.name, activity.period, activity.sub_area or "", activity.text
        else:
            yield from ((area.name, indicator.text) for indicator in area.indicators)


def _goals(area: DraftArea) -> Iterator[Sequence[str | int]]:
    for sub_area in area.sub_areas:
        for goal in sub_area.goals:
            yield area.name, sub_area.name, goal.row, goal.period, goal.text
        if not sub_area.goals:
            yield area.name, sub_area.name, "", "", ""


def _save(workbook: Any, path: Path) -> None:
    """Beside the target first, then in its place: whole or not at all."""
    beside = None
    try:
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.", suffix=".tmp")
        os.close(handle)
        beside = Path(name)
        workbook.save(beside)
        beside.chmod(0o644)
        beside.replace(path)
    except OSError as error:
        raise DocumentError(
            f"the template cannot be written ({error.strerror})",
            where=str(path),
            remedy="name a file in a folder you may write to",
        ) from error
    finally:
        if beside is not None:
            beside.unlink(missing_ok=True)
