"""Where a label can stand without covering another: boxes in pixels, the first free place wins."""

import itertools
import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from riktning.core.periods import Month
from riktning.documents.charts.axes import ValueDomain

LETTER, LETTER_STRONG = 6.5, 6.9  # pixels a letter of 12 px text takes at most, on average
HALF_LINE = 7.5
HEADROOM = 9.0  # pixels above the plotting area that are free
LEFT = 30.0  # and left of it, beside the figures of the axis
ASIDE = 4.0  # how much worse it is to be cut than to cover a line
STEP = 6.0  # pixels between the boxes that stand for a line
Align = Literal["left", "center", "right"]


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle in the picture; y grows downwards."""

    left: float
    top: float
    right: float
    bottom: float

    def shared(self, other: "Box") -> float:
        """The area that both cover."""
        wide = min(self.right, other.right) - max(self.left, other.left)
        high = min(self.bottom, other.bottom) - max(self.top, other.top)
        return max(wide, 0.0) * max(high, 0.0)


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a label stands from its point, in pixels: right of it, below it, and its anchor."""

    dx: int
    dy: int
    align: Align = "left"


@dataclass(frozen=True, slots=True)
class Field:
    """The plotting area: months and values to pixels.

    ``overhang`` is how far a label may reach out to the right of it: beside a narrow picture there
    is nothing, and what reaches out there makes all of it smaller.
    """

    first: Month
    last: Month
    domain: ValueDomain
    width: int
    height: int
    overhang: float = math.inf

    def x(self, month: float) -> float:
        months = max(self.last.index - self.first.index, 1)
        return (month - self.first.index) / months * self.width

    def y(self, value: float) -> float:
        share = (value - self.domain.low) / (self.domain.high - self.domain.low)
        return (1 - share) * self.height

    def text_box(self, place: tuple[int, float], words: str, spot: Spot, *, strong: bool) -> Box:
        """About what a text covers, on the safe side."""
        wide = len(words) * (LETTER_STRONG if strong else LETTER)
        before = {"left": 0.0, "center": wide / 2, "right": wide}[spot.align]
        left, middle = self.x(place[0]) + spot.dx - before, self.y(place[1]) + spot.dy
        return Box(left, middle - HALF_LINE, left + wide, middle + HALF_LINE)

    def line_boxes(self, points: Sequence[tuple[float, float]]) -> list[Box]:
        """Small boxes along a line through ``points`` (month, value)."""
        at = [(self.x(month), self.y(value)) for month, value in points]
        found = [_dot(x, y) for x, y in at]
        for (x0, y0), (x1, y1) in itertools.pairwise(at):
            count = int(max(abs(x1 - x0), abs(y1 - y0)) // STEP)
            for step in range(1, count + 1):
                share = step / (count + 1)
                found.append(_dot(x0 + share * (x1 - x0), y0 + share * (y1 - y0)))
        return found

    def outside(self, box: Box) -> float:
        """The area of a box above or below the plotting area, or too far to the side of it."""
        above, below = max(-HEADROOM - box.top, 0.0), max(box.bottom - self.height, 0.0)
        left, right = max(-box.left - LEFT, 0.0), max(box.right - self.width - self.overhang, 0.0)
        wide, high = box.right - box.left, box.bottom - box.top
        return (above + below) * wide + ASIDE * (left + right) * high


def _dot(x: float, y: float) -> Box:
    return Box(x - 2, y - 2, x + 2, y + 2)


def rows_of(across: Sequence[float], wide: float) -> list[int]:
    """The lowest row for each thing ``wide`` pixels wide, so that none in a row meets another."""
    ends: list[list[float]] = []
    rows = []
    for x in across:
        free = (
            row for row, taken in enumerate(ends) if all(abs(x - other) >= wide for other in taken)
        )
        row = next(free, len(ends))
        if row == len(ends):
            ends.append([])
        ends[row].append(x)
        rows.append(row)
    return rows


def best(
    boxes: Sequence[Box], texts: Iterable[Box], lines: Iterable[Box], field: Field
) -> tuple[int, float]:
    """The first of ``boxes`` that covers nothing; else the one that covers least, texts last.

    And what it covers, in square pixels: those of texts count a hundredfold.
    """
    texts, lines = tuple(texts), tuple(lines)

    def cost(box: Box) -> float:
        on_text = sum(box.shared(other) for other in texts)
        on_line = sum(box.shared(other) for other in lines)
        return 100 * on_text + on_line + field.outside(box)

    costs = [cost(box) for box in boxes]
    return costs.index(min(costs)), min(costs)
