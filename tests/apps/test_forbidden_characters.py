"""What XML forbids in a text breaks no workbook: it is not stored, and not written out."""

from io import BytesIO

import openpyxl
import pytest

from apps.round_store import APPROVER, REPORTER, an_open_round, fill_in, report_of
from riktning.apps.followup.models import Answer, ReportStep
from riktning.apps.followup.rounds.answering import Given, save_answers
from riktning.apps.followup.rounds.content import Said
from riktning.apps.followup.rounds.handing import take_step
from riktning.apps.followup.rounds.policies import Act
from riktning.apps.followup.rounds.workbook_out import write_report
from riktning.web.presenters.tables import table_workbook

pytestmark = pytest.mark.django_db
BAD = "\x00\x0b\ufffe\uffff\ud800"


def test_they_are_stored_in_no_answer_and_no_reason() -> None:
    report = report_of(an_open_round())
    first = report.answers.order_by("order")[0]
    said = Said("partly", f"a{BAD}b")
    save_answers(report=report, given={first.pk: Given(said, 0)}, actor=REPORTER)
    assert Answer.objects.get(pk=first.pk).comment == "ab"
    fill_in(report)
    take_step(report=report, act=Act.SUBMIT, actor=REPORTER)
    take_step(report=report, act=Act.SEND_BACK, actor=APPROVER, reason=f"x{BAD}y")
    assert ReportStep.objects.get(act=Act.SEND_BACK).reason == "xy"


def test_what_is_stored_with_them_is_still_written_out() -> None:
    report = report_of(an_open_round())
    report.answers.update(comment="a\ufffe\uffffb", text="c\uffffd")
    book = openpyxl.load_workbook(BytesIO(write_report(report, {})))
    cells = {cell.value for row in book.worksheets[1].rows for cell in row}
    assert "ab" in cells
    table = openpyxl.load_workbook(BytesIO(table_workbook("T", ["Ett"], [[f"a{BAD}b"]])))
    assert table.active["A2"].value == "a     b"
