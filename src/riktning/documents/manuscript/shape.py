"""How wide a table's columns are, told by what they hold."""

import re

from riktning.documents.manuscript.blocks import Table

LONGEST_LINE = 44  # letters; a longer cell is broken into lines
LEAST = 5
PAGE = 76  # letters in all, over the width of a page, where the letters are wide
WIDEST = 34  # letters of a word that a column makes room for; a longer one may be broken
BETWEEN = 2  # letters of room between columns
_SPACE = re.compile(r"[ \n\t]")  # a space that must not be broken is within a word
BOLD = 1.2  # a heading's letters are wider


def column_widths(table: Table, page: int = PAGE) -> list[float]:
    """Shares of the page, 1 in all: room for each column's longest word first, then for the text
    on few lines, or as the table says itself."""
    columns = [(name, *cells) for name, *cells in zip(table.header, *table.rows, strict=True)]
    needs = [float(width) for width in table.widths] or [_need(cells) for cells in columns]
    return _with_room(needs, [_least(cells) for cells in columns], page)


def _with_room(needs: list[float], least: list[float], page: int) -> list[float]:
    """The page shared out by need, where no column gets less than its least if all can."""
    if sum(least) >= page:
        return [each / sum(least) for each in least]
    free, open_ = float(page), set(range(len(needs)))
    widths = [0.0] * len(needs)
    while open_:
        share = free / sum(needs[place] for place in open_)
        short = {place for place in open_ if needs[place] * share < least[place]}
        for place in short or open_:
            widths[place] = least[place] if short else needs[place] * share
        free -= sum(widths[place] for place in short)
        open_ -= short or open_
    return [width / page for width in widths]


def _least(cells: tuple[str, ...]) -> float:
    """Letters of width without which a word is broken."""
    head = max((len(word) * BOLD for word in _SPACE.split(cells[0])), default=0)
    word = max((len(word) for cell in cells[1:] for word in _SPACE.split(cell)), default=0)
    return max(min(max(head, word), WIDEST) + BETWEEN, LEAST)


def _need(cells: tuple[str, ...]) -> float:
    """Letters of width that a column wants: its longest word, or its longest text if short."""
    word = max((len(part) for cell in cells for part in cell.split(" ")), default=0)
    longest = max(len(cell) for cell in cells)
    usual = sum(len(cell) for cell in cells[1:]) / max(len(cells) - 1, 1)
    wanted = max(min(longest, LONGEST_LINE / 2), min(usual, LONGEST_LINE), word)
    return max(min(wanted, LONGEST_LINE) + 2, LEAST)
