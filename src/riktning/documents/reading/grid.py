"""Recover a table's cells from blocks of text.

The cells of a row arrive one after another, and what separates them may be lost: a cell may be
several blocks, a name may be glued to its first goal, a row may have been cut by a page. So the
blocks are laid out on the grid by the cheapest reading: a Viterbi search over "which column is
this block in", with a price on everything unusual (a row without a name, an empty cell, a cell
that begins in lower case, a line too wide for its column). Column widths are learnt from the
reading itself and the search repeated until it stands still ("hard EM").
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from riktning.documents.reading.blocks import Piece, readings
from riktning.documents.reading.effort import may_cut
from riktning.documents.reading.lines import Line
from riktning.documents.reading.over_page import settle
from riktning.documents.reading.widths import column_width, misfit, width

ROUNDS = 8
NAMELESS = 4.0
MISSING = 4.0
SPLIT = 2.0
SECOND_SPLIT = 0.5
NAME_BETWEEN_ROWS = -3.0
OVER_A_PAGE = 3.0
LOWER_START = 3.0
NEW_PARAGRAPH = 2.0
UNFINISHED = 4.0
LOWER_AFTER_STOP = 1.5
CONTINUES = 0.2
BULLET_IN_CELL = 0.2
WIDE_NAMES = 3.0
NARROW = 0.8
CLOSE = 1.0


@dataclass(slots=True)
class GridRow:
    """A recovered row: the pieces of each column, and whether a page cut it in several cells."""

    cells: list[list[Piece]]
    over_page: list[int] = field(default_factory=list)

    @property
    def lines(self) -> list[Line]:
        found = [line for cell in self.cells for piece in cell for line in piece.lines]
        return sorted(found, key=lambda line: line.number)


@dataclass(frozen=True, slots=True)
class _Node:
    """The best reading so far that ends with ``piece`` in ``column``."""

    cost: float
    column: int
    again: bool
    new_row: bool
    nameless: bool
    piece: Piece
    before: "_Node | None"


@dataclass(frozen=True, slots=True)
class Grid:
    """The shape of a table: its number of columns, whether the first holds names."""

    columns: int
    named: bool
    widths: tuple[float | None, ...]
    marks_wraps: bool
    cuts: bool

    def read(self, blocks: Sequence[tuple[Line, ...]]) -> list[_Node]:
        """The cheapest sequence of placed pieces."""
        ends: list[_Node] = []
        widths = [width for width in self.widths[self.named :] if width and self.cuts]
        narrowest = min(widths, default=None)
        for index, block in enumerate(blocks):
            reached = [
                node
                for pieces in readings(block, narrowest)
                for node in self._place(ends, pieces, first=index == 0)
            ]
            ends = _cheapest(reached)
        if not ends:
            return []
        return _walk(min(ends, key=lambda node: node.cost + self.left_out(node)))

    def _place(self, ends: list[_Node], pieces: tuple[Piece, ...], *, first: bool) -> list[_Node]:
        starts: list[_Node | None] = [None] if first else list(ends)
        nodes = [node for start in starts for node in self._steps(start, pieces[0])]
        if len(pieces) == 1:
            return nodes
        head = len(pieces[0].lines) == 1 and pieces[0].glued == "before"
        return [
            replace(after, cost=after.cost + _splitting(node, after))
            for node in nodes
            for after in self._steps(node, pieces[1])
            if self._next_cell(node, after, head)
        ]

    def _next_cell(self, node: _Node, after: _Node, head: bool) -> bool:
        """Two glued pieces are neighbours in reading order."""
        if not after.new_row:
            return after.column == node.column + 1 and not after.again
        return not head and after.column == 0 and node.column == self.columns - 1

    def _steps(self, before: _Node | None, piece: Piece) -> Iterable[_Node]:
        for column in range(self.columns):
            fit = misfit(piece.lines, self.widths[column], self.marks_wraps)
            for cost, again, new_row in self._moves(before, piece, column):
                total = (before.cost if before else 0.0) + cost + fit
                nameless = column > 0 and self.named if new_row else _is_nameless(before)
                yield _Node(total, column, again, new_row, nameless, piece, before)

    def _moves(
        self, before: _Node | None, piece: Piece, column: int
    ) -> Iterable[tuple[float, bool, bool]]:
        """(cost, in a continued row, opens a row) for each way into ``column``."""
        opening = self._opening(piece, column)
        if before is None:
            yield opening, False, True
            return
        yield self.left_out(before) + opening, False, True
        if column == before.column:
            yield _joining(before.piece, piece), before.again, False
        elif column > before.column:
            skipped = 0 if before.again else column - before.column - 1
            start = 0.0 if before.again else _starting(piece)
            yield MISSING * skipped + start, before.again, False
        if piece.page_start and not before.again and column < before.column:
            yield OVER_A_PAGE + self.left_out(before), True, False

    def _opening(self, piece: Piece, column: int) -> float:
        if not self.named:
            return MISSING * column + _starting(piece)
        nameless = NAMELESS + MISSING * (column - 1) if column else 0.0
        return nameless + _starting(piece)

    def wide_names(self) -> float:
        """Names are short: a column of them as wide as the others is suspect."""
        widths = [width for width in self.widths if width]
        if not self.named or len(widths) < 2:
            return 0.0
        return WIDE_NAMES * max(0.0, widths[0] / min(widths[1:]) - NARROW)

    def left_out(self, node: _Node) -> float:
        return 0.0 if node.again else MISSING * (self.columns - 1 - node.column)


def recover(
    blocks: Sequence[tuple[Line, ...]], columns: int, *, named: bool
) -> tuple[list[GridRow], list[GridRow]]:
    """Lay blocks out on a grid; returns the rows, and those another reading sees otherwise.

    The search is started from no widths and from guesses about them; the cheapest reading wins.
    A reading that costs hardly more is a rival: the rows on which the two differ are in doubt.
    """
    cuts = may_cut(blocks, columns)
    marks = any(line.soft for block in blocks for line in block[:-1])
    tried = [
        reading
        for widths in _starts(blocks, columns, named=named)
        for reading in _settle(blocks, Grid(columns, named, widths, marks, cuts))
    ]
    tried.sort(key=lambda reading: reading[0])
    rows = [_rows(nodes, columns) for cost, nodes, _ in tried if cost < tried[0][0] + CLOSE]
    if not rows:
        return [], []
    rivals = [other for other in rows[1:] if _shape(other) != _shape(rows[0])]
    seen = [shape for rival in rivals[:1] for shape in _shape(rival)]
    doubtful = [row for row in rows[0] if rivals and _shape([row])[0] not in seen]
    for row in rows[0]:
        if row.over_page:
            row.cells, row.over_page = settle(
                row.cells, row.over_page, tried[0][2], marks_wraps=marks
            )
    return rows[0], doubtful


def _shape(rows: Sequence[GridRow]) -> list[list[list[str]]]:
    """Which text each cell holds, to compare readings by."""
    return [
        [[line.text for piece in cell for line in piece.lines] for cell in row.cells]
        for row in rows
    ]


_Reading = tuple[float, list[_Node], tuple[float | None, ...]]


def _settle(blocks: Sequence[tuple[Line, ...]], grid: Grid) -> Iterable[_Reading]:
    """Read and learn widths in turn until nothing changes; each reading with its price."""
    for _ in range(ROUNDS):
        nodes = grid.read(blocks)
        if not nodes:
            return
        if all(grid.widths):
            cost = nodes[-1].cost + grid.left_out(nodes[-1]) + grid.wide_names()
            yield cost, nodes, grid.widths
        learnt = _learn(nodes, grid.columns)
        if learnt == grid.widths:
            return
        grid = replace(grid, widths=learnt)


def _starts(
    blocks: Sequence[tuple[Line, ...]], columns: int, *, named: bool
) -> Iterable[tuple[float | None, ...]]:
    """No widths; then a narrow column of names beside equal columns, by the blocks' own widths."""
    yield (None,) * columns
    broken = sorted(max(width(line.text) for line in block) for block in blocks if len(block) > 1)
    if not broken:
        broken = sorted(width(block[0].text) for block in blocks)
    for names, goals in ((0.1, 0.5), (0.2, 0.7), (0.2, 0.9)):
        narrow, wide = (float(broken[int(share * (len(broken) - 1))]) for share in (names, goals))
        yield (narrow,) * named + (wide,) * (columns - named)


def _joining(before: Piece, piece: Piece) -> float:
    """The price of two blocks being one cell."""
    if piece.bullet:
        return BULLET_IN_CELL
    if piece.lower:
        return LOWER_AFTER_STOP if before.stopped else CONTINUES
    return NEW_PARAGRAPH if before.stopped else UNFINISHED


def _starting(piece: Piece) -> float:
    return LOWER_START if piece.lower else 0.0


def _is_nameless(node: _Node | None) -> bool:
    return node is not None and node.nameless


def _splitting(first: _Node, second: _Node) -> float:
    """The price of two cells on a line; less where a name merged over two rows explains both."""
    if second.new_row and first.nameless:
        return SPLIT + NAME_BETWEEN_ROWS
    before = first.before
    goes_on = before is not None and before.piece.glued == "after" and not first.new_row
    return SECOND_SPLIT if goes_on and first.column == 0 and first.piece.lower else SPLIT


def _cheapest(nodes: Iterable[_Node]) -> list[_Node]:
    best: dict[tuple[int, bool, bool, Piece], _Node] = {}
    for node in nodes:
        key = (node.column, node.again, node.nameless, node.piece)
        if key not in best or node.cost < best[key].cost:
            best[key] = node
    return list(best.values())


def _walk(node: _Node | None) -> list[_Node]:
    found = []
    while node is not None:
        found.append(node)
        node = node.before
    return found[::-1]


def _learn(nodes: Sequence[_Node], columns: int) -> tuple[float | None, ...]:
    cells: list[list[tuple[Line, ...]]] = [[] for _ in range(columns)]
    for node in nodes:
        if not node.piece.glued:
            cells[node.column].append(node.piece.lines)
    return tuple(column_width(lines) for lines in cells)


def _rows(nodes: Sequence[_Node], columns: int) -> list[GridRow]:
    """The placed pieces as rows."""
    rows: list[GridRow] = []
    for node in nodes:
        if node.new_row:
            rows.append(GridRow([[] for _ in range(columns)]))
        rows[-1].cells[node.column].append(node.piece)
        if node.again and node.column not in rows[-1].over_page:
            rows[-1].over_page.append(node.column)
    return rows
