"""Tables by sex and age of measures that are hidden together, along one axis."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from riktning.catalogue.model import Axis
from riktning.core.periods import PeriodKind
from riktning.indicators.disclosure.class_tree import ClassTree
from riktning.indicators.disclosure.periods import Places, sums_of
from riktning.indicators.disclosure.quantities import Elsewhere, Measure, part_of
from riktning.indicators.disclosure.table import Hidden
from riktning.indicators.disclosure.tree import MONTHS, Bools, Floats, Ints
from riktning.indicators.grid import UnitCalendar
from riktning.indicators.margins import Margins
from riktning.indicators.trees import region_index

REGION = 0  # the first table of a block
KINDS = (PeriodKind.MONTH, PeriodKind.TERTIAL, PeriodKind.YEAR)


@dataclass
class Block:
    """Tables by sex and age: the region's, then those of units, then what lies beside units.

    ``counts``, and ``floor`` and ``ceiling`` (least and most, for what other measures show): shape
    (quantities, tables, nodes, years, 12). ``covered``: (years, 12), months that are counted.
    ``small``: by period kind, (quantities, tables, nodes, …), how wide an interval each needs.
    ``group[t, y]``: what table t is a part of in a year. ``moving[y]``: a unit changes group in the
    year. ``hidden``: as Hidden, with the tables before the nodes; of what lies beside units,
    everything. ``names``: what the quantities are.
    """

    key: tuple[int, Axis]
    classes: ClassTree
    units: tuple[int, ...]
    counts: Floats
    floor: Floats
    ceiling: Floats
    covered: Bools
    small: dict[PeriodKind, Floats]
    group: Ints
    moving: Bools
    hidden: Hidden
    names: tuple[tuple[str, str], ...]

    @cached_property
    def total(self) -> Floats:
        """All sexes and ages of a year, the least of the quantities: shape (tables, years)."""
        total: Floats = self.counts[:, :, 0].min(axis=0).sum(axis=-1)
        return total

    @cached_property
    def wanting(self) -> Bools:
        """Tables with small counts that nothing protects: shape (tables, years)."""
        wanting = np.zeros((len(self.group), self.years), dtype=bool)
        for table in range(len(self.group)):
            for year in range(self.years):
                wanting[table, year] = self.wants(table, year)
        return wanting

    def wants(self, table: int, year: int) -> bool:
        """Whether a small count of a table in a year is still to be protected."""
        return any(bool(small[:, table, :, year].any()) for small in self.small.values())

    def settle(self, table: int, year: int, left: dict[PeriodKind, Floats]) -> None:
        """Note what is still to be protected of a table in a year."""
        for kind, values in left.items():
            self.small[kind][:, table, :, year] = values
        self.wanting[table, year] = self.wants(table, year)

    @property
    def years(self) -> int:
        return int(self.counts.shape[3])

    @property
    def tables(self) -> int:
        """The region and units; as many after them are what lies beside the units in each."""
        return 1 + len(self.units)

    def parts(self, table: int, year: int) -> Ints:
        """The tables that add up to a table in a year."""
        return np.flatnonzero(self.group[:, year] == table)

    def beside(self, table: int, year: int) -> Ints:
        """The other tables of a table's group in a year, what lies beside units last."""
        group = self.group[:, year] == self.group[table, year]
        group[table] = False
        return np.flatnonzero(group)

    def down(self, table: int, year: int) -> list[int]:
        """A table, its largest part, the largest part of that, and so on."""
        path = [table]
        while len(parts := self.parts(path[-1], year)):
            path.append(int(parts[self.total[parts, year].argmax()]))
        return path

    def hide(self, table: int, year: int, kind: PeriodKind | None = None) -> None:
        """A table and all that are parts of it: periods of one kind in a year, or all of it.

        What is not given at all for any sex and age is not looked for in the year.
        """
        kinds = KINDS if kind is None else (kind,)
        for each in kinds:
            getattr(self.hidden, each.value)[table, :, year] = True
            self.small[each][:, table, :, year] = 0.0
        self.wanting[table, year] = self.wants(table, year)
        for part in self.parts(table, year):
            if part < self.tables:
                self.hide(int(part), year, kind)


def class_tables(margins: Margins) -> dict[str, Floats]:
    """The region's table and those of units, by part: (tables, sexes + 1, ages + 1, months)."""
    if not margins.by_sex_and_age:
        return {}
    return {
        part: np.stack([table, *(each.parts[part] for each in margins.broken_down)])
        for part, table in margins.region.items()
    }


def block_of(
    key: tuple[int, Axis], together: Sequence[Measure], elsewhere: Elsewhere, totals: Hidden
) -> Block | None:
    """The block of a set along an axis; None when nothing of it is given by sex and age.

    ``totals``: what is hidden of the units with all sexes and ages, and then broken down too.
    """
    found = [(each, each.along(key[1])) for each in together]
    members = [(each, margins) for each, margins in found if margins and margins.by_sex_and_age]
    if not members:
        return None
    first = members[0][1]
    classes = ClassTree(len(first.sexes) - 1, len(first.ages) - 1)
    units = tuple(each.unit for each in first.broken_down)
    places = Places(first.calendar)
    group, moving = _groups(first.units, units, places)
    counts, floors, ceilings = [], [], []
    small: dict[PeriodKind, list[Floats]] = {kind: [] for kind in KINDS}
    for measure, margins in members:
        covered = Places(margins.calendar).covered
        for part in measure.protected:
            laid = places.laid(part_of(class_tables(margins), part)) * covered
            least = elsewhere.floor(measure, part, key[1], class_tables)
            most = elsewhere.ceiling(measure, part, key[1], class_tables)
            laid = _with_spare(laid, group)
            counts.append(classes.nodes(laid))
            floors.append(_limit(classes, places, least, np.zeros_like(laid)))
            ceilings.append(_limit(classes, places, most, np.full_like(laid, np.inf)))
            for kind, table in _small(measure, margins, part, laid).items():
                small[kind].append(classes.wanted(*table))
    return Block(
        key, classes, units, np.stack(counts), np.stack(floors), np.stack(ceilings),
        np.any([Places(margins.calendar).covered for _, margins in members], axis=0),
        {kind: np.stack(tables) for kind, tables in small.items()},
        group, moving,
        _unpublished([margins for _, margins in members], classes, units, len(group), totals),
        tuple((each.id, part) for each, _ in members for part in each.protected),
    )  # fmt: skip


def _limit(classes: ClassTree, places: Places, known: Floats | None, limit: Floats) -> Floats:
    """What other measures tell of the tables, and nothing of what lies beside units."""
    if known is not None:
        limit[: len(known)] = places.laid(known)
    return classes.nodes(limit)


def _groups(calendar: UnitCalendar, units: tuple[int, ...], places: Places) -> tuple[Ints, Bools]:
    """Which table each is a part of, shape (tables, years), and years in which one moves.

    After the region (-1) and the units comes, for each of these, what lies beside its units; -2
    marks a table that is not there.
    """
    tables = {region_index(calendar): REGION} | {u: n for n, u in enumerate(units, start=1)}
    count = 1 + len(units)
    first = calendar.months[0].month - 1
    group = np.full((2 * count, places.years), -2, dtype=np.int64)
    moving = np.zeros(places.years, dtype=bool)
    group[REGION] = -1
    for month, parent in enumerate(calendar.parent):
        year = (first + month) // MONTHS
        for unit, table in tables.items():
            above = int(parent[unit])
            while above >= 0 and above not in tables:
                above = int(parent[above])
            if table == REGION or above < 0:
                continue
            if group[table, year] not in (-2, tables[above]):
                moving[year] = True
            group[table, year] = tables[above]
    for table in range(count):
        group[count + table] = np.where((group[:count] == table).any(axis=0), table, -2)
    return group, moving


def _with_spare(laid: Floats, group: Ints) -> Floats:
    """After the tables, what of each is in none of the units that are part of it."""
    count = len(laid)
    spare = np.zeros_like(laid)
    for year in range(group.shape[1]):
        for table in np.flatnonzero(group[count:, year] >= 0):
            inside = np.flatnonzero(group[:count, year] == table)
            spare[table, ..., year, :] = laid[table, ..., year, :] - laid[inside, ..., year, :].sum(
                axis=0
            )
    return np.concatenate([laid, np.maximum(spare, 0.0)])


def _small(
    measure: Measure, margins: Margins, part: str, laid: Floats
) -> dict[PeriodKind, tuple[Floats, Floats]]:
    """By period kind: how wide an interval is needed, and the sums, by table, sex and age."""
    places = Places(margins.calendar)
    regions, units = (places.published(m) for m in (margins.region_periods, margins.unit_periods))
    sums = sums_of(laid, np.full(laid.shape[-2], -1))
    found: dict[PeriodKind, tuple[Floats, Floats]] = {}
    for kind in KINDS:
        months = np.stack([regions[kind], *[units[kind]] * (len(laid) - 1)])
        months[1 + len(margins.broken_down) :] = 0
        months = months.reshape(len(laid), 1, 1, *months.shape[1:])
        least = measure.k * (months if measure.by_month(part) else (months > 0))
        small = np.where((sums[kind] > 0) & (sums[kind] < least), least, 0.0)
        found[kind] = small, sums[kind]
    return found


def _unpublished(
    members: Sequence[Margins], classes: ClassTree, units: tuple[int, ...], tables: int,
    totals: Hidden,
) -> Hidden:  # fmt: skip
    """What is not published by any of the measures, or hidden with its total."""
    years = totals.year.shape[1]
    hidden = Hidden(
        np.ones((tables, classes.size, years, MONTHS), dtype=bool),
        np.ones((tables, classes.size, years, 3), dtype=bool),
        np.ones((tables, classes.size, years), dtype=bool),
        np.ones((tables, classes.size, years, MONTHS), dtype=bool),
    )
    names = dict(zip(("month", "tertial", "year"), KINDS, strict=True))
    for name, kind in names.items():
        table = getattr(hidden, name)
        for margins in members:
            places = Places(margins.calendar)
            table[REGION] &= places.published(margins.region_periods)[kind] == 0
            table[1 : 1 + len(units)] &= places.published(margins.unit_periods)[kind] == 0
        region = region_index(members[0].units)
        for number, unit in enumerate((region, *units)):
            table[number] |= getattr(totals, name)[unit]
    return hidden
