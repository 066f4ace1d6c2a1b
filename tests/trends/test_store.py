"""Verdicts survive their file unchanged; a broken or half-written one replaces nothing."""

import json
import math
from dataclasses import replace

import pytest

from riktning.core.errors import RunError
from riktning.core.periods import Month
from riktning.trends.charts.chart import ChartBasis
from riktning.trends.judged import PlannedTarget
from riktning.trends.judging import judge
from riktning.trends.store import FILE, read_verdicts, verdicts_as_json, write_verdicts
from riktning.trends.verdict import Target
from trends.examples import DEFINITIONS, run


@pytest.fixture(scope="module")
def verdicts():
    targets = [
        PlannedTarget("share", None, Target(58.0, Month(2027, 12))),
        PlannedTarget("share", None, Target(52.0, Month(2024, 6))),
        PlannedTarget("share", None, Target(62.0, Month(2029, 12))),
        PlannedTarget("share", "H1", Target(80.0, Month(2027, 12))),
        PlannedTarget("stay", None, Target(5.0, Month(2027, 12))),
    ]
    return judge(run(), DEFINITIONS, targets)


def test_what_is_read_is_what_was_written(tmp_path, verdicts):
    write_verdicts(tmp_path, verdicts)
    assert read_verdicts(tmp_path) == verdicts


def test_the_phases_of_a_chart_are_read_as_they_were_written(tmp_path):
    stay = replace(DEFINITIONS["stay"], breaks=(Month(2023, 7),))
    broken = judge(run(), {**DEFINITIONS, "stay": stay})
    assert any(series.chart.phases for series in broken.verdicts)
    write_verdicts(tmp_path, broken)
    assert read_verdicts(tmp_path) == broken


def test_the_file_is_plain_json_without_nan(tmp_path, verdicts):
    text = write_verdicts(tmp_path, verdicts).read_text(encoding="utf-8")
    assert "NaN" not in text
    assert "Infinity" not in text
    data = json.loads(text)
    assert data["schema"] == 1
    assert data["family"]["judged"] == 6
    assert data["verdicts"][0]["direction"]["first"] == "2022-01"


def test_no_number_of_a_verdict_is_nan(verdicts):
    def numbers(value):
        if isinstance(value, dict):
            value = list(value.values())
        if isinstance(value, list):
            for item in value:
                yield from numbers(item)
        elif isinstance(value, float):
            yield value

    found = list(numbers(verdicts_as_json(verdicts)))
    assert len(found) > 500
    assert all(math.isfinite(number) for number in found)


def test_a_file_from_before_charts_had_a_basis_has_limits_around_a_level(tmp_path, verdicts):
    older = verdicts_as_json(verdicts)
    del older["family"]["repeated"]
    for item in older["verdicts"]:
        del item["chart"]["basis"], item["chart"]["line"]
        item["chart"]["centre"] = 1.0
    (tmp_path / FILE).write_text(json.dumps(older))
    read = read_verdicts(tmp_path)
    assert read.family == verdicts.family
    assert {series.chart.basis for series in read.verdicts} == {ChartBasis.LEVEL}
    assert {series.chart.centres[0] for series in read.verdicts} == {1.0}


def test_nothing_is_left_beside_the_file(tmp_path, verdicts):
    write_verdicts(tmp_path, verdicts)
    assert [path.name for path in tmp_path.iterdir()] == [FILE]


def test_an_interrupted_write_leaves_the_old_verdicts(tmp_path, verdicts, monkeypatch):
    write_verdicts(tmp_path, verdicts)

    def stop(*_, **__):
        raise KeyboardInterrupt

    monkeypatch.setattr("pathlib.Path.replace", stop)
    with pytest.raises(KeyboardInterrupt):
        write_verdicts(tmp_path, verdicts)
    assert read_verdicts(tmp_path) == verdicts
    assert [path.name for path in tmp_path.iterdir()] == [FILE]


@pytest.mark.parametrize(
    "text", ["", "{", "[]", '{"schema": 2}', '{"schema": 1}', '{"schema": 1, "run_id": "x"}']
)
def test_a_broken_file_is_said_in_one_sentence_with_what_to_do(tmp_path, text):
    (tmp_path / FILE).write_text(text)
    with pytest.raises(RunError, match="broken or of another version; run: riktning judge"):
        read_verdicts(tmp_path)


def test_a_run_not_yet_judged_says_so(tmp_path):
    with pytest.raises(RunError, match="has no verdicts; run: riktning judge"):
        read_verdicts(tmp_path)


def test_a_folder_that_is_not_there_cannot_be_written_to(tmp_path, verdicts):
    with pytest.raises(RunError, match="cannot be written"):
        write_verdicts(tmp_path / "gone", verdicts)
