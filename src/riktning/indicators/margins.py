"""The published margins of one indicator, before disclosure control.

Which there are is declared: every unit × period with both sexes and all ages together; the region
× period × sex × age; administrations and municipalities × tertial and year × sex × age.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from riktning.catalogue.frames import BY_NAME
from riktning.catalogue.model import Definition
from riktning.core.periods import PeriodKind
from riktning.core.units import UnitKind
from riktning.indicators.grid import UnitCalendar
from riktning.indicators.rollup import Calendar
from riktning.indicators.trees import region_index

Floats = npt.NDArray[np.float64]
Bools = npt.NDArray[np.bool_]
ALL = "all"


@dataclass(frozen=True, slots=True)
class Declared:
    """Which margins are published beside every unit × period with all sexes and ages.

    ``region_periods``: those of the region by sex and age. ``unit_kinds`` are broken down by sex
    and age too, in ``unit_periods``. A measure has those of these periods that it is given for.
    """

    region_periods: tuple[PeriodKind, ...] = (
        PeriodKind.MONTH,
        PeriodKind.TERTIAL,
        PeriodKind.YEAR,
    )
    unit_kinds: tuple[UnitKind, ...] = (UnitKind.ADMINISTRATION, UnitKind.MUNICIPALITY)
    unit_periods: tuple[PeriodKind, ...] = (PeriodKind.TERTIAL, PeriodKind.YEAR)


@dataclass(frozen=True)
class Breakdown:
    """One unit by sex and age: each part of shape (sexes + 1, ages + 1, months), totals last."""

    unit: int
    parts: dict[str, Floats]


@dataclass(frozen=True)
class Bucket:
    """Rows in one bucket of a median, from ``low`` up to ``high`` (None in the last, open one).

    ``by_unit``: shape (units, months). ``region`` and each of ``broken_down``, in the order of the
    margins' own: shape (sexes + 1, ages + 1, months).
    """

    low: float
    high: float | None
    by_unit: Floats
    region: Floats
    broken_down: tuple[Floats, ...]


@dataclass(frozen=True)
class Strata:
    """What is standardised: sums by unit, sex and age, and the standard's weight of each age.

    ``parts[part]``: shape (units, months, sexes, ages); ``weights``: shape (ages,).
    """

    parts: dict[str, Floats]
    weights: Floats


@dataclass(frozen=True)
class Margins:
    """The sums of one indicator along one axis, rolled up.

    ``by_unit[part]``: shape (units, months), with all below. ``own[part]``: without what is below.
    ``region[part]``: shape (sexes + 1, ages + 1, months), the last of each being all together;
    where nothing is known of sex and age, both are 2. ``broken_down``: further units by sex and
    age. The parts are numerator, denominator and squares, as far as the kind has them; a median
    has a denominator (its rows) and ``buckets``, rolled up one at a time whenever asked for.
    ``strata``: what is standardised. ``whole`` is False along a second axis, which publishes its
    own units and not the region again; ``apart`` are the kinds of unit that another axis publishes.
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
    broken_down: tuple[Breakdown, ...] = ()
    buckets: Callable[[], Iterator[Bucket]] | None = None
    strata: Strata | None = None
    whole: bool = True
    apart: tuple[UnitKind, ...] = ()
    declared: Declared = Declared()

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
    def by_sex_and_age(self) -> bool:
        """Whether sex and age are known of what is counted."""
        return len(self.sexes) > 2

    @property
    def region_periods(self) -> Bools:
        """Shape (periods,): those that the region is given by sex and age for."""
        shown = self.whole and self.by_sex_and_age
        return self.calendar.of_kinds(self.declared.region_periods if shown else ())

    @property
    def unit_periods(self) -> Bools:
        """Shape (periods,): those that each of ``broken_down`` is given for."""
        return self.calendar.of_kinds(self.declared.unit_periods)

    @property
    def applicable(self) -> Bools:
        """Shape (units,): units that the indicator has anything to say of, in some month."""
        counted = self.by_unit.get("denominator", self.rows)
        here = np.array([kind not in self.apart for kind in self.units.kinds], dtype=bool)
        found = np.asarray((counted > 0).any(axis=1) & here, dtype=bool)
        found[self.region_unit] = self.whole
        return found

    @property
    def there(self) -> Bools:
        """Shape (units, periods): the unit exists in some month of the period, and is applicable.

        These are the figures that every unit is given for, shown or hidden.
        """
        exists = (self.units.present.T.astype(float) @ self.calendar.membership) > 0
        return np.asarray(exists & self.applicable[:, None], dtype=bool)
