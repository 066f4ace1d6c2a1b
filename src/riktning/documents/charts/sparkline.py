"""A small line without axes, for a row of a list: written by hand, no chart library needed."""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from xml.sax.saxutils import escape

from riktning.documents.charts.theme import PAGE, Theme

MARGIN = 4.0  # like width and height in pixels; the marks are placed in whole tenths of one


def sparkline_svg(
    values: Sequence[float | None],
    *,
    name: str = "",
    target: float | None = None,
    theme: Theme = PAGE,
    width: int = 140,
    height: int = 36,
) -> str:
    """One series as a thin line: None is a gap, the last value a dot, the target a dashed line.

    With ``name`` the picture is announced to screen readers by it, without it is decoration beside
    text that says the same.
    """
    known = [value for value in values if value is not None]
    naming = f'role="img" aria-label="{_quoted(name)}"' if name else 'aria-hidden="true"'
    opening = (
        '<svg class="sparkline" xmlns="http://www.w3.org/2000/svg" '
        f'viewBox="0 0 {10 * width} {10 * height}" width="{width}" height="{height}" {naming}>'
    )
    if not known:
        return f"{opening}</svg>"
    place = _Place(known, target, len(values), width, height)
    marks = [_target_line(place, target, theme, width)] if target is not None else []
    marks += [
        f'<path d="{path}" fill="none" stroke="{theme.line}" stroke-width="17.5"/>'
        for path in _paths(values, place)
    ]
    last = max(index for index, value in enumerate(values) if value is not None)
    x, y = place.at(last, known[-1])
    marks.append(f'<circle cx="{10 * x:.0f}" cy="{10 * y:.0f}" r="30" fill="{theme.line}"/>')
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
            stretch.append((round(10 * x), round(10 * y)))
        elif stretch:
            yield _path(stretch)
            stretch = []


def _path(points: Sequence[tuple[int, int]]) -> str:
    """In steps from point to point: half as long as places, and a list has very many."""
    (x, y), *_ = points
    steps = [f"{b[0] - a[0]} {b[1] - a[1]}" for a, b in pairwise(points)]
    return f"M{x} {y}l{' '.join(steps) or '1 0'}".replace(" -", "-")


def _target_line(place: _Place, target: float, theme: Theme, width: int) -> str:
    _, y = place.at(0, target)
    return (
        f'<path d="M{10 * MARGIN:.0f} {10 * y:.0f}H{10 * (width - MARGIN):.0f}" '
        f'stroke="{theme.target}" stroke-width="12.5" stroke-dasharray="20 30" fill="none"/>'
    )


def _quoted(words: str) -> str:
    return escape(words, {'"': "&quot;"})
