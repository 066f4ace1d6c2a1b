"""The annual wheel: twelve months as a ring, each a link to what is done in it, drawn as SVG."""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from math import cos, pi, sin

SIZE, INNER, OUTER, LABEL = 480, 90, 225, 190
DOT, DOTS = 6, 5
MONTHS = {
    "sv": ("jan", "feb", "mar", "apr", "maj", "jun", "jul", "aug", "sep", "okt", "nov", "dec"),
    "en": ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"),
}


@dataclass(frozen=True, slots=True)
class YearEvent:
    """Something that is done in a month; ``derived`` when the plan itself says so."""

    month: int
    text: str
    role: str = ""
    derived: bool = False


def wheel_svg(events: Sequence[YearEvent], language: str, *, label: str, now: int = 0) -> str:
    """The wheel as SVG, January at the top and clockwise; ``now`` is the month that is marked.

    Each sector is a link to ``#month-1`` and so on, with a dot for each event; more than five are
    written as a number, so that the dots never say fewer than there are.
    """
    counts = [sum(1 for event in events if event.month == month) for month in range(1, 13)]
    sectors = "".join(
        _sector(month, count, MONTHS[language][month - 1], language, now=month == now)
        for month, count in enumerate(counts, start=1)
    )
    return (
        f'<svg class="wheel" viewBox="0 0 {SIZE} {SIZE}" role="group" '
        f'aria-label="{escape(label)}" xmlns="http://www.w3.org/2000/svg">{sectors}</svg>'
    )


def _sector(month: int, count: int, name: str, language: str, *, now: bool) -> str:
    start, end = 2 * pi * (month - 1) / 12, 2 * pi * month / 12
    corners = [_at(start, OUTER), _at(end, OUTER), _at(end, INNER), _at(start, INNER)]
    path = (
        f"M{corners[0]} A{OUTER} {OUTER} 0 0 1 {corners[1]} "
        f"L{corners[2]} A{INNER} {INNER} 0 0 0 {corners[3]} Z"
    )
    middle = (start + end) / 2
    dots = (
        "".join(_dot(middle + (place - (count - 1) / 2) * 0.11) for place in range(count))
        if count <= DOTS
        else _number(middle, count)
    )
    said = f"{name}: {count} " + ("händelser" if language == "sv" else "events")
    chosen = " now" if now else ""
    x, y = _at(middle, LABEL).split()
    return (
        f'<a href="#month-{month}" aria-label="{escape(said)}">'
        f'<path class="sector{chosen}" d="{path}"/>'
        f'<text x="{x}" y="{y}" text-anchor="middle" dominant-baseline="middle">{name}</text>'
        f"{dots}</a>"
    )


def _dot(angle: float) -> str:
    x, y = _at(angle, (INNER + LABEL) / 2).split()
    return f'<circle cx="{x}" cy="{y}" r="{DOT}"/>'


def _number(angle: float, count: int) -> str:
    x, y = _at(angle, (INNER + LABEL) / 2).split()
    return (
        f'<text class="many" x="{x}" y="{y}" text-anchor="middle" dominant-baseline="middle">'
        f"{count}</text>"
    )


def _at(angle: float, radius: float) -> str:
    """A point of the wheel, the angle from the top and clockwise."""
    x, y = SIZE / 2 + radius * sin(angle), SIZE / 2 - radius * cos(angle)
    return f"{x:.1f} {y:.1f}"
