"""What is to be protected: counts on a tree, and how far each small one must be free to range."""

from dataclasses import dataclass

from riktning.indicators.disclosure.tree import Bools, Floats, Ints, Tree


@dataclass
class Hidden:
    """What is hidden, or not published at all.

    ``month``: shape (nodes, years, 12); ``tertial``: (nodes, years, 3); ``year``: (nodes, years);
    ``rolling``: (nodes, years, 12), the twelve months that end with the month.
    """

    month: Bools
    tertial: Bools
    year: Bools
    rolling: Bools

    def copy(self) -> "Hidden":
        return Hidden(self.month.copy(), self.tertial.copy(), self.year.copy(), self.rolling.copy())


@dataclass(frozen=True)
class Small:
    """How wide an interval each small count must have; 0 where the count is not small.

    Shapes as in Hidden, after the quantities.
    """

    month: Floats
    tertial: Floats
    year: Floats
    rolling: Floats

    def copy(self) -> "Small":
        return Small(self.month.copy(), self.tertial.copy(), self.year.copy(), self.rolling.copy())


@dataclass(frozen=True)
class Table:
    """Counts of several measures and years on one tree; ``size`` of the batch: measures × years.

    ``counts``: shape (quantities, nodes, years, 12), every node with all below it. ``mass`` and
    ``room``: how much smaller and larger each could be for all that is known elsewhere; None when
    it could be 0, or have any size. ``before[b]`` is the year before in the same measure, -1 for
    none. ``closed``: the root's figures are known
    whatever is hidden, and nothing can be exchanged with what lies outside it. ``apart[n]``: two
    rows with the same number exchange nothing; None where all may.
    """

    tree: Tree
    counts: Floats
    small: Small
    before: Ints
    mass: Floats | None = None
    room: Floats | None = None
    closed: bool = False
    apart: Ints | None = None
