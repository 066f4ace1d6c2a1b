"""The published margins of one indicator, before disclosure control.

Every unit × period with both sexes and all ages together, and the region × period × sex × age.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from riktning.catalogue.frames import BY_NAME
from riktning.catalogue.model import Axis, Definition
from riktning.core.periods import Month
from riktning.indicators.engine import ROWS, Cells
from riktning.indicators.grid import UnitCalendar
from riktning.indicators.rollup import Calendar, municipal_calendar, region_index, up_the_tree

Floats = npt.NDArray[np.float64]
ALL = "all"


@dataclass(frozen=True)
class Margins:
    """The sums of one indicator, rolled up.

    ``by_unit[part]``: shape (units, months), with all below. ``own[part]``: without what is below.
    ``region[part]``: shape (sexes + 1, ages + 1, months), the last of each being all together.
    """

    definition: Definition
    units: UnitCalendar
    calendar: Calendar
    by_unit: dict[str, Floats]
    own: dict[str, Floats]
    region: dict[str, Floats]
    sexes: tuple[str, ...]
    ages: tuple[str, ...]
    rows: Floats

    @property
    def region_unit(self) -> int:
        return region_index(self.units)

    def sums(self, by_month: Floats) -> Floats:
        """Sums over the periods, months being the last axis; whole millionths, as counted."""
        return np.round(by_month @ self.calendar.membership, 6)

    @property
    def stock(self) -> bool:
        return BY_NAME[self.definition.frame].stock

    @property
    def applicable(self) -> npt.NDArray[np.bool_]:
        """Shape (units,): units that the indicator has anything to say of, in some month."""
        counted = self.by_unit.get("denominator", self.rows)
        found = np.asarray((counted > 0).any(axis=1), dtype=bool)
        found[self.region_unit] = True
        return found


def margins_of(cells: Cells) -> Iterator[Margins]:
    """The margins of every indicator of a group."""
    rows, units = _unit_axis(cells, cells.dense(ROWS))
    for definition in cells.group.definitions:
        parts = {
            part: _unit_axis(cells, found)[0]
            for part in ("numerator", "denominator", "squares")
            if (found := cells.part(definition, part)) is not None
        }
        totals = {part: up_the_tree(own, units.parent, units.depth) for part, own in parts.items()}
        region = region_index(units)
        summed_rows = up_the_tree(rows.sum(axis=(2, 3)), units.parent, units.depth)
        yield Margins(
            definition=definition,
            units=units,
            calendar=Calendar(units.months, _first_evaluated(definition, units.months)),
            by_unit={part: total.sum(axis=(2, 3)) for part, total in totals.items()},
            own={part: own.sum(axis=(2, 3)) for part, own in parts.items()},
            region={part: _with_totals(total[region]) for part, total in totals.items()},
            sexes=(*cells.grid.sexes, ALL),
            ages=(*cells.grid.ages, ALL),
            rows=summed_rows,
        )


def _unit_axis(cells: Cells, values: Floats) -> tuple[Floats, UnitCalendar]:
    calendar = cells.grid.calendar
    if cells.group.axis is Axis.TREATING_UNIT:
        return values, calendar
    municipal = municipal_calendar(calendar)
    index = {unit: number for number, unit in enumerate(calendar.ids)}
    return values[[index[unit] for unit in municipal.ids]], municipal


def _first_evaluated(definition: Definition, months: tuple[Month, ...]) -> Month:
    """The first month whose window lies wholly inside the months covered."""
    return months[0].plus(max(definition.look_back_months - 1, 0))


def _with_totals(by_month: Floats) -> Floats:
    """(months, sexes, ages) → (sexes + 1, ages + 1, months)."""
    turned = np.moveaxis(by_month, 0, -1)
    with_sexes = np.concatenate([turned, turned.sum(axis=0, keepdims=True)], axis=0)
    return np.concatenate([with_sexes, with_sexes.sum(axis=1, keepdims=True)], axis=1)
