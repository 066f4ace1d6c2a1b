"""Families: measures whose counts are the same, or add up to one another's, are hidden as one.

What can change while nothing that is shown does is told by *kinds of row* (see ``row_sets``): one
row more of a kind is one more in each count that it is in, and one of another kind instead is one
more here and one less there.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from itertools import permutations

import numpy as np

from riktning.core.ages import AGE_GROUPS
from riktning.indicators.disclosure.quantities import Measure
from riktning.indicators.disclosure.shapes import Bools, Ints
from riktning.indicators.linked import ALL_AGES, Count, rows_of


@dataclass(frozen=True)
class Holder:
    """A measure that shows a count: in which part, of which age groups, and whether weighed."""

    measure: Measure
    part: str
    ages: tuple[int, ...]
    weighed: bool


@dataclass(frozen=True)
class Held:
    """A count, whatever the measures that show it call it; ``count`` says which rows it is of."""

    count: Count
    evaluated: object
    holders: tuple[Holder, ...]

    @property
    def protected(self) -> bool:
        return any(each.part in each.measure.protected for each in self.holders)

    def alike(self, other: "Held") -> bool:
        """Whether both count rows of one kind, in the same months."""
        mine, theirs = self.count, other.count
        return (mine.frame, mine.options, self.evaluated) == (
            theirs.frame, theirs.options, other.evaluated,
        )  # fmt: skip


@dataclass(frozen=True)
class Family:
    """Measures that are hidden together, and the counts they show."""

    measures: tuple[Measure, ...]
    counts: tuple[Held, ...]

    @cached_property
    def kinds(self) -> Bools:
        """Which counts a row of each kind is in: shape (counts, kinds)."""
        found = []
        blocks: list[list[int]] = []
        for number, held in enumerate(self.counts):
            block = next((b for b in blocks if self.counts[b[0]].alike(held)), None)
            blocks.append([number]) if block is None else block.append(number)
        for block in blocks:
            rows = rows_of(tuple(self.counts[number].count for number in block))
            if rows is None:
                rows = self._by_measure(block)
            kinds = np.zeros((len(self.counts), rows.shape[1]), dtype=bool)
            kinds[block] = rows
            found.append(kinds)
        every = np.unique(np.concatenate(found, axis=1), axis=1)
        return np.asarray(every[:, every.any(axis=0)], dtype=bool)

    def _by_measure(self, block: Sequence[int]) -> Bools:
        """Where conditions cannot be compared: a share's numerator and rest are in its whole."""
        kinds = np.eye(len(block), dtype=bool)
        for of_part, of_whole in permutations(range(len(block)), 2):
            part, whole = (self.counts[block[n]].count for n in (of_part, of_whole))
            kinds[of_whole, of_part] = set(whole.conditions) < {*part.conditions, *part.without}
        return kinds


Numbers = tuple[int, ...]


@lru_cache(maxsize=512)
def changes(
    kinds: tuple[tuple[bool, ...], ...],
    shown_by: tuple[frozenset[int], ...],
    protected: tuple[bool, ...],
    every_one: bool = False,
) -> tuple[tuple[Numbers, ...], tuple[Numbers, ...]]:
    """What rows can do to counts: changes of −1, 0 or 1 in each; and the ones that raise each.

    ``shown_by``: the measures that show each count. Of changes that raise a protected count those
    are left out that change more measures, and lower more counts, than another; not ``every_one``
    of them is needed, unless what others are of is not there.
    """
    table = np.array(kinds, dtype=np.int64).T
    every = [tuple(int(n) for n in row) for row in table]
    every += [tuple(int(n) for n in a - b) for a, b in permutations(table, 2)]
    every = list(dict.fromkeys(every))
    what = [_of(change, shown_by, protected) for change in every]
    raising: list[list[int]] = []
    for count, matters in enumerate(protected):
        mine = [n for n, change in enumerate(every) if matters and change[count] > 0]
        worse = [n for n in mine if any(_worse(what, n, o) for o in mine if o != n)]
        raising.append([n for n in mine if every_one or n not in worse])
    used = sorted({n for each in raising for n in each})
    return (
        tuple(every[n] for n in used),
        tuple(tuple(used.index(n) for n in each) for each in raising),
    )


def _of(
    change: tuple[int, ...], shown_by: Sequence[frozenset[int]], protected: Sequence[bool]
) -> tuple[frozenset[int], frozenset[int]]:
    """The measures that a change touches, and the counts it lowers."""
    touched = frozenset(m for n, by in enumerate(shown_by) if change[n] for m in by)
    return touched, frozenset(n for n, by in enumerate(change) if by < 0 and protected[n])


def _worse(what: Sequence[tuple[frozenset[int], frozenset[int]]], one: int, other: int) -> bool:
    same = what[one] == what[other]
    more = all(a >= b for a, b in zip(what[one], what[other], strict=True))
    return other < one if same else more


def families(measures: Sequence[Measure], *, by_age: bool) -> list[Family]:
    """Measures that have to be hidden together, in the order of their first.

    ``by_age``: figures by sex and age, where a measure of some age groups shows the same as
    another one of all.
    """
    counts = _held(measures, by_age)
    found: list[set[str]] = []
    for linked in (*_holding(measures, counts), *_adding_up(counts)):
        near = [each for each in found if each & linked]
        found = [each for each in found if each not in near] + [linked.union(*near)]
    of = {one: number for number, each in enumerate(found) for one in each}
    order = list(dict.fromkeys(of[measure.id] for measure in measures))
    return [
        Family(
            tuple(m for m in measures if of[m.id] == number),
            tuple(held for held in counts if of[held.holders[0].measure.id] == number),
        )
        for number in order
    ]


def _held(measures: Sequence[Measure], by_age: bool) -> list[Held]:
    found: list[Held] = []
    for measure in measures:
        for count in _counts(measure, by_age):
            holder = Holder(measure, count.part, count.ages, count.weighed)
            one = Held(replace(count, ages=ALL_AGES), measure.evaluated, (holder,))
            for number, other in enumerate(found):
                if one.alike(other) and one.count.same(other.count):
                    found[number] = replace(other, holders=(*other.holders, holder))
                    break
            else:
                found.append(one)
    return found


def _counts(measure: Measure, by_age: bool) -> Sequence[Count]:
    if not by_age or measure.margins[0].ages[:-1] != AGE_GROUPS:
        return measure.held
    found = [count.by_age for count in measure.held]
    own = {count.ages for count in found if count.frame == measure.margins[0].definition.frame}
    return found if len(own) == 1 else measure.held


def _holding(measures: Sequence[Measure], counts: Sequence[Held]) -> Iterator[set[str]]:
    for measure in measures:
        yield {measure.id}
    for held in counts:
        yield {holder.measure.id for holder in held.holders}


def _adding_up(counts: Sequence[Held]) -> Iterator[set[str]]:
    """The measures of counts that are the parts of another, and of that one."""
    for whole in counts:
        parts = [c for c in counts if c.alike(whole) and c.count.among(whole.count)]
        rows = rows_of((whole.count, *(part.count for part in parts)))
        if len(parts) < 2 or rows is None:
            continue
        for several in _exactly(rows[1:], rows[0]):
            together = [whole, *(parts[number] for number in several)]
            yield {holder.measure.id for held in together for holder in held.holders}


def _exactly(parts: Bools, whole: Bools, chosen: tuple[int, ...] = ()) -> Iterator[tuple[int, ...]]:
    """Parts that have no row in common and are, together, the whole."""
    left = whole & ~parts[list(chosen)].any(axis=0)
    if not left.any():
        yield chosen
        return
    first = int(np.flatnonzero(left)[0])  # some part must hold it
    for number in np.flatnonzero(parts[:, first] & ~(parts & ~left).any(axis=1)):
        yield from _exactly(parts, whole, (*chosen, int(number)))


def changes_of(
    family: Family, counts: Sequence[int], measures: Sequence[Measure], *, every_one: bool = False
) -> tuple[Ints, list[tuple[int, ...]]]:
    """Changes of some of a family's counts, (changes, counts), and those that raise each.

    As ``changes``.
    """
    ids = [measure.id for measure in measures]
    held = [family.counts[n] for n in counts]
    shown_by = tuple(
        frozenset(ids.index(h.measure.id) for h in each.holders if h.measure.id in ids)
        for each in held
    )
    kinds = np.unique(family.kinds[list(counts)], axis=1)
    kinds = kinds[:, kinds.any(axis=0)]
    rows = tuple(tuple(bool(each) for each in row) for row in kinds)
    found, raising = changes(rows, shown_by, tuple(each.protected for each in held), every_one)
    return np.array(found, dtype=np.int64).reshape(-1, len(counts)), list(raising)
