"""What a search asks for millions of times, worked out once: what is hidden, and who can move.

``looks``: ``bits`` (M, heights + 1, R), the places where all that a move of a row changes below a
height is hidden, as it was at ``version`` (heights + 1, R), noted in ``at`` (M, heights + 1, R);
``can`` (2, M, R), the months, as bits, in which a row has room on a side of a move; and as ``bits``
and ``at``, but of any move that lets a count gain, ``some`` and ``some_at`` (H, heights + 1, R).
"""

import numpy as np

from riktning.indicators.disclosure.shapes import MONTHS, PLACES, Floats, Ints

_EVERY = (1 << MONTHS) - 1


def looks_of(tree: tuple[Ints, ...], play: tuple[Ints, ...], room: Floats) -> tuple[Ints, ...]:
    """Nothing looked at yet; arrays as in ``flow``."""
    (rows, heights), moves = tree[0].shape, play[0]
    months = (room > 0) @ (1 << np.arange(MONTHS))
    months = np.concatenate([months, np.full((rows, 1), _EVERY)], axis=1)  # −1: nothing bounds it
    can = np.full((2, moves.shape[1], rows), _EVERY)
    for place in range(moves.shape[2]):
        can &= np.moveaxis(months[:, moves[:, :, place]], 0, -1)
    each, some = (moves.shape[1], heights + 1, rows), (len(play[2]) - 1, heights + 1, rows)
    return (
        np.zeros(each, dtype=np.int64), np.full(each, -1), np.zeros(each[1:], dtype=np.int64),
        np.ascontiguousarray(can), np.zeros(some, dtype=np.int64), np.full(some, -1),
    )  # fmt: skip


def memo_of(tree: tuple[Ints, ...], play: tuple[Ints, ...]) -> tuple[Floats | Ints, ...]:
    """Room to note what is asked for many times in one choice, and in which it was noted.

    What a row below some height costs along each of a count's moves, and how far it can go.
    """
    rows, heights = tree[0].shape
    moves = int(np.diff(play[2]).max(initial=1))
    return (
        np.zeros((rows + 1, heights + 1, moves, PLACES + 1)),
        np.full((2, rows, heights + 1, moves), -1, dtype=np.int64),
        np.full((rows + 1, moves, 2, 2, MONTHS), np.inf),
        np.zeros((rows, moves), dtype=np.int64),
    )  # fmt: skip
