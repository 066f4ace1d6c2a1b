"""Care units with validity in time, and the tree they form on a date."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from riktning.core.errors import RiktningError


class UnitKind(StrEnum):
    """What a unit is; the order is from the whole to its parts."""

    REGION = "region"
    ADMINISTRATION = "administration"
    HOSPITAL = "hospital"
    CLINIC = "clinic"
    WARD = "ward"
    PRIMARY_CARE = "primary_care"
    TEAM = "team"
    SUBREGION = "subregion"
    MUNICIPALITY = "municipality"


class TreeAs(StrEnum):
    """Which tree units are summed by: that of each month, or the latest for every month."""

    THEN = "then"
    NOW = "now"


@dataclass(frozen=True, slots=True)
class Unit:
    """One unit during one stretch of time; a unit that moves or changes name has several rows."""

    unit_id: str
    name: str
    kind: UnitKind
    parent_id: str | None
    municipality: str | None
    from_date: date
    to_date: date | None

    def valid_on(self, day: date) -> bool:
        """True from from_date up to and including to_date."""
        return self.from_date <= day and (self.to_date is None or day <= self.to_date)


class UnitTree:
    """The units as they stood on one date."""

    def __init__(self, units: Iterable[Unit], on: date) -> None:
        self.on = on
        self._units = {unit.unit_id: unit for unit in units if unit.valid_on(on)}
        self._children: dict[str | None, list[str]] = defaultdict(list)
        for unit in self._units.values():
            self._children[self._parent_of(unit)].append(unit.unit_id)
        self._refuse_cycles()

    def _parent_of(self, unit: Unit) -> str | None:
        if unit.parent_id is not None and unit.parent_id not in self._units:
            raise RiktningError(
                f"unit {unit.unit_id!r} belongs to {unit.parent_id!r}, not valid on {self.on}",
                where="table unit",
                remedy="add the parent or correct parent_id and the dates",
            )
        return unit.parent_id

    def _refuse_cycles(self) -> None:
        seen = sum(1 for root in self._children[None] for _ in self.descendants(root))
        if seen != len(self._units):
            raise RiktningError(
                "some units are their own ancestors", where="table unit", remedy="correct parent_id"
            )

    def __contains__(self, unit_id: str) -> bool:
        return unit_id in self._units

    def __getitem__(self, unit_id: str) -> Unit:
        return self._units[unit_id]

    def __iter__(self) -> Iterator[Unit]:
        return iter(self._units.values())

    def __len__(self) -> int:
        return len(self._units)

    @property
    def roots(self) -> list[str]:
        return list(self._children[None])

    def children(self, unit_id: str) -> list[str]:
        return list(self._children.get(unit_id, []))

    def descendants(self, unit_id: str) -> Iterator[str]:
        """The unit itself and everything below it, parents before children."""
        yield unit_id
        for child in self._children.get(unit_id, []):
            yield from self.descendants(child)

    def ancestors(self, unit_id: str) -> Iterator[str]:
        """The unit itself, its parent, and so on to the root."""
        current: str | None = unit_id
        while current is not None:
            yield current
            current = self._units[current].parent_id
