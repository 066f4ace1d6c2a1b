"""Which item of the earlier revision a new one may be: suggested by likeness, decided by people.

Likeness is between 0 and 1: how much of two texts is the same words in the same order (difflib's
ratio over words, Ratcliff and Metzener 1988), with a share for standing under the same parent. The
order of the words is weighed since a goal that is turned round is another goal.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

FEWEST = 0.45
SAME_PARENT = 0.15
_WORD = re.compile(r"[\w%]+")


@dataclass(frozen=True, slots=True)
class Candidate:
    """An item as one revision words it.

    ``parent`` is where it stands in words (area, sub-area, period), ``under`` the same as items,
    ``area`` the address of its area.
    """

    item: int
    kind: str
    text: str
    parent: tuple[str, ...]
    under: tuple[int, ...] = ()
    area: str = ""


@dataclass(frozen=True, slots=True)
class Suggestion:
    """The new item may be the earlier one; the rest is why."""

    new: Candidate
    old: Candidate
    likeness: float  # 0 to 1
    common: int  # words that are the same, in order
    words: int  # words of the longer text
    moved: bool  # stands elsewhere


def suggest(
    new: Sequence[Candidate],
    old: Sequence[Candidate],
    declined: Iterable[tuple[int, int]] = (),
) -> tuple[Suggestion, ...]:
    """The likeliest predecessor of each new item, each earlier item at most once, likeliest first.

    ``new`` are items without a predecessor, ``old`` those that nothing follows; pairs of
    ``declined`` (new item, old item) are left out. Only pairs with enough words in common, in
    whatever order, are compared word by word.
    """
    refused = set(declined)
    index: dict[tuple[str, str], list[int]] = defaultdict(list)
    counted = [Counter(words_of(other.text)) for other in old]
    for place, words in enumerate(counted):
        for word in words:
            index[old[place].kind, word].append(place)
    pairs = [
        found
        for one in new
        for place in _worth_comparing(one, old, counted, index)
        if (one.item, old[place].item) not in refused
        if (found := _compare(one, old[place])) is not None
    ]
    pairs.sort(key=lambda s: (-s.likeness, s.new.item, s.old.item))
    taken_new: set[int] = set()
    taken_old: set[int] = set()
    best = []
    for pair in pairs:
        if pair.new.item in taken_new or pair.old.item in taken_old:
            continue
        taken_new.add(pair.new.item)
        taken_old.add(pair.old.item)
        best.append(pair)
    return tuple(best)


def _worth_comparing(
    one: Candidate,
    old: Sequence[Candidate],
    counted: Sequence[Counter[str]],
    index: Mapping[tuple[str, str], Sequence[int]],
) -> Iterator[int]:
    """Places in ``old`` whose likeness to ``one`` may be enough: an upper bound, never below it."""
    words = Counter(words_of(one.text))
    common: Counter[int] = Counter()
    for word, times in words.items():
        for place in index.get((one.kind, word), ()):
            common[place] += min(times, counted[place][word])
    for place in sorted(common):
        total = words.total() + counted[place].total()
        if 2 * common[place] / total * (1 - SAME_PARENT) + SAME_PARENT >= FEWEST:
            yield place


def words_of(text: str) -> list[str]:
    """The words of a text as they are compared."""
    return _WORD.findall(text.casefold())


def likeness(first: str, second: str) -> tuple[float, int, int]:
    """Likeness of two texts by words, how many are common in order, and words of the longer."""
    a, b = words_of(first), words_of(second)
    if not a or not b:
        return (1.0, 0, 0) if a == b else (0.0, 0, max(len(a), len(b)))
    matcher = SequenceMatcher(None, a, b, autojunk=False)
    common = sum(block.size for block in matcher.get_matching_blocks())
    return 2 * common / (len(a) + len(b)), common, max(len(a), len(b))


def _compare(new: Candidate, old: Candidate) -> Suggestion | None:
    alike, common, words = likeness(new.text, old.text)
    near = new.parent == old.parent or bool(new.under and new.under == old.under)
    value = alike * (1 - SAME_PARENT) + (SAME_PARENT if near else 0.0)
    if alike == 0.0 or value < FEWEST:
        return None
    return Suggestion(new, old, round(value, 3), common, words, not near)
