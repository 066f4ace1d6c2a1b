"""Tables are read with exactly the contract's types, whatever format they come in."""

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from riktning.sources.contracts import BY_NAME, TABLES, ColumnType
from riktning.sources.opening import open_delivery
from sources.small_delivery import clean_rows, columns_of, describe, write_csv, write_parquet

IBIS = {
    ColumnType.TEXT: "string",
    ColumnType.INTEGER: "int64",
    ColumnType.NUMBER: "float64",
    ColumnType.BOOLEAN: "boolean",
    ColumnType.DATE: "date",
    ColumnType.TIMESTAMP: "timestamp",
}


def _rows(delivery, name):
    rows = delivery.table(name).to_pyarrow().to_pylist()
    return sorted((list(row.values()) for row in rows), key=str)


@pytest.mark.parametrize("delimiter", [",", ";"])
def test_csv_and_parquet_of_every_table_give_the_same_rows_and_types(tmp_path, delimiter):
    as_parquet = open_delivery(write_parquet(tmp_path / "p", clean_rows()))
    as_csv = open_delivery(write_csv(tmp_path / "c", clean_rows(), delimiter))
    for table in TABLES:
        assert _rows(as_csv, table.name) == _rows(as_parquet, table.name) != []
        assert as_csv.table(table.name).schema() == as_parquet.table(table.name).schema()


def test_what_is_read_is_what_was_written(tmp_path):
    rows = clean_rows()
    delivery = open_delivery(write_parquet(tmp_path / "d", rows))
    for name, written in rows.items():
        assert _rows(delivery, name) == sorted(written, key=str)


def test_every_column_has_the_contracts_type(tmp_path):
    delivery = open_delivery(write_csv(tmp_path / "d", clean_rows()))
    for table in TABLES:
        found = {
            name: str(kind).split("(")[0]
            for name, kind in delivery.table(table.name).schema().items()
        }
        assert found == {column.name: IBIS[column.type] for column in table.columns}


def test_a_table_in_monthly_files_is_one_table(tmp_path):
    rows = clean_rows()
    describe(tmp_path)
    (tmp_path / "contact").mkdir()
    for number, row in enumerate(rows["contact"], start=1):
        pq.write_table(
            pa.table(columns_of("contact", [row])), tmp_path / f"contact/2025-0{number}.parquet"
        )
    assert _rows(open_delivery(tmp_path), "contact") == sorted(rows["contact"], key=str)


def test_narrow_integers_and_dictionaries_are_the_same_values(tmp_path):
    describe(tmp_path)
    columns = columns_of("call_month", clean_rows()["call_month"])
    columns |= {
        "calls": columns["calls"].cast(pa.int16()),
        "unit_id": columns["unit_id"].dictionary_encode(),
    }
    pq.write_table(pa.table(columns), tmp_path / "call_month.parquet")
    assert _rows(open_delivery(tmp_path), "call_month") == sorted(
        clean_rows()["call_month"], key=str
    )


def test_an_absent_table_is_none_and_no_fault(tmp_path):
    tables = clean_rows()
    del tables["stay"]
    delivery = open_delivery(write_parquet(tmp_path / "d", tables))
    assert delivery.table("stay") is None
    assert "stay" not in delivery.fingerprints()


def test_a_fingerprint_changes_when_a_row_does_and_only_then(tmp_path):
    first = open_delivery(write_parquet(tmp_path / "1", clean_rows())).fingerprints()
    same = open_delivery(write_parquet(tmp_path / "2", clean_rows())).fingerprints()
    tables = clean_rows()
    tables["wait"].pop()
    other = open_delivery(write_parquet(tmp_path / "3", tables)).fingerprints()
    assert first == same
    assert {name for name in first if first[name] != other[name]} == {"wait"}


texts = st.text(st.characters(blacklist_categories=("Cs", "Cc")), min_size=1).map(str.strip)


@settings(deadline=None, max_examples=40)  # the disk of a busy machine
@given(names=st.lists(texts.filter(bool), min_size=1, max_size=5))
def test_any_text_survives_a_csv(names, tmp_path_factory):
    rows = [
        [f"u{n}", name, "team", None, None, clean_rows()["unit"][0][5], None]
        for n, name in enumerate(names)
    ]
    folder = write_csv(tmp_path_factory.mktemp("csv"), {"unit": rows})
    read = open_delivery(folder).table("unit").to_pyarrow().to_pylist()
    assert sorted(row["name"] for row in read) == sorted(names)


def test_the_contracts_keys_and_references_name_columns_that_exist():
    for table in TABLES:
        assert set(table.key) <= set(table.by_name)
        assert not table.month_of or table.month_of in table.by_name
        for column in table.columns:
            if column.refers_to:
                other, name = column.refers_to.split(".")
                assert name in BY_NAME[other].by_name
