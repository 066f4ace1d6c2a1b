"""Two people's changes of a text of several paragraphs put together, line by line.

Three-way like ``merging``, with lines instead of words: what both keep stands once, what one has
taken away is gone, and what either has added stands as lines of its own. A line that both have
reworded is put together word by word. Empty lines follow the lines they stand before.
"""

import difflib
import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from riktning.core.merging import MOST_WORK, Merged, alike, merge, work

MOST_PAIRS = 10_000  # of lines that are compared to see which is a rewording of which
ALIKE = 0.5  # the share of words in common from which a line is another one reworded
_POINT = re.compile(r"\s*(?:[-*+]|\d+[.)])\s")
_FREE = re.compile(r"\n\s*\n")

Origin = Literal["base", "stored", "mine"]


@dataclass(frozen=True, slots=True)
class _Line:
    """A line that says something, and the breaks before it."""

    gap: str
    text: str


@dataclass(frozen=True, slots=True)
class _Side:
    """What one has made of each line of the base, and added before each of them and last."""

    now: tuple[tuple[_Line, ...], ...]
    before: tuple[tuple[_Line, ...], ...]


@dataclass(frozen=True, slots=True)
class _Put:
    """A line of the answer; ``parted`` where two people's lines meet."""

    line: _Line
    origin: Origin
    parted: bool = False


def merge_lines(
    base: str, stored: str, mine: str, whole: Callable[[str], bool] = lambda _line: False
) -> Merged:
    """Both changes of ``base`` in one text: every word that either has added is there.

    ``whole`` lines are never put together word by word, and stand no more often than one of the
    two has them: both may have put in, or moved, the same one.
    """
    if stored in (mine, base):
        return Merged(mine, both=False)
    if mine == base:
        return Merged(stored, both=False)
    origin, one, two = (_lines(text) for text in (base, stored, mine))
    first, second = _side(origin, one, whole), _side(origin, two, whole)
    both = False
    put: list[_Put] = []
    for place in range(len(origin) + 1):
        added, other = first.before[place], second.before[place]
        put += _after_each_other(added, other)
        both |= bool(added and other)
        if place < len(origin):
            lines, clash = _reworded(origin[place], first.now[place], second.now[place])
            put += _apart_from(put, lines, met=bool(added and other))
            both |= clash
    return Merged(_joined(_once(put, origin, one, two, whole)), both)


def _lines(text: str) -> tuple[_Line, ...]:
    found: list[_Line] = []
    gap = ""
    for number, line in enumerate(text.split("\n")):
        gap += "\n" if number else ""
        if line.strip():
            found.append(_Line(gap, line))
            gap = ""
    return tuple(found)


def _side(origin: Sequence[_Line], other: Sequence[_Line], whole: Callable[[str], bool]) -> _Side:
    now: list[tuple[_Line, ...]] = [()] * len(origin)
    before: list[tuple[_Line, ...]] = [()] * (len(origin) + 1)
    for old, end, new, stop in _matches(origin, other, whole):
        # one line of each at most, the last of its stretch: what stands before it is new or gone
        last_old, last_new = end < len(origin), stop < len(other)
        if new < stop and old < end:
            now[old] = tuple(other[new:stop])
        elif new < stop:
            before[old] = tuple(other[new:stop])
        if last_old and last_new:
            now[end] = (other[stop],)
    return _Side(tuple(now), tuple(before))


def _matches(
    origin: Sequence[_Line], other: Sequence[_Line], whole: Callable[[str], bool]
) -> Iterator[tuple[int, int, int, int]]:
    """The stretches (of the base from, to; of the other from, to) before each line that both have,
    and the last one."""
    old = new = 0
    for a, b in [*_known_again(origin, other, whole), (len(origin), len(other))]:
        yield old, a, new, b
        old, new = a + 1, b + 1


def _known_again(
    origin: Sequence[_Line], other: Sequence[_Line], whole: Callable[[str], bool]
) -> Iterator[tuple[int, int]]:
    """The lines that are the same, or the same reworded, in their order."""
    one, two = [line.text for line in origin], [line.text for line in other]
    start = alike(one, two)
    end = alike(one[start:][::-1], two[start:][::-1])
    old, new = one[start : len(one) - end], two[start : len(two) - end]
    yield from ((n, n) for n in range(start))
    codes = (
        difflib.SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
        if work(old, new) <= MOST_WORK
        else [("replace", 0, len(old), 0, len(new))]
    )
    for tag, a, b, c, d in codes:
        if tag == "equal":
            yield from zip(range(start + a, start + b), range(start + c, start + d), strict=True)
        elif tag == "replace":
            pairs = _pairs(old[a:b], new[c:d], whole)
            yield from ((start + a + i, start + c + j) for i, j in pairs)
    yield from ((len(one) - n, len(two) - n) for n in range(end, 0, -1))


def _pairs(
    old: Sequence[str], new: Sequence[str], whole: Callable[[str], bool]
) -> list[tuple[int, int]]:
    """Which lines are rewordings of which: in order, as much alike as can be in all."""
    if len(old) * len(new) > MOST_PAIRS:
        return []
    best = [[0.0] * (len(new) + 1) for _ in range(len(old) + 1)]
    like = [[_likeness(a, b, whole) for b in new] for a in old]
    for i in reversed(range(len(old))):
        for j in reversed(range(len(new))):
            joined = like[i][j] + best[i + 1][j + 1] if like[i][j] else 0.0
            best[i][j] = max(joined, best[i + 1][j], best[i][j + 1])
    found: list[tuple[int, int]] = []
    i = j = 0
    while i < len(old) and j < len(new):
        if like[i][j] and best[i][j] == like[i][j] + best[i + 1][j + 1]:
            found.append((i, j))
            i, j = i + 1, j + 1
        elif best[i][j] == best[i + 1][j]:
            i += 1
        else:
            j += 1
    return found


def _likeness(one: str, other: str, whole: Callable[[str], bool]) -> float:
    """The share of words in common, or 0 where that is too little to be the same line."""
    if whole(one) or whole(other):
        return 1.0 if one == other else 0.0
    first, second = Counter(one.split()), Counter(other.split())
    share = 2 * (first & second).total() / (first.total() + second.total())
    return share if share >= ALIKE else 0.0


def _after_each_other(stored: Sequence[_Line], mine: Sequence[_Line]) -> list[_Put]:
    """What was stored, then what of mine does not stand there already."""
    said = {line.text for line in stored}
    rest = [line for line in mine if line.text not in said]
    put = [_Put(line, "stored") for line in stored]
    return [*put, *(_Put(line, "mine", bool(put) and not n) for n, line in enumerate(rest))]


def _reworded(
    base: _Line, stored: tuple[_Line, ...], mine: tuple[_Line, ...]
) -> tuple[list[_Put], bool]:
    """What a line of the base becomes, and whether both had changed it."""
    one, other = (tuple(line.text for line in lines) for lines in (stored, mine))
    if (base.text,) in (one, other) or one == other:
        kept = mine if one == (base.text,) else stored
        origin: Origin = "base" if one == other else "mine" if kept is mine else "stored"
        lines = [_Put(line, origin) for line in kept]
        if lines and stored and mine:
            gap = stored[0].gap if stored[0].gap != base.gap else mine[0].gap
            lines[0] = _Put(_Line(gap, kept[0].text), origin)
        return lines, False
    if len(one) == len(other) == 1 and all(
        _likeness(base.text, text, lambda _: False) for text in (*one, *other)
    ):
        merged = merge(base.text, one[0], other[0])
        gap = stored[0].gap if stored[0].gap != base.gap else mine[0].gap
        return [_Put(_Line(gap, merged.text), "base")], merged.both
    return _after_each_other(stored, mine), True


def _apart_from(put: Sequence[_Put], lines: list[_Put], *, met: bool) -> list[_Put]:
    """A line after two people's additions is no part of the last of them."""
    if lines and put and met:
        return [_Put(lines[0].line, lines[0].origin, parted=True), *lines[1:]]
    return lines


def _once(
    put: Sequence[_Put],
    base: Sequence[_Line],
    stored: Sequence[_Line],
    mine: Sequence[_Line],
    whole: Callable[[str], bool],
) -> list[_Put]:
    """Without the lines that stand twice since both have moved them; the stored place stays."""
    was, one, two = (Counter(line.text for line in lines) for lines in (base, stored, mine))
    left = Counter(each.line.text for each in put)
    gone: set[int] = set()
    for origin in ("mine", "stored"):
        for place in reversed(range(len(put))):
            text = put[place].line.text
            both = one[text] and two[text]
            added = max(one[text] - was[text], 0) + max(two[text] - was[text], 0)
            most = max(one[text], two[text]) if whole(text) else was[text] + added
            if both and put[place].origin == origin and left[text] > max(most, 1):
                gone.add(place)
                left[text] -= 1
    return [each for place, each in enumerate(put) if place not in gone]


def _joined(put: Sequence[_Put]) -> str:
    parts: list[str] = []
    for last, each in zip([None, *put], put, strict=False):
        gap = each.line.gap or "\n\n"
        if last is None:
            gap = ""
        elif each.parted and not (_POINT.match(last.line.text) and _POINT.match(each.line.text)):
            gap = gap if _FREE.search(gap) else "\n\n"
        elif each.parted:
            gap = "\n"
        parts += [gap, each.line.text]
    return "".join(parts)


__all__ = ["ALIKE", "merge_lines"]
