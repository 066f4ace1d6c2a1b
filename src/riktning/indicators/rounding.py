"""Controlled rounding of counts of persons, instead of hiding some of them.

What is published of a measure is rounded to a multiple of a base such that it still adds up: the
region first, then down the tree of units; then by sex and by age; then units by sex and age. The
same counts are rounded the same way, whichever measure shows them and in whichever run.
"""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache

import numpy as np
import numpy.typing as npt

from riktning.catalogue.model import Definition, Kind
from riktning.core.periods import PeriodKind
from riktning.indicators.grid import ROOT, Ints
from riktning.indicators.margins import Bools, Breakdown, Floats, Margins

NUMERATOR, DENOMINATOR = "numerator", "denominator"
TOLD_BY_VALUE = (Kind.MEAN, Kind.INDEX, Kind.MEDIAN)
_FREE, _MIX = -1.0, 0x9E3779B97F4A7C15
_NOBODY = np.empty(0)


@dataclass(frozen=True)
class Tree:
    """Nodes and what they are part of, month by month; the names by which they draw."""

    names: tuple[str, ...]
    parent: Ints

    def order(self) -> Ints:
        """From the root down: shape (months, nodes), −1 after the last."""
        depth = np.full(self.parent.shape, -1)
        level, number = self.parent == ROOT, 0
        while level.any():
            depth[level] = number
            above = np.take_along_axis(level, np.maximum(self.parent, 0), axis=1)
            level, number = above & (self.parent >= 0), number + 1
        order = np.argsort(np.where(depth < 0, 10**6, depth), axis=1, kind="stable")
        gone = np.take_along_axis(depth, order, axis=1) < 0
        return np.where(gone, -1, order)


@dataclass
class Rounder:
    """Rounds counts, each once: what is equal is rounded equally."""

    base: int
    known: dict[bytes, Floats] = field(default_factory=dict)

    def tree(
        self, tree: Tree, counts: Floats, when: "When", cap: Floats, given: Floats = _NOBODY
    ) -> Floats:
        """Every node rounded, shape (nodes, months)."""
        from riktning.indicators.disclosure.nested import nested  # Numba takes a while

        key = _digest(counts, tree.parent, when.enters, given)
        if key not in self.known:
            self.known[key] = nested(
                counts, tree.parent, tree.order(), self._phases(tree, counts, when), when.year,
                when.enters, cap if len(cap) else np.full(counts.shape, np.inf),
                given if len(given) else np.full(counts.shape[1], _FREE), float(self.base),
            )  # fmt: skip
        return self.known[key]

    def _phases(self, tree: Tree, counts: Floats, when: "When") -> Floats:
        """What each node owes when a year begins, from −½ to ½ base: shape (nodes, years).

        Drawn from the counts of the year's first month, which nobody outside knows.
        """
        roots = (tree.parent == ROOT).any(axis=0)
        total = np.where(tree.parent.T == ROOT, counts, 0.0).sum(axis=0)
        phases = np.empty((len(counts), int(when.year.max()) + 1))
        for year, first in enumerate(when.firsts()):
            drawn = _drawn(tree.names, counts[:, first])
            drawn[roots] = _drawn(["root"], total[: first + 1])[0]
            phases[:, year] = (drawn - 0.5) * self.base
        return phases


@dataclass(frozen=True)
class When:
    """The months: the number of each one's year, and whether it is in any published sum."""

    year: Ints
    enters: Bools

    def firsts(self) -> Iterator[int]:
        """The first month of each year that is published; of none, its first."""
        for year in range(int(self.year.max()) + 1):
            mine = np.flatnonzero(self.year == year)
            published = mine[self.enters[mine]]
            yield int(published[0] if len(published) else mine[0])

    @classmethod
    def of(cls, margins: Margins) -> "When":
        years = np.array([month.year for month in margins.calendar.months], dtype=np.int64)
        return cls(
            years - years[0], np.asarray(margins.calendar.membership.any(axis=1), dtype=bool)
        )


def rounded_margins(margins: Sequence[Margins], base: int) -> list[Margins]:
    """All margins of a run with the counts of those that protect persons rounded, in their order.

    Wholes are rounded before their parts, so that a share's numerator can stay below it.
    """
    rounder = Rounder(base)
    found: dict[int, dict[str, Rounded]] = {
        number: {} for number, each in enumerate(margins) if each.definition.protects_persons
    }
    for number, part in sorted(_jobs(margins), key=lambda job: _turn(margins[job[0]], job[1])):
        below = found[number].get(DENOMINATOR) if _is_share(margins[number].definition) else None
        found[number][part] = _rounded(rounder, margins[number], part, below)
    return [
        _replaced(each, found[number]) if number in found else each
        for number, each in enumerate(margins)
    ]


@dataclass(frozen=True)
class Rounded:
    """One part of a measure: units and their own (nodes, months), the region, and breakdowns."""

    nodes: Floats
    region: Floats
    cells: Floats
    broken_down: tuple[Floats, ...]


def _jobs(margins: Sequence[Margins]) -> Iterator[tuple[int, str]]:
    for number, each in enumerate(margins):
        if each.definition.protects_persons:
            for part in counted_parts(each.definition, each.by_unit):
                yield number, part


def counted_parts(definition: Definition, parts: Mapping[str, Floats]) -> tuple[str, ...]:
    """The parts that are rounded for themselves; of a mean the number behind it, not the sum."""
    if definition.kind in TOLD_BY_VALUE:
        return (DENOMINATOR,)
    whole = DENOMINATOR in parts and definition.baseline is None
    return (DENOMINATOR, NUMERATOR) if whole else (NUMERATOR,)


def _turn(margins: Margins, part: str) -> int:
    if part == DENOMINATOR:
        return 0
    return 2 if _is_share(margins.definition) else 1


def _is_share(definition: Definition) -> bool:
    return definition.kind is Kind.PROPORTION and definition.population is None


def _rounded(rounder: Rounder, margins: Margins, part: str, below: Rounded | None) -> Rounded:
    when = When.of(margins)
    nodes = rounder.tree(
        _units(margins), np.concatenate([margins.by_unit[part], margins.own[part]]), when,
        _NOBODY if below is None else below.nodes,
    )  # fmt: skip
    region = margins.region[part]
    sexes, ages, months = region.shape[0] - 1, region.shape[1] - 1, region.shape[2]
    counts = np.concatenate([
        region[-1:, -1], region[:-1, -1], region[:-1, :-1].reshape(sexes * ages, months)
    ])  # fmt: skip
    cells = rounder.tree(
        _classes(margins, sexes, ages, months), counts, when,
        _NOBODY if below is None else below.cells, nodes[margins.region_unit].copy(),
    )  # fmt: skip
    inner = cells[1 + sexes :].reshape(sexes, ages, months)
    broken = _broken_down(rounder, margins, part, nodes, inner, below)
    return Rounded(nodes, _with_totals(inner), cells, broken)


def _units(margins: Margins) -> Tree:
    """The units, and below each its own rows, those of no unit below it."""
    units, parent = margins.units, margins.units.parent
    own = np.where(parent == -2, -2, np.arange(len(units.ids))[None, :])
    names = (*units.ids, *(f"{name} itself" for name in units.ids))
    return Tree(names, np.concatenate([parent, own], axis=1))


def _classes(margins: Margins, sexes: int, ages: int, months: int) -> Tree:
    """All, each sex, and each sex and age."""
    parent = np.array([ROOT, *[0] * sexes, *np.repeat(np.arange(sexes) + 1, ages)], dtype=np.int64)
    named = [f"{sex} {age}" for sex in margins.sexes[:sexes] for age in margins.ages[:ages]]
    names = ("all", *margins.sexes[:sexes], *named)
    return Tree(names, np.broadcast_to(parent, (months, len(parent))).copy())


def _broken_down(
    rounder: Rounder,
    margins: Margins,
    part: str,
    nodes: Floats,
    region: Floats,
    below: Rounded | None,
) -> tuple[Floats, ...]:
    """Units by sex and age, by the shortest period they are given for: its last month holds it.

    Shape (sexes + 1, ages + 1, months) each.
    """
    tops = [each.unit for each in margins.broken_down]
    if not tops:
        return ()
    true = np.stack([each.parts[part][:-1, :-1] for each in margins.broken_down])
    found = np.zeros_like(true)
    size, base = region[..., 0].size, float(rounder.base)
    names = [f"{margins.units.ids[unit]} {cell}" for unit in tops for cell in range(size)]
    owed, year = np.zeros((len(tops) + 1, size)), -1
    for months in _shortest(margins):
        counts = true[..., months].sum(axis=-1).reshape(len(tops), -1)
        if margins.calendar.months[months[0]].year != year:
            year = margins.calendar.months[months[0]].year
            owed = np.zeros_like(owed)
            owed[:-1] = (_drawn(names, counts) - 0.5).reshape(len(tops), -1) * base
        whole = margins.region[part][:-1, :-1, months].sum(axis=-1).reshape(-1)
        sums = nodes[tops][:, months].sum(axis=1)
        columns = region[..., months].sum(axis=-1).reshape(-1)
        cap = np.full_like(owed, np.inf)
        if below is not None:
            wholes = [each[:-1, :-1, months[-1]].reshape(-1) for each in below.broken_down]
            cap[:-1] = np.stack(wholes)
        told = _table(Asked(counts, whole, sums, columns, cap), owed, base)
        owed[:-1] += counts - told
        found[..., months[-1]] = told.reshape(found.shape[:-1])
    return tuple(_with_totals(each) for each in found)


@dataclass(frozen=True)
class Asked:
    """A period's table to be rounded: units by sex and age, shape (units, cells).

    ``whole``: shape (cells,), the region's. ``rows``, ``columns``: what its sums are rounded to.
    ``cap``: shape (units + 1, cells), the most that each should become; the last is the rest.
    """

    counts: Floats
    whole: Floats
    rows: Floats
    columns: Floats
    cap: Floats


def _table(asked: Asked, owed: Floats, base: float) -> Floats:
    """Units by sex and age, each adding up to its total, and with the rest to the region's.

    Where units are parts of one another there is no rest, and each is rounded by itself.
    """
    from riktning.indicators.disclosure.nested import table

    counts, rows = asked.counts, asked.rows
    rest, left = asked.whole - counts.sum(axis=0), asked.columns.sum() - rows.sum()
    joint = bool((rest > -1e-6).all()) and left >= 0
    if joint:
        counts = np.concatenate([counts, np.maximum(rest, 0)[None]])
        rows = np.append(rows, left)
    told: Floats = table(counts, rows, asked.columns, owed, asked.cap, base, joint)
    return told[: len(owed) - 1]


def _shortest(margins: Margins) -> Iterator[Ints]:
    """The months of each of the shortest periods that units are given for by sex and age."""
    given = [p for p, wanted in enumerate(margins.unit_periods) if wanted]
    periods = margins.calendar.periods
    for kind in (PeriodKind.TERTIAL, PeriodKind.YEAR):
        mine = [number for number in given if periods[number].kind is kind]
        if mine:
            for number in mine:
                yield np.flatnonzero(margins.calendar.membership[:, number])
            return


def _replaced(margins: Margins, found: Mapping[str, Rounded]) -> Margins:
    """The margins with rounded counts; what is told by its value keeps its sums beside them."""
    count = len(margins.units.ids)
    tops = [dict(each.parts) for each in margins.broken_down]
    units, own, region = dict(margins.by_unit), dict(margins.own), dict(margins.region)
    for part, each in found.items():
        units[part], own[part] = each.nodes[:count], each.nodes[count:]
        region[part] = each.region
        for parts, broken in zip(tops, each.broken_down, strict=True):
            parts[part] = broken
    for tables in (units, own, region, *tops):
        _against_baseline(margins, tables)
    broken_down = tuple(
        Breakdown(each.unit, parts) for each, parts in zip(margins.broken_down, tops, strict=True)
    )
    return replace(margins, by_unit=units, own=own, region=region, broken_down=broken_down)


def _against_baseline(margins: Margins, tables: dict[str, Floats]) -> None:
    """A baseline is the sum of what was rounded in its months, in every month."""
    if margins.definition.baseline is None:
        return
    first, last = margins.definition.baseline
    chosen = np.array([first <= month <= last for month in margins.calendar.months])
    total = tables[NUMERATOR][..., chosen].sum(axis=-1, keepdims=True)
    tables[DENOMINATOR] = np.broadcast_to(total, tables[NUMERATOR].shape)


def _with_totals(values: Floats) -> Floats:
    """(sexes, ages, months) with the totals last."""
    with_sexes = np.concatenate([values, values.sum(axis=0, keepdims=True)])
    return np.concatenate([with_sexes, with_sexes.sum(axis=1, keepdims=True)], axis=1)


def _drawn(names: Sequence[str], counts: Floats) -> Floats:
    """A number from 0 to 1 for each name, the same whenever the counts are."""
    seed = np.uint64(int.from_bytes(_digest(counts)[:8], "little"))
    return _uniform(np.array([_number(name) for name in names], dtype=np.uint64) ^ seed)


@cache
def _number(name: str) -> int:
    return int.from_bytes(hashlib.blake2b(name.encode(), digest_size=8).digest(), "little")


def _uniform(seeds: npt.NDArray[np.uint64]) -> Floats:
    """Numbers from 0 to 1 by seeds: splitmix64 (Steele, 2014, doi:10.1145/2660193.2660195)."""
    with np.errstate(over="ignore"):
        z = seeds + np.uint64(_MIX)
        z = (z ^ (z >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
        z = (z ^ (z >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
        z = z ^ (z >> np.uint64(31))
    return np.asarray((z >> np.uint64(11)).astype(np.float64) * 2.0**-53)


def _digest(*arrays: npt.NDArray[np.generic]) -> bytes:
    digest = hashlib.blake2b(digest_size=16)
    for array in arrays:
        digest.update(f"{array.shape}{array.dtype.str}".encode())
        digest.update(np.ascontiguousarray(array).tobytes())
    return digest.digest()
