"""How much a table asks of the search for its cells, known before the search begins.

The search weighs, for each block, every way to cut it against every way to cut the one before, in
every pair of columns. A plan's table asks some thousand of these; what asks a hundred times more
is read without cuts, and what asks too much even so is refused.
"""

from collections.abc import Sequence
from itertools import pairwise

from riktning.core.errors import DocumentError
from riktning.documents.reading.blocks import readings
from riktning.documents.reading.lines import Line

MOST_WITH_CUTS = 100_000
MOST = 200_000
_ANY_WIDTH = 0.1


def may_cut(blocks: Sequence[tuple[Line, ...]], columns: int) -> bool:
    """Whether blocks may be cut within a line; DocumentError when the table is no plan's."""
    pairs = columns**2
    if len(blocks) * pairs > MOST:
        first, last = blocks[0][0].number, blocks[-1][-1].number
        raise DocumentError(
            f"a table of {len(blocks)} paragraphs in {columns} columns is no plan's",
            where=f"lines {first}–{last}",
            remedy="cut out the plan itself, or split the table by area",
        )
    if len(blocks) * pairs > MOST_WITH_CUTS:
        return False
    ways = [len(readings(block, _ANY_WIDTH)) for block in blocks]
    return sum(left * right for left, right in pairwise([1, *ways])) * pairs <= MOST_WITH_CUTS
