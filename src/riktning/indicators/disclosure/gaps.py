"""What parts leave of their whole, whichever measures show them: it is never less than nothing.

A count of children among all contacts tells that there are at least so many of them, and the count
of all that there are no more children. Neither is equal to the other, nor do they add up to
anything that is shown, so they are no family: yet each goes only as far as the other lets it.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from riktning.catalogue.model import Axis
from riktning.indicators.disclosure.families import Family, Held
from riktning.indicators.disclosure.periods import Places
from riktning.indicators.disclosure.quantities import part_of
from riktning.indicators.disclosure.shapes import Bools, Floats, Ints
from riktning.indicators.linked import rows_of

_MOST_SETS = 64  # of parts of one whole; each whole of the catalogue has fewer


@dataclass(frozen=True)
class Gap:
    """A whole, and some parts of it that have no row in common."""

    whole: Held
    parts: tuple[Held, ...]

    def touches(self, family: Family) -> bool:
        return any(held is own for held in (self.whole, *self.parts) for own in family.counts)

    def along(self, axis: Axis) -> "Gap | None":
        """Of what is shown along an axis only; None where that is no whole with a part."""
        parts = tuple(part for part in self.parts if _is_shown(part, axis))
        return Gap(self.whole, parts) if parts and _is_shown(self.whole, axis) else None

    def left(self, axis: Axis) -> Floats:
        """What is left of the whole at each unit itself: shape (units, years, 12)."""
        parts = np.sum([_own(part, axis) for part in self.parts], axis=0)
        left: Floats = np.maximum(_own(self.whole, axis) - parts, 0.0)
        return left

    def change(self, counts: Sequence[Held], changes: Ints) -> Ints:
        """How changes (changes, counts) of some counts change it, while others stay: (changes,)."""
        found = np.zeros(len(changes), dtype=np.int64)
        for number, held in enumerate(counts):
            if held is self.whole:
                found += changes[:, number]
            found -= changes[:, number] * sum(held is part for part in self.parts)
        return found


def gaps_of(families: Sequence[Family]) -> list[tuple[Gap, ...]]:
    """The gaps that some count of each family is in.

    A sum of days says nothing of how many persons there are: it is neither whole nor part.
    """
    counts = [held for family in families for held in family.counts if _is_counted(held)]
    found: list[Gap] = []
    for whole in counts:
        parts = [c for c in counts if c.alike(whole) and c.count.among(whole.count)]
        found += [Gap(whole, several) for several in _apart(whole, parts)]
    return [tuple(gap for gap in found if gap.touches(family)) for family in families]


def _apart(whole: Held, parts: Sequence[Held]) -> Iterator[tuple[Held, ...]]:
    """Parts that have no row in common: as many of them as can be, in all ways."""
    rows = rows_of((whole.count, *(part.count for part in parts))) if parts else None
    if rows is None:
        yield from ((part,) for part in parts)
        return
    apart: Bools = np.logical_not((rows[1:, None] & rows[None, 1:]).any(axis=2))
    for number, several in enumerate(_cliques(apart, (), list(range(len(parts))), [])):
        if number == _MOST_SETS:
            break
        yield tuple(parts[each] for each in several)


def _cliques(
    near: Bools, chosen: tuple[int, ...], left: list[int], done: list[int]
) -> Iterator[tuple[int, ...]]:
    """The greatest sets in which each is near all others (Bron and Kerbosch 1973,
    doi:10.1145/362342.362367)."""
    if not left and not done:
        yield chosen
    for number, one in enumerate(left):
        after, before = left[number + 1 :], [*done, *left[:number]]
        yield from _cliques(
            near, (*chosen, one), [n for n in after if near[one, n]],
            [n for n in before if near[one, n]],
        )  # fmt: skip


def bounded(
    room: Floats, counts: Sequence[Held], protected: Sequence[int], changes: Ints,
    gaps: Sequence[Gap], axis: Axis,
) -> tuple[Floats, Ints]:  # fmt: skip
    """How far the protected counts, and gaps, may fall: (units, classes, years, 12).

    ``room``: the same of the protected counts alone. And how each change changes these: (changes,
    classes). What changes as a count does bounds the count itself; what never changes is left out.
    """
    by = [changes[:, number] for number in protected]
    rooms = [room[:, number] for number in range(len(by))]
    for gap in (g.along(axis) for g in gaps):
        change = None if gap is None else gap.change(counts, changes)
        if gap is None or change is None or not change.any():
            continue
        left = gap.left(axis)
        same = next((n for n, each in enumerate(by) if (each == change).all()), None)
        if same is None:
            by.append(change)
            rooms.append(left)
        else:
            rooms[same] = np.minimum(rooms[same], left)
    return np.stack(rooms, axis=1), np.stack(by, axis=1)


def _is_counted(held: Held) -> bool:
    return any(not holder.weighed for holder in held.holders)


def _is_shown(held: Held, axis: Axis) -> bool:
    return any(not h.weighed and h.measure.along(axis) is not None for h in held.holders)


def _own(held: Held, axis: Axis) -> Floats:
    for holder in held.holders:
        margins = holder.measure.along(axis)
        if margins is not None and not holder.weighed:
            return Places(margins.calendar).laid(part_of(margins.own, holder.part))
    raise ValueError("a count that no measure shows along the axis")
