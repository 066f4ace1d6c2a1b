"""The control chart: quiet limits, the values, what breaks the pattern, the target, the fan."""

from collections.abc import Iterator
from typing import Any, Literal

import altair as alt

from riktning.core.periods import Month
from riktning.documents.charts.axes import (
    ValueDomain,
    foot_notes,
    head_note,
    month_axis,
    value_axis,
    value_domain,
)
from riktning.documents.charts.facts import ChartText, ControlPlot, TargetMark
from riktning.documents.charts.numbers import month_label, number
from riktning.documents.charts.theme import PAPER, Theme
from riktning.documents.charts.titles import Drawing, titled
from riktning.documents.charts.words import word


def control_chart(
    plot: ControlPlot,
    text: ChartText,
    *,
    theme: Theme = PAPER,
    width: int = 680,
    height: int = 300,
) -> Drawing:
    """Draw one series against its control limits; sizes are the plotting area's, in pixels.

    The band is where common-cause variation keeps the values (Wheeler 2000); points that a rule
    points at are ringed, a preliminary month is hollow, a month without a value is a gap.
    """
    domain = value_domain(_heights(plot))
    frame = _Frame(plot, text, theme, width, domain)
    layers = [
        *frame.limits(),
        *frame.fan(),
        *frame.target(),
        *frame.series(),
        *frame.labels(),
        head_note(_axis_words(text, domain), theme=theme),
        *foot_notes(_notes(plot, text), theme=theme, width=width, height=height),
    ]
    chart = alt.layer(*layers).properties(width=width, height=height)
    return titled(chart, text, theme=theme, width=width)


def _heights(plot: ControlPlot) -> list[float | None]:
    heights = [*plot.values, *plot.lower, *plot.upper]
    if plot.target is not None:
        heights.append(plot.target.value)
    if plot.projection is not None:
        heights += [plot.projection.low, plot.projection.high]
    return heights


def _axis_words(text: ChartText, domain: ValueDomain) -> str:
    return f"{text.unit} · {word('broken', text.language)}" if domain.broken else text.unit


def _notes(plot: ControlPlot, text: ChartText) -> list[tuple[str, bool]]:
    shown = {
        "band": any(low is not None for low in plot.lower),
        "breach": bool(plot.breached),
        "preliminary": any(plot.preliminary),
        "gap": any(value is None for value in plot.values),
        "fan": plot.projection is not None,
    }
    parts = [word(key, text.language) for key, is_shown in shown.items() if is_shown]
    notes = [(word("synthetic", text.language), True)] if text.synthetic else []
    if parts:
        sentence = " · ".join(parts)
        notes.append((sentence[0].upper() + sentence[1:], False))
    return notes


class _Frame:
    """The layers of one control chart; they share axes, theme and words."""

    def __init__(
        self, plot: ControlPlot, text: ChartText, theme: Theme, width: int, domain: ValueDomain
    ) -> None:
        self.plot, self.text, self.theme = plot, text, theme
        last = plot.months[-1]
        for mark in (plot.target.due if plot.target else None, _end(plot)):
            last = max(last, mark) if mark else last
        self.last = last
        self.x = month_axis(plot.months[0], last, width=width, language=text.language)
        self.y = value_axis(domain, decimals=text.decimals)

    def limits(self) -> Iterator[alt.Chart]:
        rows = [
            {"month": month.index, "value": low, "high": high, "centre": centre}
            for month, low, high, centre in zip(
                self.plot.months, self.plot.lower, self.plot.upper, self.plot.centre, strict=True
            )
        ]
        within = [row for row in rows if row["value"] is not None and row["high"] is not None]
        if within:
            yield (
                _chart(within)
                .mark_area(color=self.theme.band, interpolate="step", opacity=1)
                .encode(x=self.x, y=self.y, y2="high")
            )
        middle = [{**row, "value": row["centre"]} for row in rows if row["centre"] is not None]
        if middle:
            yield (
                _chart(middle)
                .mark_line(color=self.theme.centre, strokeWidth=1.25, interpolate="step")
                .encode(x=self.x, y=self.y)
            )

    def fan(self) -> Iterator[alt.Chart]:
        ahead = self.plot.projection
        if ahead is None:
            return
        rows = [
            {"month": ahead.start.index, "value": ahead.start_value, "high": ahead.start_value},
            {"month": ahead.end.index, "value": ahead.low, "high": ahead.high},
        ]
        yield (
            _chart(rows)
            .mark_area(color=self.theme.fan, opacity=1)
            .encode(x=self.x, y=self.y, y2="high")
        )
        path = [rows[0], {"month": ahead.end.index, "value": ahead.middle}]
        yield (
            _chart(path)
            .mark_line(color=self.theme.line, strokeDash=[5, 4], strokeWidth=1.5)
            .encode(x=self.x, y=self.y)
        )

    def target(self) -> Iterator[alt.Chart]:
        target = self.plot.target
        if target is None:
            return
        start = min(self.plot.months[0], target.due)
        ends = [{"month": month.index, "value": target.value} for month in (start, target.due)]
        yield (
            _chart(ends)
            .mark_line(color=self.theme.target, strokeDash=[2, 3], strokeWidth=2)
            .encode(x=self.x, y=self.y)
        )
        yield (
            _chart(ends[1:])
            .mark_point(shape="diamond", size=90, filled=True, color=self.theme.target, opacity=1)
            .encode(x=self.x, y=self.y)
        )

    def series(self) -> Iterator[alt.Chart]:
        points = self._points()
        yield (
            _chart(points)
            .mark_line(color=self.theme.line, strokeWidth=2)
            .encode(x=self.x, y=self.y, detail="stretch:N")
        )
        breached = set(self.plot.breached)
        rings = [row for row in points if Month.from_index(row["month"]) in breached]
        if rings:
            yield (
                _chart(rings)
                .mark_point(size=190, filled=False, strokeWidth=2, color=self.theme.breach)
                .encode(x=self.x, y=self.y)
            )
        for hollow in (False, True):
            chosen = [row for row in points if row["hollow"] is hollow]
            if chosen:
                fill = self.theme.background if hollow else self.theme.line
                yield (
                    _chart(chosen)
                    .mark_point(
                        size=34,
                        fill=fill,
                        stroke=self.theme.line,
                        strokeWidth=1.5,
                        opacity=1,
                    )
                    .encode(x=self.x, y=self.y)
                )

    def _points(self) -> list[dict[str, Any]]:
        rows: list[dict[str, Any]] = []
        stretch = 0
        columns = (self.plot.months, self.plot.values, self.plot.preliminary)
        for month, value, preliminary in zip(*columns, strict=True):
            if value is None:
                stretch += 1
                continue
            rows.append(
                {"month": month.index, "value": value, "stretch": stretch, "hollow": preliminary}
            )
        return rows

    def labels(self) -> Iterator[alt.Chart]:
        decimals, language = self.text.decimals, self.text.language
        middle = next((level for level in reversed(self.plot.centre) if level is not None), None)
        if middle is not None:
            words = f"{word('centre', language)} {number(middle, decimals, language)}"
            end = self.plot.months[-1].index
            yield self._label((end, middle), words, self.theme.quiet_ink, dx=9)
        points = self._points()
        if points:
            latest = points[-1]
            words = number(latest["value"], decimals, language)
            place = (latest["month"], latest["value"])
            falling = len(points) > 1 and latest["value"] < points[-2]["value"]
            dy = 15 if falling else -15  # on the side that the line does not come from
            yield self._label(place, words, self.theme.line, dy=dy, align="center", strong=True)
        if self.plot.target is not None:
            yield self._target_label(self.plot.target)

    def _target_label(self, target: TargetMark) -> alt.Chart:
        value = number(target.value, self.text.decimals, self.text.language)
        due = month_label(target.due, self.text.language)
        words = f"{word('target', self.text.language)} {value}, {due}"
        place = (target.due.index, target.value)
        return self._label(place, words, self.theme.target, dy=-12, align="right", strong=True)

    def _label(
        self,
        place: tuple[int, float],
        words: str,
        colour: str,
        *,
        dx: int = 0,
        dy: int = 0,
        align: Literal["left", "center", "right"] = "left",
        strong: bool = False,
    ) -> alt.Chart:
        mark = _chart([{"month": place[0], "value": place[1]}]).mark_text(
            text=words,
            color=colour,
            fontSize=12,
            fontWeight=600 if strong else 400,
            baseline="middle",
            align=align,
            dx=dx,
            dy=dy,
        )
        label: alt.Chart = mark.encode(x=self.x, y=self.y)
        return label


def _chart(rows: list[dict[str, Any]]) -> alt.Chart:
    return alt.Chart(alt.InlineData(values=rows))


def _end(plot: ControlPlot) -> Month | None:
    return plot.projection.end if plot.projection else None
