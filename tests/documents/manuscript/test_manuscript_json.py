"""A manuscript is frozen as JSON, and is the same manuscript when it is read again."""

import json
from dataclasses import replace

import numpy
import pytest
from manuscripts import chart, funnel_plot, unit_plot, whole

from riktning.core.errors import DocumentError
from riktning.documents.charts import ChartText
from riktning.documents.manuscript.json import (
    blocks_from_json,
    blocks_to_json,
    fingerprint,
    manuscript_from_json,
    manuscript_to_json,
)
from riktning.documents.manuscript.model import Chart, ChartSpec, Manuscript, Section, Table


@pytest.mark.parametrize("language", ["sv", "en"])
def test_what_is_written_is_read_as_the_same(language: str) -> None:
    text = manuscript_to_json(whole(language))
    again = manuscript_from_json(text)
    assert manuscript_to_json(again) == text
    assert again.sections[0] == whole(language).sections[0]
    assert [type(block) for block in again.blocks()] == [type(b) for b in whole().blocks()]


def test_every_kind_of_chart_comes_back() -> None:
    words = ChartText("t", "s", "%")
    blocks = [Chart("c", "a", ChartSpec(plot, words)) for plot in (unit_plot(), funnel_plot())]
    text = blocks_to_json([*blocks, chart()])
    kinds = [type(block.spec.plot).__name__ for block in blocks_from_json(text)]
    assert kinds == ["UnitPlot", "FunnelPlot", "ControlPlot"]
    assert blocks_to_json(blocks_from_json(text)) == text


def test_one_changed_figure_changes_the_fingerprint() -> None:
    one = chart()
    plot = one.spec.plot
    values = [*plot.values[:-1], 99.0]
    other = replace(one, spec=replace(one.spec, plot=replace(plot, values=values)))
    assert fingerprint(blocks_to_json([one])) == fingerprint(blocks_to_json([chart()]))
    assert fingerprint(blocks_to_json([one])) != fingerprint(blocks_to_json([other]))


def test_numbers_of_numpy_are_numbers() -> None:
    plot = unit_plot()
    row = replace(plot.rows[0], value=numpy.float64(61.2), highlighted=numpy.bool_(True))
    spec = ChartSpec(replace(plot, rows=(row,)), ChartText("", "", ""))
    read = blocks_from_json(blocks_to_json([Chart("c", "a", spec)]))[0]
    assert read.spec.plot.rows[0].value == 61.2
    assert read.spec.plot.rows[0].highlighted is True


def test_a_whole_number_is_one_text() -> None:
    texts = []
    for value in (61, 61.0):
        row = replace(unit_plot().rows[0], value=value)
        spec = ChartSpec(replace(unit_plot(), rows=(row,)), ChartText("", "", ""))
        texts.append(blocks_to_json([Chart("c", "a", spec)]))
    assert texts[0] == texts[1]


@pytest.mark.parametrize("number", [float("nan"), float("inf")])
def test_what_is_no_number_is_refused(number: float) -> None:
    row = replace(unit_plot().rows[0], value=number)
    spec = ChartSpec(replace(unit_plot(), rows=(row,)), ChartText("", "", ""))
    with pytest.raises(DocumentError, match="no number"):
        blocks_to_json([Chart("c", "a", spec)])


def _harmed(change: dict[str, object]) -> str:
    content = json.loads(manuscript_to_json(whole()))
    content["manuscript"].update(change)
    return json.dumps(content)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("{", "not JSON"),
        ("[]", "schema 1"),
        ('{"schema": 2, "manuscript": {}}', "schema 1"),
        (_harmed({"type": "Section"}), "not Manuscript"),
        (_harmed({"surprise": 1}), "no 'surprise'"),
        (_harmed({"title": 7}), "title"),
        (_harmed({"synthetic": 1}), "synthetic"),
        (_harmed({"date": "2026-02-30"}), "not a date"),
        (_harmed({"kind": "video"}), "kind"),
        (_harmed({"about": [["one"]]}), "2 values"),
        (_harmed({"language": "fi"}), "sv or en"),
        (_harmed({"sections": [{"type": "Section", "key": "a"}]}), "lacks 'heading'"),
        (
            _harmed(
                {"sections": [{"type": "Section", "key": "a", "heading": "A", "blocks": [{}]}]}
            ),
            "none of Prose",
        ),
    ],
)
def test_anything_else_is_refused_in_one_sentence(text: str, said: str) -> None:
    with pytest.raises(DocumentError, match=said):
        manuscript_from_json(text)


def test_a_row_has_a_cell_for_each_column() -> None:
    with pytest.raises(DocumentError, match="a cell for each column"):
        Table("t", ("a", "b"), (("1",),))


def test_a_key_names_one_section() -> None:
    twice = (Section("a", "A"), Section("a", "B"))
    with pytest.raises(DocumentError, match="'a'"):
        Manuscript("t", "", "sv", whole().date, twice)
