"""The expression language: what it reads, what it means, and that it never does anything else."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from riktning.catalogue.faults import Place
from riktning.catalogue.parser import parse
from riktning.catalogue.printing import to_text
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
    Times,
    Unary,
)  # fmt: skip
from riktning.catalogue.tokens import FUNCTIONS, KEYWORDS
from riktning.core.errors import CatalogueError

words = st.from_regex(r"[a-z_][a-z_0-9]{0,8}", fullmatch=True).filter(
    lambda word: word not in KEYWORDS and word not in FUNCTIONS
)
texts = st.text(st.characters(codec="utf-8", exclude_characters="'\"\n\r"), max_size=6)
numbers = st.one_of(st.integers(0, 10**9), st.decimals(0, 10**6, places=3).map(float))
literals = st.one_of(numbers, texts, st.booleans()).map(Literal)
items = st.one_of(numbers, texts).map(Literal)
lengths = st.one_of(st.integers(1, 99).map(Literal), words.map(Name))
leaves = st.one_of(
    literals,
    words.map(Name),
    st.builds(InCodes, words, words),
    st.builds(Had, words, words, lengths),
    st.builds(Times, words, words, lengths),
    st.builds(HasCode, words, words, st.one_of(st.none(), lengths)),
)
operators = st.sampled_from(["and", "or", "==", "!=", "<", "<=", ">", ">=", "+", "-", "*", "/"])
trees = st.recursive(
    leaves,
    lambda inner: st.one_of(
        st.builds(Binary, operators, inner, inner),
        st.builds(Unary, st.sampled_from(["not", "-"]), inner),
        st.builds(In, inner, st.lists(items, min_size=1, max_size=3).map(tuple), st.booleans()),
        st.builds(IsNull, inner, st.booleans()),
        st.builds(If, inner, inner, inner),
    ),
    max_leaves=12,
)


@given(trees)
def test_what_is_printed_is_read_back_as_the_same_tree(tree):
    assert parse(to_text(tree)) == tree


KNOWN = [
    "and", "or", "not", "in", "is", "null", "(", ")", "[", "]", ",", "==", "<", "+", "-", "age",
    "75", "'a'", "had", "times", "has_code", "if", "in_codes", "true", "\n",
]  # fmt: skip


def tree_or_fault(text):
    """The tree, or the sentence of the fault; anything else that is raised fails the test."""
    try:
        return parse(text), None
    except CatalogueError as error:
        return None, error.sentence


@given(st.one_of(st.text(), st.lists(st.sampled_from(KNOWN), max_size=25).map(" ".join)))
def test_any_text_is_either_an_expression_or_a_fault_with_its_place(text):
    tree, sentence = tree_or_fault(text)
    if sentence is None:
        assert parse(to_text(tree)) == tree
    else:
        assert sentence.startswith("expression, line ") and sentence.endswith(".")


@pytest.mark.parametrize(
    ("text", "tree"),
    [
        ("a or b and c", Binary("or", Name("a"), Binary("and", Name("b"), Name("c")))),
        ("not a == b", Unary("not", Binary("==", Name("a"), Name("b")))),
        ("not a and b", Binary("and", Unary("not", Name("a")), Name("b"))),
        ("a - b - c", Binary("-", Binary("-", Name("a"), Name("b")), Name("c"))),
        ("a + b * c", Binary("+", Name("a"), Binary("*", Name("b"), Name("c")))),
        ("-a * b", Binary("*", Unary("-", Name("a")), Name("b"))),
        ("a in [x, 'y z', 3]", In(Name("a"), (Literal("x"), Literal("y z"), Literal(3)))),
        ("a not in [x]", In(Name("a"), (Literal("x"),), negated=True)),
        ("a is not null", IsNull(Name("a"), negated=True)),
        ("in_codes(code, list)", InCodes("code", "list")),
        ("had(dispensed, list, 12)", Had("dispensed", "list", Literal(12))),
        ("had(dispensed, list, w)", Had("dispensed", "list", Name("w"))),
        ("times(visits, any, w) >= 4", Binary(">=", Times("visits", "any", Name("w")), Literal(4))),
        ("has_code(diagnosis, list)", HasCode("diagnosis", "list")),
        ("has_code(procedure, list, 1)", HasCode("procedure", "list", Literal(1))),
        (
            "if(a and b, c, 0) + 1",
            Binary("+", If(Binary("and", Name("a"), Name("b")), Name("c"), Literal(0)), Literal(1)),
        ),
        ("a >= 1.5", Binary(">=", Name("a"), Literal(1.5))),
    ],
)
def test_precedence_and_forms(text, tree):
    assert parse(text) == tree


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("age >= ", "line 7, column 17"),
        ("age ? 3", "line 7, column 14"),
        ("age >= 3\n  and )", "line 8, column 7"),
        ("1 < age < 3", "line 7, column 18"),
        ("age in []", "line 7, column 18"),
        ("eval(age)", "line 7, column 10"),
        ("age.sex", "line 7, column 13"),
        ("12months", "line 7, column 10"),
    ],
)
def test_a_fault_names_line_and_column_in_the_file(text, place):
    with pytest.raises(CatalogueError) as caught:
        parse(text, Place("x.yaml", 7, 10))
    assert caught.value.sentence.startswith(f"x.yaml, {place}: ")
    assert "; " in caught.value.sentence


def test_depth_and_length_are_limited():
    for text in ("(" * 100 + "a" + ")" * 100, "not " * 500 + "a", "-" * 900 + "1", "a" * 5000):
        with pytest.raises(CatalogueError):
            parse(text)
