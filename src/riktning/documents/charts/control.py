"""The control chart: quiet limits, the values, what breaks the pattern, the target, the fan."""

import itertools
import math
from collections.abc import Iterator, Sequence
from typing import Any, Literal

import altair as alt

from riktning.core.periods import Month
from riktning.documents.charts.axes import (
    ValueDomain,
    drawn_from,
    foot_notes,
    head_note,
    month_axis,
    value_axis,
    value_domain,
    y_pixel,
)
from riktning.documents.charts.facts import ChartText, ControlPlot
from riktning.documents.charts.keys import shown_keys
from riktning.documents.charts.labels import Label, placed
from riktning.documents.charts.placing import Field, rows_of
from riktning.documents.charts.theme import PAPER, Theme
from riktning.documents.charts.titles import Drawing, titled
from riktning.documents.charts.words import word

MARK_SIZE, MARK_WIDE = 200, 16  # of an activity's circle: its area, and pixels across
NARROW, OVERHANG = 420, 10  # what is narrower is for a phone, with nothing beside it
SHADE_SIZE = 150  # of what lies behind the points of a run
NOTE_SIZE = 260  # wider than a point, so that it is easily met


def control_chart(
    plot: ControlPlot,
    text: ChartText,
    *,
    theme: Theme = PAPER,
    width: int = 680,
    height: int = 300,
) -> Drawing:
    """Draw one series against its control limits; sizes are the plotting area's, in pixels.

    The band is where common-cause variation keeps the values (Wheeler 2000); points outside it are
    ringed, points of a run that breaks the pattern have a shade behind them, a preliminary month
    is hollow, a month without a value is a gap. Along a trend, centre and band are drawn from
    month to month instead of in steps.
    """
    domain = value_domain(_heights(plot))
    frame = _Frame(plot, text, theme, width, domain)
    labels, below = frame.labels(height)
    layers = [
        *frame.limits(),
        *frame.fan(),
        *frame.target(),
        *frame.series(),
        *labels,
        *frame.notes(),
        *frame.started(height),
        head_note(_axis_words(text, domain), theme=theme),
        *foot_notes(_notes(plot, text, domain, below), theme=theme, width=width, height=height),
    ]
    chart = alt.layer(*layers).properties(width=width, height=height)
    return titled(chart, text, theme=theme, width=width)


def _heights(plot: ControlPlot) -> list[float | None]:
    heights = [*plot.values, *plot.lower, *plot.upper, *plot.centre]
    if plot.target is not None:
        heights.append(plot.target.value)
    if plot.projection is not None:
        heights += [plot.projection.low, plot.projection.high]
        heights += [end for _, *ends in plot.projection.edges for end in ends]
    return heights


def _axis_words(text: ChartText, domain: ValueDomain) -> str:
    return f"{text.unit} · {word('broken', text.language)}" if domain.broken else text.unit


def _notes(
    plot: ControlPlot, text: ChartText, domain: ValueDomain, below: Sequence[str]
) -> list[tuple[str, bool]]:
    parts = [*below, *(word(key, text.language) for key in shown_keys(plot, domain))]
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
        self.last, self.width, self.domain = plot.end, width, domain
        self.x = month_axis(
            plot.months[0], plot.end, width=width, language=text.language, step=_step(plot)
        )
        self.y = value_axis(domain, decimals=text.decimals)

    def limits(self) -> Iterator[alt.Chart]:
        shape: Literal["linear", "step"] = "linear" if self.plot.along_trend else "step"
        rows = [
            {
                "month": month.index,
                "value": low,
                "high": high,
                "centre": centre,
                "phase": sum(start <= month for start in self.plot.phases),
            }
            for month, low, high, centre in zip(
                self.plot.months, self.plot.lower, self.plot.upper, self.plot.centre, strict=True
            )
        ]
        within = [row for row in rows if row["value"] is not None and row["high"] is not None]
        if within:
            yield (
                drawn_from(within)
                .mark_area(color=self.theme.band, interpolate=shape, opacity=1)
                .encode(x=self.x, y=self.y, y2=alt.Y2("high"), detail=alt.Detail("phase:N"))
            )
        middle = [{**row, "value": row["centre"]} for row in rows if row["centre"] is not None]
        if middle:
            yield (
                drawn_from(middle)
                .mark_line(color=self.theme.centre, strokeWidth=1.25, interpolate=shape)
                .encode(x=self.x, y=self.y, detail=alt.Detail("phase:N"))
            )
        starts = [{"month": month.index - 0.5} for month in self.plot.phases]
        if starts:
            yield (
                drawn_from(starts)
                .mark_rule(color=self.theme.centre, strokeDash=[3, 3], strokeWidth=1)
                .encode(x=self.x)
            )

    def fan(self) -> Iterator[alt.Chart]:
        ahead = self.plot.projection
        if ahead is None:
            return
        rows = [
            {"month": month.index, "value": low, "high": high} for month, low, high in ahead.edges
        ]
        if rows:
            yield (
                drawn_from(rows)
                .mark_area(color=self.theme.fan, opacity=1)
                .encode(x=self.x, y=self.y, y2=alt.Y2("high"))
            )
        path = [
            {"month": month.index, "value": value}
            for month, value in ((ahead.start, ahead.start_value), (ahead.end, ahead.middle))
        ]
        yield (
            drawn_from(path)
            .mark_line(color=self.theme.line, strokeDash=[5, 4], strokeWidth=1.5)
            .encode(x=self.x, y=self.y)
        )

    def target(self) -> Iterator[alt.Chart]:
        target = self.plot.target
        if target is None:
            return
        ahead = self.plot.projection  # the line goes on to where the trend may meet it
        start = min(self.plot.months[0], target.due)
        end = max(target.due, ahead.end) if ahead else target.due
        ends = [{"month": month.index, "value": target.value} for month in (start, end)]
        due = [{"month": target.due.index, "value": target.value}]
        yield (
            drawn_from(ends)
            .mark_line(color=self.theme.target, strokeDash=[2, 3], strokeWidth=2)
            .encode(x=self.x, y=self.y)
        )
        yield (
            drawn_from(due)
            .mark_point(shape="diamond", size=90, filled=True, color=self.theme.target, opacity=1)
            .encode(x=self.x, y=self.y)
        )

    def series(self) -> Iterator[alt.Chart]:
        points = self._points()
        in_run = set(self.plot.in_run)
        shaded = [row for row in points if Month.from_index(row["month"]) in in_run]
        if shaded:
            yield (
                drawn_from(shaded)
                .mark_point(size=SHADE_SIZE, filled=True, color=self.theme.run, opacity=1)
                .encode(x=self.x, y=self.y)
            )
        yield (
            drawn_from(points)
            .mark_line(color=self.theme.line, strokeWidth=2)
            .encode(x=self.x, y=self.y, detail=alt.Detail("stretch:N"))
        )
        breached = set(self.plot.breached)
        rings = [row for row in points if Month.from_index(row["month"]) in breached]
        if rings:
            yield (
                drawn_from(rings)
                .mark_point(size=190, filled=False, strokeWidth=2, color=self.theme.breach)
                .encode(x=self.x, y=self.y)
            )
        for hollow in (False, True):
            chosen = [row for row in points if row["hollow"] is hollow]
            if chosen:
                fill = self.theme.background if hollow else self.theme.line
                yield (
                    drawn_from(chosen)
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

    def notes(self) -> Iterator[alt.Chart]:
        """Unseen discs over the points that tell what a point is when it is pointed at."""
        rows = [
            {"month": month.index, "value": value, "note": note}
            for month, value, note in zip(
                self.plot.months, self.plot.values, self.plot.notes, strict=False
            )
            if note and value is not None
        ]
        if rows:
            yield (
                drawn_from(rows)
                .mark_point(
                    size=NOTE_SIZE, filled=True, color=self.theme.line, opacity=0, aria=True
                )
                .encode(x=self.x, y=self.y, description=alt.Description("note:N"))
            )

    def started(self, height: int) -> Iterator[alt.Chart]:
        """A numbered mark at the axis for each activity, what is close on top of each other.

        What became of an activity is told when its mark is pointed at.
        """
        shown = self.plot.marks
        across = [self._across(mark.month) for mark in shown]
        for mark, row in zip(shown, rows_of(across, MARK_WIDE), strict=True):
            up = y_pixel(height - MARK_WIDE // 2 - 1 - row * (MARK_WIDE + 1))
            at = drawn_from([{"month": mark.month.index, "note": mark.note}])
            yield at.mark_point(
                size=MARK_SIZE, filled=True, color=self.theme.ink, opacity=1, aria=True
            ).encode(x=self.x, y=up, description=alt.Description("note:N"))
            yield at.mark_text(
                text=str(mark.number), fontSize=11, fontWeight=600, baseline="middle",
                color=self.theme.background, aria=False,
            ).encode(x=self.x, y=up)  # fmt: skip

    def _across(self, month: Month) -> float:
        """Pixels from the left edge of the plotting area."""
        first = self.plot.months[0].index
        return (month.index - first) / max(self.last.index - first, 1) * self.width

    def labels(self, height: int) -> tuple[list[alt.Chart], tuple[str, ...]]:
        """The labels that find a place, and the words of those that do not."""
        overhang = OVERHANG if self.width < NARROW else math.inf
        field = Field(self.plot.months[0], self.last, self.domain, self.width, height, overhang)
        labels, below = placed(self.plot, self.text, field)
        return [self._label(label) for label in labels], below

    def _label(self, label: Label) -> alt.Chart:
        mark = drawn_from([{"month": label.place[0], "value": label.place[1]}]).mark_text(
            text=label.words,
            color=getattr(self.theme, label.role),
            fontSize=12,
            fontWeight=600 if label.strong else 400,
            baseline="middle",
            align=label.spot.align,
            dx=label.spot.dx,
            dy=label.spot.dy,
        )
        drawn: alt.Chart = mark.encode(x=self.x, y=self.y)
        return drawn


def _step(plot: ControlPlot) -> int:
    """Months in a period: points of longer ones stand at their last month."""
    gaps = [later.index - month.index for month, later in itertools.pairwise(plot.months)]
    return min(gaps, default=1)
