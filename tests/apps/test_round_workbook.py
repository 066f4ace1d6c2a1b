"""A report in Excel: what goes out comes back; a fault is told to the row, and nothing halved."""

import zipfile
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest
from django.db import connection, transaction
from django.utils.translation import override
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from apps.round_store import (
    COMMAND_LINE,
    NORTH,
    REPORTER,
    SOUTH,
    an_open_round,
    content_of,
    fill_in,
    report_of,
)
from riktning.apps.followup.models import AnswerVersion, Report
from riktning.apps.followup.rounds import workbook_in
from riktning.apps.followup.rounds.answering import Given, save_answers
from riktning.apps.followup.rounds.content import FIELDS, Said
from riktning.apps.followup.rounds.errors import NotPermittedError
from riktning.apps.followup.rounds.handing import take_step
from riktning.apps.followup.rounds.policies import Act
from riktning.apps.followup.rounds.statuses import CAN_SAY, AnswerStatus, QuestionKind
from riktning.apps.followup.rounds.workbook import columns
from riktning.apps.followup.rounds.workbook_in import FileFaultsError, TooLargeError, read_report
from riktning.apps.followup.rounds.workbook_out import write_report
from riktning.apps.organisation.rights import NotAllowedError
from riktning.core.errors import DocumentError

pytestmark = pytest.mark.django_db


@pytest.fixture
def report() -> Report:
    return report_of(an_open_round())


def book_of(report: Report, language: str = "sv") -> openpyxl.Workbook:
    with override(language):
        return openpyxl.load_workbook(BytesIO(write_report(report, {})))


def saved(book: openpyxl.Workbook, folder: Path, name: str = "svar.xlsx") -> Path:
    path = folder / name
    book.save(path)
    return path


def place(name: str) -> int:
    return [column.name for column in columns()].index(name) + 1


def put(book: openpyxl.Workbook, row: int, **values: object) -> None:
    for name, value in values.items():
        book.worksheets[1].cell(row, place(name)).value = value


def test_it_has_a_row_a_question_and_a_drop_down_where_there_is_a_choice(report: Report) -> None:
    sheet = book_of(report).worksheets[1]
    assert sheet.max_row == 1 + report.answers.count()
    lists = {v.formula1.strip('"') for v in sheet.data_validations.dataValidation}
    assert lists == {
        "1,2,3,4",
        *(
            ",".join(str(s.label) for s in CAN_SAY[kind])
            for kind in set(CAN_SAY) - {QuestionKind.GOAL}
        ),
    }
    covered = {str(cell) for v in sheet.data_validations.dataValidation for cell in v.sqref.ranges}
    assert any(cell.startswith("G2") for cell in covered)


def test_the_verdict_is_not_in_it(report: Report) -> None:
    text = "".join(str(c.value) for row in book_of(report).worksheets[1].rows for c in row)
    assert "förbättras" not in text
    assert "försämras" not in text


TURNING = "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
TEXT = st.text(
    st.characters(
        codec="utf-8",
        exclude_categories=("Cs", "Cc", "Co", "Cn"),
        exclude_characters=TURNING,  # which no text keeps
    ),
    max_size=30,
).map(str.strip)
LINES = st.lists(TEXT, max_size=3).map("\n".join).map(str.strip)


def answers(kind: str, takes: str) -> st.SearchStrategy[Said]:
    """Answers that lack nothing."""
    grade = st.integers(1, 4)
    figure = st.floats(0, 1e6).map(lambda x: round(x, 3))
    return st.builds(
        Said,
        status=st.sampled_from([s.value for s in CAN_SAY[QuestionKind(kind)]]),
        comment=LINES.map(lambda text: text or "skäl"),
        next_steps=LINES,
        likelihood=grade,
        consequence=grade,
        risk_measure=st.just("åtgärd"),
        risk_owner=TEXT.map(lambda text: text or "chef"),
        numerator=figure if takes else st.none(),
        denominator=figure.map(lambda x: x + 1) if takes == "share" else st.none(),
    )


@settings(
    max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(data=st.data(), out=st.sampled_from(["sv", "en"]), back=st.sampled_from(["sv", "en"]))
def test_whatever_is_answered_goes_out_and_comes_back_in_either_language(
    report: Report, tmp_path: Path, data: st.DataObject, out: str, back: str
) -> None:
    with transaction.atomic():
        rows = list(report.answers.all())
        wanted = {row.pk: data.draw(answers(row.kind, row.takes)) for row in rows}
        save_answers(
            report=report, given={k: Given(s, 0) for k, s in wanted.items()}, actor=REPORTER
        )
        stored = content_of(report)
        book = book_of(report, out)
        versions = AnswerVersion.objects.count()
        with override(back):
            read_report(report=report, path=saved(book, tmp_path), actor=REPORTER)
        assert content_of(report) == stored
        assert AnswerVersion.objects.count() == versions
        for row in rows:
            cleared = dict.fromkeys(FIELDS)
            put(book, row.order + 1, **cleared)
        read_report(report=report, path=saved(book, tmp_path), actor=REPORTER)
        assert set(content_of(report).values()) == {Said()}
        transaction.set_rollback(True)


FAULTS = {
    "a status of no kind": ({"status": "kanske"}, "Status"),
    "an activity's status of a goal": ({"status": "klar"}, "Status"),
    "red without a comment": ({"status": "uppnås inte"}, "Kommentar"),
    "a grade out of range": (
        {"status": "mäts inte", "likelihood": 5, "consequence": 1},
        "Sannolikhet",
    ),
    "half a grade": ({"status": "mäts inte", "likelihood": 1.5, "consequence": 1}, "Sannolikhet"),
    "half a risk": ({"status": "mäts inte", "consequence": 2}, "Sannolikhet"),
    "a high risk nobody owns": (
        {"status": "mäts inte", "likelihood": 4, "consequence": 4, "risk_measure": "x"},
        "Ansvarig roll",
    ),
    "a figure where none is asked for": (
        {"status": "mäts inte", "numerator": 3},
        "Täljare eller antal",
    ),
    "a figure that is none": ({"status": "mäts inte", "numerator": "tre"}, "Täljare eller antal"),
    "a lost key": ({"key": "bort"}, "Nyckel"),
    "another report's row": ({"key": "99999.1.0"}, "Nyckel"),
}


@pytest.mark.parametrize("what", FAULTS)
def test_a_fault_is_told_with_row_and_column_and_nothing_is_stored(
    report: Report, tmp_path: Path, what: str
) -> None:
    values, column = FAULTS[what]
    book = book_of(report)
    put(book, 2, **values)
    put(book, 3, status="enligt plan")
    with pytest.raises(FileFaultsError) as refused:
        read_report(report=report, path=saved(book, tmp_path), actor=REPORTER)
    assert [(fault.row, fault.column) for fault in refused.value.faults] == [(2, column)]
    assert set(content_of(report).values()) == {Said()}


def test_every_fault_is_told_at_once_and_a_question_twice_is_one(
    report: Report, tmp_path: Path
) -> None:
    book = book_of(report)
    put(book, 2, status="kanske")
    put(book, 4, status="uppnås inte")
    sheet = book.worksheets[1]
    put(book, 5, key=sheet.cell(4, place("key")).value)
    with pytest.raises(FileFaultsError) as refused:
        read_report(report=report, path=saved(book, tmp_path), actor=REPORTER)
    assert [fault.row for fault in refused.value.faults] == [2, 4, 5]


def test_a_column_that_is_away_empties_nothing(report: Report, tmp_path: Path) -> None:
    fill_in(report)
    stored = content_of(report)
    book = book_of(report)
    book.worksheets[1].delete_cols(place("next_steps"))
    with pytest.raises(DocumentError, match="lacks these columns: Nästa steg"):
        read_report(report=report, path=saved(book, tmp_path), actor=REPORTER)
    assert content_of(report) == stored


def test_a_formula_is_a_fault_of_its_cell_and_empties_nothing(
    report: Report, tmp_path: Path
) -> None:
    fill_in(report)
    stored = content_of(report)
    book = book_of(report)
    put(book, 2, comment='="a"&"b"')
    with pytest.raises(FileFaultsError) as refused:
        read_report(report=report, path=saved(book, tmp_path), actor=REPORTER)
    assert [(fault.row, fault.column) for fault in refused.value.faults] == [(2, "Kommentar")]
    assert content_of(report) == stored


@pytest.mark.parametrize("key", ["{0}.22." + "9" * 30, "{0}." + "9" * 5000 + ".1"])
def test_a_key_of_endless_digits_is_a_fault_of_its_row(
    report: Report, tmp_path: Path, key: str
) -> None:
    book = book_of(report)
    put(book, 2, key=key.format(report.pk))
    with pytest.raises(FileFaultsError, match="förlorat sin nyckel"):
        read_report(report=report, path=saved(book, tmp_path), actor=REPORTER)


def test_rows_may_be_sorted_and_left_out(report: Report, tmp_path: Path) -> None:
    book = book_of(report)
    sheet = book.worksheets[1]
    sheet.delete_rows(2)
    sheet.move_range(f"A2:{sheet.dimensions.split(':')[1]}", rows=3)
    put(book, 5, status="enligt plan", comment="Går bra.")
    stored = read_report(report=report, path=saved(book, tmp_path), actor=REPORTER)
    assert len(stored) == report.answers.count() - 1
    second = report.answers.get(order=2)
    assert (second.status, second.comment) == ("on_track", "Går bra.")


def test_what_was_answered_on_the_page_meanwhile_is_not_lost(
    report: Report, tmp_path: Path
) -> None:
    book = book_of(report)
    first, second, *_ = report.answers.order_by("order")
    there = {first.pk: Given(Said("reached", "På sidan."), 0),
             second.pk: Given(Said("done", "Klart."), 0)}  # fmt: skip
    save_answers(report=report, given=there, actor=REPORTER)
    put(book, 2, status=str(AnswerStatus.REACHED.label), comment="I filen.")
    stored = read_report(report=report, path=saved(book, tmp_path), actor=COMMAND_LINE)
    first.refresh_from_db()
    assert first.comment == "På sidan. / I filen."
    assert stored[first.pk].told
    assert content_of(report)[second.pk] == Said("done", "Klart.")


def test_a_file_that_is_no_template_is_one_sentence(report: Report, tmp_path: Path) -> None:
    other = openpyxl.Workbook()
    other.active.append(["Något", "annat"])
    damaged = tmp_path / "damaged.xlsx"
    damaged.write_bytes(saved(other, tmp_path).read_bytes()[:400])
    text = tmp_path / "svar.txt"
    text.write_text("hej", "utf-8")
    for path in (tmp_path / "svar.xlsx", damaged, text, tmp_path / "borta.xlsx"):
        with pytest.raises(DocumentError):
            read_report(report=report, path=path, actor=REPORTER)


def test_a_file_for_a_report_that_is_handed_in_is_refused(report: Report, tmp_path: Path) -> None:
    book = book_of(report)
    fill_in(report)
    take_step(report=report, act=Act.SUBMIT, actor=COMMAND_LINE)
    with pytest.raises(NotPermittedError):
        read_report(report=report, path=saved(book, tmp_path), actor=REPORTER)


def test_another_administrations_file_is_refused(report: Report, tmp_path: Path) -> None:
    other = report.round.reports.get(unit_id=SOUTH)
    assert report.unit_id == NORTH
    with pytest.raises(FileFaultsError) as refused:
        read_report(report=report, path=saved(book_of(other), tmp_path), actor=REPORTER)
    assert "hör till en annan rapport" in str(refused.value)


def test_a_text_that_begins_as_a_formula_is_text(report: Report, tmp_path: Path) -> None:
    first = report.answers.order_by("order")[0]
    said = Said("partly", '=HYPERLINK("http://x")')
    save_answers(report=report, given={first.pk: Given(said, 0)}, actor=REPORTER)
    cell = book_of(report).worksheets[1].cell(2, place("comment"))
    assert (cell.data_type, cell.value) == ("s", said.comment)


def with_rows(path: Path, rows: int, columns: int) -> Path:
    """The same workbook, with rows of figures after its own."""
    fat = path.with_name("stor.xlsx")
    row = b"<row>" + b"<c><v>1</v></c>" * columns + b"</row>"
    with zipfile.ZipFile(path) as thin, zipfile.ZipFile(fat, "w", zipfile.ZIP_DEFLATED) as out:
        for name in thin.namelist():
            data = thin.read(name)
            if name == "xl/worksheets/sheet2.xml":
                data = data.replace(b"</sheetData>", row * rows + b"</sheetData>")
            out.writestr(name, data)
    return fat


def test_a_small_file_that_unpacks_to_a_large_one_is_refused_unread(
    report: Report, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    bomb = with_rows(saved(book_of(report), tmp_path), 110, 16_000)
    assert bomb.stat().st_size < 1_000_000
    monkeypatch.setattr(openpyxl, "load_workbook", None)
    with pytest.raises(TooLargeError, match="the limit is 24 MB"):
        read_report(report=report, path=bomb, actor=REPORTER)


def test_the_largest_report_is_no_too_large_file(report: Report, tmp_path: Path) -> None:
    book = book_of(report)
    texts = {"comment": "ord " * 250, "next_steps": "mer " * 250, "place": "plats " * 20}
    for row in range(report.answers.count() + 2, workbook_in.MOST_ROWS + 1):
        put(book, row, **{name: f"{row} {text}" for name, text in texts.items()}, key="0.0.0")
    with pytest.raises(FileFaultsError, match="hör till en annan rapport"):
        read_report(report=report, path=saved(book, tmp_path), actor=REPORTER)


def test_right_and_state_are_asked_before_a_file_is_read(
    report: Report, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(workbook_in, "_rows", None)
    path = tmp_path / "svar.xlsx"
    with pytest.raises(NotAllowedError):
        read_report(report=report.round.reports.get(unit_id=SOUTH), path=path, actor=REPORTER)
    fill_in(report)
    take_step(report=report, act=Act.SUBMIT, actor=COMMAND_LINE)
    with pytest.raises(NotPermittedError):
        read_report(report=report, path=path, actor=REPORTER)


def test_a_file_is_read_before_the_transaction(
    report: Report, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    around, depths = len(connection.savepoint_ids), []
    read = workbook_in._rows

    def rows(path: Path) -> object:
        depths.append(len(connection.savepoint_ids))
        return read(path)

    monkeypatch.setattr(workbook_in, "_rows", rows)
    read_report(report=report, path=saved(book_of(report), tmp_path), actor=REPORTER)
    assert depths == [around]
