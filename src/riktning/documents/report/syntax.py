"""Builders of pandoc's document tree (its JSON form), so that no text is ever parsed as markup.

Text from users comes in as plain strings and stays literal in every format: pandoc escapes it for
Word and HTML, and :mod:`riktning.documents.report.typst` writes it as Typst string literals.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

Node = dict[str, Any]

API_VERSION = [1, 23, 1]
# What XML 1.0 cannot hold, with lone surrogates; line and tab control are folded separately.
_IMPOSSIBLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")


def literal(text: str) -> str:
    """The text without the characters that no document format can hold."""
    return _IMPOSSIBLE.sub("", text).replace("\t", " ")


def words(text: str) -> list[Node]:
    """A text as inlines; line breaks in it stay line breaks."""
    inlines: list[Node] = []
    for line in literal(text).splitlines() or [""]:
        if inlines:
            inlines.append({"t": "LineBreak"})
        inlines.append({"t": "Str", "c": line})
    return inlines


def strong(text: str) -> Node:
    return {"t": "Strong", "c": words(text)}


def attributed(identifier: str = "", attributes: Mapping[str, str] | None = None) -> list[Any]:
    return [identifier, [], [[key, value] for key, value in (attributes or {}).items()]]


def heading(level: int, text: str, identifier: str) -> Node:
    return {"t": "Header", "c": [level, attributed(identifier), words(text)]}


def paragraph(*inlines: Node | str) -> Node:
    """A paragraph of inlines; a bare string is plain text."""
    content = [node for part in inlines for node in _inline(part)]
    return {"t": "Para", "c": content}


def _inline(part: Node | str) -> list[Node]:
    return words(part) if isinstance(part, str) else [part]


def bullets(items: Iterable[str]) -> Node:
    return {"t": "BulletList", "c": [[{"t": "Plain", "c": words(item)}] for item in items]}


def raw(format_name: str, text: str) -> Node:
    return {"t": "RawBlock", "c": [format_name, text]}


@dataclass(frozen=True, slots=True)
class Column:
    """A table column: its heading, share of the width, and whether it holds numbers."""

    heading: str
    width: float
    numeric: bool = False


Cell = str | Node


def table(columns: Sequence[Column], rows: Iterable[Sequence[Cell]], caption: str = "") -> Node:
    """A table with one header row; a cell is text or one inline."""
    aligned = [{"t": "AlignRight" if column.numeric else "AlignLeft"} for column in columns]
    widths = [{"t": "ColWidth", "c": column.width} for column in columns]
    specification = [[align, width] for align, width in zip(aligned, widths, strict=True)]
    head = _row([strong(column.heading) for column in columns])
    body = [attributed(), 0, [], [_row(row) for row in rows]]
    legend = [None, [{"t": "Plain", "c": words(caption)}] if caption else []]
    parts = [legend, specification, [attributed(), [head]], [body], [attributed(), []]]
    return {"t": "Table", "c": [attributed(), *parts]}


def _row(cells: Sequence[Cell]) -> list[Any]:
    return [attributed(), [_cell(cell) for cell in cells]]


def _cell(content: Cell) -> list[Any]:
    plain = {"t": "Plain", "c": _inline(content)}
    return [attributed(), {"t": "AlignDefault"}, 1, 1, [plain]]


def figure(path: str, alt: str, caption: str, width: str) -> Node:
    """An image with a caption of its own and an alternative text that says what it shows."""
    target = [path, ""]
    image = {"t": "Image", "c": [attributed("", {"width": width}), words(alt), target]}
    legend = [None, [{"t": "Plain", "c": words(caption)}]]
    return {"t": "Figure", "c": [attributed(), legend, [{"t": "Plain", "c": [image]}]]}


def document(blocks: Sequence[Node], meta: Mapping[str, str]) -> Node:
    """The whole tree, ready for ``pandoc --from json``."""
    known = {key: {"t": "MetaInlines", "c": words(value)} for key, value in meta.items()}
    return {"pandoc-api-version": API_VERSION, "meta": known, "blocks": list(blocks)}
