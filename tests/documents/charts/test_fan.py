"""The fan shows bands, median, baseline and target, and says what they are."""

import json
from itertools import pairwise

import pytest

from riktning.core.errors import SeriesError
from riktning.documents.charts import ChartText, to_svg
from riktning.documents.charts.fan import FanPlot, fan_chart

ROW = (1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0)
TEXT = ChartText("Finding", "Measure, 2026–2028", "days", language="en", synthetic=True)


def plot(**given):
    values = {
        "years": (2026, 2027, 2028), "quantiles": (ROW, ROW, ROW), "name": "The plan",
        "baseline": (5.0, 5.5, 6.0), "baseline_name": "As so far", "target": (2.5, 2027),
    }  # fmt: skip
    return FanPlot(**{**values, **given})


def rows(drawing):
    """What each layer is drawn from; Altair may keep it apart, by name."""
    spec = drawing.to_dict()
    kept = spec.get("datasets", {})
    found = [
        layer["data"].get("values", kept.get(layer["data"].get("name"))) for layer in spec["layer"]
    ]
    return [json.loads(each) if isinstance(each, str) else each for each in found]


def test_bands_median_baseline_and_target_are_drawn_from_what_is_given():
    found = rows(fan_chart(plot(), TEXT))
    assert [(each[0]["value"], each[0]["high"]) for each in found[:3]] == [(1, 7), (2, 6), (3, 5)]
    assert [{row["value"] for row in each} for each in found[3:5]] == [{2.5}, {2.5}]
    assert [row["value"] for row in found[5]] == [5.0, 5.5, 6.0]
    assert [row["value"] for row in found[6]] == [4.0, 4.0, 4.0]


def test_the_picture_says_that_it_is_simulated_and_what_the_bands_are():
    svg = to_svg(fan_chart(plot(), TEXT), language="en")
    for words in ("Simulated from synthetic data", "50, 80 and 95%", "As so far", "The plan",
                  "target 2.5"):  # fmt: skip
        assert words in svg
    phone = to_svg(fan_chart(plot(), TEXT, width=240), language="en")
    assert ">scenario<" in phone and ">baseline<" in phone


def test_a_year_that_is_not_known_is_a_gap_and_labels_never_meet():
    found = rows(fan_chart(plot(quantiles=(ROW, None, ROW), baseline=(4.0, None, 4.0)), TEXT))
    assert len(found[0]) == 2
    drawing = fan_chart(plot(baseline=(4.0, 4.0, 4.0), target=(4.0, 2028)), TEXT).to_dict()
    places = [layer["encoding"]["y"]["value"] for layer in drawing["layer"]
              if layer["mark"].get("dx") == 8]  # fmt: skip
    assert len(places) == 3 and min(b - a for a, b in pairwise(places)) >= 15


@pytest.mark.parametrize("given", [
    {"quantiles": (None, None, None)}, {"quantiles": (ROW, ROW)}, {"baseline": (1.0,)},
    {"quantiles": (ROW, ROW, ROW[::-1])}, {"quantiles": (ROW, ROW, ROW[:3])},
])  # fmt: skip
def test_what_cannot_be_drawn_is_refused(given):
    with pytest.raises(SeriesError):
        plot(**given)
