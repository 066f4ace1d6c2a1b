"""What exchanges between sexes and ages do: two ages of one sex, two sexes of one age, or both.

A row of one kind more here is one less there, of the same kind: so the unit's own total stays.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import product

import numpy as np

from riktning.indicators.disclosure.shapes import Ints
from riktning.indicators.disclosure.tables import Moves

_AGE_PRICE, _SEX_PRICE = 3.0, 6.0

Class = tuple[int, int]  # sex and age
Target = tuple[int, int, tuple[int, ...]]  # count, sex (their number: both), and age groups
Cells = tuple[tuple[Class, int], ...]  # classes that gain or lose by one


@dataclass(frozen=True)
class Shape:
    """How the figures of a family by sex and age hang together; equal for many families.

    ``by``: of each count, the measures that show it and the age groups these show. ``changes``:
    those of counts, and ``raising``: the ones that raise each (see ``families.changes``).
    ``worth``: of each measure. The figures of a measure are (sexes + 1) × (ages + 1), totals last;
    those of the next follow.
    """

    sexes: int
    ages: int
    measures: int
    by: tuple[tuple[tuple[int, tuple[int, ...]], ...], ...]
    protected: tuple[bool, ...]
    changes: tuple[tuple[int, ...], ...]
    raising: tuple[tuple[int, ...], ...]
    worth: tuple[float, ...]

    @property
    def figures(self) -> int:
        """Of one measure."""
        return (self.sexes + 1) * (self.ages + 1)

    def figure(self, measure: int, sex: int, age: int) -> int:
        return measure * self.figures + sex * (self.ages + 1) + age

    def of(self, ages: tuple[int, ...]) -> tuple[int, ...]:
        """The age groups there are."""
        return tuple(age for age in ages if age < self.ages)

    @property
    def narrower(self) -> list[tuple[int, int, tuple[int, ...]]]:
        """Measures that show some age groups of what another shows: the two, and the groups."""
        found = {
            (one, other, self.of(ages))
            for by in self.by
            for (one, ages), (other, more) in product(by, by)
            if set(self.of(ages)) < set(self.of(more))
        }
        return sorted(found)

    @cached_property
    def showing(self) -> tuple[tuple[int, ...], ...]:
        """The figures that show each of ``counted``."""
        found = []
        for count, sex, ages in counted(self):
            figures = []
            for measure, shown in self.by[count]:
                if set(ages) == set(self.of(shown)):
                    figures.append(self.figure(measure, sex, self.ages))
                if len(ages) == 1 and ages[0] in shown:
                    figures.append(self.figure(measure, sex, ages[0]))
            found.append(tuple(figures))
        return tuple(found)


@lru_cache(maxsize=64)
def counted(shape: Shape) -> tuple[Target, ...]:
    """What is to be protected: counts by sex and age, by sex, and by age."""
    found: list[Target] = []
    for count, by in enumerate(shape.by):
        if not shape.protected[count]:
            continue
        wholes = {shape.of(ages) for _, ages in by}
        every = sorted({age for ages in wholes for age in ages})
        found += [(count, sex, (age,)) for sex in range(shape.sexes + 1) for age in every]
        found += [(count, s, ages) for s in range(shape.sexes) for ages in sorted(wholes)]
    return tuple(dict.fromkeys(found))


@lru_cache(maxsize=64)
def moves_of(shape: Shape) -> Moves:
    """Classes are protected counts × sex × age."""
    kept = [number for number, matters in enumerate(shape.protected) if matters]
    targets = {target: number for number, target in enumerate(counted(shape))}
    raising: list[list[int]] = [[] for _ in targets]
    gain: list[list[int]] = []
    lose: list[list[int]] = []
    changed: list[list[int]] = []
    for which, change in enumerate(shape.changes):
        inside = _ages_of(shape, change)
        for cells in _exchanges(shape.sexes, inside):
            number = len(changed)
            for target in _raised(shape, change, cells, targets):
                if which in shape.raising[target[0]]:
                    raising[targets[target]].append(number)
            ends = _classes(shape, kept, change, cells)
            gain.append(ends[0])
            lose.append(ends[1])
            changed.append(_figures(shape, change, cells))
    price = np.ones((shape.measures, shape.sexes + 1, shape.ages + 1))
    price *= np.array(shape.worth)[:, None, None]
    price[:, -1] *= _AGE_PRICE
    price[:, :-1, -1] *= _SEX_PRICE
    price[:, -1, -1] = np.inf  # a unit's own total: that is settled before
    return Moves(
        np.stack([_padded(gain, max(map(len, [*gain, *lose]))),
                  _padded(lose, max(map(len, [*gain, *lose])))]),
        _padded(changed, max(map(len, changed))),
        tuple(tuple(each) for each in raising),
        price.reshape(-1),
    )  # fmt: skip


def _ages_of(shape: Shape, change: tuple[int, ...]) -> tuple[int, ...]:
    """Age groups in which all the counts that change are known."""
    known = [
        {age for _, ages in shape.by[count] for age in shape.of(ages)}
        for count, by in enumerate(change)
        if by
    ]
    return tuple(sorted(set.intersection(*known)))


def _exchanges(sexes: int, ages: tuple[int, ...]) -> Iterator[Cells]:
    for s, a in product(range(sexes), ages):
        for other in ages:
            if other == a:
                continue
            yield ((s, a), 1), ((s, other), -1)
            for opposite in range(sexes):
                if opposite != s:
                    yield (
                        ((s, a), 1), ((opposite, other), 1),
                        ((s, other), -1), ((opposite, a), -1),
                    )  # fmt: skip
        for opposite in range(sexes):
            if opposite != s:
                yield ((s, a), 1), ((opposite, a), -1)


def _raised(
    shape: Shape, change: tuple[int, ...], cells: Cells, targets: Mapping[Target, int]
) -> Iterator[Target]:
    """What gains by one."""
    for count, by in enumerate(change):
        if not by or not shape.protected[count]:
            continue
        wholes = {shape.of(ages) for _, ages in shape.by[count]}
        for ages in wholes | {(age,) for (_, age), _ in cells}:
            for sex, gained in enumerate(_by_sex(cells, shape.sexes, ages)):
                if by * gained == 1 and (count, sex, ages) in targets:
                    yield count, sex, ages


@lru_cache(maxsize=1 << 14)
def _by_sex(cells: Cells, sexes: int, ages: tuple[int, ...]) -> tuple[int, ...]:
    """What each sex gains in some age groups, and both together."""
    gained = [sum(by for (s, a), by in cells if s == sex and a in ages) for sex in range(sexes)]
    return (*gained, sum(gained))


def _classes(
    shape: Shape, kept: list[int], change: tuple[int, ...], cells: Cells
) -> tuple[list[int], list[int]]:
    """Classes that gain and lose."""
    ends: tuple[list[int], list[int]] = ([], [])
    for place, count in enumerate(kept):
        for (s, a), by in cells:
            if change[count]:
                at = (place * shape.sexes + s) * shape.ages + a
                ends[0 if change[count] * by > 0 else 1].append(at)
    return ends


def _figures(shape: Shape, change: tuple[int, ...], cells: Cells) -> list[int]:
    """The figures that change: of a measure that shows a count that does, and not only in sum."""
    found: set[int] = set()
    for count, by in enumerate(change):
        for measure, ages in shape.by[count] if by else ():
            first = measure * shape.figures
            found.update(first + place for place in _places(cells, shape.sexes, shape.ages, ages))
    return sorted(found)


@lru_cache(maxsize=1 << 14)
def _places(cells: Cells, sexes: int, ages: int, shown: tuple[int, ...]) -> tuple[int, ...]:
    """Where, among the figures of a measure that shows some age groups, something changes."""
    width, found = ages + 1, set()
    for age in {age for (_, age), _ in cells} & set(shown):
        by_sex = _by_sex(cells, sexes, (age,))
        found |= {sex * width + age for sex, by in enumerate(by_sex) if by}
    by_sex = _by_sex(cells, sexes, tuple(age for age in shown if age < ages))
    found |= {sex * width + ages for sex, by in enumerate(by_sex) if by}
    return tuple(found)


def _padded(found: list[list[int]], width: int) -> Ints:
    table = np.full((len(found), width), -1, dtype=np.int64)
    for row, each in zip(table, found, strict=True):
        row[: len(each)] = each
    return table
