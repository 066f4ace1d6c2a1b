"""Units side by side: a point with its interval, on one scale, in the order that matters."""

from typing import Any

import altair as alt

from riktning.documents.charts.axes import drawn_from, foot_notes, value_domain, y_pixel
from riktning.documents.charts.facts import ChartText, UnitPlot, UnitRow
from riktning.documents.charts.numbers import number
from riktning.documents.charts.theme import PAPER, Theme
from riktning.documents.charts.ticks import round_axis
from riktning.documents.charts.titles import Drawing, titled
from riktning.documents.charts.words import word

ROW_HEIGHT, TICKS = 26, 4


def unit_chart(
    plot: UnitPlot, text: ChartText, *, theme: Theme = PAPER, width: int = 420
) -> Drawing:
    """Draw every unit's value and 95 % interval; a unit without a value shows its note instead."""
    height = ROW_HEIGHT * len(plot.rows)
    domain = value_domain(_reach(plot))
    x = alt.X(
        "value:Q",
        scale=alt.Scale(domain=[domain.low, domain.high], nice=False, zero=False),
        axis=round_axis(domain.low, domain.high, TICKS, text.decimals, title=None, grid=True),
    )
    y = alt.Y(
        "unit:N",
        sort=None,
        axis=alt.Axis(title=None, domain=False, ticks=False, labelLimit=230, labelPadding=8),
        scale=alt.Scale(domain=[row.name for row in plot.rows]),
    )
    layers = [
        *_lines(plot, text, theme, x),
        *_intervals(plot, theme, x, y),
        *_values(plot, text, theme, x, y, start=domain.low),
        *foot_notes(_notes(plot, text), theme=theme, width=width, height=height),
    ]
    chart = alt.layer(*layers).properties(width=width, height=height)
    return titled(chart, text, theme=theme, width=width)


def _reach(plot: UnitPlot) -> list[float | None]:
    ends = [end for row in plot.rows for end in (row.low, row.high, row.value)]
    return [*ends, plot.reference, plot.target]


def _notes(plot: UnitPlot, text: ChartText) -> list[tuple[str, bool]]:
    notes = [(word("synthetic", text.language), True)] if text.synthetic else []
    if any(row.low is not None for row in plot.rows):
        sentence = word("interval", text.language)
        notes.append((f"{text.unit[:1].upper()}{text.unit[1:]} · {sentence}", False))
    return notes


def _lines(plot: UnitPlot, text: ChartText, theme: Theme, x: alt.X) -> list[alt.Chart]:
    named = (
        (plot.reference, plot.reference_name, theme.centre, [1, 0]),
        (plot.target, word("target", text.language), theme.target, [2, 3]),
    )
    layers = []
    for value, name, colour, dash in named:
        if value is None:
            continue
        rule = drawn_from([{"value": value}])
        layers.append(rule.mark_rule(color=colour, strokeDash=dash, strokeWidth=1.5).encode(x=x))
        words = f"{name} {number(value, text.decimals, text.language)}"
        label = rule.mark_text(text=words, color=theme.quiet_ink, fontSize=12, baseline="bottom")
        layers.append(label.encode(x=x, y=y_pixel(-4)))
    return layers


def _intervals(plot: UnitPlot, theme: Theme, x: alt.X, y: alt.Y) -> list[alt.Chart]:
    rows = [
        {"unit": row.name, "value": row.low, "high": row.high}
        for row in plot.rows
        if row.low is not None and row.high is not None
    ]
    if not rows:
        return []
    return [
        drawn_from(rows)
        .mark_rule(color=theme.line, strokeWidth=2)
        .encode(x=x, x2=alt.X2("high"), y=y)
    ]


def _values(
    plot: UnitPlot, text: ChartText, theme: Theme, x: alt.X, y: alt.Y, *, start: float
) -> list[alt.Chart]:
    layers = []
    for strong in (False, True):
        rows = [_point(row) for row in plot.rows if row.highlighted is strong and _known(row)]
        if rows:
            size = 150 if strong else 70
            mark = drawn_from(rows).mark_point(size=size, filled=True, color=theme.line, opacity=1)
            layers.append(mark.encode(x=x, y=y))
    silent = [{"unit": row.name, "value": start, "note": row.note} for row in plot.rows if row.note]
    if silent:
        mark = drawn_from(silent).mark_text(align="left", dx=4, fontSize=12, color=theme.quiet_ink)
        layers.append(mark.encode(x=x, y=y, text=alt.Text("note:N")))
    return layers


def _known(row: UnitRow) -> bool:
    return row.value is not None


def _point(row: UnitRow) -> dict[str, Any]:
    return {"unit": row.name, "value": row.value}
