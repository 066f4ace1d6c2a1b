"""Data that cannot be read, and descriptions that cannot be right, are one sentence."""

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from riktning.core.errors import CareDataError
from riktning.core.periods import Month
from riktning.sources.contracts import BY_NAME
from riktning.sources.delivery import read_delivery
from riktning.sources.opening import open_delivery
from riktning.sources.quality.report import check_table, judge_table
from riktning.sources.quality.results import Status
from sources.small_delivery import clean_rows, columns_of, describe, write_csv, write_parquet


def spoil_pages(path):
    """Overwrite what lies between a Parquet file's first bytes and its footer."""
    content = bytearray(path.read_bytes())
    footer = int.from_bytes(content[-8:-4], "little") + 8
    content[4 : len(content) - footer] = b"\xff" * (len(content) - footer - 4)
    path.write_bytes(content)


def write_months(folder, table, months):
    """Replace a table by a folder of month files with all its rows in each."""
    (folder / f"{table}.parquet").unlink()
    (folder / table).mkdir()
    for month in months:
        columns = pa.table(columns_of(table, clean_rows()[table]))
        pq.write_table(columns, folder / table / f"{month}.parquet")


def test_broken_pages_behind_a_whole_footer_name_table_and_file_and_no_folder(tmp_path):
    folder = write_parquet(tmp_path / "d", clean_rows())
    write_months(folder, "contact", ["2025-01", "2025-02"])
    spoil_pages(folder / "contact" / "2025-02.parquet")
    with pytest.raises(CareDataError) as caught:
        list(judge_table(open_delivery(folder), BY_NAME["contact"]))
    assert "table contact, file 2025-02.parquet" in caught.value.sentence
    assert str(tmp_path) not in caught.value.sentence
    told = list(check_table(open_delivery(folder), BY_NAME["contact"]))
    assert told[-1].status is Status.ERROR
    assert str(tmp_path) not in told[-1].sentence_sv


def test_months_without_a_file_are_known_and_a_warning(tmp_path):
    folder = write_parquet(tmp_path / "d", clean_rows(), last_month="2025-03")
    write_months(folder, "contact", ["2025-01", "2025-03"])
    opened = open_delivery(folder)
    assert opened.delivery.missing_months("contact") == (Month(2025, 2),)
    assert opened.delivery.missing_months("stay") == ()
    said = {r.check: r for r in check_table(opened, BY_NAME["contact"])}["missing_files"]
    assert (said.status, said.failed_rows, said.rows) == (Status.FAILED, 1, 3)


def test_a_description_nested_too_deep_is_one_sentence(tmp_path):
    (tmp_path / "delivery.json").write_text("[" * 100_000, encoding="utf-8")
    with pytest.raises(CareDataError, match="nested too deep"):
        read_delivery(tmp_path)


@pytest.mark.parametrize(
    "changes",
    [
        {"first_month": "0001-01"},
        {"last_month": "9999-12"},
        {"first_month": "1901-01"},
        {"as_of": "2024-12-31"},
        {"as_of": "9999-12-31"},
    ],
)
def test_a_span_that_cannot_be_meant_is_refused(tmp_path, changes):
    write_parquet(tmp_path, {"unit": clean_rows()["unit"]})
    describe(tmp_path, **changes)
    with pytest.raises(CareDataError, match=r"delivery\.json"):
        read_delivery(tmp_path)


@pytest.mark.parametrize(
    ("byte", "expected"),
    [(b"\xff", "row 4: the file is not UTF-8"), (b"\0", "row 4: the file hol")],
)
def test_a_byte_that_is_no_text_late_in_a_csv_is_named_with_its_row(tmp_path, byte, expected):
    folder = write_csv(tmp_path / "d", clean_rows())
    path = folder / "unit.csv"
    path.write_bytes(path.read_bytes().replace(b"norra", b"norra" + byte))
    with pytest.raises(CareDataError, match=expected):
        open_delivery(folder).table("unit")
