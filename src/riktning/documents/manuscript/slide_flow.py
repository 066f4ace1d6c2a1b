"""What fits on a slide: text by its lines, tables by their rows."""

import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from riktning.documents.manuscript.blocks import Table
from riktning.documents.manuscript.shape import column_widths
from riktning.documents.report.syntax import Node, paragraph, words

LINES = 14.0  # of body text on a slide
LETTERS = 76  # in a line of it
BETWEEN = 0.25  # of a line, between paragraphs
CHUNK = int(LETTERS * (LINES - 3))
TABLE_LETTERS = 112  # over all columns
WIDE_LETTERS = 88  # the same of wide letters: so that no stand-in for the font breaks a word
TABLE_HEIGHT = 244.0  # points, beneath the header row
ROW_PADDING, ROW_LINE = 9.0, 13.5
_SENTENCE_END = re.compile(r"(?<=[.!?:;]) ")


def pages_of(nodes: Sequence[Node], room: float = LINES) -> list[list[Node]]:
    """The text shared out over slides, in order; a paragraph is broken only if it fills one."""
    pages: list[list[Node]] = []
    used = room
    for node in (part for whole in nodes for part in _parts(whole)):
        needed = lines_of(node) + BETWEEN
        if not pages or used + needed > room:
            pages.append([])
            used = 0.0
        pages[-1].append(node)
        used += needed
    return pages


def lines_of(node: Node) -> float:
    """How many lines a paragraph, a point or a quotation takes."""
    if node["t"] == "Div":
        return sum(lines_of(part) + BETWEEN for part in node["c"][1])
    rows = text_of(node).split("\n")
    return float(sum(max(math.ceil(len(row) / LETTERS), 1) for row in rows))


def kept(blocks: list[Node]) -> Node:
    """Blocks that share a slide where one slide can hold them."""
    return {"t": "Div", "c": [["", ["kept"], []], blocks]}


def _is_kept(node: Node) -> bool:
    return node["t"] == "Div" and "kept" in node["c"][0][1]


def _parts(node: Node) -> Iterator[Node]:
    """Single paragraphs and single points."""
    if _is_kept(node) and lines_of(node) < LINES:
        yield node
    elif _is_kept(node):
        first, second, *rest = (part for inner in node["c"][1] for part in _parts(inner))
        yield from (kept([first, second]), *rest)  # a name is not left behind by what was said
    elif node["t"] == "Div":
        yield from (part for inner in node["c"][1] for part in _parts(inner))
    elif node["t"] == "Header":
        yield {"t": "Para", "c": [{"t": "Strong", "c": node["c"][2]}]}
    elif node["t"] == "BulletList":
        yield from ({"t": "BulletList", "c": [item]} for item in node["c"])
    elif node["t"] == "OrderedList":
        (start, *style), items = node["c"]
        for place, item in enumerate(items):
            yield {"t": "OrderedList", "c": [[start + place, *style], [item]]}
    else:
        yield from _broken(node)


def _broken(node: Node) -> Iterator[Node]:
    if node["t"] not in ("Para", "Plain") or lines_of(node) < LINES:
        yield node
        return
    held: list[str] = []
    for line in (part for row in text_of(node).split("\n") for part in _chunks(row)):
        if held and lines_of(paragraph("\n".join([*held, line]))) > LINES - 2:
            yield paragraph("\n".join(held))
            held = []
        held.append(line)
    yield paragraph("\n".join(held))


def _chunks(text: str) -> Iterator[str]:
    """Whole sentences while they fit, then whole words, then letters."""
    held = ""
    for part in (piece for sentence in _SENTENCE_END.split(text) for piece in _short(sentence)):
        if held and len(held) + 1 + len(part) > CHUNK:
            yield held
            held = ""
        held = f"{held} {part}" if held else part
    if held:
        yield held


def _short(sentence: str) -> list[str]:
    if len(sentence) <= CHUNK:
        return [sentence]
    return [word[at : at + CHUNK] for word in sentence.split(" ") for at in _starts(word)]


def _starts(word: str) -> range:
    return range(0, max(len(word), 1), CHUNK)


def text_of(part: Any) -> str:
    """The letters of a node, or of several."""
    if isinstance(part, list):
        return "".join(text_of(item) for item in part)
    if not isinstance(part, dict):
        return ""
    if part["t"] == "Str":
        return str(part["c"])
    if part["t"] in ("Space", "SoftBreak", "LineBreak"):
        return "\n" if part["t"] == "LineBreak" else " "
    if part["t"] == "Link":
        return text_of(part["c"][1])
    return text_of(part.get("c"))


def tables_of(table: Table) -> list[Table]:
    """The table in parts that each fit on a slide, all with the header row."""
    shares = column_widths(table, WIDE_LETTERS)
    parts: list[list[tuple[str, ...]]] = [[]]
    used = 0.0
    for row in table.rows:
        height = _height(row, shares)
        if parts[-1] and used + height > TABLE_HEIGHT:
            parts.append([])
            used = 0.0
        parts[-1].append(row)
        used += height
    return [replace(table, rows=tuple(rows)) for rows in parts]


def _height(row: tuple[str, ...], shares: list[float]) -> float:
    lines = max(
        sum(
            math.ceil(max(len(line), 1) / max(TABLE_LETTERS * share - 2, 3))
            for line in cell.split("\n")
        )
        for cell, share in zip(row, shares, strict=True)
    )
    return ROW_PADDING + ROW_LINE * lines


def emphasised(text: str) -> Node:
    """A paragraph that stands out from the others, without relying on colour."""
    return {"t": "Para", "c": [{"t": "Emph", "c": words(text)}]}
