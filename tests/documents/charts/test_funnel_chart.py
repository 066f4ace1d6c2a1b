"""A funnel shows each unit once, rings and names those outside, and tells whom one points at."""

import json
import re
from dataclasses import replace
from xml.etree import ElementTree

import pytest

from riktning.core.errors import SeriesError
from riktning.core.periods import Month, months_between
from riktning.documents.charts import (
    PAGE,
    PAPER,
    ChartText,
    ControlPlot,
    FunnelPlot,
    FunnelPoint,
    control_chart,
    funnel_chart,
    inline_svg,
    to_png,
    to_svg,
)

TEXT = ChartText("En enhet skiljer ut sig", "Andel, procent", "procent", synthetic=True)
POINTS = (
    FunnelPoint("Alen", 40, 24.0, note="Alen: 24,0 %"),
    FunnelPoint("Björken", 900, 21.0, highlighted=True, note='Björken: 21,0 % · "vald"'),
    FunnelPoint("Linden", 1200, 39.0, outside=2, note="Linden: 39,0 %"),
)
SIZES = (30.0, 200.0, 700.0, 1500.0)
PLOT = FunnelPlot(
    POINTS, 22.0, "underlag", SIZES, (10.0, 15.0, 18.0, 19.0), (35.0, 29.0, 26.0, 25.0),
    (5.0, 12.0, 16.0, 17.0), (42.0, 33.0, 29.0, 28.0),
)  # fmt: skip


def svg(plot=PLOT, theme=PAGE, **size):
    return inline_svg(
        funnel_chart(plot, TEXT, theme=theme, **size), name="namn", description="text", key="f"
    )


def words(picture):
    root = ElementTree.fromstring(picture)  # noqa: S314 - our own SVG
    return ["".join(node.itertext()) for node in root.iter("{http://www.w3.org/2000/svg}text")]


def test_the_unit_outside_and_the_one_looked_at_are_named_and_others_are_not():
    told = words(svg())
    assert "Linden" in told and "Björken" in told
    assert "Alen" not in told
    assert "tillsammans 22,0" in told


def test_whoever_points_at_a_unit_is_told_its_name_and_value():
    titles = re.findall(r"<circle[^>]*><title>([^<]*)</title></circle>", svg())
    assert titles == ["Alen: 24,0 %", "Björken: 21,0 % · &quot;vald&quot;", "Linden: 39,0 %"]
    assert "aria-label=" not in svg()


def test_names_never_stand_on_each_other_on_a_phone():
    crowd = tuple(
        FunnelPoint(f"Enhet {place}", 800 + place, 40.0 + place / 10, 2) for place in range(30)
    )
    told = words(svg(replace(PLOT, points=crowd), width=300, height=230))
    assert sum(word.startswith("Enhet") for word in told) <= 3


@pytest.mark.parametrize(("share", "beside"), [(0.0, True), (1.0, False)])
def test_the_centre_is_named_where_no_unit_lies_and_otherwise_under_the_chart(share, beside):
    sizes = [30 * 50 ** (place / 59) for place in range(60)]
    crowd = tuple(FunnelPoint(f"E{n}", size, 22.0 + share * (n % 5 - 2)) for n, size in
                  enumerate(sizes)) if share else POINTS[:1]  # fmt: skip
    drawn = words(svg(replace(PLOT, points=crowd), width=300, height=230))
    assert ("tillsammans 22,0" in drawn) is beside
    assert any(each.startswith("Linje: tillsammans 22,0") for each in drawn) is not beside


def test_a_name_stands_clear_of_the_line_and_of_other_units_where_there_is_room():
    near = FunnelPoint("Grannen", 500, 22.0)
    chosen = FunnelPoint("Vald enhet", 900, 22.0, highlighted=True)
    frame = funnel_chart(replace(PLOT, points=(near, chosen)), TEXT, width=300, height=230)
    [name] = [
        layer["mark"]
        for layer in layers_of(frame.to_dict())
        if isinstance(layer.get("mark"), dict) and layer["mark"].get("text") == "Vald enhet"
    ]
    assert abs(name["dy"]) >= 10


def layers_of(node):
    if isinstance(node, dict):
        yield node
        for each in node.values():
            yield from layers_of(each)
    elif isinstance(node, list):
        for each in node:
            yield from layers_of(each)


def test_sizes_far_apart_are_drawn_in_multiples():
    wide = funnel_chart(PLOT, TEXT).to_dict()
    near = funnel_chart(
        replace(PLOT, points=POINTS[1:], sizes=(700.0, 900.0, 1200.0, 1500.0)), TEXT
    ).to_dict()
    kinds = [each["layer"][0]["encoding"]["x"]["scale"]["type"] for each in (wide, near)]
    assert kinds == ["log", "linear"]


def test_a_funnel_without_limits_still_shows_its_units():
    nan = (float("nan"),) * 4
    bare = replace(PLOT, low=nan, high=nan, lowest=nan, highest=nan)
    assert "NaN" not in to_svg(funnel_chart(bare, TEXT, theme=PAPER))
    assert to_png(funnel_chart(PLOT, TEXT)).startswith(b"\x89PNG")


def test_a_funnel_of_nobody_or_of_limits_of_other_lengths_is_refused():
    with pytest.raises(SeriesError):
        replace(PLOT, points=())
    with pytest.raises(SeriesError):
        replace(PLOT, low=(1.0,))


MONTHS = tuple(months_between(Month(2024, 1), Month(2025, 12)))


def control(**changes):
    count = len(MONTHS)
    plain = {
        "months": MONTHS,
        "values": (*(60.0,) * 12, *(70.0,) * 12),
        "centre": (*(60.0,) * 12, *(70.0,) * 12),
        "lower": (*(55.0,) * 12, *(65.0,) * 12),
        "upper": (*(65.0,) * 12, *(75.0,) * 12),
        "preliminary": (False,) * count,
        "phases": (MONTHS[12],),
    }
    return ControlPlot(**{**plain, **changes})


def data_of(layer, chart):
    return json.loads(chart["datasets"][layer["data"]["name"]])


def test_a_new_phase_is_marked_and_no_line_of_level_or_limit_crosses_it():
    chart = control_chart(control(), TEXT).to_dict()
    rules = [layer for layer in chart["layer"] if layer["mark"]["type"] == "rule"]
    assert [data_of(rule, chart) for rule in rules] == [[{"month": MONTHS[12].index - 0.5}]]
    for layer in chart["layer"][:2]:
        assert layer["encoding"]["detail"]["field"] == "phase"
        assert {row["phase"] for row in data_of(layer, chart)} == {0, 1}
    assert any("nytt skede" in word for word in words(to_svg(control_chart(control(), TEXT))))


def test_whoever_points_at_a_month_is_told_what_it_is_and_which_rule_marks_it():
    notes = tuple("" if place else "jan 2024: 60,0 % · utanför" for place in range(len(MONTHS)))
    picture = inline_svg(
        control_chart(control(notes=notes), TEXT, theme=PAGE), name="n", description="d", key="c"
    )
    assert re.findall(r"<circle[^>]*><title>([^<]*)</title></circle>", picture) == [
        "jan 2024: 60,0 % · utanför"
    ]
    with pytest.raises(SeriesError):
        control(notes=("one",))
