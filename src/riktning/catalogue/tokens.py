"""Cuts an expression into tokens."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from riktning.catalogue.faults import Place, fault
from riktning.catalogue.syntax import At

KEYWORDS = frozenset({"and", "or", "not", "in", "is", "null", "true", "false"})
FUNCTIONS = ("in_codes", "has_code", "had", "times", "if")
_TOKEN = re.compile(
    r"(?P<space>\s+)"
    r"|(?P<number>\d{1,15}(?:\.\d{1,15})?(?![\w.]))"
    r"|(?P<text>\"[^\"\n]*\"|'[^'\n]*')"
    r"|(?P<word>[A-Za-z_][A-Za-z_0-9]*)"
    r"|(?P<symbol>==|!=|<=|>=|<|>|\+|-|\*|/|\(|\)|\[|\]|,)",
    re.ASCII,
)


@dataclass(frozen=True, slots=True)
class Token:
    """``kind`` is number, text, word, symbol or end; keywords and symbols carry their own text."""

    kind: str
    text: str
    at: At


def place_in(start: Place, at: At) -> Place:
    """The place in the file of a spot inside an expression that starts at ``start``."""
    if at.line == 0:
        return Place(start.file, start.line, start.column + at.column)
    return Place(start.file, start.line + at.line, at.column + 1)


def tokens(source: str, start: Place) -> Iterator[Token]:
    """Every token of the source and last an ``end``; CatalogueError at a sign without meaning."""
    position, line, line_start = 0, 0, 0
    while position < len(source):
        at = At(line, position - line_start)
        match = _TOKEN.match(source, position)
        if match is None:
            raise fault(
                place_in(start, at),
                f"{source[position]!r} means nothing in an expression",
                "write names, numbers, 'texts', and, or, not, in [..], is null, "
                "== != < <= > >= + - * / and parentheses",
            )
        position = match.end()
        if match.lastgroup == "space":
            newlines = match[0].count("\n")
            if newlines:
                line += newlines
                line_start = match.start() + match[0].rindex("\n") + 1
            continue
        kind = match.lastgroup or ""
        yield Token("keyword" if kind == "word" and match[0] in KEYWORDS else kind, match[0], at)
    yield Token("end", "", At(line, position - line_start))
