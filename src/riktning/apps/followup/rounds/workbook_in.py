"""A report read back from a workbook: every fault with its row and column, and all rows or none."""

import zipfile
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, time
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from riktning.apps.followup.rounds.answering import Given, Stored, save_answers
from riktning.apps.followup.rounds.checking import Fault, Lack, impossible, lacks
from riktning.apps.followup.rounds.content import FIELDS, TEXTS, Said
from riktning.apps.followup.rounds.errors import RoundError
from riktning.apps.followup.rounds.evidence import Evidence, evidence_at, says_otherwise
from riktning.apps.followup.rounds.models import Answer, Report
from riktning.apps.followup.rounds.policies import Act, after
from riktning.apps.followup.rounds.statuses import AnswerStatus
from riktning.apps.followup.rounds.words import fault_words, field_words
from riktning.apps.followup.rounds.workbook import (
    HEADER_ROW,
    KEY,
    LANGUAGES,
    names_of_headings,
)
from riktning.apps.observations.queries import current_run
from riktning.apps.organisation.rights import Action, Actor, may, require
from riktning.core.errors import DocumentError
from riktning.documents.reading.gate import MEGABYTE, Kind, examine

MOST_ROWS = 5_000
MOST_COLUMNS = 100  # a template has 16; the rest of a row is not looked at
# 5 000 questions with two answers of 1 000 characters each unpack to 16 MB
LARGEST_UNPACKED = 24 * MEGABYTE
MOST_FAULTS = 50
LONGEST_KEY = 9  # digits of a number in a key; no store holds a milliard answers
FORMULA = object()  # stands in a cell whose words only Excel could reckon out


@dataclass(frozen=True, slots=True)
class CellFault:
    """What is wrong in one place of the file, in words; column empty when it is the row."""

    row: int
    column: str
    words: str

    def __str__(self) -> str:
        place = _("rad %(row)d") % {"row": self.row}
        column = f", {self.column}" if self.column else ""
        return f"{place}{column}: {self.words}"


class FileFaultsError(RoundError):
    """The file has faults; nothing of it was stored."""

    def __init__(self, name: str, faults: Sequence[CellFault]) -> None:
        self.faults = tuple(faults)
        shown = " ".join(str(fault) for fault in self.faults[:MOST_FAULTS])
        super().__init__(
            f"{len(faults)} faults, nothing is stored. {shown}",
            where=name,
            remedy="mend the rows and read the file again",
        )


class TooLargeError(DocumentError):
    """The workbook holds more than any report."""


@dataclass(frozen=True, slots=True)
class _Row:
    number: int
    cells: Mapping[str, Any]


def read_report(*, report: Report, path: Path, actor: Actor) -> dict[int, Stored]:
    """Store every row of the file, or none. DocumentError when it is no workbook of a report.

    Who may not answer, or answers too late, has no file read; and a file is read before the
    transaction, which lets nobody else write.
    """
    _may_answer(report, actor)
    rows = _rows(path)
    with transaction.atomic():
        return _stored(rows, report, path, actor)


def _may_answer(report: Report, actor: Actor) -> None:
    """In some area of the report; each answer's own is asked for when it is stored."""
    areas = sorted(set(report.answers.values_list("area", flat=True))) or [""]
    if not any(may(actor, Action.ANSWER_ROUND, unit_id=report.unit_id, area=a) for a in areas):
        require(actor, Action.ANSWER_ROUND, unit_id=report.unit_id, area=areas[0])
    after(Report.objects.select_related("round__revision__plan").get(pk=report.pk), Act.ANSWER)


def _stored(rows: Sequence[_Row], report: Report, path: Path, actor: Actor) -> dict[int, Stored]:
    answers = {answer.pk: answer for answer in report.answers.all()}
    evidence = evidence_at(current_run(), report.unit_id, answers.values())
    given, faults = _given(rows, report, answers, evidence)
    if faults:
        raise FileFaultsError(path.name, faults)
    return save_answers(report=report, given=given, actor=actor, anew=True)


def _given(
    rows: Sequence[_Row], report: Report, answers: Mapping[int, Answer], evidence: Evidence
) -> tuple[dict[int, Given], list[CellFault]]:
    given: dict[int, Given] = {}
    faults: list[CellFault] = []
    for row in rows:
        reckoned = [name for name in FIELDS if row.cells.get(name) is FORMULA]
        told = _("skriv värdet, inte en formel")
        faults += [CellFault(row.number, field_words(name), told) for name in reckoned]
        key = _key(row, report, answers)
        if isinstance(key, CellFault):
            faults.append(key)
            continue
        pk, base = key
        if pk in given:
            faults.append(CellFault(row.number, "", _("samma fråga står på två rader")))
            continue
        said, found = _said(row)
        bad = {*reckoned, *(each.field for each in found)}
        found += [
            each for each in _lacking(said, answers[pk], evidence, bad) if each.field not in bad
        ]
        faults += [_fault(row, each) for each in found]
        given[pk] = Given(said, base)
    return given, faults


def _lacking(said: Said, answer: Answer, evidence: Evidence, bad: Collection[str]) -> list[Fault]:
    """What a row that says anything lacks; a row without a status is only begun.

    Of one where a cell could not be read (``bad``) only what cannot be in the others is told.
    """
    if bad:
        return list(impossible(said, kind=answer.kind, takes=answer.takes))
    otherwise = says_otherwise(said.status, evidence.of(answer))
    part = evidence.part(answer)
    found = lacks(said, kind=answer.kind, takes=answer.takes, contradicts=otherwise, part=part)
    return [fault for fault in found if fault.lack is not Lack.NO_STATUS]


def _fault(row: _Row, fault: Fault) -> CellFault:
    return CellFault(row.number, field_words(fault.field), fault_words(fault))


def _key(row: _Row, report: Report, answers: Mapping[int, Answer]) -> tuple[int, int] | CellFault:
    parts = str(row.cells.get(KEY) or "").split(".")
    if len(parts) != 3 or not all(_is_number(part) for part in parts):
        return CellFault(row.number, _("Nyckel"), _("raden har förlorat sin nyckel"))
    of_report, pk, base = (int(part) for part in parts)
    if of_report != report.pk or pk not in answers:
        return CellFault(row.number, _("Nyckel"), _("raden hör till en annan rapport"))
    if base > answers[pk].version:
        return CellFault(row.number, _("Nyckel"), _("raden har förlorat sin nyckel"))
    return pk, base


def _is_number(part: str) -> bool:
    return part.isascii() and part.isdigit() and len(part) <= LONGEST_KEY


def _said(row: _Row) -> tuple[Said, list[Fault]]:
    values: dict[str, Any] = {}
    faults: list[Fault] = []
    for name in FIELDS:
        cell = row.cells.get(name)
        if cell is FORMULA:
            continue
        value, lack = _READ[name](cell)
        if lack is not None:
            faults.append(Fault(name, lack))
        else:
            values[name] = value
    return replace(Said(), **values), faults


def _status(cell: Any) -> tuple[str, Lack | None]:
    text = _text(cell).casefold()
    if not text:
        return "", None
    found = _statuses().get(text)
    return (found, None) if found else ("", Lack.NOT_A_STATUS)


@cache
def _statuses() -> dict[str, str]:
    known = {status.value: status.value for status in AnswerStatus}
    for language in LANGUAGES:
        with override(language):
            known |= {str(status.label).casefold(): status.value for status in AnswerStatus}
    return known


def _text(cell: Any) -> str:
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return _("sant") if cell else _("falskt")
    if isinstance(cell, datetime):
        return cell.date().isoformat() if cell.time() == time.min else f"{cell:%Y-%m-%d %H:%M}"
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell).strip()


def _grade(cell: Any) -> tuple[int | None, Lack | None]:
    value, lack = _figure(cell)
    if lack is not None or (value is not None and not value.is_integer()):
        return None, Lack.RISK_RANGE
    return (None if value is None else int(value)), None


def _figure(cell: Any) -> tuple[float | None, Lack | None]:
    text = "".join(_text(cell).split()).replace(",", ".")
    if not text:
        return None, None
    try:
        return (None, Lack.BAD_FIGURE) if "_" in text else (float(text), None)
    except ValueError:
        return None, Lack.BAD_FIGURE


def _words(cell: Any) -> tuple[str, Lack | None]:
    return _text(cell), None


_READ: Mapping[str, Callable[[Any], tuple[Any, Lack | None]]] = {
    **dict.fromkeys(TEXTS, _words),
    "status": _status,
    "likelihood": _grade,
    "consequence": _grade,
    "numerator": _figure,
    "denominator": _figure,
}


def _rows(path: Path) -> list[_Row]:
    if examine(path) is not Kind.EXCEL:
        raise DocumentError(
            "this is no Excel workbook", where=path.name, remedy="fill in the template"
        )
    import openpyxl

    try:
        _refuse_too_large(path)
        book = openpyxl.load_workbook(BytesIO(path.read_bytes()), read_only=True)
        try:
            return list(_of_sheets(book, path))
        finally:
            book.close()
    except DocumentError:
        raise
    except Exception as error:
        # openpyxl raises whatever a damaged package makes it raise
        raise DocumentError(
            f"the workbook is damaged ({type(error).__name__})",
            where=path.name,
            remedy="save it again in Excel",
        ) from error


def _refuse_too_large(path: Path) -> None:
    with zipfile.ZipFile(path) as package:
        unpacked = sum(member.file_size for member in package.infolist())
    if unpacked > LARGEST_UNPACKED:
        raise TooLargeError(
            f"unpacks to {unpacked // MEGABYTE} MB, the limit is {LARGEST_UNPACKED // MEGABYTE} MB",
            where=path.name,
            remedy="fill in the template of this report anew",
        )


def _refuse_missing(names: Sequence[str], path: Path) -> None:
    """A column that is away would empty what is stored in it."""
    missing = [field_words(name) for name in FIELDS if name not in names]
    if missing:
        raise DocumentError(
            f"the sheet lacks these columns: {', '.join(missing)}",
            where=path.name,
            remedy="put them back with their headings, or fill in the template anew",
        )


def _held(cell: Any) -> Any:
    return FORMULA if cell.data_type == "f" else cell.value


def _of_sheets(book: Any, path: Path) -> Iterator[_Row]:
    headings = names_of_headings()
    for sheet in book.worksheets:
        rows = sheet.iter_rows(min_row=HEADER_ROW, max_row=MOST_ROWS, max_col=MOST_COLUMNS)
        names = [headings.get(_text(cell.value).casefold(), "") for cell in next(rows, ())]
        if KEY not in names:
            continue
        _refuse_missing(names, path)
        for number, cells in enumerate(rows, HEADER_ROW + 1):
            row = {name: _held(cell) for name, cell in zip(names, cells, strict=False) if name}
            if any(cell is not None for cell in row.values()):
                yield _Row(number, row)
        return
    raise DocumentError(
        "no sheet has the columns of a report",
        where=path.name,
        remedy="fill in the template of this report",
    )
