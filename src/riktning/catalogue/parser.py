"""Parses the expression language (a Pratt parser: V. Pratt, 1973, doi:10.1145/512927.512931).

Nothing is ever evaluated here; the result is a tree of plain values.
"""

from riktning.catalogue.faults import Place, fault
from riktning.catalogue.syntax import (
    Binary,
    Had,
    HasCode,
    If,
    In,
    InCodes,
    IsNull,
    Literal,
    Name,
    Node,
    Times,
    Unary,
)
from riktning.catalogue.tokens import FUNCTIONS, Token, place_in, tokens
from riktning.core.errors import CatalogueError

COMPARISONS = ("==", "!=", "<", "<=", ">", ">=")
BINDING = {"or": 1, "and": 2, "in": 4, "is": 4, "not": 4, "+": 5, "-": 5, "*": 6, "/": 6}
BINDING |= dict.fromkeys(COMPARISONS, 4)
NOT_BINDING = 3
MINUS_BINDING = 7
MAX_DEPTH = 60
MAX_LENGTH = 4000


def parse(source: str, start: Place | None = None) -> Node:
    """The tree of an expression.

    ``start`` is where the expression begins in its file; CatalogueError names line and column.
    """
    start = start or Place("expression", 1, 1)
    if len(source) > MAX_LENGTH:
        raise fault(
            start, f"the expression has {len(source)} signs", f"use at most {MAX_LENGTH} signs"
        )
    return _Parser(source, start).whole()


class _Parser:
    def __init__(self, source: str, start: Place) -> None:
        self._tokens = list(tokens(source, start))
        self._start = start
        self._next = 0
        self._depth = 0

    def whole(self) -> Node:
        node = self._expression(0)
        self._expect("end", "")
        return node

    @property
    def _token(self) -> Token:
        return self._tokens[self._next]

    def _take(self) -> Token:
        token = self._token
        if token.kind != "end":
            self._next += 1
        return token

    def _at(self, text: str) -> bool:
        return self._token.text == text and self._token.kind in ("symbol", "keyword")

    def _expect(self, kind: str, text: str) -> Token:
        token = self._take()
        if token.kind != kind or (text and token.text != text):
            expected = {"end": "the end of the expression", "word": "a name"}
            raise self._unexpected(token, expected.get(kind, repr(text)))
        return token

    def _unexpected(self, token: Token, expected: str) -> CatalogueError:
        found = f"{token.text!r} stands" if token.text else "the expression ends"
        place = place_in(self._start, token.at)
        return fault(place, f"{found} where it cannot", f"here would be valid: {expected}")

    def _expression(self, binding: int) -> Node:
        self._depth += 1
        if self._depth > MAX_DEPTH:
            place = place_in(self._start, self._token.at)
            raise fault(
                place, "the expression is nested too deeply", f"use at most {MAX_DEPTH} levels"
            )
        left = self._prefix(self._take())
        while self._token.kind in ("symbol", "keyword"):
            power = BINDING.get(self._token.text, 0)
            if power <= binding:
                break
            left = self._infix(left, self._take(), power)
        self._depth -= 1
        return left

    def _prefix(self, token: Token) -> Node:
        if token.kind in ("number", "text") or token.text in ("true", "false"):
            return _literal(token)
        if token.kind == "word":
            return self._name_or_call(token)
        if token.text == "(":
            inner = self._expression(0)
            self._expect("symbol", ")")
            return inner
        if token.text == "not" and token.kind == "keyword":
            return Unary("not", self._expression(NOT_BINDING), token.at)
        if token.text == "-":
            return Unary("-", self._expression(MINUS_BINDING), token.at)
        raise self._unexpected(token, "a name, a number, a 'text', not, - or (")

    def _infix(self, left: Node, token: Token, power: int) -> Node:
        if token.text == "is":
            negated = self._negation()
            self._expect("keyword", "null")
            return self._no_chain(IsNull(left, negated, token.at))
        if token.text in ("in", "not"):
            if token.text == "not":
                self._expect("keyword", "in")
            return self._no_chain(In(left, self._items(), token.text == "not", token.at))
        node = Binary(token.text, left, self._expression(power), token.at)
        return self._no_chain(node) if token.text in COMPARISONS else node

    def _no_chain(self, node: Node) -> Node:
        if self._token.kind in ("symbol", "keyword") and BINDING.get(self._token.text) == 4:
            raise self._unexpected(self._token, "and, or, or parentheses around the comparison")
        return node

    def _negation(self) -> bool:
        if self._at("not"):
            self._take()
            return True
        return False

    def _items(self) -> tuple[Literal, ...]:
        self._expect("symbol", "[")
        items = [self._item()]
        while self._at(","):
            self._take()
            items.append(self._item())
        self._expect("symbol", "]")
        return tuple(items)

    def _item(self) -> Literal:
        token = self._take()
        if token.kind == "word" and token.text not in FUNCTIONS:
            return Literal(token.text, token.at)
        if token.kind in ("number", "text"):
            return _literal(token)
        raise self._unexpected(token, "a code, a number or a 'text'")

    def _name_or_call(self, token: Token) -> Node:
        if not self._at("("):
            return Name(token.text, token.at)
        if token.text not in FUNCTIONS:
            raise self._unexpected(token, f"one of the functions {', '.join(FUNCTIONS)}")
        self._take()
        node = self._condition(token) if token.text == "if" else self._asking(token)
        self._expect("symbol", ")")
        return node

    def _condition(self, token: Token) -> Node:
        condition = self._expression(0)
        self._expect("symbol", ",")
        then = self._expression(0)
        self._expect("symbol", ",")
        return If(condition, then, self._expression(0), token.at)

    def _asking(self, token: Token) -> Node:
        """What asks for codes: a column, the row's event or earlier events, and then a list."""
        first = self._expect("word", "").text
        self._expect("symbol", ",")
        second = self._expect("word", "").text
        if token.text == "in_codes":
            return InCodes(first, second, token.at)
        if token.text == "has_code":
            return HasCode(first, second, self._days(), token.at)
        self._expect("symbol", ",")
        node = Had if token.text == "had" else Times
        return node(first, second, self._length("months"), token.at)

    def _days(self) -> Literal | Name | None:
        if not self._at(","):
            return None
        self._take()
        return self._length("days")

    def _length(self, unit: str) -> Literal | Name:
        token = self._take()
        if token.kind == "word":
            return Name(token.text, token.at)
        if token.kind == "number" and token.text.isdigit():
            return _literal(token)
        raise self._unexpected(token, f"a whole number of {unit}, or a parameter's name")


def _literal(token: Token) -> Literal:
    if token.kind == "text":
        return Literal(token.text[1:-1], token.at)
    if token.kind == "keyword":
        return Literal(token.text == "true", token.at)
    return Literal(float(token.text) if "." in token.text else int(token.text), token.at)
