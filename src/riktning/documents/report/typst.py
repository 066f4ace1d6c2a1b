"""Typst source from the document tree: every text becomes a string literal, never markup."""

from collections.abc import Sequence
from typing import Any

from riktning.documents.report.syntax import Node, literal, raw

_ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "", "\t": "\\t"}


def quoted(text: str) -> str:
    """A Typst string literal; Typst reads nothing inside it as markup or code."""
    return '"' + "".join(_ESCAPES.get(letter, letter) for letter in literal(text)) + '"'


def literal_text(blocks: Sequence[Node]) -> list[Node]:
    """The tree with each Str as a Typst string literal, for ``pandoc --to typst``.

    Pandoc's own escaping leaves, for example, a paragraph that starts with ``1.`` to become a
    numbered list.
    """
    return [_walk(block) for block in blocks]


def _walk(part: Any) -> Any:
    if isinstance(part, list):
        return [_walk(item) for item in part]
    if not isinstance(part, dict):
        return part
    if part.get("t") == "Str":
        return {"t": "RawInline", "c": ["typst", f"#{quoted(part['c'])};"]}
    return {key: _walk(value) for key, value in part.items()}


def typst_figure(path: str, alt: str, caption: str) -> Node:
    """An image over the whole width, with caption and alternative text, kept on one page."""
    image = f"image({quoted(path)}, width: 100%, alt: {quoted(alt)})"
    return raw("typst", f"#figure({image}, caption: text({quoted(caption)}), kind: image)")
