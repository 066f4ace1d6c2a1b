"""The labels of a control chart never cover each other, and keep off the curve when they can."""

import itertools
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from riktning.core.periods import Month, months_between
from riktning.documents.charts import (
    ChartText,
    ControlPlot,
    Projection,
    TargetMark,
    control_chart,
    to_svg,
)
from riktning.documents.charts.axes import value_domain
from riktning.documents.charts.labels import placed
from riktning.documents.charts.placing import Box, Field, Spot, best

MONTHS = tuple(months_between(Month(2022, 1), Month(2025, 12)))
TEXT = ChartText("", "", "procent")
SIZES = ((700, 300), (640, 160), (300, 230))
level = st.floats(40, 60, allow_nan=False).map(lambda value: round(value, 1))


def plot(values, centre, target=None, projection=None) -> ControlPlot:
    months = MONTHS[-len(values) :]
    count = len(months)
    band = ((centre - 5,) * count, (centre + 5,) * count)
    return ControlPlot(
        months, values, (centre,) * count, *band, (False,) * count, target=target,
        projection=projection,
    )  # fmt: skip


def field(drawn: ControlPlot, size) -> Field:
    marks = [drawn.target.value] if drawn.target else []
    ends = [drawn.projection.low, drawn.projection.high] if drawn.projection else []
    domain = value_domain([*drawn.values, *drawn.lower, *drawn.upper, *marks, *ends])
    last = max([drawn.months[-1]] + ([drawn.target.due] if drawn.target else []))
    return Field(drawn.months[0], last, domain, *size)


def boxes(drawn: ControlPlot, size) -> dict[str, Box]:
    area = field(drawn, size)
    return {
        label.words: area.text_box(label.place, label.words, label.spot, strong=label.strong)
        for label in placed(drawn, TEXT, area)[0]
    }


def apart(found: dict[str, Box]) -> bool:
    return all(one.shared(other) == 0 for one, other in itertools.combinations(found.values(), 2))


def test_the_latest_value_just_under_the_mean_does_not_stand_on_the_means_label():
    values = (*(52.0, 51.0) * 20, 53.0, 51.3)
    for size in SIZES:
        found = boxes(plot(values, 51.9), size)
        assert set(found) == {"51,3", "medelnivå 51,9"}
        assert apart(found), size


def test_the_latest_value_does_not_stand_on_the_line_of_the_target():
    values = (*(60.0, 58.0) * 20, 55.0, 53.0)
    for aim, size in itertools.product((51.5, 52.0, 52.4), SIZES):
        drawn = plot(values, 58.0, target=TargetMark(aim, Month(2028, 12)))
        box, across = boxes(drawn, size)["53,0"], field(drawn, size).y(aim)
        assert not box.top < across < box.bottom, (aim, size)


@given(
    st.lists(level, min_size=2, max_size=40),
    level,
    st.one_of(st.none(), st.tuples(level, st.integers(0, 36))),
    st.booleans(),
    st.sampled_from(SIZES),
)
def test_no_label_ever_covers_another(values, centre, goal, heading, size):
    target = TargetMark(goal[0], MONTHS[-1].plus(goal[1])) if goal else None
    projection = (
        Projection(MONTHS[-1], values[-1], target.due, goal[0] - 2, goal[0], goal[0] + 2)
        if target and heading and goal[1]
        else None
    )
    drawn = plot(tuple(values), centre, target, projection)
    found = boxes(drawn, size)
    assert apart(found)


def test_the_latest_value_stands_on_the_side_that_the_line_does_not_come_from():
    area = (700, 300)
    for values, above in (((45.0, 50.0), True), ((55.0, 50.0), False)):
        drawn = plot(values, 42.0)
        found = boxes(drawn, area)["50,0"]
        assert ((found.top + found.bottom) / 2 < field(drawn, area).y(50.0)) is above


def test_a_target_that_is_due_now_and_is_the_latest_value_stands_off_the_curve():
    values = (*(45.0, 55.0) * 12, 44.0, 56.0, 50.0)
    drawn = plot(values, 50.0, TargetMark(50.0, MONTHS[-1]))
    for size in SIZES:
        area, found = field(drawn, size), boxes(drawn, size)
        months = [float(month.index) for month in drawn.months]
        curve = area.line_boxes(list(zip(months, values, strict=True)))
        goal = next(box for words, box in found.items() if words.startswith("mål"))
        assert not any(goal.shared(dot) for dot in curve), size
        assert apart(found)


def test_a_label_beside_a_projection_stands_off_its_line():
    ahead = Projection(MONTHS[-1], 50.0, Month(2027, 12), 56.0, 58.0, 60.0)
    drawn = plot((44.0, 47.0, 50.0), 50.0, TargetMark(62.0, Month(2027, 12)), ahead)
    area = field(drawn, (700, 300))
    path = area.line_boxes([(ahead.start.index, 50.0), (ahead.end.index, 58.0)])
    label = boxes(drawn, (700, 300))["medelnivå 50,0"]
    assert not any(label.shared(dot) for dot in path)


def test_where_every_place_is_taken_the_text_that_covers_no_text_wins():
    area = Field(MONTHS[0], MONTHS[-1], value_domain([0.0, 10.0]), 100, 100)
    free_of_text, on_text = Box(0, 0, 10, 10), Box(50, 50, 60, 60)
    lines, texts = [Box(0, 0, 10, 10), Box(50, 50, 51, 51)], [Box(50, 50, 60, 60)]
    assert best([on_text, free_of_text], texts, lines, area)[0] == 1


def test_a_text_box_lies_where_its_anchor_says():
    area = Field(MONTHS[0], MONTHS[-1], value_domain([0.0, 10.0]), 470, 100)
    place = (MONTHS[10].index, 5.0)
    left, middle, right = (
        area.text_box(place, "12345", Spot(0, 0, align), strong=False)
        for align in ("left", "center", "right")
    )
    assert left.left == right.right == 100.0
    assert (middle.left + middle.right) / 2 == 100.0


def test_a_trend_that_finds_no_free_place_is_told_below_and_not_across_the_curve():
    ahead = Projection(
        MONTHS[-1], 50.0, Month(2027, 12), 40.0, 50.0, 60.0,
        edges=((MONTHS[-1], 49.0, 51.0), (Month(2027, 12), 40.0, 60.0)),
    )  # fmt: skip
    values = tuple(50.0 + (9.0 if place % 2 else -9.0) for place in range(40))
    drawn = replace(
        plot(values, 50.0, TargetMark(55.0, Month(2027, 12)), ahead),
        centre=tuple(40.0 + place / 4 for place in range(40)),
        along_trend=True,
    )
    area = replace(field(drawn, (290, 120)), overhang=10)
    labels, below = placed(drawn, TEXT, area)
    assert below == ("trendnivå 49,8",)
    assert not any(label.words.startswith("trend") for label in labels)
    svg = to_svg(control_chart(drawn, TEXT, width=290, height=120))
    assert "Trendnivå 49,8" in svg
