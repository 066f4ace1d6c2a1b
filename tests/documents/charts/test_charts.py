"""Charts say what they are drawn from: gaps, rings, limits, words, marks, and the same on paper."""

import itertools
import json
import re
import struct
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from riktning.core.errors import SeriesError
from riktning.core.periods import Month, months_between
from riktning.documents.charts import (
    PAGE,
    PAPER,
    ChartText,
    ControlPlot,
    Projection,
    TargetMark,
    UnitPlot,
    UnitRow,
    control_chart,
    inline_svg,
    month_label,
    number,
    sparkline_svg,
    to_png,
    to_svg,
    unit_chart,
)
from riktning.documents.charts.axes import labelled_months, value_domain

TEXT = ChartText("Andelen ökar", "Andel, procent, hela regionen", "procent", synthetic=True)
MONTHS = tuple(months_between(Month(2024, 1), Month(2025, 12)))


def plot(**changes) -> ControlPlot:
    count = len(MONTHS)
    plain = {
        "months": MONTHS,
        "values": tuple(60.0 + place / 2 if place != 7 else None for place in range(count)),
        "centre": (65.0,) * count,
        "lower": (58.0,) * count,
        "upper": (72.0,) * count,
        "preliminary": tuple(place >= count - 2 for place in range(count)),
        "breached": (MONTHS[20],),
        "target": TargetMark(80.0, Month(2026, 12)),
        "projection": Projection(
            MONTHS[-1],
            71.5,
            Month(2026, 12),
            72.0,
            77.0,
            82.0,
            ((MONTHS[-1], 69.5, 73.5), (Month(2026, 12), 72.0, 82.0)),
        ),
    }
    return ControlPlot(**{**plain, **changes})


def texts(svg: str) -> str:
    return " | ".join("".join(node.itertext()) for node in ElementTree.fromstring(svg).iter(  # noqa: S314 - our own SVG
        "{http://www.w3.org/2000/svg}text"))  # fmt: skip


def layers(chart) -> list[dict]:
    return chart.to_dict()["layer"]


def rows_of(chart, **mark) -> list[list[dict]]:
    spec = chart.to_dict()
    return [
        json.loads(spec["datasets"][layer["data"]["name"]])
        for layer in spec["layer"]
        if all(layer["mark"].get(key) == value for key, value in mark.items())
    ]


def test_a_paper_chart_carries_finding_measure_marks_and_months_as_text():
    words = texts(to_svg(control_chart(plot(), TEXT)))
    for part in (
        "Andelen ökar",
        "Andel, procent, hela regionen",
        "Syntetiska data – inte verkliga resultat",
        "mål 80,0, dec\u00a02026",
        "medelnivå 65,0",
        "jan\u00a02025",
        "axeln börjar inte vid 0",
        "preliminär",
    ):
        assert part in words, part


def test_the_english_chart_has_english_words_and_points():
    text = ChartText("Rising", "Share", "per cent", language="en", synthetic=True)
    words = texts(to_svg(control_chart(plot(), text), language="en"))
    assert "Synthetic data – not real results" in words
    assert "target 80.0, Dec\u00a02026" in words
    assert "mål" not in words


def test_real_data_carry_no_synthetic_mark():
    text = ChartText("Andelen ökar", "Andel", "procent", synthetic=False)
    assert "Syntetiska" not in texts(to_svg(control_chart(plot(), text)))


def test_a_hidden_month_breaks_the_line_in_two():
    [line] = rows_of(control_chart(plot(), TEXT), type="line", strokeWidth=2, color=PAPER.line)
    assert {row["stretch"] for row in line} == {0, 1}
    assert MONTHS[7].index not in {row["month"] for row in line}
    assert len(line) == len(MONTHS) - 1


def test_only_breached_months_are_ringed_and_only_preliminary_ones_are_hollow():
    chart = control_chart(plot(), TEXT)
    [rings] = rows_of(chart, type="point", filled=False)
    assert [row["month"] for row in rings] == [MONTHS[20].index]
    [hollow] = rows_of(chart, type="point", fill=PAPER.background)
    assert [row["month"] for row in hollow] == [month.index for month in MONTHS[-2:]]


def test_the_fan_stops_where_it_is_told_to():
    fans = rows_of(control_chart(plot(), TEXT), type="area", color=PAPER.fan)
    assert [row["month"] for row in fans[0]] == [MONTHS[-1].index, Month(2026, 12).index]
    assert (fans[0][0]["value"], fans[0][0]["high"]) == (69.5, 73.5)
    assert rows_of(control_chart(plot(projection=None), TEXT), type="area", color=PAPER.fan) == []


def test_along_a_trend_centre_and_band_slope_and_the_words_say_what_they_lie_around():
    line = tuple(60.0 + place / 2 for place in range(len(MONTHS)))
    sloping = plot(
        centre=line,
        lower=tuple(level - 3 for level in line),
        upper=tuple(level + 3 for level in line),
        along_trend=True,
    )
    chart = control_chart(sloping, TEXT)
    [band] = rows_of(chart, type="area", color=PAPER.band, interpolate="linear")
    assert [row["high"] for row in band] == [level + 3 for level in line]
    [middle] = rows_of(chart, type="line", color=PAPER.centre, interpolate="linear")
    assert [row["value"] for row in middle] == list(line)
    words = texts(to_svg(chart))
    for part in (
        "trendnivå 71,5",
        "det slumpen brukar ge kring trendlinjen",
        "längre från trendlinjen än slumpen brukar ge",
    ):
        assert part in words, part
    assert "medelnivå" not in words
    flat = texts(to_svg(control_chart(plot(), TEXT)))
    assert "trend" not in flat


def test_arrays_of_different_length_are_refused():
    with pytest.raises(SeriesError, match="differ in length"):
        plot(values=(1.0, 2.0))


def test_a_chart_of_nothing_but_gaps_is_still_a_chart():
    blank = (None,) * len(MONTHS)
    bare = plot(values=blank, centre=blank, lower=blank, upper=blank, target=None, projection=None,
                breached=())  # fmt: skip
    assert "Andelen ökar" in texts(to_svg(control_chart(bare, TEXT)))


def test_a_page_chart_has_only_variables_for_colours_and_no_title_of_its_own():
    svg = to_svg(control_chart(plot(), TEXT, theme=PAGE))
    colours = set(re.findall(r'(?:fill|stroke)="([^"]+)"', svg)) - {"none"}
    assert colours and all(colour.startswith("var(--") for colour in colours)
    assert "Andelen ökar" not in texts(svg)


def test_a_chart_in_a_page_is_one_named_picture_without_inline_style():
    svg = inline_svg(
        control_chart(plot(), TEXT, theme=PAGE), name='A "<b>"', description="B & C", key="k"
    )
    root = ElementTree.fromstring(svg)  # noqa: S314 - our own SVG
    assert root.get("role") == "img"
    assert root.get("aria-labelledby") == "k-name k-text"
    assert root[0].text == 'A "<b>"'
    assert root[1].text == "B & C"
    assert svg.count("role=") == 1
    assert "style=" not in svg


def test_png_is_a_picture_at_twice_the_size():
    small, large = (to_png(control_chart(plot(), TEXT), scale=scale) for scale in (1, 2))
    width_1, width_2 = (struct.unpack(">I", png[16:20])[0] for png in (small, large))
    assert small[:8] == b"\x89PNG\r\n\x1a\n"
    assert abs(width_2 - 2 * width_1) <= 2


def test_units_are_drawn_in_the_order_given_and_a_hidden_one_says_so():
    units = UnitPlot(
        rows=(UnitRow("Norra", 7.0, 6.0, 8.0), UnitRow("Östra", None, note="döljs (färre än 5)")),
        reference=6.5,
        reference_name="Regionen",
    )
    words = texts(to_svg(unit_chart(units, TEXT)))
    assert words.index("Norra") < words.index("Östra")
    assert "döljs (färre än 5)" in words
    assert "Regionen 6,5" in words
    with pytest.raises(SeriesError):
        UnitPlot(rows=())


finite = st.floats(-1e6, 1e6, allow_nan=False)


@given(st.lists(st.one_of(st.none(), finite), max_size=60))
def test_the_value_axis_holds_every_value_and_says_when_it_is_broken(values):
    domain = value_domain(values)
    known = [value for value in values if value is not None]
    assert domain.low < domain.high
    assert all(domain.low <= value <= domain.high for value in known)
    if known and not domain.broken:
        assert domain.low <= 0 <= domain.high


@given(st.integers(2000 * 12, 2060 * 12), st.integers(0, 400), st.integers(200, 1400))
def test_month_labels_lie_in_the_series_in_order_and_have_room(start, length, width):
    first = Month.from_index(start)
    chosen = labelled_months(first, first.plus(length), width)
    assert chosen == sorted(set(chosen)) and chosen
    assert all(first <= month <= first.plus(length) for month in chosen)
    assert len(chosen) <= max(width // 74, 2)


@given(finite, st.integers(0, 3))
def test_a_swedish_number_reads_back_as_the_rounded_value(value, decimals):
    text = number(value, decimals)
    back = float(text.replace("\u00a0", "").replace(",", ".").replace("−", "-"))
    assert back == pytest.approx(round(value, decimals), abs=10**-9)
    assert "-" not in text


def test_months_are_named_as_people_name_them():
    assert month_label(Month(2025, 1)) == "jan\u00a02025"
    assert month_label(Month(2025, 5), "en-gb") == "May\u00a02025"


@given(st.lists(st.one_of(st.none(), finite), max_size=60), st.one_of(st.none(), finite))
def test_a_sparkline_stays_inside_its_box_and_breaks_at_every_gap(values, target):
    svg = sparkline_svg(values, target=target)
    for path in re.findall(r'<path d="(M[^"]+)"', svg):
        x, y, *steps = (int(number) for number in re.findall(r"-?\d+", path))
        across, up = (list(itertools.accumulate(steps[n::2], initial=(x, y)[n])) for n in (0, 1))
        assert all(0 <= place <= 280 for place in across)
        assert all(0 <= place <= 72 for place in up)
    stretches = len([1 for before, now in zip([None, *values], values, strict=False)
                     if now is not None and before is None])  # fmt: skip
    assert svg.count("<path d=") == stretches


def test_a_named_sparkline_is_a_picture_and_an_unnamed_one_is_decoration():
    assert 'role="img" aria-label="&quot;x&quot;"' in sparkline_svg([1.0, 2.0], name='"x"')
    assert 'aria-hidden="true"' in sparkline_svg([1.0, 2.0])
