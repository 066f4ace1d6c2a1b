"""Text as a speaker reads it out: lines and the levels of lists as they were written."""

from collections.abc import Iterator
from typing import Any

from riktning.documents.manuscript.slide_flow import text_of
from riktning.documents.report.syntax import Node

STEP = "    "  # a level of a list


def spoken(node: Node, depth: int = 0) -> Iterator[str]:
    """The lines of a node: who said something on one of its own, a point on one of its own."""
    kind = node["t"]
    if kind == "Div":
        yield from (line for inner in node["c"][1] for line in spoken(inner, depth))
    elif kind == "BlockQuote":
        yield from (line for inner in node["c"] for line in spoken(inner, depth))
    elif kind == "BulletList":
        yield from (line for item in node["c"] for line in _point("–", item, depth))
    elif kind == "OrderedList":
        start = node["c"][0][0]
        for number, item in enumerate(node["c"][1], start=start):
            yield from _point(f"{number}.", item, depth)
    else:
        yield from (f"{STEP * depth}{line}" for line in text_of(node).split("\n"))


def _point(mark: str, item: list[Any], depth: int) -> Iterator[str]:
    first, *rest = item
    lead, *others = spoken(first, depth)
    said = lead.removeprefix(STEP * depth)
    yield f"{STEP * depth}{mark} {said}"
    yield from others
    yield from (line for inner in rest for line in spoken(inner, depth + 1))


def points_in(node: Node) -> int:
    """How many points of lists there are, those within points not counted."""
    if node["t"] == "Div":
        return sum(map(points_in, node["c"][1]))
    if node["t"] == "BulletList":
        return len(node["c"])
    return len(node["c"][1]) if node["t"] == "OrderedList" else 0
