"""Axes by rule: from zero when the range allows, months named as people name them."""

import json
import textwrap
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import altair as alt

from riktning.core.periods import MONTHS_A_YEAR, Month
from riktning.documents.charts.numbers import period_label
from riktning.documents.charts.theme import Theme
from riktning.documents.charts.ticks import round_axis

ZERO_SHARE = 0.35  # when the lowest value is below this share of the highest, zero is in view
PADDING_SHARE = 0.08
PIXELS_A_MONTH_LABEL = 74
PIXELS_A_YEAR_LABEL = 44
PIXELS_A_PERIOD = 96  # of a label such as tertial 1 2025
PIXELS_A_LETTER = 6.2
LINE_HEIGHT = 16
TICKS = 5
FOOT_OFFSET = 34


@dataclass(frozen=True, slots=True)
class ValueDomain:
    """The ends of the value axis, and whether it is broken (does not start at zero)."""

    low: float
    high: float
    broken: bool


def value_domain(values: Iterable[float | None]) -> ValueDomain:
    """Ends that hold every value, with zero when that does not flatten the picture."""
    known = [value for value in values if value is not None]
    if not known:
        return ValueDomain(0.0, 1.0, broken=False)
    low, high = min(known), max(known)
    if low >= 0 and low <= ZERO_SHARE * high:
        return ValueDomain(0.0, high * (1 + PADDING_SHARE) or 1.0, broken=False)
    padding = (high - low) * PADDING_SHARE or abs(high) * PADDING_SHARE or 1.0
    if low < 0 < high:
        return ValueDomain(low - padding, high + padding, broken=False)
    return ValueDomain(max(low - padding, 0.0) if low > 0 else low - padding, high + padding, True)


def labelled_months(first: Month, last: Month, width: int) -> list[Month]:
    """The months that get a label: Januaries, or every sixth, third or single month."""
    room = max(width // PIXELS_A_MONTH_LABEL, 2)
    for step in (1, 3, 6, MONTHS_A_YEAR, 2 * MONTHS_A_YEAR, 5 * MONTHS_A_YEAR):
        start = -(-first.index // step) * step
        chosen = [Month.from_index(index) for index in range(start, last.index + 1, step)]
        if len(chosen) <= room:
            return chosen or [first]
    return [first, last]


def labelled_periods(first: Month, last: Month, step: int, width: int) -> list[Month]:
    """The last months of the periods to label: all of them, or one a year, or one in some years.

    Points of a period of ``step`` months stand at its last month.
    """
    ends = [month for month in _months(first, last) if month.month % step == 0]
    room = max(width // (PIXELS_A_YEAR_LABEL if step == MONTHS_A_YEAR else PIXELS_A_PERIOD), 1)
    if len(ends) <= room:
        return ends
    yearly = [end for end in ends if end.month == step]
    return yearly[:: -(-len(yearly) // room)] if yearly else ends[:1]


def _months(first: Month, last: Month) -> list[Month]:
    return [Month.from_index(index) for index in range(first.index, last.index + 1)]


def month_axis(first: Month, last: Month, *, width: int, language: str, step: int = 1) -> alt.X:
    """A month axis on month numbers, so that no time zone can move a point.

    Where points are longer periods of ``step`` months, they are labelled by their own names and
    not by the month they end in.
    """
    if step == 1:
        ticks = labelled_months(first, last, width)
    else:
        ticks = labelled_periods(first, last, step, width)
    labels = {str(month.index): period_label(month, step, language) for month in ticks}
    axis = alt.Axis(
        values=[month.index for month in ticks],
        labelExpr=f"{json.dumps(labels, ensure_ascii=False)}[datum.value]",
        title=None,
        labelOverlap=True,
        labelFlush=False,
    )
    scale = alt.Scale(domain=[first.index, last.index], nice=False, zero=False)
    return alt.X("month:Q", axis=axis, scale=scale)


def value_axis(domain: ValueDomain, *, decimals: int) -> alt.Y:
    """The value axis; the unit is written above it, not along it."""
    axis = value_ticks(domain, decimals)
    scale = alt.Scale(domain=[domain.low, domain.high], nice=False, zero=False)
    return alt.Y("value:Q", axis=axis, scale=scale)


def value_ticks(domain: ValueDomain, decimals: int) -> alt.Axis:
    """The value axis's lines and their labels, that say where the lines are."""
    given = {"title": None, "grid": True, "domain": False}
    return round_axis(domain.low, domain.high, TICKS, decimals, **given)


def drawn_from(rows: Sequence[Mapping[str, Any]]) -> alt.Chart:
    """A layer of its own rows, as JSON text: Altair copies lists over and over, a text never."""
    data = alt.InlineData(
        values=json.dumps(rows, ensure_ascii=False), format=alt.JsonDataFormat(type="json")
    )
    return alt.Chart(data)


def x_pixel(place: float) -> alt.XValue:
    """A place in pixels from the left edge."""
    return alt.XValue(place)  # type: ignore[no-untyped-call]  # Altair leaves these unannotated


def y_pixel(place: float) -> alt.YValue:
    """A place in pixels from the top edge."""
    return alt.YValue(place)  # type: ignore[no-untyped-call]  # as above


def head_note(text: str, *, theme: Theme) -> alt.Chart:
    """What the value axis measures, above its top."""
    mark = drawn_from([{}]).mark_text(
        text=text, align="left", baseline="bottom", fontSize=12, color=theme.quiet_ink, dx=-32
    )
    note: alt.Chart = mark.encode(x=x_pixel(0), y=y_pixel(-8))
    return note


def foot_notes(
    notes: Sequence[tuple[str, bool]], *, theme: Theme, width: int, height: int
) -> list[alt.Chart]:
    """Lines under the axis, wrapped to the width; a note is its text and whether it is strong."""
    layers = []
    lines = [
        (line, strong)
        for text, strong in notes
        for line in textwrap.wrap(text, max(int(width / PIXELS_A_LETTER), 20))
    ]
    for row, (line, strong) in enumerate(lines):
        layers.append(
            drawn_from([{}])
            .mark_text(
                text=line,
                align="left",
                baseline="top",
                fontSize=12,
                fontWeight=600 if strong else 400,
                color=theme.ink if strong else theme.quiet_ink,
                dx=-32,
            )
            .encode(x=x_pixel(0), y=y_pixel(height + FOOT_OFFSET + row * LINE_HEIGHT))
        )
    return layers
