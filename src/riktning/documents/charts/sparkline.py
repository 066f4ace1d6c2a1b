"""A small line without axes, for a row of a list: written by hand, no chart library needed."""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from xml.sax.saxutils import escape

MARGIN = 4.0  # like width and height in pixels
PLACES = 2  # in each pixel: half a pixel is as fine as the eye needs, in the shortest numbers


def sparkline_svg(
    values: Sequence[float | None],
    *,
    name: str = "",
    target: float | None = None,
    width: int = 140,
    height: int = 36,
) -> str:
    """One series as a thin line: None is a gap, the last value a dot, the target a dashed line.

    A part of a page, whose style sheet gives the lines their look: a list has very many of them.
    With ``name`` the picture is announced to screen readers by it, without it is decoration beside
    text that says the same.
    """
    known = [value for value in values if value is not None]
    naming = f'role="img" aria-label="{_quoted(name)}"' if name else 'aria-hidden="true"'
    opening = (
        f'<svg class="sparkline" viewBox="0 0 {PLACES * width} {PLACES * height}" '
        f'width="{width}" height="{height}" {naming}>'
    )
    if not known:
        return f"{opening}</svg>"
    place = _Place(known, target, len(values), width, height)
    marks = [_target_line(place, target, width)] if target is not None else []
    marks += [f'<path d="{path}"/>' for path in _paths(values, place)]
    last = max(index for index, value in enumerate(values) if value is not None)
    x, y = place.at(last, known[-1])
    marks.append(f'<circle cx="{PLACES * x:.0f}" cy="{PLACES * y:.0f}" r="{3 * PLACES}"/>')
    return f"{opening}{''.join(marks)}</svg>"


class _Place:
    """Where a month and a value lie in the picture."""

    def __init__(
        self, known: list[float], target: float | None, count: int, width: int, height: int
    ) -> None:
        reach = [*known, target] if target is not None else known
        self.low, self.high = min(reach), max(reach)
        self.count, self.width, self.height = count, width, height

    def at(self, index: int, value: float) -> tuple[float, float]:
        across = index / (self.count - 1) if self.count > 1 else 1.0
        up = (value - self.low) / (self.high - self.low) if self.high > self.low else 0.5
        x = MARGIN + across * (self.width - 2 * MARGIN)
        return x, self.height - MARGIN - up * (self.height - 2 * MARGIN)


def _paths(values: Sequence[float | None], place: _Place) -> Iterator[str]:
    stretch: list[tuple[int, int]] = []
    for index, value in enumerate([*values, None]):
        if value is not None:
            x, y = place.at(index, value)
            stretch.append((round(PLACES * x), round(PLACES * y)))
        elif stretch:
            yield _path(stretch)
            stretch = []


def _path(points: Sequence[tuple[int, int]]) -> str:
    """In steps from point to point: half as long as places, and a list has very many."""
    (x, y), *_ = points
    steps = [f"{b[0] - a[0]} {b[1] - a[1]}" for a, b in pairwise(points)]
    return f"M{x} {y}l{' '.join(steps) or '1 0'}".replace(" -", "-")


def _target_line(place: _Place, target: float, width: int) -> str:
    _, y = place.at(0, target)
    left, right = PLACES * MARGIN, PLACES * (width - MARGIN)
    return f'<path class="aim" d="M{left:.0f} {PLACES * y:.0f}H{right:.0f}"/>'


def _quoted(words: str) -> str:
    return escape(words, {'"': "&quot;"})
