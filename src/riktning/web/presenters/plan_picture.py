"""The rows of the steering picture as a page shows them."""

from dataclasses import dataclass

from riktning.documents.plans.picture import Picture
from riktning.documents.plans.picture_word import row_marks
from riktning.documents.plans.picture_words import tie_words


@dataclass(frozen=True, slots=True)
class Row:
    """A sub-area with its marks, and for each column its heading and what serves it there."""

    area: str  # on the first row of the area, otherwise empty
    name: str
    gap: bool
    marks: tuple[str, ...]
    cells: tuple[tuple[str, tuple[str, ...]], ...]


def picture_rows(picture: Picture, language: str) -> tuple[Row, ...]:
    """Every sub-area, area by area."""
    rows = []
    before = ""
    for row in picture.rows:
        rows.append(
            Row(
                area=row.area if row.area != before else "",
                name=row.sub_area.text,
                gap=row.gap,
                marks=row_marks(row, language),
                cells=tuple(
                    (column.text, tuple(tie_words(tie, language) for tie in cell))
                    for column, cell in zip(picture.columns, row.cells, strict=True)
                ),
            )
        )
        before = row.area
    return tuple(rows)
