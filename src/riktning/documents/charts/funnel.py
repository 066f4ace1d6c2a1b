"""The funnel: every unit by its size and value, within limits that narrow as units grow."""

import math
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import altair as alt

from riktning.documents.charts.axes import (
    TICKS,
    ValueDomain,
    drawn_from,
    foot_notes,
    head_note,
    value_domain,
    value_ticks,
)
from riktning.documents.charts.control import NOTE_SIZE
from riktning.documents.charts.facts import ChartText, FunnelPlot, FunnelPoint
from riktning.documents.charts.numbers import number
from riktning.documents.charts.placing import LETTER, LETTER_STRONG, Align
from riktning.documents.charts.theme import PAPER, Theme
from riktning.documents.charts.ticks import round_axis
from riktning.documents.charts.titles import Drawing, titled
from riktning.documents.charts.words import word

SPREAD_FOR_LOG = 10  # when the largest unit is so many times the smallest, steps are multiples
PIXELS_A_LABEL = 130  # of the chart's width, for each unit that is named in it
_HALF_LINE = 8
_BESIDE = 11  # pixels from a unit to its name
_AWAY = (0, -10, 10, -18, 18, -30, 30)  # above and below it
_OFF_LINE = 11  # from the centre's line to the middle of its name
_DISC = 6  # pixels from the middle of a unit to its edge
_FIELDS = ("inner", "outer")
_Box = tuple[float, float, float]  # from, to, and the height of the middle, in pixels


@dataclass(frozen=True, slots=True)
class _Spot:
    """A place for a unit's name: its anchor, how far from the unit, and what it covers."""

    align: Align
    dx: int
    dy: int
    box: _Box


def _near(x: float, y: float, long: float) -> Iterator[_Spot]:
    """The places for a name ``long`` pixels wide of the unit at (x, y), the best first."""
    for dy in _AWAY:
        beside = _BESIDE if abs(dy) < 2 * _HALF_LINE else 0
        yield _Spot("left", beside, dy, (x + beside, x + beside + long, y + dy))
        yield _Spot("right", -beside, dy, (x - beside - long, x - beside, y + dy))
        if not beside:
            yield _Spot("center", 0, dy, (x - long / 2, x + long / 2, y + dy))


def funnel_chart(
    plot: FunnelPlot, text: ChartText, *, theme: Theme = PAPER, width: int = 680, height: int = 300
) -> Drawing:
    """Draw units against the funnel's limits; those outside are ringed and the farthest named.

    The name stands where no other does; the table beside the chart names all of them. Sizes are
    those of the plotting area, in pixels. The form is that of Spiegelhalter 2005,
    doi:10.1002/sim.1970.
    """
    domain = value_domain(_heights(plot))
    frame = _Frame(plot, text, theme, (width, height), domain)
    unit = f"{text.unit} · {word('broken', text.language)}" if domain.broken else text.unit
    layers = [
        *frame.limits(),
        *frame.units(),
        *frame.names(),
        *frame.notes(),
        head_note(unit, theme=theme),
        *foot_notes(
            _notes(plot, text, frame.centre_note()),
            theme=theme,
            width=width,
            height=height + _HALF_LINE * 2,
        ),
    ]
    chart = alt.layer(*layers).properties(width=width, height=height)
    return titled(chart, text, theme=theme, width=width)


def _heights(plot: FunnelPlot) -> list[float | None]:
    """The units and the inner limits decide the view; outer limits may leave it."""
    values = [point.value for point in plot.points]
    inner = [*plot.low, *plot.high]
    known = [each for each in inner if math.isfinite(each)]
    return [*values, *known, plot.centre]


def _notes(plot: FunnelPlot, text: ChartText, centre: str) -> list[tuple[str, bool]]:
    parts = [*([centre] if centre else []), *(word(key, text.language) for key in _FIELDS)]
    if any(abs(point.outside) == 2 for point in plot.points):  # those that have a ring
        parts.append(word("outside", text.language))
    sentence = " · ".join(parts)
    notes = [(word("synthetic", text.language), True)] if text.synthetic else []
    return [*notes, (sentence[0].upper() + sentence[1:], False)]


class _Frame:
    """The layers of one funnel; they share axes, theme and words."""

    def __init__(
        self,
        plot: FunnelPlot,
        text: ChartText,
        theme: Theme,
        area: tuple[int, int],
        domain: ValueDomain,
    ) -> None:
        self.plot, self.text, self.theme, self.area, self.domain = plot, text, theme, area, domain
        low, high = plot.sizes[0], plot.sizes[-1]
        self.log = high > SPREAD_FOR_LOG * low > 0
        scale = alt.Scale(type="log" if self.log else "linear", domain=[low, high], nice=False,
                          zero=False)  # fmt: skip
        named: dict[str, Any] = {"title": plot.size_name, "grid": False, "labelOverlap": True,
                 "titleFontWeight": 400, "titleFontSize": 12}  # fmt: skip
        axis = (
            alt.Axis(format=",d", tickCount=TICKS, **named)
            if self.log
            else round_axis(low, high, TICKS, 0, **named)
        )
        self.x = alt.X("size:Q", scale=scale, axis=axis)
        limits = alt.Scale(domain=[domain.low, domain.high], nice=False, zero=False, clamp=True)
        self.y = alt.Y("value:Q", axis=value_ticks(domain, text.decimals), scale=limits)

    def limits(self) -> Iterator[alt.Chart]:
        for names, opacity in ((("lowest", "highest"), 0.55), (("low", "high"), 1.0)):
            low, high = (getattr(self.plot, name) for name in names)
            rows = [
                {"size": size, "value": a, "high": b}
                for size, a, b in zip(self.plot.sizes, low, high, strict=True)
                if math.isfinite(a) and math.isfinite(b)
            ]
            if rows:
                yield (
                    drawn_from(rows)
                    .mark_area(color=self.theme.band, opacity=opacity, clip=True)
                    .encode(x=self.x, y=self.y, y2=alt.Y2("high"))
                )
        ends = [{"size": size, "value": self.plot.centre} for size in self._ends()]
        yield (
            drawn_from(ends)
            .mark_line(color=self.theme.centre, strokeWidth=1.25)
            .encode(x=self.x, y=self.y)
        )
        spot = self.centre_spot
        if spot is not None:
            right, below = spot
            yield (
                drawn_from(ends[1:] if right else ends[:1])
                .mark_text(text=self._centre_words(), align="right" if right else "left",
                           baseline="middle", dy=_OFF_LINE if below else -_OFF_LINE, fontSize=12,
                           dx=0 if right else 2, color=self.theme.quiet_ink)
                .encode(x=self.x, y=self.y)
            )  # fmt: skip

    def units(self) -> Iterator[alt.Chart]:
        for strong in (False, True):
            rows = [_row(point) for point in self.plot.points if point.highlighted is strong]
            if rows:
                yield (
                    drawn_from(rows)
                    .mark_point(size=110 if strong else 40, filled=True, opacity=1,
                                color=self.theme.line, stroke=self.theme.background,
                                strokeWidth=0.75)
                    .encode(x=self.x, y=self.y)
                )  # fmt: skip
        outside = [_row(point) for point in self.plot.points if abs(point.outside) == 2]
        if outside:
            yield (
                drawn_from(outside)
                .mark_point(size=170, filled=False, strokeWidth=2, color=self.theme.breach)
                .encode(x=self.x, y=self.y)
            )

    def names(self) -> Iterator[alt.Chart]:
        """The unit that is looked at, then those farthest outside, as far as there is room."""
        wanted = sorted(
            (point for point in self.plot.points if point.highlighted or abs(point.outside) == 2),
            key=lambda point: (not point.highlighted, -abs(point.value - self.plot.centre)),
        )
        centre = self.centre_spot
        taken = [] if centre is None else [self._centre_box(*centre)]
        for point in wanted[: max(self.area[0] // PIXELS_A_LABEL, 1)]:
            spot = self._spot(point, taken)
            if spot is None:
                continue
            taken.append(spot.box)
            mark = drawn_from([_row(point)]).mark_text(
                text=point.name, align=spot.align, dx=spot.dx, dy=spot.dy, baseline="middle",
                fontSize=12, color=self.theme.ink, fontWeight=600 if point.highlighted else 400,
            )  # fmt: skip
            yield mark.encode(x=self.x, y=self.y)

    def _spot(self, point: FunnelPoint, taken: list[_Box]) -> _Spot | None:
        """Near the unit, where no name, no other unit and no line lies; None where there is none.

        The unit that is looked at is named even where the line, then another unit, lies under it.
        """
        x, y = self._place(point)
        long = len(point.name) * (LETTER_STRONG if point.highlighted else LETTER)
        discs = [self._place(each) for each in self.plot.points]
        inside = [s for s in _near(x, y, long) if self._holds(s.box)]
        free = [s for s in inside if not any(_meet(s.box, other) for other in taken)]
        clear = [s for s in free if not any(_covers(s.box, disc) for disc in discs)]
        off_line = [s for s in clear if abs(s.box[2] - self._centre_at()) >= _HALF_LINE]
        if point.highlighted:
            return next(iter(off_line or clear or free or inside), None)
        return next(iter(off_line), None)

    def _holds(self, box: _Box) -> bool:
        """Whether a line of words lies within the plotting area."""
        across = box[0] >= 0 and box[1] <= self.area[0]
        return across and _HALF_LINE <= box[2] <= self.area[1] - _HALF_LINE

    @cached_property
    def centre_spot(self) -> tuple[bool, bool] | None:
        """At the right end or not, below the line or not, where no unit lies; None: nowhere."""
        discs = [self._place(each) for each in self.plot.points]
        spots = ((right, below) for right in (True, False) for below in (False, True))
        free = (
            spot for spot in spots
            if not any(_covers(self._centre_box(*spot), disc) for disc in discs)
        )  # fmt: skip
        return next(free, None)

    def _centre_box(self, right: bool, below: bool) -> _Box:
        """Where the name of the centre stands."""
        long = len(self._centre_words()) * LETTER
        start = self.area[0] - long if right else 0.0
        return start, start + long, self._centre_at() + (_OFF_LINE if below else -_OFF_LINE)

    def _centre_at(self) -> float:
        """The height of the centre's line in pixels from the top."""
        up = (self.plot.centre - self.domain.low) / (self.domain.high - self.domain.low)
        return (1 - up) * self.area[1]

    def centre_note(self) -> str:
        """What the centre's line is, where its name has no room beside it."""
        if self.centre_spot is not None:
            return ""
        return f"{word('line', self.text.language)}: {self._centre_words()}"

    def _centre_words(self) -> str:
        return f"{word('together', self.text.language)} {self._figure(self.plot.centre)}"

    def notes(self) -> Iterator[alt.Chart]:
        rows = [{**_row(point), "note": point.note} for point in self.plot.points if point.note]
        if rows:
            yield (
                drawn_from(rows)
                .mark_point(
                    size=NOTE_SIZE, filled=True, color=self.theme.line, opacity=0, aria=True
                )
                .encode(x=self.x, y=self.y, description=alt.Description("note:N"))
            )

    def _place(self, point: FunnelPoint) -> tuple[float, float]:
        """Where a unit lies in the picture, in pixels from the upper left."""
        start, end = self._ends()
        turn = math.log if self.log else float
        across = (turn(point.size) - turn(start)) / ((turn(end) - turn(start)) or 1.0)
        up = (point.value - self.domain.low) / (self.domain.high - self.domain.low)
        return across * self.area[0], (1 - up) * self.area[1]

    def _ends(self) -> tuple[float, float]:
        return self.plot.sizes[0], self.plot.sizes[-1]

    def _figure(self, value: float) -> str:
        return number(value, self.text.decimals, self.text.language)


def _meet(one: _Box, other: _Box) -> bool:
    """Whether two things one line high lie on each other."""
    return abs(one[2] - other[2]) < 2 * _HALF_LINE and one[0] < other[1] and other[0] < one[1]


def _covers(box: _Box, at: tuple[float, float]) -> bool:
    """Whether a line of words lies on the unit there."""
    x, y = at
    return box[0] - _DISC < x < box[1] + _DISC and abs(box[2] - y) < _HALF_LINE + _DISC


def _row(point: FunnelPoint) -> dict[str, Any]:
    return {"size": point.size, "value": point.value}
