"""From the finest cells to margins: every total that is published, or that published ones add to.

The denominator of a measure against a baseline is the sum of its numerator over the baseline's
months, the same in every month. It is taken for each total on its own, so that what a closed unit
had then is not lost to the units above it.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property, partial
from itertools import zip_longest

import numpy as np

from riktning.catalogue.frames import BY_NAME
from riktning.catalogue.model import Axis, Definition
from riktning.catalogue.standards import StandardPopulation
from riktning.core.periods import Month, PeriodKind
from riktning.core.units import TreeAs, UnitKind
from riktning.indicators.engine import ROWS, Cells
from riktning.indicators.grid import MUNICIPAL, Ints, UnitCalendar
from riktning.indicators.margins import ALL, Breakdown, Bucket, Declared, Floats, Margins, Strata
from riktning.indicators.rollup import Calendar, up_the_tree, up_to
from riktning.indicators.trees import as_it_is_now, municipal_calendar, region_index

_PARTS = ("numerator", "denominator", "squares")
_DEFAULT = Declared()


def margins_of(
    cells: Cells,
    standards: Mapping[str, StandardPopulation],
    tree: TreeAs = TreeAs.THEN,
    declared: Declared = _DEFAULT,
) -> Iterator[Margins]:
    """The margins of every indicator of a group, one at a time, in the group's order.

    ``standards``: the catalogue's standard populations, by name. ``tree``: units are summed by
    every month's own tree, or by the latest one.
    """
    totals = Totals(cells, tree, declared)
    rows = totals.by_unit(totals.on_axis(cells.dense(ROWS)).sum(axis=(2, 3)))
    for definition in cells.group.definitions:
        margins = _margins(totals, definition, rows)
        if definition.standard is not None:
            weights = np.array(standards[definition.standard].weights, dtype=np.float64)
            margins = replace(margins, strata=_strata(totals, definition, weights))
        yield margins


def calendar_of(definition: Definition, months: tuple[Month, ...]) -> Calendar:
    """The periods of one indicator; the first month is the first whose window is all covered."""
    return Calendar(
        months,
        first_evaluated=months[0].plus(max(definition.look_back_months - 1, 0)),
        finest=definition.period,
        at_ends=BY_NAME[definition.frame].stock and definition.period is not PeriodKind.MONTH,
        rolling=definition.rolling,
    )


@dataclass(frozen=True)
class Totals:
    """The sums up the tree of one group's axis."""

    cells: Cells
    tree: TreeAs
    declared: Declared

    @cached_property
    def units(self) -> UnitCalendar:
        calendar = self.cells.grid.calendar
        standing = as_it_is_now(calendar) if self.tree is TreeAs.NOW else calendar
        return municipal_calendar(standing) if self._municipal else standing

    @property
    def _municipal(self) -> bool:
        return self.cells.group.axis is Axis.MUNICIPALITY

    @cached_property
    def _kept(self) -> Ints:
        index = {unit: number for number, unit in enumerate(self.cells.grid.calendar.ids)}
        return np.array([index[unit] for unit in self.units.ids], dtype=np.int64)

    @cached_property
    def tops(self) -> Ints:
        """The region first, then the units that are broken down by sex and age."""
        wanted = self.declared.unit_kinds
        found = [unit for unit, kind in enumerate(self.units.kinds) if kind in wanted]
        return np.array([region_index(self.units), *found], dtype=np.int64)

    @cached_property
    def _inside(self) -> Floats:
        return up_to(self.tops, self.units.parent)

    def apart(self, definition: Definition) -> tuple[UnitKind, ...]:
        """Municipalities that are care units too are published once, by those who live there."""
        return () if self._municipal or Axis.MUNICIPALITY not in definition.axes else MUNICIPAL

    def on_axis(self, dense: Floats) -> Floats:
        """Only the axis's own units: shape (units, months, sexes, ages)."""
        return dense[self._kept] if self._municipal else dense

    def by_unit(self, own: Floats) -> Floats:
        """Shape (units, months, …), each with everything below it; whole millionths."""
        return np.round(up_the_tree(own, self.units.parent, self.units.depth), 6)

    def by_sex_and_age(self, own: Floats) -> Floats:
        """Cells → shape (tops, sexes + 1, ages + 1, months)."""
        units, months, sexes, ages = own.shape
        flat = own.transpose(1, 0, 2, 3).reshape(months, units, sexes * ages)
        total = (self._inside @ flat).reshape(months, len(self.tops), sexes, ages)
        return np.round(_with_totals(np.moveaxis(total, 0, -1)), 6)

    def own(self, definition: Definition) -> dict[str, Floats]:
        """The indicator's cells by part; of a median, all its rows as denominator.

        Where one part knows no sex and age, none does: all are summed to one of each.
        """
        found = {part: self.cells.part(definition, part) for part in _PARTS}
        own = {part: self.on_axis(values) for part, values in found.items() if values is not None}
        if definition.edges:
            own = {"denominator": np.sum([*self.buckets(definition)], axis=0)}
        if len({values.shape for values in own.values()}) > 1:
            own = {part: values.sum(axis=(2, 3), keepdims=True) for part, values in own.items()}
        return own

    def buckets(self, definition: Definition) -> Iterator[Floats]:
        """The cells of a median's buckets, one bucket at a time."""
        for bucket in range(len(definition.edges)):
            found = self.cells.part(definition, f"bucket_{bucket}")
            yield self.on_axis(np.zeros(self.cells.grid.shape) if found is None else found)


def _margins(totals: Totals, definition: Definition, rows: Floats) -> Margins:
    own, months = totals.own(definition), totals.units.months
    units = {part: totals.by_unit(values.sum(axis=(2, 3))) for part, values in own.items()}
    tops = {part: totals.by_sex_and_age(values) for part, values in own.items()}
    finest = {part: np.round(values.sum(axis=(2, 3)), 6) for part, values in own.items()}
    for parts in (units, tops, finest):
        _against_baseline(definition, months, parts)
    known = next(iter(own.values())).shape[2] > 1
    return Margins(
        definition=definition,
        units=totals.units,
        calendar=calendar_of(definition, months),
        by_unit=units,
        own=finest,
        region={part: values[0] for part, values in tops.items()},
        sexes=(*totals.cells.grid.sexes, ALL) if known else (ALL, ALL),
        ages=(*totals.cells.grid.ages, ALL) if known else (ALL, ALL),
        rows=units["denominator"] if definition.edges else rows,
        broken_down=_breakdowns(totals, tops) if known else (),
        buckets=partial(_buckets, totals, definition) if definition.edges else None,
        whole=totals.cells.group.axis is definition.axes[0],
        apart=totals.apart(definition),
        declared=totals.declared,
    )


def _breakdowns(totals: Totals, tops: dict[str, Floats]) -> tuple[Breakdown, ...]:
    return tuple(
        Breakdown(int(unit), {part: values[number] for part, values in tops.items()})
        for number, unit in enumerate(totals.tops)
        if number > 0
    )


def _strata(totals: Totals, definition: Definition, weights: Floats) -> Strata:
    own = totals.own(definition)
    return Strata({part: totals.by_unit(cells) for part, cells in own.items()}, weights)


def _buckets(totals: Totals, definition: Definition) -> Iterator[Bucket]:
    limits = zip_longest(definition.edges, definition.edges[1:])
    for cells, (low, high) in zip(totals.buckets(definition), limits, strict=True):
        tops = totals.by_sex_and_age(cells)
        by_unit = totals.by_unit(cells.sum(axis=(2, 3)))
        yield Bucket(low, high, by_unit, tops[0], tuple(tops[1:]))


def _against_baseline(
    definition: Definition, months: tuple[Month, ...], parts: dict[str, Floats]
) -> None:
    """The denominator is the numerator's sum over the baseline's months, in every month."""
    if definition.baseline is None:
        return
    first, last = definition.baseline
    chosen = np.array([first <= month <= last for month in months], dtype=np.float64)
    numerator = parts["numerator"]
    total = np.tensordot(numerator, chosen, axes=([numerator.ndim - 1], [0]))
    parts["denominator"] = np.broadcast_to(np.round(total, 6)[..., None], numerator.shape)


def _with_totals(values: Floats) -> Floats:
    """(…, sexes, ages, months) → (…, sexes + 1, ages + 1, months), the totals last."""
    with_sexes = np.concatenate([values, values.sum(axis=-3, keepdims=True)], axis=-3)
    return np.concatenate([with_sexes, with_sexes.sum(axis=-2, keepdims=True)], axis=-2)
