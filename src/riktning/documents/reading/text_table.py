"""A table of goals in extracted text: recovered rows as elements, with a doubt for each oddity."""

from collections.abc import Iterable, Sequence

from riktning.documents.reading.blocks import Piece, blocks
from riktning.documents.reading.elements import Doubt, Element, Row
from riktning.documents.reading.genre import BULLET, Header, plain
from riktning.documents.reading.grid import GridRow, recover
from riktning.documents.reading.joining import Joiner
from riktning.documents.reading.lines import Line, place


def read_table(
    lines: Sequence[Line], header: Header, joiner: Joiner, table: int
) -> tuple[list[Element], list[str]]:
    """The rows of a table as elements, and the names in its first column."""
    rows, doubtful = recover(blocks(lines), header.columns, named=header.named)
    elements: list[Element] = []
    names: list[str] = []
    for index, row in enumerate(rows):
        cells = [_cell_text(cell, joiner) for cell in row.cells]
        following = rows[index + 1] if index + 1 < len(rows) else None
        if header.named:
            elements += _about_name(row, following, cells, names, joiner)
            names.append(cells[0] or (names[-1] if names else ""))
        elements += _about_cells(row, cells, header)
        if row in doubtful:
            problem = "Radens celler kan läsas på mer än ett sätt; det troligaste valt"
            elements.append(Doubt(place(row.lines), problem, " | ".join(cells)))
        elements.append(Row(tuple(cells), place(row.lines), table))
    return elements, names


def _cell_text(pieces: Sequence[Piece], joiner: Joiner) -> str:
    lines = [line for piece in pieces for line in piece.lines]
    texts = [(BULLET.sub("• ", line.text), line.soft) for line in lines]
    return joiner.join(texts, lines[0].number) if lines else ""


def _about_name(
    row: GridRow, following: GridRow | None, cells: list[str], names: list[str], joiner: Joiner
) -> Iterable[Doubt]:
    """Fill in a merged name; ask about names that are lost, glued or repeated."""
    where = place(row.lines)
    if not cells[0] and following is not None and _ends_inside(row, following):
        cells[0] = _cell_text(following.cells[0], joiner)
        yield Doubt(
            where,
            "Delområdets namn står mellan två rader, hopskrivet med dem; läst som namn på båda",
            cells[0],
        )
    elif not cells[0]:
        yield Doubt(where, _lost_name(names), " | ".join(cells[1:]))
    elif names and plain(cells[0]) == plain(names[-1]) and not row.cells[0][0].glued:
        yield Doubt(
            where, "Samma delområde står två gånger i följd; läst som en rad till i det", cells[0]
        )
    elif row.cells[0][-1].glued == "before" and row.cells[0][0].glued != "after":
        yield Doubt(
            where,
            "Namn och första mål står på samma rad; delade vid versalen",
            " | ".join(cells[:2]),
        )


def _lost_name(names: Sequence[str]) -> str:
    """The question about a row with too few cells."""
    if names and names[-1]:
        reading = f"läst som en rad till i delområdet före ({names[-1]})"
    else:
        reading = "läst som en rad utan namn"
    return (
        "Raden har en cell för lite: delområdets namn tycks saknas, efter spaltbredden att döma; "
        f"{reading}. Är det första textblocket i stället namnet, saknas ett mål"
    )


def _ends_inside(row: GridRow, following: GridRow) -> bool:
    """True when the next row's name began on this row's last line: a cell merged over both."""
    name = following.cells[0]
    return (
        bool(name) and name[0].glued == "after" and name[0].lines[0].number == row.lines[-1].number
    )


def _about_cells(row: GridRow, cells: Sequence[str], header: Header) -> Iterable[Doubt]:
    where = place(row.lines)
    goals = list(zip(header.periods, cells[header.named :], row.cells[header.named :], strict=True))
    lost = [period for period, text, _ in goals if not text]
    if lost:
        yield Doubt(where, f"Mål saknas i raden för: {', '.join(lost)}", " | ".join(cells))
    if row.over_page:
        moved = [cells[column] for column in row.over_page]
        yield Doubt(
            where,
            "Raden är bruten av ett sidbyte i flera celler; fortsättningarna har lagts i de "
            "spalter där de ryms",
            " | ".join(moved),
        )
    several = [f"{period}: {text}" for period, text, pieces in goals if _new_paragraphs(pieces)]
    if several and not row.over_page:
        yield Doubt(
            where,
            "Raden har fler textblock än celler; blocken har lagts i de spalter där de ryms",
            " | ".join(several),
        )


def _new_paragraphs(pieces: Sequence[Piece]) -> bool:
    return any(not piece.bullet and not piece.lower for piece in pieces[1:])
