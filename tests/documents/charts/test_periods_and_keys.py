"""Periods are labelled by their own names, runs are shaded, and the note explains what is seen."""

import itertools
import re
from dataclasses import replace

import pytest

from riktning.core.periods import Month
from riktning.documents.charts import (
    ChartText,
    ControlPlot,
    Projection,
    TargetMark,
    control_chart,
    to_svg,
)
from riktning.documents.charts.axes import labelled_periods, value_domain
from riktning.documents.charts.keys import shown_keys
from riktning.documents.charts.numbers import period_label
from riktning.documents.charts.placing import Box, Field
from riktning.documents.charts.theme import PAPER

TEXT = ChartText("Andelen ökar", "Andel", "procent", synthetic=True)
START = Month(2022, 1)


def _plot(points: int, step: int, **given) -> ControlPlot:
    months = tuple(START.plus(step * (place + 1) - 1) for place in range(points))
    values = tuple(60.0 + place % 3 for place in range(points))
    level = (61.0,) * points
    narrow, wide = (58.0,) * points, (64.0,) * points
    plot = ControlPlot(months, values, level, narrow, wide, (False,) * points)
    return replace(plot, **given)


def _words(plot: ControlPlot, *, language: str = "sv", width: int = 680) -> list[str]:
    text = replace(TEXT, language=language)
    return re.findall(r"<text[^>]*>([^<]*)", to_svg(control_chart(plot, text, width=width)))


def _keys(plot: ControlPlot) -> list[str]:
    return list(shown_keys(plot, value_domain(plot.values)))


@pytest.mark.parametrize(
    ("step", "language", "expected"),
    [
        (1, "sv", "apr\u00a02025"),
        (3, "sv", "kvartal\u00a02\u00a02025"),
        (3, "en", "quarter\u00a02\u00a02025"),
        (4, "sv", "tertial\u00a01\u00a02025"),
        (4, "en", "tertial\u00a01\u00a02025"),
        (12, "sv", "2025"),
    ],
)
def test_a_period_is_called_what_people_call_it(step, language, expected):
    assert period_label(Month(2025, 4), step, language) == expected


def test_tertials_stand_over_tertials_and_no_month():
    words = _words(_plot(9, 4))
    assert {"tertial\u00a01\u00a02022", "tertial\u00a01\u00a02024"} <= set(words)
    assert not any("jan" in word or "juli" in word for word in words)


def test_quarters_that_do_not_fit_are_named_once_a_year():
    words = _words(_plot(16, 3))
    assert [word for word in words if word.startswith("kvartal")] == [
        f"kvartal\u00a01\u00a0{year}" for year in range(2022, 2026)
    ]


@pytest.mark.parametrize("width", [120, 300, 700])
@pytest.mark.parametrize("step", [3, 4, 12])
def test_labels_of_periods_never_stand_closer_than_they_are_wide(step, width):
    first, last = Month(2001, step), Month(2025, 12)
    months = labelled_periods(first, last, step, width)
    apart = [later.index - month.index for month, later in itertools.pairwise(months)]
    pixels = width / (last.index - first.index)
    assert min(apart, default=last.index) * pixels >= (36 if step == 12 else 84)


def test_the_points_of_a_run_have_a_shade_and_the_note_says_so():
    plain, shaded = _plot(24, 1), _plot(24, 1, in_run=(Month(2022, 5), Month(2022, 6)))
    assert to_svg(control_chart(plain, TEXT)).count(PAPER.run) == 0
    assert to_svg(control_chart(shaded, TEXT)).count(PAPER.run) == 2
    assert "run" in _keys(shaded)
    assert "run" not in _keys(plain)


def test_the_note_names_a_gap_inside_the_curve_but_not_what_is_missing_at_its_ends():
    plot = _plot(24, 1)
    inside = (*plot.values[:10], None, *plot.values[11:])
    at_ends = (None, *plot.values[1:-1], None)
    assert "gap" in _keys(replace(plot, values=inside))
    assert "gap" not in _keys(replace(plot, values=at_ends))


def test_the_note_speaks_of_a_field_ahead_only_where_one_can_be_seen():
    plot = _plot(24, 1)
    ahead = Projection(Month(2023, 12), 61.0, Month(2024, 12), 61.9, 62.0, 62.1)
    line = replace(ahead, low=62.0, high=62.0)
    assert "fan" in _keys(replace(plot, projection=ahead))
    assert _keys(replace(plot, projection=line))[-1] == "path"
    assert not {"fan", "path"} & set(_keys(plot))


def test_the_note_has_no_word_of_hidden_rings_or_hollow_points():
    plot = _plot(24, 1)
    gone = replace(plot, values=(*plot.values[:-1], None))
    assert "breach" not in _keys(replace(gone, breached=(gone.months[-1],)))
    early = (*((False,) * 23), True)
    assert "preliminary" not in _keys(replace(gone, preliminary=early))
    assert "preliminary" in _keys(replace(plot, preliminary=early))


def test_beside_a_narrow_picture_nothing_reaches_out_so_that_its_text_keeps_its_size():
    target = TargetMark(62.0, Month(2023, 12))
    svg = to_svg(control_chart(_plot(24, 1, target=target), TEXT, width=300, height=230))
    width = float(re.search(r'width="([\d.]+)"', svg)[1])
    assert width <= 300 + 60


def test_a_label_beyond_the_overhang_costs_more_than_one_over_a_line():
    field = Field(START, START.plus(23), value_domain((0.0, 10.0)), 300, 200, 10)
    beyond, within = Box(290, 50, 390, 65), Box(200, 50, 300, 65)
    assert field.outside(beyond) > 0 == field.outside(within)


def test_along_a_trend_a_break_is_not_said_to_begin_a_phase_with_limits_of_its_own():
    broken = _plot(24, 1, phases=(Month(2023, 1),))
    assert "phase" in _keys(broken)
    assert "phase_trend" in _keys(replace(broken, along_trend=True))
    assert "phase" not in _keys(replace(broken, along_trend=True))
