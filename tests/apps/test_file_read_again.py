"""The same file, corrected, is read in again: what it says now takes the place of what it said."""

from datetime import date, datetime
from pathlib import Path

import openpyxl
import pytest
from django.contrib.auth.models import User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from apps.round_store import NORTH, REPORTER, an_open_round, report_of
from apps.test_round_workbook import book_of, put, saved
from riktning.apps.followup.models import Answer, Report
from riktning.apps.followup.rounds.answering import Given, save_answers
from riktning.apps.followup.rounds.content import Said, put_together, said_in
from riktning.apps.followup.rounds.workbook_in import FileFaultsError, read_report
from riktning.apps.organisation.models import Grant
from riktning.apps.organisation.rights import Actor, Held, Role

pytestmark = pytest.mark.django_db
COLLEAGUE = Actor("kollega", frozenset({Held(Role.REPORTER, NORTH)}))


@pytest.fixture
def report() -> Report:
    return report_of(an_open_round())


def first(report: Report) -> Answer:
    return report.answers.order_by("order")[0]


def of_count(report: Report, takes: str = "share") -> Answer:
    """A measure that somebody counts by hand, as a share."""
    row = report.answers.filter(kind="measure").order_by("order")[0]
    Answer.objects.filter(pk=row.pk).update(takes=takes)
    row.refresh_from_db()
    return row


def read(report: Report, book: openpyxl.Workbook, folder: Path, actor: Actor = REPORTER):
    return read_report(report=report, path=saved(book, folder), actor=actor)


def test_what_is_corrected_is_taken_whole_and_nobody_else_is_named(report, tmp_path) -> None:
    row, fraction = first(report), of_count(report)
    book = book_of(report)
    put(book, row.order + 1, status="partly", comment="Kommentar två, första")
    put(book, fraction.order + 1, status="reached", numerator=12, denominator=19)
    read(report, book, tmp_path)
    put(book, row.order + 1, status="not_reached", comment="Helt annan text")
    put(book, fraction.order + 1, status="reached", numerator=7, denominator=9)
    stored = read(report, book, tmp_path)
    assert not any(each.told for each in stored.values())
    row.refresh_from_db()
    fraction.refresh_from_db()
    assert (row.status, row.comment) == ("not_reached", "Helt annan text")
    assert (fraction.numerator, fraction.denominator) == (7, 9)


def test_what_the_file_never_changed_does_not_undo_what_was_written_on_the_page(report, tmp_path):
    row = first(report)
    book = book_of(report)
    said = Said("partly", "Skrivet på sidan", next_steps="Fortsätta")
    save_answers(report=report, given={row.pk: Given(said, 0)}, actor=REPORTER)
    put(book, row.order + 1, status="reached")
    stored = read(report, book, tmp_path)
    row.refresh_from_db()
    assert said_in(row) == Said("reached", "Skrivet på sidan", next_steps="Fortsätta")
    assert stored[row.pk].told and stored[row.pk].others == ()


def test_a_colleagues_words_stay_beside_those_of_the_file(report, tmp_path) -> None:
    row = first(report)
    book = book_of(report)
    put(book, row.order + 1, status="partly", comment="Från filen")
    read(report, book, tmp_path)
    row.refresh_from_db()
    theirs = Given(Said("partly", "Kollegans ord"), row.version)
    save_answers(report=report, given={row.pk: theirs}, actor=COLLEAGUE)
    put(book, row.order + 1, comment="Rättat i filen")
    stored = read(report, book, tmp_path)
    row.refresh_from_db()
    assert stored[row.pk].others == ("kollega",)
    assert "Kollegans ord" in row.comment and "Rättat i filen" in row.comment


def test_a_fraction_or_a_risk_is_never_made_of_two_peoples_halves() -> None:
    base = Said("reached", numerator=5.0, denominator=10.0, likelihood=1, consequence=1)
    stored = Said("reached", numerator=12.0, denominator=19.0, likelihood=4, consequence=1)
    mine = Said("reached", numerator=5.0, denominator=11.0, likelihood=1, consequence=3)
    put_ = put_together(base, stored, mine)
    assert put_.said == stored
    assert set(put_.kept) == {"numerator", "denominator", "likelihood", "consequence"}


def faults(report: Report, book: openpyxl.Workbook, folder: Path) -> set[tuple[int, str]]:
    with pytest.raises(FileFaultsError) as caught:
        read(report, book, folder)
    return {(fault.row, fault.column) for fault in caught.value.faults}


def test_every_fault_of_a_row_is_told_at_once(report, tmp_path) -> None:
    row, fraction = first(report), of_count(report)
    book = book_of(report)
    put(book, row.order + 1, status="reached", likelihood=5, consequence="tre")
    put(book, fraction.order + 1, status="reached", numerator="sju", denominator="=3+4")
    assert faults(report, book, tmp_path) == {
        (row.order + 1, "Sannolikhet"), (row.order + 1, "Konsekvens"),
        (fraction.order + 1, "Täljare eller antal"), (fraction.order + 1, "Nämnare"),
    }  # fmt: skip


def test_a_status_of_another_kind_draws_no_second_fault(report, tmp_path) -> None:
    activity = report.answers.filter(kind="activity").order_by("order")[0]
    book = book_of(report)
    put(book, activity.order + 1, status="partly")
    assert faults(report, book, tmp_path) == {(activity.order + 1, "Status")}


@pytest.mark.parametrize(
    ("cell", "text"),
    [(datetime.fromisoformat("2026-01-02"), "2026-01-02"),
     (datetime.fromisoformat("2026-01-02T09:30"), "2026-01-02 09:30"),
     (date(2026, 1, 2), "2026-01-02"), (True, "sant"), (12.0, "12")],
)  # fmt: skip
def test_what_excel_made_of_a_comment_is_stored_as_it_was_shown(report, tmp_path, cell, text):
    row = first(report)
    book = book_of(report)
    put(book, row.order + 1, status="reached", comment=cell)
    read(report, book, tmp_path)
    row.refresh_from_db()
    assert row.comment == text


def test_an_underscore_is_no_figure(report, tmp_path) -> None:
    fraction = of_count(report)
    book = book_of(report)
    put(book, fraction.order + 1, status="reached", numerator="1_0", denominator=20)
    assert faults(report, book, tmp_path) == {(fraction.order + 1, "Täljare eller antal")}


def test_the_page_says_whose_change_it_was_and_asks_about_more_than_all(report, client, tmp_path):
    user = User.objects.create_user("rapportör")
    Grant.objects.create(
        user=user, role=Role.REPORTER, unit_id=NORTH, from_date=timezone.localdate()
    )
    client.force_login(user)
    row, fraction = first(report), of_count(report)
    book = book_of(report)
    put(book, fraction.order + 1, status="reached", numerator=12, denominator=9)
    said = Given(Said("partly", "På sidan"), 0)
    mine = Actor("rapportör", COLLEAGUE.grants)
    save_answers(report=report, given={row.pk: said}, actor=mine)
    put(book, row.order + 1, status="reached")
    sent = SimpleUploadedFile("svar.xlsx", saved(book, tmp_path).read_bytes())
    address = f"/uppfoljning/rundor/{report.round_id}/{NORTH}/las-in/"
    text = client.post(address, {"fil": sent}).content.decode()
    assert f"Du hade själv ändrat svaret sedan filen gjordes; läs igenom fråga {row.order}." in text
    assert f"större än nämnaren i fråga {fraction.order}. Stämmer det?" in text
    assert "Någon annan" not in text
