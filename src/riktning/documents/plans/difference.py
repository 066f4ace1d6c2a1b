"""What changed between two revisions: by identity, so that nothing is guessed here.

An item of only one revision was added or removed. An item of both was reworded when its text
differs, moved when it stands under other items, and put in another period, given other measures or
another target when those differ. Where white space alone differs nothing has changed.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

from riktning.documents.plans.snapshot import RevisionText, Said

_TOKEN = re.compile(r"\s+|[\w%]+(?:[-:][\w%]+)*|[^\w\s]")


class How(StrEnum):
    """How an item changed; one item can change in several ways."""

    ADDED = "added"
    REMOVED = "removed"
    MOVED = "moved"
    REWORDED = "reworded"
    PERIOD = "period"
    MONTHS = "months"
    TARGET = "target"
    MEASURES = "measures"


class Mark(StrEnum):
    """Whether a piece of text is in both revisions or in one."""

    SAME = "same"
    ADDED = "added"
    REMOVED = "removed"


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text and its mark."""

    text: str
    mark: Mark


@dataclass(frozen=True, slots=True)
class Change:
    """One item that changed; ``before`` or ``after`` is None when it is new or gone."""

    before: Said | None
    after: Said | None
    how: tuple[How, ...]
    pieces: tuple[Piece, ...]  # the text word by word; one piece where it did not change

    @property
    def said(self) -> Said:
        """The item as it is now, or as it was."""
        found = self.after or self.before
        if found is None:
            raise ValueError("a change is of an item")
        return found


@dataclass(frozen=True, slots=True)
class AreaChanges:
    """The changes in one area, in the order of the later revision, what is gone last."""

    name: str
    changes: tuple[Change, ...]


@dataclass(frozen=True, slots=True)
class Difference:
    """Everything that differs, and how much does not."""

    before: RevisionText
    after: RevisionText
    areas: tuple[AreaChanges, ...]
    unchanged: int

    @property
    def counts(self) -> dict[How, int]:
        """How many items changed in each way; an item that changed in two counts in both."""
        found = Counter(how for area in self.areas for c in area.changes for how in c.how)
        return {how: found[how] for how in How if found[how]}

    @property
    def changed(self) -> int:
        """How many items changed."""
        return sum(len(area.changes) for area in self.areas)


def difference(before: RevisionText, after: RevisionText) -> Difference:
    """Compare two revisions of one plan, item by item. Linear in items, beside the texts'."""
    old = {said.item: said for said in before.items}
    new = {said.item: said for said in after.items}
    changes = [
        change
        for item in [*new, *(item for item in old if item not in new)]
        if (change := _change(old.get(item), new.get(item))) is not None
    ]
    names: dict[int, str] = {}
    grouped: dict[int, list[Change]] = {}
    for change in changes:
        area = _area_of(change.said)
        names.setdefault(area, (new.get(area) or old.get(area) or change.said).text)
        grouped.setdefault(area, []).append(change)
    place = {item: order for order, item in enumerate([*new, *old])}
    areas = sorted(grouped, key=lambda area: place.get(area, 0))
    return Difference(
        before,
        after,
        tuple(AreaChanges(names[area], tuple(grouped[area])) for area in areas),
        len(new.keys() | old.keys()) - len(changes),
    )


def _area_of(said: Said) -> int:
    return said.parents[0] if said.parents else said.item


def _change(before: Said | None, after: Said | None) -> Change | None:
    if before is None or after is None:
        how = How.ADDED if before is None else How.REMOVED
        mark = Mark.ADDED if before is None else Mark.REMOVED
        text = (after or before or Said(0, 0, "", "")).text
        return Change(before, after, (how,), (Piece(text, mark),))
    found = tuple(_ways(before, after))
    return Change(before, after, found, tuple(pieces(before.text, after.text))) if found else None


def _ways(before: Said, after: Said) -> Iterator[How]:
    if before.parents != after.parents:
        yield How.MOVED
    if before.kind != "target" and before.text.split() != after.text.split():
        yield How.PERIOD if before.kind == "period" else How.REWORDED
    if before.period_item != after.period_item:
        yield How.PERIOD
    if before.months != after.months:
        yield How.MONTHS
    if before.aim != after.aim:
        yield How.TARGET
    if set(before.measures) != set(after.measures):
        yield How.MEASURES


def pieces(before: str, after: str) -> Iterator[Piece]:
    """Two texts word by word: what is in both, then what is gone and what came in its place.

    Joining what is not added gives ``before`` and what is not removed ``after``, with white space
    folded.
    """
    a, b = _tokens(before), _tokens(after)
    # The space after a word does not count: the last word has none.
    was, now = ([token.strip() for token in tokens] for tokens in (a, b))
    matcher = SequenceMatcher(None, was, now, autojunk=False)
    for tag, i1, i2, j1, j2 in matcher.get_opcodes():
        if tag == "equal":
            yield Piece("".join(b[j1:j2]), Mark.SAME)
            continue
        if i2 > i1:
            gone = "".join(a[i1:i2])
            if j1 == j2 == len(b) and i1 > 0 and a[i1 - 1].endswith(" "):
                gone = f" {gone}"  # the word before is the last now, and has lost its space
            apart = "" if gone.endswith(" ") or j2 == j1 else " "
            yield Piece(gone + apart, Mark.REMOVED)
        if j2 > j1:
            yield Piece("".join(b[j1:j2]), Mark.ADDED)


def _tokens(text: str) -> Sequence[str]:
    """Each word with the space after it, so that words and not spaces are what is common."""
    joined: list[str] = []
    for token in _TOKEN.findall(" ".join(text.split())):
        if token.isspace() and joined:
            joined[-1] += " "
        else:
            joined.append(token)
    return joined
