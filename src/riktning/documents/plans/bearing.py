"""Which administrations carry which goals, drawn as SVG: a row for each, a column for each goal.

A tall bar: a goal of its own serves the goal. A low bar: a role there answers for it. A hollow
one: a goal that nobody has decided yet would serve it. Nothing: it does not carry it. Below, a mark
at each goal that nobody carries. Shapes tell, not colours.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import IntEnum
from html import escape

WIDTH, NAMES, COUNTS = 960, 236, 84
ROW, TALL, LOW, HEAD, BETWEEN = 30, 20, 9, 34, 10
WIDEST, LONGEST_NAME = 24.0, 28


class Bears(IntEnum):
    """How an administration carries a goal."""

    NOT = 0
    ANSWERS = 1
    OWN_GOAL = 2
    DRAFTED = 3

    @property
    def bears(self) -> bool:
        """Whether it does; what is only drafted does not yet."""
        return self in (Bears.ANSWERS, Bears.OWN_GOAL)


@dataclass(frozen=True, slots=True)
class BearingArea:
    """An area of the plan: how many goals it has, and where its matrix is read."""

    name: str
    address: str
    goals: int


@dataclass(frozen=True, slots=True)
class BearingRow:
    """An administration: a mark for each goal of the plan, in its order."""

    name: str
    address: str
    marks: tuple[Bears, ...]
    said: str  # 12 of 40


def bearing_svg(
    areas: Sequence[BearingArea], rows: Sequence[BearingRow], *, label: str, nobody: tuple[str, str]
) -> str:
    """The picture; ``nobody``: what the row of goals that nobody carries is called, and its count.

    Areas are numbered from 1; each number and each name is a link.
    """
    columns = _columns(areas)
    height = HEAD + ROW * (len(rows) + 1) + BETWEEN
    parts = [
        *(_area(area, n, columns, areas, len(rows)) for n, area in enumerate(areas)),
        *(_row(row, HEAD + ROW * n, columns) for n, row in enumerate(rows)),
        _nobody(rows, HEAD + ROW * len(rows), columns, nobody),
    ]
    return (
        f'<svg class="bears" viewBox="0 0 {WIDTH} {height}" role="group" '
        f'aria-label="{escape(label)}" xmlns="http://www.w3.org/2000/svg">{"".join(parts)}</svg>'
    )


def _columns(areas: Sequence[BearingArea]) -> tuple[tuple[float, float], ...]:
    """Where each goal's column begins, and how wide it is."""
    count = sum(area.goals for area in areas)
    room = WIDTH - NAMES - COUNTS - BETWEEN * max(len(areas) - 1, 0)
    wide = min(WIDEST, room / max(count, 1))
    at, found = float(NAMES), []
    for area in areas:
        found += [(at + wide * n, wide) for n in range(area.goals)]
        at += wide * area.goals + BETWEEN
    return tuple(found)


def _area(
    area: BearingArea,
    place: int,
    columns: Sequence[tuple[float, float]],
    areas: Sequence[BearingArea],
    rows: int,
) -> str:
    """The ground of an area's columns, and its number above them."""
    first = sum(each.goals for each in areas[:place])
    if not area.goals:
        return ""
    left = columns[first][0]
    right = sum(columns[first + area.goals - 1])
    said = escape(f"{place + 1}. {area.name}")
    return (
        f'<rect class="ground" x="{left:.1f}" y="{HEAD}" width="{right - left:.1f}" '
        f'height="{ROW * (rows + 1)}"/>'
        f'<a href="{escape(area.address)}" aria-label="{said}"><title>{said}</title>'
        f'<rect class="target" x="{left:.1f}" y="0" width="{right - left:.1f}" height="{HEAD}"/>'
        f'<text class="number" x="{(left + right) / 2:.1f}" y="{HEAD - 11}" text-anchor="middle">'
        f"{place + 1}</text></a>"
    )


def _row(row: BearingRow, top: int, columns: Sequence[tuple[float, float]]) -> str:
    name = row.name if len(row.name) <= LONGEST_NAME else f"{row.name[: LONGEST_NAME - 1]}…"
    foot, said = top + ROW - 5, escape(f"{row.name}: {row.said}")
    tall = _bars(row.marks, Bears.OWN_GOAL, columns, foot, TALL)
    low = _bars(row.marks, Bears.ANSWERS, columns, foot, LOW)
    hollow = _bars(row.marks, Bears.DRAFTED, columns, foot, TALL)
    drafted = f'<path class="drafted" d="{hollow}"/>' if hollow else ""
    return (
        f'<path class="line" d="M0 {top + ROW}H{WIDTH}"/>'
        f'<a href="{escape(row.address)}" aria-label="{said}"><title>{said}</title>'
        f'<text x="0" y="{top + 20}">{escape(name)}</text></a>'
        f'<path class="own" d="{tall}"/><path class="answers" d="{low}"/>{drafted}'
        f'<text x="{WIDTH}" y="{top + 20}" text-anchor="end">{escape(row.said)}</text>'
    )


def _bars(
    marks: Sequence[Bears],
    which: Bears,
    columns: Sequence[tuple[float, float]],
    foot: int,
    height: int,
) -> str:
    """One path for a row's bars, so that a region's plan is some kilobytes."""
    return "".join(
        f"M{left + wide * 0.12:.1f} {foot}v-{height}h{wide * 0.76:.1f}v{height}z"
        for mark, (left, wide) in zip(marks, columns, strict=True)
        if mark is which
    )


def _nobody(
    rows: Sequence[BearingRow],
    top: int,
    columns: Sequence[tuple[float, float]],
    said: tuple[str, str],
) -> str:
    marks = "".join(_cross(columns[n], top + ROW / 2) for n in _unborne(rows, len(columns)))
    return (
        f'<text x="0" y="{top + 20}">{escape(said[0])}</text><path class="nobody" d="{marks}"/>'
        f'<text x="{WIDTH}" y="{top + 20}" text-anchor="end">{escape(said[1])}</text>'
    )


def _unborne(rows: Sequence[BearingRow], count: int) -> Iterator[int]:
    for place in range(count):
        if not any(row.marks[place].bears for row in rows):
            yield place


def _cross(column: tuple[float, float], middle: float) -> str:
    left, wide = column
    half, centre = min(wide * 0.4, 6.0), left + wide / 2
    return (
        f"M{centre - half:.1f} {middle - half:.1f}l{2 * half:.1f} {2 * half:.1f}"
        f"m0 -{2 * half:.1f}l-{2 * half:.1f} {2 * half:.1f}"
    )
