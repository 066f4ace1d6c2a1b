"""A broken delivery gets one sentence: which table, which column and row, and what would work."""

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from riktning.core.errors import CareDataError
from riktning.sources.opening import open_delivery
from sources.small_delivery import (
    changed,
    clean_rows,
    columns_of,
    describe,
    write_csv,
    write_parquet,
)


def _sentence(folder, table):
    with pytest.raises(CareDataError) as caught:
        open_delivery(folder).table(table)
    sentence = caught.value.sentence
    assert f"table {table}" in sentence
    assert sentence.endswith(".")
    assert "; " in sentence, "no remedy"
    assert "\n" not in sentence
    return sentence


@pytest.mark.parametrize(
    ("table", "row", "column", "value", "expected"),
    [
        ("person", 1, "birth_date", "2024-02-30", "row 3: '2024-02-30' in column 'birth_date'"),
        ("person", 0, "birth_date", "29/2 1940", "row 2: '29/2 1940' in column 'birth_date'"),
        ("contact", 1, "started_at", "2025-02-15 24:61", "row 3: '2025-02-15 24:61'"),
        ("contact", 0, "planned", "ja", "row 2: 'ja' in column 'planned'"),
        ("ward_day", 0, "occupied", "21.5", "row 2: '21.5' in column 'occupied'"),
        ("ward_day", 1, "occupied", "99999999999999999999", "row 3"),
        ("staff_month", 0, "own_cost", "5 000", "row 2: '5 000' in column 'own_cost'"),
        ("contact", 1, "mode", "fax", "code 'fax' in column 'mode'"),
    ],
)
def test_a_csv_cell_that_is_no_value_is_named_with_its_row(
    tmp_path, table, row, column, value, expected
):
    folder = write_csv(tmp_path / "d", changed(table, row, column, value))
    assert expected in _sentence(folder, table)


def test_the_remedy_of_an_unknown_code_lists_the_known_ones(tmp_path):
    folder = write_parquet(tmp_path / "d", changed("person", 0, "sex", "K"))
    assert _sentence(folder, "person").endswith("use F, M.")


def _spoil_columns(folder, **changes):
    columns = columns_of("person", clean_rows()["person"]) | changes
    kept = {name: column for name, column in columns.items() if column is not None}
    describe(folder)
    pq.write_table(pa.table(kept), folder / "person.parquet")


def test_a_missing_column_is_named(tmp_path):
    _spoil_columns(tmp_path, sex=None)
    assert "column 'sex' is missing" in _sentence(tmp_path, "person")


def test_an_unknown_column_is_named(tmp_path):
    _spoil_columns(tmp_path, shoe_size=pa.array([38, 44]))
    assert "column 'shoe_size' is unknown" in _sentence(tmp_path, "person")


@pytest.mark.parametrize(
    ("column", "values", "found"),
    [
        ("birth_date", pa.array(["1940-02-29", "1980-05-01"]), "string, not date"),
        ("sex", pa.array([1, 2]), "int64, not text"),
        ("person_id", pa.nulls(2), "null, not text"),
    ],
)
def test_a_wrong_type_is_named(tmp_path, column, values, found):
    _spoil_columns(tmp_path, **{column: values})
    assert f"column {column!r} has type {found}" in _sentence(tmp_path, "person")


def test_a_timestamp_with_a_time_zone_is_refused_because_times_are_local(tmp_path):
    columns = columns_of("contact", clean_rows()["contact"])
    columns["started_at"] = columns["started_at"].cast(pa.timestamp("us", tz="UTC"))
    describe(tmp_path)
    pq.write_table(pa.table(columns), tmp_path / "contact.parquet")
    assert "without time zone" in _sentence(tmp_path, "contact")


@pytest.mark.parametrize("content", [b"", b"PAR1 and then nothing", b"\x00" * 4000])
def test_a_corrupt_parquet_file_is_named(tmp_path, content):
    write_parquet(tmp_path, {"person": clean_rows()["person"]})
    (tmp_path / "person.parquet").write_bytes(content)
    assert "file person.parquet" in _sentence(tmp_path, "person")


def test_a_parquet_file_cut_short_is_named(tmp_path):
    write_parquet(tmp_path, {"person": clean_rows()["person"]})
    path = tmp_path / "person.parquet"
    path.write_bytes(path.read_bytes()[:-20])
    assert "cut short" in _sentence(tmp_path, "person")


def test_a_csv_that_is_not_utf_8_says_how_to_save_it(tmp_path):
    write_csv(tmp_path, {"unit": clean_rows()["unit"]})
    text = (tmp_path / "unit.csv").read_text(encoding="utf-8")
    (tmp_path / "unit.csv").write_bytes(text.replace("unit_id", "enhetå").encode("latin-1"))
    assert "CSV UTF-8" in _sentence(tmp_path, "unit")


def test_a_csv_row_with_too_few_cells_is_refused(tmp_path):
    write_csv(tmp_path, {"person": clean_rows()["person"]})
    with (tmp_path / "person.csv").open("a", encoding="utf-8") as stream:
        stream.write("c,1990-01-01\n")
    assert "row 4: the row has 2 cells and the header 4" in _sentence(tmp_path, "person")


def test_an_empty_csv_file_is_said_to_be_empty(tmp_path):
    describe(tmp_path)
    (tmp_path / "person.csv").write_text("", encoding="utf-8")
    assert "the file is empty" in _sentence(tmp_path, "person")


def _opening_sentence(folder):
    with pytest.raises(CareDataError) as caught:
        open_delivery(folder)
    return caught.value.sentence


def test_a_folder_that_is_not_there(tmp_path):
    assert "no such folder" in _opening_sentence(tmp_path / "nowhere")


def test_a_folder_without_a_description_is_no_delivery(tmp_path):
    assert "no delivery.json" in _opening_sentence(tmp_path)


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"schema": 2}, "schema 1"),
        ({"label": None}, "'label'"),
        ({"first_month": "2025-13"}, "not a month"),
        ({"first_month": "2026-01"}, "before first_month"),
        ({"as_of": "2025-02-30"}, "not a date"),
    ],
)
def test_a_description_that_cannot_be_right(tmp_path, changes, expected):
    write_parquet(tmp_path, {"person": clean_rows()["person"]}, **changes)
    assert expected in _opening_sentence(tmp_path)


def test_a_description_that_is_no_json(tmp_path):
    (tmp_path / "delivery.json").write_text("{", encoding="utf-8")
    assert "JSON" in _opening_sentence(tmp_path)


def test_a_delivery_without_tables(tmp_path):
    describe(tmp_path)
    assert "holds no table" in _opening_sentence(tmp_path)


def test_a_table_that_is_there_twice(tmp_path):
    write_parquet(tmp_path, {"person": clean_rows()["person"]})
    write_csv(tmp_path, {"person": clean_rows()["person"]})
    assert "person.parquet and person.csv" in _opening_sentence(tmp_path)


def test_a_file_that_is_no_months(tmp_path):
    describe(tmp_path)
    (tmp_path / "contact").mkdir()
    (tmp_path / "contact/2025-13.parquet").touch()
    assert "'2025-13.parquet' is not a month's file" in _opening_sentence(tmp_path)
