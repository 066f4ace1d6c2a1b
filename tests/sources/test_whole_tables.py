"""Checks that look at a table as a whole: its columns, files, months and completeness."""

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from riktning.sources.contracts import BY_NAME
from riktning.sources.opening import open_delivery
from riktning.sources.quality import report
from riktning.sources.quality.report import check_table
from riktning.sources.quality.results import Check, Finding, Severity, Status
from sources.small_delivery import at, clean_rows, columns_of, write_parquet

SPAN = {"last_month": "2025-04", "as_of": "2025-04-30"}


def contacts(month, rows=120, clinician="c1"):
    times = [at(f"2025-0{month}-10 {9 + n // 60:02d}:{n % 60:02d}") for n in range(rows)]
    return [[f"k{t}", "a", "V", t, "primary", "visit", True, clinician, None, False] for t in times]


def delivered(tmp_path, rows_of=contacts):
    folder = write_parquet(tmp_path / "d", clean_rows(), **SPAN)
    (folder / "contact.parquet").unlink()
    (folder / "contact").mkdir()
    for month in range(1, 5):
        rows = pa.table(columns_of("contact", rows_of(month)))
        pq.write_table(rows, folder / "contact" / f"2025-0{month}.parquet")
    return folder


def checked(folder, name="contact"):
    return {(r.check, r.column): r for r in check_table(open_delivery(folder), BY_NAME[name])}


def failures(folder):
    return {key for key, r in checked(folder).items() if r.status is Status.FAILED}


def test_an_unknown_column_and_a_wrong_type_fail_by_name(tmp_path):
    folder = delivered(tmp_path)
    path = folder / "contact" / "2025-03.parquet"
    rows = pq.read_table(path)
    pq.write_table(rows.append_column("shoe", pa.array(range(120))), path)
    assert list(checked(folder)) == [("columns", "")]
    pq.write_table(rows.set_column(6, "planned", pa.array(["ja"] * 120)), path)
    found = checked(folder)["types", ""]
    assert (found.status, found.severity) == (Status.FAILED, Severity.FATAL)


def test_a_file_of_another_month_and_of_other_types_is_found(tmp_path):
    folder = delivered(tmp_path)
    rows = pq.read_table(folder / "contact" / "2025-02.parquet")
    place = rows.column_names.index("unit_id")
    coded = rows.set_column(place, "unit_id", rows["unit_id"].cast(pa.large_string()))
    pq.write_table(coded, folder / "contact" / "2025-03.parquet")
    found = checked(folder)
    assert found["file_month", "started_at"].month == "2025-03"
    assert found["file_types", ""].month == "2025-03"
    assert found["key", "contact_id"].failed_rows == 120


def test_a_column_that_is_suddenly_empty_is_found_in_its_month(tmp_path):
    folder = delivered(tmp_path, lambda m: contacts(m, clinician=None if m == 3 else "c1"))
    found = checked(folder)["value_break", "clinician_id"]
    assert (found.status, found.failed_rows, found.month) == (Status.FAILED, 1, "2025-03")


def test_a_column_that_is_always_empty_is_a_note(tmp_path):
    folder = delivered(tmp_path, lambda m: contacts(m, clinician=None))
    found = checked(folder)["value_missing", "clinician_id"]
    assert (found.status, found.severity) == (Status.FAILED, Severity.NOTE)
    assert ("value_break", "clinician_id") not in failures(folder)


def test_a_month_that_the_whole_table_has_too_little_of_is_found(tmp_path):
    folder = delivered(tmp_path, lambda m: contacts(m, rows=20 if m == 3 else 120))
    assert ("table_volume_break", "started_at") in failures(folder)


@pytest.mark.parametrize(
    ("failed", "status", "severity"),
    [
        (0, Status.PASSED, Severity.FATAL),
        (10, Status.PASSED, Severity.WARNING),
        (11, Status.FAILED, Severity.WARNING),
        (50, Status.FAILED, Severity.WARNING),
        (51, Status.FAILED, Severity.FATAL),
    ],
)
def test_a_check_passes_up_to_one_share_and_is_less_serious_up_to_another(failed, status, severity):
    check = Check("nulls", Severity.FATAL, "a", "b", passes=0.01, tolerated=0.05)
    found = check.judge("contact", "unit_id", Finding(failed, 1000))
    assert (found.status, found.severity) == (status, severity)
    assert found.stops == (failed == 51)


def test_a_check_that_crashes_is_an_error_and_the_others_are_made(tmp_path, monkeypatch):
    def check_keys(_delivery, _table):
        yield from ()
        raise ValueError("19121212-1212")

    apart = [check_keys if c.__name__ == "check_keys" else c for c in report.APART]
    monkeypatch.setattr(report, "APART", tuple(apart))
    found = checked(delivered(tmp_path), "stay")
    assert found["crashed", ""].status is Status.ERROR
    assert "the check of keys crashed (ValueError)" in found["crashed", ""].sentence_en
    assert "19121212" not in found["crashed", ""].sentence_en
    assert ("stay_without_diagnosis", "stay_id") in found
