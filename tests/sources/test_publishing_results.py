"""What the quality checks say outside the place of the data: no value, and no small count."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from riktning.sources.contracts import BY_NAME
from riktning.sources.opening import open_delivery
from riktning.sources.quality.publishing import published
from riktning.sources.quality.report import check_delivery
from riktning.sources.quality.results import Check, Finding, Severity
from sources.small_delivery import changed, write_parquet

CHECK = Check("reference", Severity.FATAL, "hänvisar fel", "refers wrongly")
SECRET = "19121212-1212"


@pytest.mark.parametrize(
    ("table", "row", "column"),
    [("contact", 0, "person_id"), ("person", 0, "sex"), ("diagnosis", 0, "position"),
     ("stay", 1, "person_id"), ("listing", 0, "unit_id")],
)  # fmt: skip
def test_no_value_from_the_data_leaves_though_the_terminal_shows_it(tmp_path, table, row, column):
    folder = write_parquet(tmp_path / "d", changed(table, row, column, SECRET))
    results = list(check_delivery(open_delivery(folder)))
    said = [published(result, 5) for result in results]
    assert any(SECRET in result.said(swedish=True) for result in results)
    assert SECRET not in json.dumps(said)


@given(st.integers(1, 40), st.integers(1, 40), st.integers(2, 9))
def test_a_count_of_persons_below_k_and_all_but_so_few_is_masked(failed, more, k):
    rows = failed + more
    said = published(CHECK.judge("contact", "person_id", Finding(failed, rows, SECRET)), k)
    masked = failed < k or more < k
    assert (said["failed_rows"] is None) == masked
    assert (said["rows"] is None) == (rows < k)
    counted = said["sentence_en"].removeprefix("contact.person_id: refers wrongly: ")
    assert counted.startswith(("fewer", "all but") if masked else f"{failed} of")
    assert ("färre än" in said["sentence_sv"]) == masked


def test_counts_of_months_and_of_rows_without_persons_are_as_they_are():
    months = Check("empty_months", Severity.WARNING, "a", "b", "månader", "months")
    assert published(months.judge("contact", "started_at", Finding(1, 24)), 5)["failed_rows"] == 1
    assert "person_id" not in BY_NAME["ward_day"].by_name
    assert published(CHECK.judge("ward_day", "unit_id", Finding(1, 24)), 5)["failed_rows"] == 1
