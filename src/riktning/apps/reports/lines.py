"""A section's text as lines of prose and lines that name evidence: ``[[underlag:KEY]]``."""

import re
from collections.abc import Collection, Iterator

_NAMED = re.compile(r"\[\[underlag:([^\[\]\s]+)\]\]")
_ALONE = re.compile(rf"^[ \t]*{_NAMED.pattern}[ \t]*$")
_WORD = re.compile(r"\w[\w’'-]*")
_PARTED = re.compile(r"^[ \t]*/[ \t]*$")  # what stood between two lines that were put together


def line_of(key: str) -> str:
    """The line that names the evidence."""
    return f"[[underlag:{key}]]"


def names_evidence(line: str) -> bool:
    """Whether the line is one that names evidence."""
    return _ALONE.match(line) is not None


def keys_in(text: str) -> tuple[str, ...]:
    """The evidence that is named, each once, in its order."""
    found = (_ALONE.match(line) for line in text.split("\n"))
    return tuple(dict.fromkeys(match[1] for match in found if match))


def pieces(text: str) -> Iterator[tuple[str, str]]:
    """The text in its order: ("prose", Markdown) and ("evidence", key)."""
    prose: list[str] = []
    for line in text.split("\n"):
        match = _ALONE.match(line)
        if match is None:
            prose.append(line)
            continue
        if "\n".join(prose).strip():
            yield "prose", "\n".join(prose).strip("\n")
        prose = []
        yield "evidence", match[1]
    if "\n".join(prose).strip():
        yield "prose", "\n".join(prose).strip("\n")


def on_lines_of_their_own(text: str) -> str:
    """The same text where what names evidence stands alone on its line, with a line free on both
    sides: so two people's texts can be put together, and evidence dropped into a sentence."""
    if not _NAMED.search(text):
        return text
    lines: list[str] = []
    for line in text.split("\n"):
        if not _NAMED.search(line):
            lines.append(line)
            continue
        parts = _NAMED.split(line)  # prose, key, prose, key, ..., prose
        for place, part in enumerate(parts):
            if place % 2:
                lines += ["", line_of(part), ""]
            elif part.strip() and not _PARTED.match(part):
                lines.append(part.strip())
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip("\n")


def words_in(text: str) -> int:
    """How many words a person has written: evidence does not count against the budget."""
    return sum(len(_WORD.findall(piece)) for kind, piece in pieces(text) if kind == "prose")


def without(text: str, keys: Collection[str]) -> str:
    """The text without the lines that name this evidence, and the free lines they leave."""
    if not keys:
        return text
    found = ((line, _ALONE.match(line)) for line in text.split("\n"))
    kept = [line for line, match in found if match is None or match[1] not in keys]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(kept)).strip("\n")


def added(text: str, keys: tuple[str, ...]) -> str:
    """The text with the evidence at its end; what is there already is not put in twice."""
    there = keys_in(text)
    new = [line_of(key) for key in keys if key not in there]
    return "\n\n".join([*([text.rstrip()] if text.strip() else []), *new])
