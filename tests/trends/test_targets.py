"""Targets from a CSV file: what is right is read, what is wrong is said with its row."""

import pytest

from riktning.core.errors import SeriesError
from riktning.core.periods import Month
from riktning.trends.judged import PlannedTarget
from riktning.trends.targets import read_targets
from riktning.trends.verdict import Target

HEAD = "indicator_id,unit_id,value,due\n"


def _read(tmp_path, text):
    path = tmp_path / "targets.csv"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return read_targets(path)


def test_an_empty_unit_means_the_region(tmp_path):
    found = _read(tmp_path, HEAD + "share,,61.2,2027-12\nstay,H1,-4,2026-06\n")
    assert found == (
        PlannedTarget("share", None, Target(61.2, Month(2027, 12))),
        PlannedTarget("stay", "H1", Target(-4.0, Month(2026, 6))),
    )


def test_semicolons_and_decimal_commas_as_swedish_excel_writes_them(tmp_path):
    text = "\ufeffindicator_id;unit_id;value;due\nshare;;1 061,5;2027-12\n"
    assert _read(tmp_path, text)[0].target.value == 1061.5


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "lacks the column indicator_id"),
        ("indicator_id,unit_id,value\n", "lacks the column due"),
        (HEAD + "share,,61.2,2027-12\nshare,,many,2027-12\n", "row 3: the target 'many'"),
        (HEAD + "share,,nan,2027-12\n", "row 2: the target 'nan' is not a number"),
        (HEAD + "share,,1e5,2027-12\n", "row 2: the target '1e5'"),
        (HEAD + "share,,,2027-12\n", "row 2: the target ''"),
        (HEAD + "share,,61,2027-13\n", "row 2: '2027-13' is not a month"),
        (HEAD + "share,,61\n", "row 2: '' is not a month"),
        (HEAD + "share,,61,5,2027-12\n", "row 2: the row has more columns than the first row"),
        (HEAD + f"share,,{'9' * 400},2027-12\n", "row 2: the target is too large"),
        (HEAD + f"share,,{'9' * 13},2027-12\n", "row 2: the target is too large"),
        (HEAD + f"share,{'x' * 140_000},61,2027-12\n", "row 2: the file of targets is no CSV"),
        (HEAD + ",,61,2027-12\n", "row 2: the indicator_id is empty"),
        (b"\xff\xfe\x00bad", "cannot be read"),
    ],
)
def test_what_is_wrong_is_said_with_its_row(tmp_path, text, words):
    with pytest.raises(SeriesError, match=words):
        _read(tmp_path, text)


def test_a_file_that_is_not_there_cannot_be_read(tmp_path):
    with pytest.raises(SeriesError, match="there is no such file"):
        read_targets(tmp_path / "none.csv")
