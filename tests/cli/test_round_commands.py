"""`riktning round` and `riktning remind` as a user runs them."""

from pathlib import Path

import openpyxl
import pytest
from django.contrib.auth.models import User

from apps.round_store import NORTH, SHARED, an_open_round, fill_in, fill_round_plans, report_of
from riktning.apps.followup.models import Reminder, Round
from riktning.apps.followup.rounds.handing import take_step
from riktning.apps.followup.rounds.policies import Act
from riktning.apps.organisation.models import Grant
from riktning.apps.organisation.rights import COMMAND_LINE, Role
from riktning.cli.main import main
from riktning.config.mail import MailServer, mail_server
from riktning.core.errors import RiktningError

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _the_tests_own_store(monkeypatch):
    for module in ("rounds", "remind"):
        monkeypatch.setattr(f"riktning.cli.{module}.open_store", lambda: None)


def test_a_round_is_opened_and_shown(capsys) -> None:
    fill_round_plans()
    assert main(["round", "status"]) == 0
    assert "No round is open" in capsys.readouterr().out
    asked = ["round", "open", "genomforande", "T1", "2025", "--accept-by", "2025-07-01"]
    assert main(asked) == 0
    said = capsys.readouterr().out
    assert "2 administrations are asked" in said
    assert "accept by 2025-07-01" in said
    key = Round.objects.get().pk
    assert main(["round", "status", str(key)]) == 0
    assert "0 of 6" in capsys.readouterr().out
    assert main(["round", "status", "--json"]) == 0
    assert main(asked) == 2
    assert "is open already" in capsys.readouterr().err


def test_the_last_days_are_moved(capsys) -> None:
    key = str(an_open_round().pk)
    assert main(["round", "move", key, "--submit-by", "2025-05-26"]) == 0
    assert "Submit by 2025-05-26, approve by 2025-05-29" in capsys.readouterr().out
    assert main(["round", "move", key, "--accept-by", "2025-05-27"]) == 2
    assert "not in order" in capsys.readouterr().err


WRONG = (
    (["round", "open", "genomforande", "t4", "2025"], "no period of a round"),
    (["round", "open", "annan", "t1", "2025"], "there is no plan"),
    (["round", "open", "genomforande", "t2", "2025", "--submit-by", "2025-01-01"], "not in order"),
    (["round", "status", "999"], "there is no round 999"),
    (["round", "template", "{key}", "okand", "x.xlsx"], "choose among norr, soder"),
    (["round", "template", "{key}", "norr", "/nowhere/x.xlsx"], "cannot be written"),
    (["round", "read", "{key}", "norr", "/nowhere/x.xlsx"], "cannot be opened"),
)


@pytest.mark.parametrize(("arguments", "words"), WRONG)
def test_a_users_error_is_one_sentence(capsys, arguments, words) -> None:
    key = an_open_round().pk
    assert main([part.format(key=key) for part in arguments]) == 2
    said = capsys.readouterr().err
    assert words in said
    assert said.count("\n") == 1


def test_a_report_goes_out_and_comes_back_in_excel(capsys, tmp_path: Path) -> None:
    report = report_of(an_open_round())
    where, file = [str(report.round_id), NORTH], tmp_path / "svar.xlsx"
    assert main(["round", "template", *where, str(file), "--language", "en"]) == 0
    book = openpyxl.load_workbook(file)
    sheet = book["Answers"]
    column = [cell.value for cell in sheet[1]].index("Status") + 1
    sheet.cell(2, column).value = "is or will be reached"
    sheet.cell(3, column).value = "late"
    book.save(file)
    assert main(["round", "read", *where, str(file)]) == 2
    said = capsys.readouterr().err
    assert "row 3, Comment: Write a comment" in said
    assert not report.answers.exclude(status="").exists()
    sheet.cell(3, column + 1).value = "Staff"
    book.save(file)
    assert main(["round", "read", *where, str(file)]) == 0
    assert "Read 6 answers." in capsys.readouterr().out
    assert report.answers.get(order=2).comment == "Staff"


def test_accepted_figures_are_written_as_care_data(capsys, tmp_path: Path) -> None:
    report = report_of(an_open_round())
    fill_in(report)
    for act in (Act.SUBMIT, Act.APPROVE, Act.ACCEPT):
        take_step(report=report, act=act, actor=COMMAND_LINE)
    file = tmp_path / "reported.csv"
    assert main(["round", "values", str(report.round_id), str(file)]) == 0
    assert "2 figures" in capsys.readouterr().out
    assert f"{SHARED},norr,2025-01-01,2025-04-30,3.0,8.0," in file.read_text("utf-8")


def test_reminders_wait_until_there_is_a_mail_server(capsys, settings) -> None:
    an_open_round()
    user = User.objects.create_user("norr", email="norr@example.org")
    Grant.objects.create(user=user, role=Role.REPORTER, unit_id=NORTH, from_date="2020-01-01")
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    assert main(["remind", "--on", "2025-05-22"]) == 2
    assert "RIKTNING_SMTP" in capsys.readouterr().err
    assert Reminder.objects.get().sent_at is None
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    assert main(["remind", "--on", "2025-05-22"]) == 0
    said = capsys.readouterr().out
    assert "0 new reminders." in said
    assert "1 sent, 0 failed" in said


def test_a_mail_server_is_one_address() -> None:
    assert mail_server("") == MailServer()
    assert mail_server("smtp://post") == MailServer("post", 25)
    found = mail_server("smtp+tls://konto:hemlig%40ord@post.example.org")
    assert found == MailServer("post.example.org", 587, "konto", "hemlig@ord", tls=True)
    assert mail_server("smtps://post:4650").ssl
    for wrong in ("post", "http://post", "smtp://", "smtp://post:x"):
        with pytest.raises(RiktningError, match="no mail server"):
            mail_server(wrong)
