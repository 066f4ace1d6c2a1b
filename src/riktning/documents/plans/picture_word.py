"""The steering picture as one Word document, the page turned for its table."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

from riktning.documents.plans.picture import Picture, PictureRow
from riktning.documents.plans.picture_words import WORDS, brief, tie_words
from riktning.documents.plans.word_file import write_word
from riktning.documents.report.syntax import Column, Node, bullets, heading, paragraph, table

FIRST_COLUMN = 0.22


def write_picture(picture: Picture, target: Path, *, issued: date, language: str = "sv") -> Path:
    """Write ``target`` (.docx), whole or not at all; the same input gives the same bytes.

    Raises DocumentError when pandoc fails, RiktningError for a folder that cannot be written to.
    """
    words = WORDS[language]
    return write_word(
        list(_blocks(picture, language)),
        target,
        title=words.title,
        subtitle=words.subtitle.format(serving=picture.serving.name, served=picture.served.name),
        issued=issued,
        language=language,
        wide=True,
    )


def _blocks(picture: Picture, language: str) -> Iterator[Node]:
    words = WORDS[language]
    yield paragraph(brief(picture, language))
    for plan in (picture.served, picture.serving):
        if plan.decision:
            yield paragraph(f"{plan.name}, {plan.number}: {plan.decision}")
    areas = dict.fromkeys(row.area for row in picture.rows)
    for place, area in enumerate(areas, start=1):
        yield heading(1, area, f"area-{place}")
        yield _table(picture, [row for row in picture.rows if row.area == area], language)
    yield heading(1, words.gaps, "gaps")
    yield _listed([row.sub_area.text for row in picture.rows if row.gap], words.no_gaps)
    yield heading(1, words.overlaps, "overlaps")
    several = {said.item: said for row in picture.rows for said in row.overlaps}
    yield _listed([f"{s.number} {s.text}" for s in several.values()], words.no_overlaps)
    yield heading(1, words.loose, "loose")
    yield _listed([f"{s.number} {s.text}" for s in picture.loose], words.no_loose)


def _listed(texts: list[str], nothing: str) -> Node:
    return bullets(texts) if texts else paragraph(nothing)


def _table(picture: Picture, rows: list[PictureRow], language: str) -> Node:
    share = (1 - FIRST_COLUMN) / max(1, len(picture.columns))
    columns = [
        Column(WORDS[language].sub_area, FIRST_COLUMN),
        *(Column(column.text, share) for column in picture.columns),
    ]
    return table(columns, [_row(row, language) for row in rows])


def _row(row: PictureRow, language: str) -> list[str]:
    marks = "".join(f"\n[{mark}]" for mark in row_marks(row, language))
    cells = ["\n".join(tie_words(tie, language) for tie in cell) for cell in row.cells]
    return [f"{row.sub_area.text}{marks}", *cells]


def row_marks(row: PictureRow, language: str) -> tuple[str, ...]:
    """The marks of a row in words: a gap, or goals that nothing serves, and overlaps."""
    words = WORDS[language]
    if row.gap:
        return (words.gap,)
    marks = [words.overlap] if row.overlaps else []
    if row.unserved and row.goals:
        marks.append(words.partly.format(count=len(row.unserved), all=len(row.goals)))
    return tuple(marks)
