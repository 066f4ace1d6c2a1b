"""The labels of a control chart, placed so that none covers another or the curve."""

from collections.abc import Sequence
from dataclasses import dataclass

from riktning.core.periods import Month
from riktning.documents.charts.facts import ChartText, ControlPlot
from riktning.documents.charts.numbers import month_label, number, value_decimals
from riktning.documents.charts.placing import Align, Box, Field, Spot, best
from riktning.documents.charts.words import word
from riktning.trends.figures import as_written, level_decimals

_NEAR, _FAR = 15, 30  # pixels from a point to its label
_BESIDE = 9
_AWAY = (13, 26, 38, 50, 62, 76)  # above or below a line whose end has nothing beside it
_APART = 6  # months between the places along a line
_MOST_COVERED = (
    24.0  # square pixels of lines: a corner of a label, and not what makes it hard to read
)
_CENTRE = "quiet_ink"


@dataclass(frozen=True, slots=True)
class Label:
    """A text at a month and a value, moved ``spot`` away; ``role`` decides its colour."""

    role: str
    place: tuple[int, float]
    words: str
    spot: Spot
    strong: bool


Place = tuple[int, float]  # a month and a value


@dataclass(frozen=True, slots=True)
class _Wanted:
    """A label and the places it may stand at, the best first."""

    role: str
    words: str
    spots: tuple[tuple[Place, Spot], ...]
    strong: bool = False


def placed(
    plot: ControlPlot, text: ChartText, field: Field
) -> tuple[tuple[Label, ...], tuple[str, ...]]:
    """Target, latest value and centre, in that order of who may choose first.

    And the words of what finds no place without lying across a line: they are told below.
    """
    wanted = [*_target(plot, text), *_latest(plot, text), *_centre(plot, text)]
    lines = _lines(plot, field)
    taken: list[Box] = []
    labels, below = [], []
    for label in wanted:
        boxes = [
            field.text_box(place, label.words, spot, strong=label.strong)
            for place, spot in label.spots
        ]
        chosen, cost = best(boxes, taken, lines, field)
        if cost > _MOST_COVERED and label.role == _CENTRE:
            below.append(label.words)
            continue
        taken.append(boxes[chosen])
        place, spot = label.spots[chosen]
        labels.append(Label(label.role, place, label.words, spot, label.strong))
    return tuple(labels), tuple(below)


def _lines(plot: ControlPlot, field: Field) -> list[Box]:
    """What a label should not cover: the curve, the projection and its edges, the target."""
    boxes = field.line_boxes(_points(plot.months, plot.values))
    ahead, target = plot.projection, plot.target
    if ahead is not None:
        ends = [(ahead.start.index, ahead.start_value), (ahead.end.index, ahead.middle)]
        boxes += field.line_boxes([(float(month), value) for month, value in ends])
        boxes += field.line_boxes([(float(month.index), low) for month, low, _ in ahead.edges])
        boxes += field.line_boxes([(float(month.index), high) for month, _, high in ahead.edges])
    if target is not None:
        last = max(target.due, ahead.end) if ahead else target.due
        wide = (min(plot.months[0], target.due), last)
        boxes += field.line_boxes([(float(month.index), target.value) for month in wide])
    return boxes


def _points(months: Sequence[Month], values: Sequence[float | None]) -> list[tuple[float, float]]:
    pairs = zip(months, values, strict=True)
    return [(float(month.index), value) for month, value in pairs if value is not None]


def _target(plot: ControlPlot, text: ChartText) -> list[_Wanted]:
    """At the line's end; where the curve is in the way, beside it or elsewhere along the line."""
    target = plot.target
    if target is None:
        return []
    value = number(target.value, as_written(target.value, text.decimals), text.language)
    due = month_label(target.due, text.language)
    words = f"{word('target', text.language)} {value}, {due}"
    end = (target.due.index, target.value)
    near = [(end, Spot(0, dy, "right")) for dy in (-12, 14, -26, 28)]
    if target.due >= plot.months[-1]:
        near += [(end, Spot(_BESIDE, dy)) for dy in (0, -8, 8)]
    months = range(target.due.index - 2 * _APART, plot.months[0].index + _APART, -_APART)
    along = [((month, target.value), Spot(0, dy, "center")) for month in months for dy in (-12, 14)]
    return [_Wanted("target", words, (*near, *along), strong=True)]


def _latest(plot: ControlPlot, text: ChartText) -> list[_Wanted]:
    """On the side that the line does not come from, if there is room."""
    points = _points(plot.months, plot.values)
    if not points:
        return []
    month, value = points[-1]
    falling = len(points) > 1 and value < points[-2][1]
    side = 1 if falling else -1
    aligns: tuple[Align, ...] = ("center", "right", "left")
    place = (int(month), value)
    beside = [Spot(0, way * away, align) for away in (_NEAR, _FAR) for way in (side, -side)
              for align in aligns]  # fmt: skip
    before = [Spot(-_BESIDE, dy, "right") for dy in (0, 6, -6, 12, -12)]
    spots = tuple((place, spot) for spot in (*beside, *before))
    words = number(value, value_decimals(value, text.decimals), text.language)
    return [_Wanted("line", words, spots, strong=True)]


def _centre(plot: ControlPlot, text: ChartText) -> list[_Wanted]:
    """Right of the centre's end, else near it, along a level line, or further away from the end."""
    known = [(month.index, centre) for month, centre in zip(plot.months, plot.centre, strict=True)
             if centre is not None]  # fmt: skip
    if not known:
        return []
    level = known[-1][1]
    key = "trend" if plot.along_trend else "centre"
    told = number(level, level_decimals(level, text.decimals), text.language)
    words = f"{word(key, text.language)} {told}"
    place = (plot.months[-1].index, level)
    beside = [(place, Spot(_BESIDE, dy)) for dy in (0, 16, -16, 24, -24, 32, -32, 48, -48)]
    above = [(place, Spot(0, dy, "right")) for way in _AWAY for dy in (way, -way)]
    along = [
        ((month, centre), Spot(0, dy, "center"))
        for month, centre in reversed(known[::_APART])
        if centre == level
        for dy in (-10, 12)
    ]
    return [_Wanted(_CENTRE, words, (*beside, *above[:4], *along, *above[4:]))]
