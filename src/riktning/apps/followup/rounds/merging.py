"""Two people's changes of one text put together, so that no word of either is lost.

A three-way merge word by word (Khanna, Kunal & Pierce 2007, A formal investigation of diff3,
doi:10.1007/978-3-540-77050-3_40), with one rule of its own: where both have changed the same place
both wordings are kept, what was stored first before what came later.
"""

import difflib
import re
from collections.abc import Iterator
from dataclasses import dataclass

_TOKEN = re.compile(r"\s*\S+|\s+")  # a word with the space before it: what is added is whole words
APART = " / "  # between two wordings of one place


@dataclass(frozen=True, slots=True)
class Merged:
    """The text, and whether both had changed the same place."""

    text: str
    both: bool


@dataclass(frozen=True, slots=True)
class _Piece:
    """A stretch of the base, and how one side words it."""

    start: int
    end: int
    words: tuple[str, ...]


def merge(base: str, stored: str, mine: str) -> Merged:
    """Both changes of ``base`` in one text: every word that either has added is there."""
    if stored in (mine, base):
        return Merged(mine, both=False)
    if mine == base:
        return Merged(stored, both=False)
    origin = _tokens(base)
    first, second = _changes(origin, _tokens(stored)), _changes(origin, _tokens(mine))
    parts: list[str] = []
    place, both = 0, False
    for group in _groups(first, second):
        start, end = min(p.start for p in group), max(p.end for p in group)
        parts.extend(origin[place:start])
        one, other = (_side(origin, changes, start, end, group) for changes in (first, second))
        text, clash = _together("".join(origin[start:end]), one, other)
        parts.append(text)
        place, both = end, both or clash
    parts.extend(origin[place:])
    return Merged("".join(parts), both)


def _tokens(text: str) -> tuple[str, ...]:
    return tuple(_TOKEN.findall(text))


def _changes(origin: tuple[str, ...], other: tuple[str, ...]) -> tuple[_Piece, ...]:
    codes = difflib.SequenceMatcher(None, origin, other, autojunk=False).get_opcodes()
    return tuple(_Piece(a, b, other[c:d]) for tag, a, b, c, d in codes if tag != "equal")


def _groups(first: tuple[_Piece, ...], second: tuple[_Piece, ...]) -> Iterator[list[_Piece]]:
    """Changes that touch each other, from either side, are one place."""
    group: list[_Piece] = []
    reach = 0
    for piece in sorted((*first, *second), key=lambda piece: (piece.start, piece.end)):
        if group and piece.start > reach:
            yield group
            group = []
        reach = max(reach, piece.end) if group else piece.end
        group.append(piece)
    if group:
        yield group


def _side(
    origin: tuple[str, ...], changes: tuple[_Piece, ...], start: int, end: int, group: list[_Piece]
) -> str:
    """How one side words the place: its changes in it, and the base between them."""
    parts: list[str] = []
    place = start
    for piece in changes:
        if not any(piece is each for each in group):
            continue
        parts.extend(origin[place : piece.start])
        parts.extend(piece.words)
        place = piece.end
    parts.extend(origin[place:end])
    return "".join(parts)


def _together(base: str, stored: str, mine: str) -> tuple[str, bool]:
    """One wording where one side has changed the place, or one holds all the other says."""
    if mine == base or stored == base:
        return (stored if mine == base else mine), False
    if not mine.strip() or _holds(stored, mine):
        return stored, False
    if not stored.strip() or _holds(mine, stored):
        return mine, False
    return f"{stored.rstrip()}{APART}{mine.lstrip()}", True


def _holds(longer: str, shorter: str) -> bool:
    """Whether the words of the one stand in a row in the other."""
    words, sought = longer.split(), shorter.split()
    rows = range(len(words) - len(sought) + 1)
    return any(words[start : start + len(sought)] == sought for start in rows)


__all__ = ["APART", "Merged", "merge"]
