"""Blocks in reading order, with the numbers that captions carry: the same in every format."""

from collections.abc import Iterator
from dataclasses import dataclass

from riktning.documents.manuscript.model import Block, Chart, Manuscript, Section, Table


@dataclass(frozen=True, slots=True)
class Placed:
    """A block with its place: number of the table (or the one behind the chart), of the figure."""

    block: Block
    table: int = 0
    figure: int = 0


class Numbering:
    """Counts tables and figures from 1."""

    def __init__(self) -> None:
        self.tables = self.figures = 0

    def placed(self, block: Block) -> Placed:
        """The next block in reading order."""
        if isinstance(block, Chart):
            self.figures += 1
            self.tables += block.table is not None
            return Placed(block, self.tables if block.table else 0, self.figures)
        self.tables += isinstance(block, Table)
        return Placed(block, self.tables if isinstance(block, Table) else 0)


def reading(manuscript: Manuscript) -> Iterator[tuple[Section, list[Placed]]]:
    """Section by section."""
    numbering = Numbering()
    for section in manuscript.sections:
        yield section, [numbering.placed(block) for block in section.blocks]


def charts(manuscript: Manuscript) -> list[Chart]:
    """All charts; the first is figure 1."""
    return [block for block in manuscript.blocks() if isinstance(block, Chart)]
