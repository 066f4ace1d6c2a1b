"""Charts for pages and downloads: from a judged series to SVG, kept by content."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from riktning.apps.observations.figures import IndicatorInfo, Point, VerdictInfo
from riktning.core.periods import MONTHS_A_YEAR, Month, months_between
from riktning.documents.charts import (
    PAGE,
    PAPER,
    ChartText,
    ControlPlot,
    FunnelPlot,
    Projection,
    StartMark,
    TargetMark,
    Theme,
    UnitPlot,
    control_chart,
    funnel_chart,
    inline_svg,
    to_svg,
    unit_chart,
)
from riktning.documents.charts.titles import Drawing
from riktning.trends.charts.chart import ChartBasis, ControlChart
from riktning.trends.pace import level_ahead
from riktning.trends.verdict import Pace
from riktning.web.pictures import drawn_once

KEPT = 600  # pictures kept in memory, about 30 kB each
LONGEST_FAN = 36  # months ahead of the last figure that a straight line may be believed
WIDE, NARROW = (700, 300), (300, 230)
UNITS_WIDE, UNITS_NARROW = 420, 170
DATED = {Pace.ON_TIME, Pace.LATE, Pace.WRONG_WAY}


@dataclass(frozen=True, slots=True)
class Picture:
    """One chart in two sizes; the style sheet shows the one that fits."""

    wide: str
    narrow: str


def control_plot(
    info: IndicatorInfo,
    points: Sequence[Point],
    verdict: VerdictInfo | None,
    notes: Sequence[str] = (),
    started: Sequence[StartMark] = (),
) -> ControlPlot | None:
    """What the control chart is drawn from; None when the series has no value at all.

    ``notes`` says of each point what a reader who points at it is told. A period longer than a
    month stands at its last month, where its value is known and a target is due.
    """
    chart = verdict.chart if verdict else None
    if all(point.value is None for point in points):
        return None
    limits = _limits(chart)
    starts = tuple(point.period.start for point in points)
    months = tuple(point.period.end for point in points)
    ends = dict(zip(starts, months, strict=True))
    nothing = (None, None, None)
    return ControlPlot(
        months=months,
        values=tuple(point.value for point in points),
        centre=tuple(limits.get(month, nothing)[0] for month in starts),
        lower=tuple(limits.get(month, nothing)[1] for month in starts),
        upper=tuple(limits.get(month, nothing)[2] for month in starts),
        preliminary=tuple(point.preliminary for point in points),
        breached=tuple(ends[m] for m in chart.outside if m in ends) if chart else (),
        in_run=tuple(ends[m] for m in chart.in_run if m in ends) if chart else (),
        hidden=tuple(point.period.end for point in points if point.hidden),
        target=_target(verdict),
        projection=_projection(info, points, verdict),
        along_trend=chart is not None and chart.basis is ChartBasis.TREND,
        phases=chart.new_phases if chart else (),
        notes=tuple(notes),
        started=tuple(started),
    )


def _limits(
    chart: ControlChart | None,
) -> dict[Month, tuple[float | None, float | None, float | None]]:
    if chart is None:
        return {}
    rows = zip(chart.months, chart.centres, chart.lower, chart.upper, strict=True)
    return {month: (centre, low, high) for month, centre, low, high in rows}


def _target(verdict: VerdictInfo | None) -> TargetMark | None:
    if verdict is None or verdict.pace is None:
        return None
    return TargetMark(verdict.pace.target.value, verdict.pace.target.due)


def _projection(
    info: IndicatorInfo, points: Sequence[Point], verdict: VerdictInfo | None
) -> Projection | None:
    """The trend with its level's interval month by month, from the last figure to the due month.

    Where it is late by then, or the month is already past, it goes on to the date that is told. It
    is the interval that the pace in words rests on. Runs judged by older versions do not tell it:
    of them the line alone is drawn.
    """
    if verdict is None or verdict.pace is None or verdict.pace.state not in DATED:
        return None
    found = verdict.direction
    level = found.end_level if found.line_end is None else found.line_end
    slope, last = found.slope_per_year, found.last
    if level is None or slope is None or last is None:
        return None
    due, reach = verdict.pace.target.due, verdict.pace.reach
    end = min(max(due, reach or due), last.plus(LONGEST_FAN))
    if end <= last:
        return None
    ceiling = 100.0 if info.unit.sv in {"%", "procent"} else float("inf")

    def possible(value: float) -> float:
        return min(max(value, 0.0), ceiling)

    ahead = [(month, level_ahead(found, month)) for month in months_between(last, end)]
    edges = tuple(
        (month, possible(each[0]), possible(each[2])) for month, each in ahead if each is not None
    )
    middle = possible(level + slope * (end.index - last.index) / MONTHS_A_YEAR)
    low, high = edges[-1][1:] if edges else (middle, middle)
    return Projection(last, possible(level), end, low, middle, high, edges)


def picture_of(
    kind: str,
    plot: object,
    text: ChartText,
    draw: Callable[[int, int], Drawing],
    sizes: Sequence[tuple[int, int]] = (WIDE, NARROW),
) -> Picture:
    """What ``draw`` makes of the plot in two sizes, drawn once for what it shows."""
    return Picture(
        *drawn_once(
            (kind, plot, text),
            lambda: tuple(
                inline_svg(
                    draw(width, height),
                    name=text.title,
                    description=text.subtitle,
                    key=f"{kind}-{width}",
                    language=text.language,
                )
                for width, height in sizes
            ),
        )
    )


@lru_cache(maxsize=KEPT)
def control_picture(plot: ControlPlot, text: ChartText) -> Picture:
    """The control chart for a page.

    Nobody points at months on a phone: what they are told is in the table of values there.
    """

    def draw(width: int, height: int) -> Drawing:
        shown = replace(plot, notes=()) if (width, height) == NARROW else plot
        return control_chart(shown, text, theme=PAGE, width=width, height=height)

    return picture_of("chart", plot, text, draw)


@lru_cache(maxsize=KEPT)
def unit_picture(plot: UnitPlot, text: ChartText) -> Picture:
    """The units side by side for a page, as high as they are many."""

    def draw(width: int, _height: int) -> Drawing:
        return unit_chart(plot, text, theme=PAGE, width=width)

    return picture_of("units", plot, text, draw, ((UNITS_WIDE, 0), (UNITS_NARROW, 0)))


@lru_cache(maxsize=KEPT)
def funnel_picture(plot: FunnelPlot, text: ChartText) -> Picture:
    """The units in their funnel for a page."""

    def draw(width: int, height: int) -> Drawing:
        return funnel_chart(plot, text, theme=PAGE, width=width, height=height)

    return picture_of("funnel", plot, text, draw)


@lru_cache(maxsize=KEPT)
def control_file(plot: ControlPlot, text: ChartText, theme: Theme = PAPER) -> str:
    """The control chart as a file of its own, with its title inside."""
    return to_svg(control_chart(plot, text, theme=theme), language=text.language)
