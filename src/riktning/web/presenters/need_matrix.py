"""The matrix of important and urgent as a picture: where each need stands in it, or waits."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from math import cos, pi, sin

from django.utils.translation import gettext as _

from riktning.apps.needs.queries import Placed
from riktning.web.presenters.needs import quadrant

CELL, LEFT, TOP = 60, 60, 20  # the matrix in its picture: ten cells each way
WAITING_TOP = 90  # below the matrix, past the name of its axis
_IN_A_ROW, _ROW, _COLUMN = 2, 46, 310  # of those that wait, with their titles beside
_APART = 14  # how far from the middle of their cell those stand that share it
_LONGEST = 30  # characters of a title beside a need that waits


@dataclass(frozen=True, slots=True)
class Dot:
    """A need in the matrix, in the units of its picture; unplaced ones stand in rows below.

    ``beside`` is the title as far as there is room for it, of those that wait.
    """

    number: int
    title: str
    x: int
    y: int
    importance: int
    urgency: int
    placed: bool
    says: str
    persons: int
    beside: str = ""


def dots(found: Sequence[Placed]) -> tuple[Dot, ...]:
    """Each need where the reader has placed it; the others wait below the matrix.

    Those that share a cell stand around its middle, so that none hides another.
    """
    sharing = Counter(one.mine for one in found if one.mine)
    stood: Counter[tuple[int, int]] = Counter()
    made, waiting = [], 0
    for one in found:
        if one.mine:
            made.append(_placed(one, one.mine, stood[one.mine], sharing[one.mine]))
            stood[one.mine] += 1
        else:
            made.append(_waiting(one, waiting))
            waiting += 1
    return tuple(made)


def _placed(one: Placed, mine: tuple[int, int], place: int, sharing: int) -> Dot:
    turn = 2 * pi * place / sharing + pi
    apart = _APART if sharing > 1 else 0
    return Dot(
        number=one.need.pk,
        title=one.need.title,
        x=LEFT + CELL * mine[1] - CELL // 2 + round(apart * cos(turn)),
        y=TOP + CELL * (11 - mine[0]) - CELL // 2 + round(apart * sin(turn)),
        importance=mine[0],
        urgency=mine[1],
        placed=True,
        says=quadrant(*mine),
        persons=one.persons,
    )


def _waiting(one: Placed, place: int) -> Dot:
    title = one.need.title
    return Dot(
        number=one.need.pk,
        title=title,
        x=LEFT + CELL // 2 + (place % _IN_A_ROW) * _COLUMN,
        y=TOP + CELL * 10 + WAITING_TOP + (place // _IN_A_ROW) * _ROW,
        importance=0,
        urgency=0,
        placed=False,
        says=_("inte placerat av dig"),
        persons=one.persons,
        beside=title if len(title) <= _LONGEST else f"{title[: _LONGEST - 1].rstrip()}…",
    )


def picture_height(found: Sequence[Placed]) -> int:
    """How tall the picture is, with the rows of those that wait."""
    waiting = sum(1 for one in found if not one.mine)
    rows = (waiting + _IN_A_ROW - 1) // _IN_A_ROW
    return TOP + CELL * 10 + 60 + (_ROW * rows + 20 if rows else 0)
