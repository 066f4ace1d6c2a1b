"""A report as a workbook to fill in: a row a question, drop-downs where there is a choice."""

from collections.abc import Mapping
from io import BytesIO
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from riktning.apps.followup.rounds.content import FIELDS, said_in
from riktning.apps.followup.rounds.models import HIGHEST_RISK, Answer, Report
from riktning.apps.followup.rounds.statuses import CAN_SAY, AnswerStatus, QuestionKind
from riktning.apps.followup.rounds.words import round_words
from riktning.apps.followup.rounds.workbook import HEADER_ROW, KEY, Column, columns
from riktning.core.plain import without_forbidden

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

GREY = "FFF3F6F8"


def write_report(report: Report, before: Mapping[tuple[int, str], Answer]) -> bytes:
    """The workbook, with what is answered already and what was said last time, in the language
    that is active. The verdict of the data is not in it: it is shown when a status has been set."""
    from openpyxl import Workbook

    book = Workbook()
    guide = book.active
    if guide is None:  # pragma: no cover - a new workbook has a sheet
        guide = book.create_sheet()
    guide.title = _("Läs mig")
    for words in _guide(report):
        guide.append([words])
    guide.column_dimensions["A"].width = 100
    sheet = book.create_sheet(_("Svar"))
    asked = list(report.answers.order_by("order"))
    _fill(sheet, asked, before)
    _choices(sheet, asked)
    book.active = 1
    kept = BytesIO()
    book.save(kept)
    return kept.getvalue()


def _guide(report: Report) -> tuple[str, ...]:
    return (
        f"{round_words(report.round.kind, report.round.year)}, {report.unit_id}",
        _("Fyll i de vita kolumnerna på bladet Svar. Rör inte rubrikraden."),
        _("En rad som inte ändras lämnas som den är. Rader får tas bort och sorteras om."),
        _("Rött och gult behöver en kommentar."),
        _("Sannolikhet och konsekvens: 1 till 4."),
        _("Filen läses in på rapportens sida eller med riktning round read."),
        _("Är något fel lagras inget, och varje fel sägs med rad och kolumn."),
    )


def _fill(
    sheet: "Worksheet", asked: list[Answer], before: Mapping[tuple[int, str], Answer]
) -> None:
    from openpyxl.styles import Alignment, Font, PatternFill
    from openpyxl.utils import get_column_letter

    every = columns()
    sheet.append([column.heading for column in every])
    for place, column in enumerate(every, 1):
        sheet.cell(HEADER_ROW, place).font = Font(bold=True)
        dimension = sheet.column_dimensions[get_column_letter(place)]
        dimension.width, dimension.hidden = column.width, column.name == KEY
    for row, answer in enumerate(asked, HEADER_ROW + 1):
        for place, column in enumerate(every, 1):
            one = sheet.cell(row, place, _writable(_value(answer, column, before)))
            one.alignment = Alignment(wrap_text=True, vertical="top")
            if not column.filled:
                one.fill = PatternFill("solid", fgColor=GREY)
            if isinstance(one.value, str):
                one.data_type = "s"  # a text that begins with = is no formula
    sheet.freeze_panes = f"E{HEADER_ROW + 1}"


def _value(answer: Answer, column: Column, before: Mapping[tuple[int, str], Answer]) -> Any:
    last = before.get((answer.item_id, answer.indicator_id))
    said = said_in(answer)
    if column.name == "status":
        return str(AnswerStatus(said.status).label) if said.status else None
    if column.name in FIELDS:
        value = getattr(said, column.name)
        return None if value == "" else value
    return {
        "number": answer.order,
        "kind": str(QuestionKind(answer.kind).label),
        "place": answer.place,
        "text": f"{answer.text} ({answer.indicator_id})" if answer.indicator_id else answer.text,
        "before": _last(last),
        "target": answer.target,
        KEY: f"{answer.report_id}.{answer.pk}.{answer.version}",
    }[column.name]


def _writable(value: Any) -> Any:
    return without_forbidden(value) if isinstance(value, str) else value


def _last(answer: Answer | None) -> str | None:
    if answer is None or not answer.status:
        return None
    label = str(AnswerStatus(answer.status).label)
    return f"{label}: {answer.comment}" if answer.comment else label


def _choices(sheet: "Worksheet", asked: list[Answer]) -> None:
    """Drop-downs: the statuses of the question's kind, and the grades of a risk."""
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.datavalidation import DataValidation

    places = {column.name: get_column_letter(n) for n, column in enumerate(columns(), 1)}
    lists = {}
    for kind, statuses in CAN_SAY.items():
        words = ",".join(str(status.label) for status in statuses)
        lists[kind.value] = DataValidation("list", formula1=f'"{words}"', allow_blank=True)
    grades = ",".join(str(grade) for grade in range(1, HIGHEST_RISK + 1))
    risk = DataValidation("list", formula1=f'"{grades}"', allow_blank=True)
    for row, answer in enumerate(asked, HEADER_ROW + 1):
        lists[answer.kind].add(f"{places['status']}{row}")
        for name in ("likelihood", "consequence"):
            risk.add(f"{places[name]}{row}")
    for validation in (*lists.values(), risk):
        if validation.sqref:
            validation.showErrorMessage = True
            sheet.add_data_validation(validation)
