"""Two people's changes of one text put together, so that no word of either is lost.

A three-way merge word by word (Khanna, Kunal & Pierce 2007, A formal investigation of diff3,
doi:10.1007/978-3-540-77050-3_40), with one rule of its own: where both have changed the same place
both wordings are kept, what was stored first before what came later.
"""

import difflib
import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate

_TOKEN = re.compile(r"\s*\S+|\s+")  # a word with the space before it: what is added is whole words
_ENDS_A_SENTENCE = re.compile(r"[.!?:;][)\"”’]*$")
MOST_WORK = 5_000_000  # steps that a comparison may take at worst: some 800 words of common prose
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
        one, other = (_side(origin, changes, start, end) for changes in (first, second))
        text, clash = _together("".join(origin[start:end]), one, other)
        parts.append(text)
        place, both = end, both or clash
    parts.extend(origin[place:])
    return Merged("".join(parts), both)


def _tokens(text: str) -> tuple[str, ...]:
    return tuple(_TOKEN.findall(text))


def _changes(origin: tuple[str, ...], other: tuple[str, ...]) -> tuple[_Piece, ...]:
    """Word by word where that is soon done; else sentence by sentence; else all as one change.

    The coarser, the more is kept in both wordings; nothing is lost.
    """
    start = alike(origin, other)
    end = alike(origin[start:][::-1], other[start:][::-1])
    old, new = origin[start : len(origin) - end], other[start : len(other) - end]
    for units in (_words, _sentences):
        one, two = units(old), units(new)
        if work(one, two) <= MOST_WORK:
            return tuple(_pieces(one, two, start))
    return (_Piece(start, start + len(old), new),)


def alike(one: Sequence[str], other: Sequence[str]) -> int:
    """How many they have in common from the start."""
    pairs = zip(one, other, strict=False)
    return next((n for n, (a, b) in enumerate(pairs) if a != b), min(len(one), len(other)))


def work(one: Sequence[Hashable], other: Sequence[Hashable]) -> int:
    """The most steps difflib can take: equal pairs, gone through once for every match it finds."""
    first, second = Counter(one), Counter(other)
    pairs = sum(count * second[unit] for unit, count in first.items())
    return (pairs + len(one)) * min(len(one), len(other))


def _words(tokens: tuple[str, ...]) -> list[tuple[str, ...]]:
    return [(token,) for token in tokens]


def _sentences(tokens: tuple[str, ...]) -> list[tuple[str, ...]]:
    found: list[tuple[str, ...]] = []
    begun: list[str] = []
    for token in tokens:
        if begun and "\n" in token:
            found.append(tuple(begun))
            begun = []
        begun.append(token)
        if _ENDS_A_SENTENCE.search(token):
            found.append(tuple(begun))
            begun = []
    return [*found, tuple(begun)] if begun else found


def _pieces(
    one: Sequence[tuple[str, ...]], other: Sequence[tuple[str, ...]], start: int
) -> Iterator[_Piece]:
    """What differs, at its place among the words of the base."""
    places = [*accumulate(map(len, one), initial=start)]
    codes = difflib.SequenceMatcher(None, one, other, autojunk=False).get_opcodes()
    for tag, a, b, c, d in codes:
        if tag != "equal":
            yield _Piece(places[a], places[b], tuple(w for unit in other[c:d] for w in unit))


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


def _side(origin: tuple[str, ...], changes: tuple[_Piece, ...], start: int, end: int) -> str:
    """How one side words the place: its changes in it, and the base between them."""
    parts: list[str] = []
    place = start
    first = bisect_left(changes, start, key=_beginning)
    for piece in changes[first : bisect_right(changes, end, key=_beginning)]:
        parts.extend(origin[place : piece.start])
        parts.extend(piece.words)
        place = piece.end
    parts.extend(origin[place:end])
    return "".join(parts)


def _beginning(piece: _Piece) -> int:
    return piece.start


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
    words, sought = (f" {' '.join(text.split())} " for text in (longer, shorter))
    return not sought.strip() or sought in words


__all__ = ["APART", "MOST_WORK", "Merged", "alike", "merge", "work"]
