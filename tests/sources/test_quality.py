"""Every quality check catches the fault it is for, and passes clean data."""

from datetime import date

import pytest

from riktning.core.periods import Month
from riktning.sources.contracts import BY_NAME, TABLES
from riktning.sources.opening import open_delivery
from riktning.sources.quality.report import check_delivery, check_table
from riktning.sources.quality.results import Severity, Status
from riktning.sources.quality.volumes import Series, broken_months
from sources.small_delivery import (
    FEB,
    JAN,
    SINCE,
    at,
    changed,
    clean_rows,
    write_csv,
    write_parquet,
)


def _check(folder, tables, **changes):
    return list(check_delivery(open_delivery(write_parquet(folder / "d", tables, **changes))))


def _check_one(folder, tables, name, **changes):
    delivery = open_delivery(write_parquet(folder / "d", tables, **changes))
    return list(check_table(delivery, BY_NAME[name]))


def _failures(results):
    return {(r.table, r.column, r.check): r for r in results if r.status is Status.FAILED}


def test_clean_data_pass_and_every_table_is_looked_at(tmp_path):
    results = _check(tmp_path, clean_rows())
    assert {r.status for r in results} == {Status.PASSED}
    assert {r.table for r in results} == {table.name for table in TABLES}


PLANTED = [
    (("contact", 0, "person_id", None), "person_id", "nulls"),
    (("contact", 1, "contact_id", "k1"), "contact_id", "key"),
    (("staff_month", 0, "own_cost", float("inf")), "own_cost", "number"),
    (("staff_month", 0, "own_cost", float("nan")), "own_cost", "number"),
    (("reported", 0, "numerator", -1e13), "numerator", "number"),
    (("person", 0, "sex", "X"), "sex", "domain"),
    (("stay", 0, "person_id", "nobody"), "person_id", "reference"),
    (("unit", 1, "parent_id", "nowhere"), "parent_id", "reference"),
    (("contact", 1, "started_at", at("2025-01-20 10:00")), "started_at", "empty_months"),
    (("listing", 1, "person_id", "a"), "person_id", "persons_without"),
    (("dispensing", 1, "on_date", date(2025, 3, 1)), "on_date", "outside_span"),
    (("dispensing", 0, "on_date", date(2024, 12, 31)), "on_date", "outside_span"),
    (("stay", 1, "admitted_at", at("2025-03-01 10:00")), "admitted_at", "outside_span"),
    (("contact", 0, "started_at", at("1940-01-15 10:00")), "started_at", "before_birth"),
    (("diagnosis", 1, "on_date", date(2025, 2, 21)), "on_date", "after_death"),
    (("wait", 0, "to_date", date(2025, 1, 14)), "from_date, to_date", "end_before_start"),
    (("stay", 0, "ready_on", date(2025, 1, 20)), "ready_on, discharged_at", "end_before_start"),
    (("stay", 0, "ready_on", date(2025, 1, 14)), "admitted_at, ready_on", "end_before_start"),
    (("person", 0, "birth_date", date(1890, 1, 1)), "birth_date", "too_old"),
    (("person", 0, "birth_date", date(2025, 3, 1)), "birth_date", "not_yet_born"),
    (("diagnosis", 1, "code", "O809"), "code", "sex_specific_code"),
    (("diagnosis", 0, "code", "C619"), "code", "sex_specific_code"),
    (("ward_day", 0, "occupied", -1), "occupied", "negative"),
    (("ward_day", 0, "misplaced", 22), "misplaced, occupied", "part_above_whole"),
    (("call_month", 0, "answered_same_day", 101), "answered_same_day, calls", "part_above_whole"),
    (("unit", 2, "to_date", date(2025, 1, 31)), "unit_id", "unit_not_valid"),
    (("unit", 1, "name", ""), "name", "blank_text"),
    (("diagnosis", 0, "code", "i50.9"), "code", "code_format"),
    (("procedure", 0, "code", "DV1324"), "code", "code_format"),
    (("dispensing", 0, "atc", "N05"), "atc", "code_format"),
    (("procedure", 0, "code", "KFD00"), "code", "sex_specific_code"),
    (("residence", 0, "municipality", "9999"), "municipality", "municipality"),
    (("stay", 1, "discharged_at", at("2025-03-01 10:00")), "discharged_at", "future"),
    (("agreement", 0, "on_date", date(2025, 3, 1)), "on_date", "future"),
    (("pathway", 0, "allowed_days", 0), "allowed_days", "low_value"),
    (("ward_day", 0, "available_beds", 2000), "available_beds", "high_value"),
    (("listing", 0, "unit_id", "K"), "unit_id", "unit_kind"),
    (("residence", 1, "from_date", JAN), "from_date, to_date", "overlap"),
    (("diagnosis", 0, "event_id", "k9"), "event_id", "event_reference"),
    (("diagnosis", 0, "event_id", "k2"), "event_id, person_id", "event_person"),
    (("procedure", 0, "on_date", date(2025, 1, 23)), "on_date", "outside_event"),
    (("diagnosis", 2, "position", "other"), "stay_id", "stay_without_diagnosis"),
]  # fmt: skip


@pytest.mark.parametrize(("cell", "column", "check"), PLANTED)
def test_a_planted_fault_is_found_where_it_is_and_counted(tmp_path, cell, column, check):
    table = {"unit_not_valid": "contact", "stay_without_diagnosis": "stay"}.get(check, cell[0])
    failures = _failures(_check_one(tmp_path, changed(*cell), table))
    assert failures[table, column, check].failed_rows == 1


WHOLE_TABLES = {  # each has tests of its own
    "rows", "columns", "types", "volume_break", "table_volume_break", "value_missing",
    "value_break", "mixed_deliveries", "id_case",
}  # fmt: skip


def test_every_kind_of_check_has_a_planted_fault(tmp_path):
    made = {result.check for result in _check(tmp_path, clean_rows())}
    assert made - WHOLE_TABLES == {check for _, _, check in PLANTED}


def test_a_stay_that_began_before_the_span_and_ends_in_it_is_inside(tmp_path):
    tables = changed("stay", 0, "admitted_at", at("2024-12-30 10:00"))
    found = _failures(_check_one(tmp_path, tables, "stay"))
    assert ("stay", "admitted_at", "outside_span") not in found


def test_a_months_break_in_a_units_volume_is_found(tmp_path):
    tables = clean_rows()
    counts = {1: 40, 2: 40, 3: 5, 4: 40, 5: 40}
    tables["contact"] = [
        [
            f"k{m}-{n}",
            "a",
            "V",
            at(f"2025-0{m}-15 10:00"),
            "primary",
            "visit",
            True,
            None,
            None,
            False,
        ]
        for m, count in counts.items()
        for n in range(count)
    ]
    span = {"last_month": "2025-05", "as_of": "2025-05-31"}
    results = _check_one(tmp_path, tables, "contact", **span)
    found = _failures(results)["contact", "unit_id", "volume_break"]
    assert (found.failed_rows, found.rows) == (1, 5)
    assert "V 2025-03" in found.said(swedish=False)
    assert "V 2025-03" not in found.sentence_en


@pytest.mark.parametrize(
    ("counts", "broken"),
    [
        ([100, 100, 100], []),
        ([100, 33, 100], [1]),
        ([100, 34, 100], []),
        ([100, 300, 100, 100], []),
        ([100, 301, 100, 100], [1]),
        ([5, 100, 100, 100, 5], []),
        ([20, 0, 20], []),
        ([100, 0, 0, 100, 100, 100], [1, 2]),
    ],
)
def test_a_break_is_below_a_third_or_above_three_times_the_units_median(counts, broken):
    series = Series(Month(2025, 1), tuple(counts))
    assert broken_months(series) == [Month(2025, 1 + n) for n in broken]


@pytest.mark.parametrize("table", [table.name for table in TABLES])
def test_an_empty_table_never_passes(tmp_path, table):
    tables = clean_rows()
    tables[table] = []
    results = _check_one(tmp_path, tables, table)
    assert Status.PASSED not in {result.status for result in results}
    assert (table, "", "rows") in _failures(results)


def test_an_absent_table_is_not_applicable_and_stops_nothing(tmp_path):
    tables = clean_rows()
    del tables["survey"]
    results = _check(tmp_path, tables)
    assert [r.status for r in results if r.table == "survey"] == [Status.NOT_APPLICABLE]
    assert not any(result.stops for result in results)


def test_without_persons_the_references_to_them_are_not_applicable(tmp_path):
    tables = clean_rows()
    del tables["person"]
    results = _check(tmp_path, tables)
    to_persons = [r for r in results if r.check == "reference" and r.column == "person_id"]
    assert {r.status for r in to_persons} == {Status.NOT_APPLICABLE}
    assert len(to_persons) > 5


def test_a_table_that_cannot_be_read_is_one_error_and_the_rest_are_checked(tmp_path):
    folder = write_csv(tmp_path / "d", changed("stay", 0, "planned", "ja"))
    results = list(check_delivery(open_delivery(folder)))
    (error,) = [r for r in results if r.status is Status.ERROR]
    assert (error.table, error.severity, error.stops) == ("stay", Severity.FATAL, True)
    assert "row 2" in error.sentence_en
    assert any(r.table == "ward_day" and r.status is Status.PASSED for r in results)


def test_bytes_broken_inside_a_parquet_file_are_an_error_not_a_crash(tmp_path):
    tables = clean_rows()
    tables["call_month"] = [["V", date(2025, 1, 1), n * 7919 % 10007, 0] for n in range(5000)]
    folder = write_parquet(tmp_path / "d", tables)
    path = folder / "call_month.parquet"
    content = bytearray(path.read_bytes())
    content[4:2000] = b"\xff" * 1996
    path.write_bytes(content)
    results = [r for r in check_delivery(open_delivery(folder)) if r.table == "call_month"]
    assert any(r.status is Status.ERROR and r.stops for r in results)


def test_sentences_say_where_what_and_how_many_in_both_languages(tmp_path):
    failures = _failures(
        _check_one(tmp_path, changed("wait", 0, "to_date", date(2025, 1, 14)), "wait")
    )
    result = failures["wait", "from_date, to_date", "end_before_start"]
    assert result.sentence_sv == "wait.from_date, to_date: slutar före start: 1 av 2 rader."
    assert result.sentence_en == "wait.from_date, to_date: ends before it starts: 1 of 2 rows."


def test_a_unit_that_moved_is_valid_on_both_sides_of_the_move(tmp_path):
    tables = clean_rows()
    tables["unit"][2][6] = JAN
    tables["unit"].append(["V", "Vårdcentralen", "primary_care", "R", "1480", FEB, None])
    assert not _failures(_check_one(tmp_path, tables, "contact"))
    tables["unit"][3][5] = SINCE.replace(year=2026)
    found = _failures(_check_one(tmp_path / "2", tables, "contact"))
    assert found["contact", "unit_id", "unit_not_valid"].failed_rows == 1
