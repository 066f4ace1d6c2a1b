"""A small line without axes, for a row of a list: written by hand, no chart library needed."""

from collections.abc import Iterator, Sequence
from xml.sax.saxutils import escape

from riktning.documents.charts.theme import PAGE, Theme

MARGIN = 4.0


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
        f'<svg class="sparkline" xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" '
        f'width="{width}" height="{height}" {naming}>'
    )
    if not known:
        return f"{opening}</svg>"
    place = _Place(known, target, len(values), width, height)
    marks = [_target_line(place, target, theme, width)] if target is not None else []
    marks += [
        f'<path d="{path}" fill="none" stroke="{theme.line}" stroke-width="1.75"/>'
        for path in _paths(values, place)
    ]
    last = max(index for index, value in enumerate(values) if value is not None)
    x, y = place.at(last, known[-1])
    marks.append(f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3" fill="{theme.line}"/>')
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
    stretch: list[str] = []
    for index, value in enumerate([*values, None]):
        if value is not None:
            x, y = place.at(index, value)
            stretch.append(f"{x:.1f} {y:.1f}")
        elif stretch:
            yield "M" + "L".join(stretch) if len(stretch) > 1 else f"M{stretch[0]}h0.1"
            stretch = []


def _target_line(place: _Place, target: float, theme: Theme, width: int) -> str:
    _, y = place.at(0, target)
    return (
        f'<path d="M{MARGIN} {y:.1f}H{width - MARGIN}" stroke="{theme.target}" '
        'stroke-width="1.25" stroke-dasharray="2 3" fill="none"/>'
    )


def _quoted(words: str) -> str:
    return escape(words, {'"': "&quot;"})
