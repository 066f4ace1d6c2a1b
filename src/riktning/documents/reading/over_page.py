"""Which cells go on after a page break that cut a row: the ones that reached the page's end."""

from itertools import combinations

from riktning.documents.reading.blocks import Piece
from riktning.documents.reading.widths import misfit

SHORTER = 0.4
MOST_SHORTER = 2.0
BROKEN_SENTENCE = 2.0
EMPTY = 3.0

Widths = tuple[float | None, ...]


def settle(
    cells: list[list[Piece]], over_page: list[int], widths: Widths, *, marks_wraps: bool
) -> tuple[list[list[Piece]], list[int]]:
    """Put what stands after the page break in the columns that fit it best, in their order.

    A cell that goes on reached the foot of the page, so it has the most lines; what begins in
    lower case goes on with an unfinished sentence; and the text must fit the column.
    """
    after: list[list[Piece]] = [[] for _ in cells]
    for column in over_page:
        cut = next(i for i, piece in enumerate(cells[column]) if _later(piece, cells))
        after[column] = cells[column][cut:]
    before = [cell[: len(cell) - len(rest)] for cell, rest in zip(cells, after, strict=True)]
    moving = [after[column] for column in sorted(over_page)]
    tallest = max((sum(len(piece.lines) for piece in cell) for cell in before), default=0)

    def price(columns: tuple[int, ...]) -> float:
        return sum(
            _price(before[column], part, tallest)
            + misfit(part[0].lines, widths[column], marks_wraps)
            for column, part in zip(columns, moving, strict=True)
        )

    best = min(combinations(range(len(cells)), len(moving)), key=price)
    for column, part in zip(best, moving, strict=True):
        before[column] = before[column] + part
    return before, list(best)


def _later(piece: Piece, cells: list[list[Piece]]) -> bool:
    """True for a piece on the row's last page."""
    pages = [line.page for cell in cells for other in cell for line in other.lines]
    return piece.lines[0].page > min(pages)


def _price(cell: list[Piece], part: list[Piece], tallest: int) -> float:
    if not cell:
        return EMPTY
    shorter = tallest - sum(len(piece.lines) for piece in cell)
    whole = cell[-1].stopped is not part[0].lower
    return min(SHORTER * shorter, MOST_SHORTER) + (0.0 if whole else BROKEN_SENTENCE)
