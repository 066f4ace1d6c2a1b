"""An answer that does not say which version was in front of the person is not stored."""

import openpyxl
import pytest
from django.contrib.auth.models import User
from django.utils import timezone
from test_round_pages import fields

from apps.round_store import NORTH, REPORTER, an_open_round, report_of
from riktning.apps.followup.models import Answer, AnswerVersion, Report
from riktning.apps.followup.rounds.answering import Given, save_answers
from riktning.apps.followup.rounds.content import Said
from riktning.apps.followup.rounds.errors import UnknownBaseError
from riktning.apps.followup.rounds.workbook_in import FileFaultsError, read_report
from riktning.apps.followup.rounds.workbook_out import write_report
from riktning.apps.organisation.models import Grant
from riktning.apps.organisation.rights import Role

pytestmark = pytest.mark.django_db
UNKNOWN = ["", "x", "-1", "2", "999999", "9" * 30]


@pytest.fixture
def report() -> Report:
    return report_of(an_open_round())


@pytest.fixture
def answer(report) -> Answer:
    """Answered once, so that there are versions 0 and 1."""
    first = report.answers.order_by("order")[0]
    said = Said("reached", "Ett.")
    save_answers(report=report, given={first.pk: Given(said, 0)}, actor=REPORTER)
    first.refresh_from_db()
    return first


@pytest.fixture
def reporter(client):
    user = User.objects.create_user("rapportör")
    today = timezone.localdate()
    Grant.objects.create(user=user, role=Role.REPORTER, unit_id=NORTH, from_date=today)
    client.force_login(user)
    return client


def place(report: Report) -> str:
    return f"/uppfoljning/rundor/{report.round_id}/{report.unit_id}/"


def is_untouched(answer: Answer) -> bool:
    answer.refresh_from_db()
    return answer.comment == "Ett." and AnswerVersion.objects.count() == 1


@pytest.mark.parametrize("base", UNKNOWN)
def test_one_answer_is_refused_and_nobody_is_blamed(reporter, report, answer, base):
    sent = fields(answer, status="reached", comment="Två.", base=base)
    told = reporter.post(f"{place(report)}svar/{answer.pk}/", sent)
    assert told.status_code == 409
    assert "har ändrat" not in told.content.decode()
    assert is_untouched(answer)


def test_one_answer_without_the_field_is_refused(reporter, report, answer):
    sent = fields(answer, status="reached", comment="Två.")
    del sent[f"base-{answer.pk}"]
    assert reporter.post(f"{place(report)}svar/{answer.pk}/", sent).status_code == 409
    assert is_untouched(answer)


@pytest.mark.parametrize("base", [*UNKNOWN, None])
def test_a_form_is_refused_as_a_whole_and_what_was_typed_stands(reporter, report, answer, base):
    other = report.answers.order_by("order")[1]
    sent = fields(answer, status="reached", comment="Två.", base=base)
    if base is None:
        del sent[f"base-{answer.pk}"]
    sent |= fields(other, comment="Ett annat svar.")
    told = reporter.post(place(report), sent)
    text = told.content.decode()
    assert told.status_code == 409
    assert "inget är sparat" in text and "har ändrat" not in text
    assert "Två." in text and "Ett annat svar." in text
    assert f'name="base-{answer.pk}" value="1"' in text  # so that it can be saved again
    assert is_untouched(answer)


def test_the_engine_refuses_it_whoever_asks(report, answer):
    for base in (-1, 2):
        given = {answer.pk: Given(Said("partly", "Två."), base)}
        with pytest.raises(UnknownBaseError, match="no version"):
            save_answers(report=report, given=given, actor=REPORTER)
    assert is_untouched(answer)


def test_a_row_of_a_workbook_whose_key_names_no_version_is_a_fault(report, answer, tmp_path):
    path = tmp_path / "svar.xlsx"
    path.write_bytes(write_report(report, {}))
    book = openpyxl.load_workbook(path)
    key = f"{report.pk}.{answer.pk}.1"
    (cell,) = (c for sheet in book for row in sheet.rows for c in row if c.value == key)
    cell.value = f"{report.pk}.{answer.pk}.7"
    book.save(path)
    with pytest.raises(FileFaultsError, match="nyckel"):
        read_report(report=report, path=path, actor=REPORTER)
    assert is_untouched(answer)


def test_a_text_that_is_too_long_is_not_stored_but_stands_in_the_form(reporter, report, answer):
    long = "ord " * 6_000
    told = reporter.post(place(report), fields(answer, status="reached", comment=long))
    text = told.content.decode()
    assert told.status_code == 422
    assert "Texten är för lång." in text and long.strip() in text
    assert is_untouched(answer)
