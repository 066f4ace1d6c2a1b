"""What a writer types comes out as typed; only the Markdown of the subset is Markdown."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from riktning.documents.manuscript.prose import DEEPEST, prose


def _plain(part: Any) -> str:
    """All text of a tree, as a reader sees it."""
    if isinstance(part, list):
        return "".join(_plain(item) for item in part)
    if not isinstance(part, dict):
        return ""
    if part["t"] == "Str":
        return str(part["c"])
    if part["t"] in ("Space", "LineBreak"):
        return "\n"
    if part["t"] == "Link":
        return _plain(part["c"][1])
    return _plain(part.get("c"))


def _kinds(part: Any) -> set[str]:
    if isinstance(part, list):
        return set().union(*(_kinds(item) for item in part))
    return {part["t"]} | _kinds(part.get("c")) if isinstance(part, dict) else set()


@pytest.mark.parametrize(
    "typed",
    [
        "<script>alert(1)</script>",
        "<b>fet</b> &amp; <!-- dold -->",
        "![en bild](file:///etc/passwd)",
        "![en bild](https://example.org/spårare.png){width=1}",
        "[klicka](javascript:alert(1))",
        "[fil](file:///etc/passwd)",
        '#import "x": y',
        "#include",
        "{{ mall }} {% if %} ${X}",
        "$x^2$ och $$y$$",
        r"\input{/etc/passwd} \newpage",
        "@cite och [@cite2]",
        "::: {.ruta}",
        "`kod` och ```kod```",
        "~~struket~~ H~2~O x^2^",
        "| a | b |",
        "[^1] och [^1]: not",
        "[ref]: https://example.org",
        "= rubrik i typst",
        "--- title: x ---",
        "> citat",
        "    inskjutet".strip(),
        "https://example.org/naken",
        "<https://example.org>",
        "Term\n: förklaring",
        "[[underlag:verdict:NV07a:region]]",
        "[text]{custom-style=Title}",
        "שלום שلام",
        "😀👩‍⚕️",
        "a" * 400,
    ],
)
def test_what_is_not_in_the_subset_stays_as_typed(typed: str) -> None:
    nodes = prose(typed, 1)
    assert _plain(nodes) == typed
    assert _kinds(nodes) <= {"Para", "Str", "Space"}


@pytest.mark.parametrize(
    ("typed", "kinds"),
    [
        ("*kursiv*", {"Para", "Emph", "Str"}),
        ("**fet**", {"Para", "Strong", "Str"}),
        ("[länk](https://example.org)", {"Para", "Link", "Str"}),
        ("[post](mailto:registrator@example.org)", {"Para", "Link", "Str"}),
        ("- ett\n- två", {"BulletList", "Plain", "Str"}),
        ("- ett\n\n- två", {"BulletList", "Para", "Str"}),
        ("rad\\\nrad", {"Para", "Str", "LineBreak"}),
    ],
)
def test_the_subset_is_markdown(typed: str, kinds: set[str]) -> None:
    assert _kinds(prose(typed, 1)) == kinds


def test_a_numbered_list_keeps_its_numbers() -> None:
    start, *_ = prose("3. tre\n4. fyra", 1)[0]["c"][0]
    assert start == 3


def test_headings_lie_below_their_section_without_leaps() -> None:
    typed = "### Djup\n\n# Hög\n\n###### Djupast\n"
    levels = [node["c"][0] for node in prose(typed, 2) if node["t"] == "Header"]
    assert levels == [3, 3, 4]


@pytest.mark.parametrize("typed", ["- " * 60 + "botten", "\x00a\x07b\x0bc", "a\ud800b"])
def test_what_no_format_holds_is_told_as_far_as_it_can(typed: str) -> None:
    text = _plain(prose(typed, 1))
    assert "botten" in text or set("ab") <= set(text)
    assert not set(text) & set("\x00\x07\x0b\ud800")


def test_lists_in_lists_deeper_than_anybody_writes_are_told_as_typed() -> None:
    deep = "\n".join("  " * step + f"- nivå {step}" for step in range(DEEPEST + 3))
    assert all(f"nivå {step}" in _plain(prose(deep, 1)) for step in range(DEEPEST + 3))


@given(st.text(alphabet=st.characters(codec="utf-8", categories=("L", "N")), max_size=60))
def test_letters_and_digits_are_never_lost(typed: str) -> None:
    wrapped = f"*{typed}* ![{typed}](x) <{typed}> # {typed}"
    assert sum(map(str.isalnum, _plain(prose(wrapped, 1)))) == sum(map(str.isalnum, wrapped))


@given(st.text(alphabet="*_[]()!#-\\ \n`<>1.ab", max_size=80))
def test_no_combination_of_signs_fails_or_loses_a_letter(typed: str) -> None:
    kept = _plain(prose(typed.replace("](", "] ("), 1))
    assert kept.count("b") == typed.count("b")
