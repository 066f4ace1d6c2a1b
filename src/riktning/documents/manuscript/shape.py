"""How wide a table's columns are, told by what they hold."""

from riktning.documents.manuscript.blocks import Table

LONGEST_LINE = 44  # letters; a longer cell is broken into lines
LEAST = 5


def column_widths(table: Table) -> list[float]:
    """Shares of the page, 1 in all: room for the longest word, and for the text on few lines."""
    if table.widths:
        total = sum(table.widths)
        return [width / total for width in table.widths]
    columns = [(name, *cells) for name, *cells in zip(table.header, *table.rows, strict=True)]
    needs = [_need(cells) for cells in columns]
    return [need / sum(needs) for need in needs]


def _need(cells: tuple[str, ...]) -> float:
    """Letters of width that a column wants: its longest word, or its longest text if short."""
    word = max((len(part) for cell in cells for part in cell.split(" ")), default=0)
    longest = max(len(cell) for cell in cells)
    usual = sum(len(cell) for cell in cells[1:]) / max(len(cells) - 1, 1)
    wanted = max(min(longest, LONGEST_LINE / 2), min(usual, LONGEST_LINE), word)
    return max(min(wanted, LONGEST_LINE) + 2, LEAST)
