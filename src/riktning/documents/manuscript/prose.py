"""Markdown as writers may use it: paragraphs, emphasis, lists, links, headings. Nothing else.

What is not in the subset (HTML, pictures, includes, attributes, tables, code, formulas) is no
syntax here, so it comes out as it was typed. The text is read into pandoc's tree by a parser with
only these rules, and no other program parses it again.
"""

import re
from collections.abc import Sequence

from markdown_it import MarkdownIt
from markdown_it.token import Token

from riktning.documents.report.syntax import Node, attributed, literal, paragraph, words

RULES = ("heading", "list", "emphasis", "link", "escape", "newline")
LOWEST_HEADING = 6
DEEPEST = 24  # levels of lists in lists; what lies deeper is told as typed
_ALLOWED = re.compile(r"(?:https?://|mailto:)[^\s<>]+", re.IGNORECASE)
_PICTURE = re.compile(r"!(?=\[)")
_GAP = re.compile(r"\n\s*\n")
_BETWEEN_LETTERS = re.compile(r"(?<=\w)\*{1,2}(?=\w)")  # 2*3, a*b*c: signs in a word, no emphasis
_SOLID = re.compile(r"\S+")
_WRAPPERS = {"strong_open": "Strong", "em_open": "Emph"}


def _parser() -> MarkdownIt:
    parser = MarkdownIt("zero", {"maxNesting": 2 * DEEPEST}).enable(list(RULES))
    parser.validateLink = lambda url: bool(_ALLOWED.fullmatch(url))  # type: ignore[method-assign]  # the parser's own way to set it
    return parser


_PARSER = _parser()


def _with_stars(text: str) -> str:
    """Stars inside a word as typed; ``**för**teckning`` and ``*(ett)*`` are emphasis as ever."""
    return _SOLID.sub(lambda word: _stars_in(word[0]), text)


def _stars_in(word: str) -> str:
    if word.lstrip('(["”’').startswith("*") or word.rstrip(')].,:;!?"”’').endswith("*"):
        return word
    return _BETWEEN_LETTERS.sub(_as_typed, word)


def _as_typed(stars: re.Match[str]) -> str:
    return "".join(f"\\{star}" for star in stars[0])


def prose(markdown: str, under: int) -> list[Node]:
    """The text as blocks; its headings lie below a heading of level ``under``, without leaps."""
    typed = literal(markdown.expandtabs(4))
    tokens = _PARSER.parse(_with_stars(_PICTURE.sub(r"!\\", typed)))
    if any(token.level >= DEEPEST for token in tokens):
        return [paragraph(part.strip("\n")) for part in _GAP.split(typed) if part.strip()]
    return _Reader(tokens, under).blocks()


class _Reader:
    """Walks the parser's flat list of tokens; an opening one is followed by what it holds."""

    def __init__(self, tokens: Sequence[Token], under: int) -> None:
        self.tokens, self.place, self.under, self.depth = tokens, 0, under, 0

    def blocks(self) -> list[Node]:
        found: list[Node] = []
        while self.place < len(self.tokens):
            token = self._next()
            if token.nesting < 0:
                break
            found += self._block(token)
        return found

    def _next(self) -> Token:
        self.place += 1
        return self.tokens[self.place - 1]

    def _block(self, token: Token) -> list[Node]:
        if token.type in ("bullet_list_open", "ordered_list_open"):
            return [self._list(token)]
        content = inlines(self._next().children or ())
        self.place += 1  # what closes the paragraph or heading
        if token.type == "heading_open":
            return [self._heading(int(token.tag[1:]), content)]
        if not content:
            return []
        return [{"t": "Plain" if token.hidden else "Para", "c": content}]

    def _heading(self, typed: int, content: list[Node]) -> Node:
        self.depth = min(typed, self.depth + 1)
        level = min(self.under + self.depth, LOWEST_HEADING)
        return {"t": "Header", "c": [level, attributed(), content]}

    def _list(self, opening: Token) -> Node:
        items: list[list[Node]] = []
        while self._next().type == "list_item_open":
            items.append(self.blocks())
        if opening.type == "bullet_list_open":
            return {"t": "BulletList", "c": items}
        delimiter = "OneParen" if opening.markup == ")" else "Period"
        start = int(opening.attrGet("start") or 1) if opening.attrs else 1
        numbering = [start, {"t": "Decimal"}, {"t": delimiter}]
        return {"t": "OrderedList", "c": [numbering, items]}


def inlines(tokens: Sequence[Token]) -> list[Node]:
    """The inline tokens of one paragraph."""
    stack: list[list[Node]] = [[]]
    opened: list[Token] = []
    for token in tokens:
        if token.nesting > 0:
            opened.append(token)
            stack.append([])
        elif token.nesting < 0:
            held = stack.pop()
            stack[-1] += _wrapped(opened.pop(), held)
        else:
            stack[-1] += _leaf(token)
    return stack[0]


def _wrapped(opening: Token, held: list[Node]) -> list[Node]:
    if not held:
        return []
    if opening.type == "link_open":
        target = [str(opening.attrGet("href")), str(opening.attrGet("title") or "")]
        return [{"t": "Link", "c": [attributed(), held, target]}]
    return [{"t": _WRAPPERS[opening.type], "c": held}]


def _leaf(token: Token) -> list[Node]:
    if token.type == "softbreak":
        return [{"t": "Space"}]
    if token.type == "hardbreak":
        return [{"t": "LineBreak"}]
    return words(token.content) if token.content else []
