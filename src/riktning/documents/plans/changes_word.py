"""The changes between two revisions as a Word document: what went in strikeout, what came under."""

from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path

from riktning.documents.plans.change_words import details
from riktning.documents.plans.difference import AreaChanges, Change, Difference, Mark, Piece
from riktning.documents.plans.word_file import write_word
from riktning.documents.plans.words import HOW, PHRASES, kind_word
from riktning.documents.report.syntax import Node, bullets, heading, paragraph, strong, words


def write_changes(
    found: Difference,
    target: Path,
    *,
    issued: date,
    language: str = "sv",
    names: Mapping[str, str] | None = None,
    operational: bool = False,
) -> Path:
    """Write ``target`` (.docx), whole or not at all; ``names`` are of measures and units by id.

    The same input gives the same bytes. Raises DocumentError when pandoc fails, RiktningError for
    a folder that cannot be written to.
    """
    said = PHRASES[language]
    between = said.between.format(before=found.before.number, after=found.after.number)
    return write_word(
        list(_blocks(found, language, names or {}, operational=operational)),
        target,
        title=f"{said.changes}: {found.after.name}",
        subtitle=between,
        issued=issued,
        language=language,
    )


def _blocks(
    found: Difference, language: str, names: Mapping[str, str], *, operational: bool
) -> Iterator[Node]:
    said = PHRASES[language]
    if found.after.decision:
        yield paragraph(found.after.decision)
    if found.after.state == "draft":
        yield paragraph(said.drafts)
    if not found.areas:
        yield paragraph(said.nothing)
        return
    yield bullets(f"{HOW[language][how]}: {count}" for how, count in found.counts.items())
    yield paragraph(said.unchanged.format(count=found.unchanged))
    yield paragraph(said.how_to_read)
    for place, area in enumerate(found.areas, start=1):
        yield from _area(area, f"area-{place}", language, names, operational=operational)


def _area(
    area: AreaChanges,
    identifier: str,
    language: str,
    names: Mapping[str, str],
    *,
    operational: bool,
) -> Iterator[Node]:
    yield heading(1, area.name, identifier)
    for change in area.changes:
        kind = kind_word(change.said.kind, language, operational=operational)
        how = ", ".join(HOW[language][each] for each in change.how)
        yield paragraph(
            strong(f"{kind.capitalize()} {change.said.number}, {how}: "), *_text(change)
        )
        lines = list(details(change, language, names))
        if lines:
            yield bullets(lines)


def _text(change: Change) -> Iterator[Node]:
    if change.said.aim is not None:
        return
    for piece in change.pieces:
        yield from marked(piece)


def marked(piece: Piece) -> list[Node]:
    """A piece of text, struck through or underlined by its mark."""
    if piece.mark is Mark.SAME:
        return words(piece.text)
    kind = "Strikeout" if piece.mark is Mark.REMOVED else "Underline"
    return [{"t": kind, "c": words(piece.text)}]
