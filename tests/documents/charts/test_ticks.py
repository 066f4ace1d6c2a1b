"""Every line of an axis is where its label says, in every kind of chart."""

from itertools import pairwise

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as some

from riktning.core.periods import Month
from riktning.documents.charts import (
    ChartText,
    ControlPlot,
    FunnelPlot,
    FunnelPoint,
    UnitPlot,
    UnitRow,
    control_chart,
    funnel_chart,
    to_svg,
    unit_chart,
)
from riktning.documents.charts.fan import FanPlot, fan_chart
from riktning.documents.charts.ticks import round_ticks

MONTHS = tuple(Month(2025, 1).plus(ahead) for ahead in range(12))


def text(decimals):
    return ChartText("Fyndet", "Måttet", "team", decimals=decimals)


def control(values, decimals):
    none = (None,) * len(MONTHS)
    plot = ControlPlot(MONTHS, values, none, none, none, (False,) * len(MONTHS))
    return control_chart(plot, text(decimals))


def fan(low, high, decimals):
    row = tuple(low + (high - low) * part / 6 for part in range(7))
    return fan_chart(FanPlot((2026, 2027), (row, row), "Planen"), text(decimals))


def funnel(low, high, decimals):
    points = (FunnelPoint("A", 1, low), FunnelPoint("B", 4, high))
    limits = [(low, low), (high, high)]
    plot = FunnelPlot(points, (low + high) / 2, "vårdade", (1.0, 4.0), limits[0], limits[1],
                      limits[0], limits[1])  # fmt: skip
    return funnel_chart(plot, text(decimals))


def units(low, high, decimals):
    return unit_chart(UnitPlot((UnitRow("A", low), UnitRow("B", high))), text(decimals))


def rising(low, high, decimals):
    return control([low + (high - low) * at / 11 for at in range(12)], decimals)


def axes_of(drawing):
    """The ticks and the format of every axis that has numbers of its own."""
    spec = drawing.to_dict()
    for layer in spec["layer"]:
        for way in ("x", "y"):
            axis = layer.get("encoding", {}).get(way, {}).get("axis") or {}
            if axis.get("format"):
                yield way, axis


@pytest.mark.parametrize("made", [rising, fan, funnel, units])
@pytest.mark.parametrize(
    ("low", "high", "decimals"),
    [(4.2, 6.1, 0), (4.87, 5.02, 1), (1.1, 1.17, 1), (0.0, 0.04, 1), (12.0, 87.0, 1),
     (-0.3, 0.4, 0), (15_000.0, 15_300.0, 0)],
)  # fmt: skip
def test_no_two_lines_have_the_same_label_and_none_is_rounded_away(made, low, high, decimals):
    found = list(axes_of(made(low, high, decimals)))
    assert found
    for _way, axis in found:
        written = [f"{tick:{axis['format']}}" for tick in axis["values"]]
        assert len(set(written)) == len(written) >= 2
        told = [float(each.replace(",", "")) for each in written]
        assert told == pytest.approx(axis["values"], abs=1e-9)


def test_teams_are_not_halved_where_whole_ones_do():
    assert round_ticks(3.8, 6.2, 5, 0) == ((4.0, 5.0, 6.0), 0)
    assert round_ticks(4.86, 5.04, 5, 1) == ((4.9, 4.95, 5.0), 2)
    assert round_ticks(0.0, 90.0, 5, 1) == ((0.0, 20.0, 40.0, 60.0, 80.0), 0)


def test_labels_have_a_decimal_comma_and_all_the_same_decimals():
    svg = to_svg(control([1.1 + 0.006 * at for at in range(12)], 1))
    for label in ("1,10", "1,12", "1,14", "1,16"):
        assert f">{label}</text>" in svg
    assert ">1.1" not in svg


# How fast values are made says how busy the machine is, and nothing of the ticks.
@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@example(low=1.0, width=948684.0, wanted=3, decimals=0)
@given(
    low=some.floats(-1e6, 1e6),
    width=some.floats(1e-4, 1e6),
    wanted=some.integers(3, 8),
    decimals=some.integers(0, 3),
)
def test_ticks_are_round_rise_evenly_and_lie_within(low, width, wanted, decimals):
    ticks, needed = round_ticks(low, low + width, wanted, decimals)
    assert 2 <= len(ticks) <= 2 * wanted
    steps = [later - tick for tick, later in pairwise(ticks)]
    assert max(steps) == pytest.approx(min(steps), rel=1e-3)
    assert all(low - 1e-6 * width <= tick <= low + width * (1 + 1e-6) for tick in ticks)
    assert len({f"{tick:.{needed}f}" for tick in ticks}) == len(ticks)


def test_the_level_is_labelled_where_it_is_drawn_and_what_is_small_is_not_labelled_as_0():
    size = len(MONTHS)
    values = (*(0.3 for _month in MONTHS[1:]), 0.0077)
    level, none = (0.062,) * size, (None,) * size
    plot = ControlPlot(MONTHS, values, level, none, none, (False,) * size)
    svg = to_svg(control_chart(plot, text(1)))
    assert "medelnivå 0,062<" in svg
    assert ">0,01<" in svg
