"""The places that a lever can be for: parts of the region that is simulated."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from riktning.core.examples import examples_folder
from riktning.core.periods import Month
from riktning.core.units import UnitKind
from riktning.simulation.horizon import Horizon
from riktning.simulation.region import Region, read_region

TODAY = Month(2026, 1)  # the first month that a scenario can begin in
SERVED_BY = (UnitKind.ADMINISTRATION, UnitKind.HOSPITAL)


@dataclass(frozen=True, slots=True)
class Place:
    """A unit and its name."""

    unit_id: str
    name: str


@dataclass(frozen=True, slots=True)
class Part:
    """A subregion and its municipalities."""

    whole: Place
    municipalities: tuple[Place, ...]


@dataclass(frozen=True, slots=True)
class Places:
    """``parts`` by their names; ``hospitals`` are those, and administrations of those, that some
    municipality belongs to, each administration before its hospitals."""

    parts: tuple[Part, ...]
    hospitals: tuple[Place, ...]

    def names(self) -> dict[str, str]:
        """Every place by its id."""
        every = [*self.hospitals]
        for part in self.parts:
            every += [part.whole, *part.municipalities]
        return {each.unit_id: each.name for each in every}


@cache
def places() -> Places:
    """Read once; RiktningError where this copy came without the region."""
    region = read_region(examples_folder() / "region", Horizon(TODAY, TODAY))
    names = {row.unit_id: row.name for row in sorted(region.rows, key=lambda row: row.from_date)}
    parts: dict[str, list[Place]] = {}
    for code in region.municipalities:
        if code in names:
            parts.setdefault(_subregion(region, code), []).append(Place(code, names[code]))
    return Places(
        tuple(
            Part(Place(unit, names[unit]), tuple(sorted(below, key=lambda each: each.name)))
            for unit, below in sorted(parts.items(), key=lambda each: names[each[0]])
        ),
        tuple(Place(unit, names[unit]) for unit in _serving(region)),
    )


def _subregion(region: Region, code: str) -> str:
    """The unit right above a municipality."""
    above = region.ancestors[region.number(code)]
    return region.ids[above[1]] if len(above) > 1 else region.ids[above[0]]


def _serving(region: Region) -> Iterator[str]:
    """Hospitals that municipalities belong to, below the administrations above them."""
    used = {unit for own in region.hospitals for unit in region.ancestors[int(own)]}
    for administration in sorted(used & set(region.of_kind(UnitKind.ADMINISTRATION))):
        yield region.ids[administration]
        for hospital in sorted(used & set(region.of_kind(UnitKind.HOSPITAL))):
            if administration in region.ancestors[hospital]:
                yield region.ids[hospital]
