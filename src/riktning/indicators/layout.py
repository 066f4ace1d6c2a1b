"""Which figures of one indicator have a row: units, and some of them by sex and age."""

from dataclasses import dataclass
from typing import TypeVar

import numpy as np
import numpy.typing as npt

from riktning.indicators.grid import Ints
from riktning.indicators.margins import Bools, Margins

Item = TypeVar("Item", bound=np.generic)


@dataclass(frozen=True)
class Layout:
    """The rows of an indicator's table of figures, the periods across.

    ``unit``, ``sex`` and ``age``: shape (rows,), indices into the margins' own. ``there``: shape
    (rows, periods), where there is a figure, shown or hidden. First every unit with all sexes and
    ages; then the region by sex and age; then each unit of ``broken`` (numbers of the margins'
    breakdowns) by sex and age, from row ``finer`` on.
    """

    unit: Ints
    sex: Ints
    age: Ints
    there: Bools
    kept: Ints
    with_region: bool
    broken: tuple[int, ...]
    finer: int

    def pick(
        self,
        by_unit: npt.NDArray[Item],
        region: npt.NDArray[Item],
        broken_down: tuple[npt.NDArray[Item], ...],
    ) -> npt.NDArray[Item]:
        """The rows out of tables as the margins hold them: shape (rows, months or periods)."""
        cross = _cross(region.shape[0], region.shape[1])
        found = [by_unit[self.kept]]
        if self.with_region:
            found.append(region[cross])
        found.extend(broken_down[number][cross] for number in self.broken)
        return np.concatenate(found)


def layout_of(margins: Margins, covered: Bools, *, broken_down: bool) -> Layout:
    """The rows of an indicator; ``covered``, shape (periods,): those that there are data for."""
    sexes, ages = len(margins.sexes), len(margins.ages)
    there, applicable = margins.there & covered, margins.applicable
    kept = np.flatnonzero(there.any(axis=1))
    sex, age = _cross(sexes, ages)
    with_region = bool(margins.region_periods.any())
    broken = tuple(
        number
        for number, each in enumerate(margins.broken_down)
        if broken_down and applicable[each.unit]
    )
    tops = [margins.region_unit] if with_region else []
    tops += [margins.broken_down[number].unit for number in broken]
    masks = [there[margins.region_unit] & margins.region_periods] if with_region else []
    masks += [there[margins.broken_down[number].unit] & margins.unit_periods for number in broken]
    crossed = [np.broadcast_to(mask, (len(sex), len(mask))) for mask in masks]
    return Layout(
        unit=np.concatenate([kept, np.repeat(np.array(tops, dtype=np.int64), len(sex))]),
        sex=np.concatenate([np.full(len(kept), sexes - 1), np.tile(sex, len(tops))]),
        age=np.concatenate([np.full(len(kept), ages - 1), np.tile(age, len(tops))]),
        there=np.concatenate([there[kept], *crossed]),
        kept=kept,
        with_region=with_region,
        broken=broken,
        finer=len(kept) + (len(sex) if with_region else 0),
    )


def _cross(sexes: int, ages: int) -> tuple[Ints, Ints]:
    """Every sex and age but all of both, which is the unit's own row."""
    sex, age = np.divmod(np.arange(sexes * ages - 1), ages)
    return sex, age
