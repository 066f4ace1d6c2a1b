"""The region's organisation, read from its folder, as arrays the parts can index."""

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import numpy as np

from riktning.core.errors import RiktningError, ScenarioError
from riktning.core.units import Unit, UnitKind, UnitTree
from riktning.simulation.arrays import NEVER, Floats, Ints
from riktning.simulation.horizon import Horizon, epoch_day


class NoUnitError(ScenarioError):
    """The horizon holds a day on which the region has no unit."""


@dataclass(frozen=True)
class Region:
    """Units by number (each id once), what they offer, and the municipalities.

    ``ancestors[i]`` holds the numbers of unit i and everything above it; ``opens`` and ``closes``
    are the epoch days of the first and last day a unit is valid.
    """

    name: str
    rows: tuple[Unit, ...]
    ids: tuple[str, ...]
    kinds: tuple[UnitKind, ...]
    opens: Ints
    closes: Ints
    ancestors: tuple[tuple[int, ...], ...]
    locations: tuple[str | None, ...]
    offers: Mapping[str, tuple[int, ...]]
    municipalities: tuple[str, ...]
    population: Floats
    share_65: Floats
    hospitals: Ints

    def number(self, unit_id: str) -> int:
        return self.ids.index(unit_id)

    def administration(self, unit: int) -> int:
        """The administration above a unit, or the unit itself when there is none."""
        above = [a for a in self.ancestors[unit] if self.kinds[a] is UnitKind.ADMINISTRATION]
        return above[0] if above else unit

    def of_kind(self, kind: UnitKind) -> list[int]:
        return [number for number, found in enumerate(self.kinds) if found is kind]


def read_region(folder: Path, horizon: Horizon) -> Region:
    """Read ``units.csv``, ``offers.csv`` and ``municipalities.csv``.

    Raises ScenarioError when a file is missing or contradicts the others, or when the horizon
    begins before the region's units are valid.
    """
    rows = tuple(_unit(row, folder) for row in _read(folder, "units.csv"))
    for month in (horizon.first, horizon.last):
        _tree(rows, month.last_day, folder)
    return _assemble(folder, rows)


def _assemble(folder: Path, rows: tuple[Unit, ...]) -> Region:
    ids = tuple(dict.fromkeys(row.unit_id for row in rows))
    latest = {row.unit_id: row for row in sorted(rows, key=lambda row: row.from_date)}
    number = {unit_id: index for index, unit_id in enumerate(ids)}
    ancestors = tuple(tuple(number[up] for up in _chain(latest, unit_id)) for unit_id in ids)
    offers: dict[str, tuple[int, ...]] = {}
    for row in _read(folder, "offers.csv"):
        unit = _known(number, row["unit_id"], folder, "offers.csv")
        offers[row["care"]] = (*offers.get(row["care"], ()), unit)
    places = _read(folder, "municipalities.csv")
    if not places:
        raise ScenarioError(
            "the region has no municipality",
            where=str(folder / "municipalities.csv"),
            remedy="list at least one",
        )
    region_rows = [row for row in rows if row.kind is UnitKind.REGION]
    return Region(
        name=region_rows[0].name if region_rows else rows[0].name,
        rows=rows,
        ids=ids,
        kinds=tuple(latest[unit_id].kind for unit_id in ids),
        opens=np.array([_opens(rows, unit_id) for unit_id in ids]),
        closes=np.array([_closes(latest[unit_id]) for unit_id in ids]),
        ancestors=ancestors,
        locations=tuple(latest[unit_id].municipality for unit_id in ids),
        offers=offers,
        municipalities=tuple(row["municipality"] for row in places),
        population=np.array([float(row["population"]) for row in places]),
        share_65=np.array([float(row["share_65_percent"]) / 100 for row in places]),
        hospitals=np.array(
            [_known(number, row["hospital_id"], folder, "municipalities.csv") for row in places]
        ),
    )


def _read(folder: Path, name: str) -> list[dict[str, str]]:
    path = folder / name
    try:
        with path.open(encoding="utf-8-sig", newline="") as stream:
            return list(csv.DictReader(stream))
    except (OSError, UnicodeDecodeError):
        raise ScenarioError(
            f"the region's file {name} is not there or not UTF-8",
            where=str(folder),
            remedy="give a folder such as examples/region with --region",
        ) from None


def _unit(row: dict[str, str], folder: Path) -> Unit:
    try:
        return Unit(
            unit_id=row["unit_id"],
            name=row["name"],
            kind=UnitKind(row["kind"]),
            parent_id=row["parent_id"] or None,
            municipality=row["municipality"] or None,
            from_date=date.fromisoformat(row["from_date"]),
            to_date=date.fromisoformat(row["to_date"]) if row["to_date"] else None,
        )
    except (KeyError, ValueError, TypeError) as error:
        raise ScenarioError(
            f"unit {row.get('unit_id')!r} cannot be read ({error})",
            where=str(folder / "units.csv"),
            remedy="write the columns of the table unit, dates as 2017-01-01",
        ) from None


def _tree(rows: tuple[Unit, ...], day: date, folder: Path) -> UnitTree:
    try:
        tree = UnitTree(rows, day)
    except RiktningError as error:
        raise ScenarioError(
            error.what, where=str(folder / "units.csv"), remedy=error.remedy
        ) from None
    if not tree.roots:
        raise NoUnitError(
            f"no unit is valid on {day}",
            where=str(folder / "units.csv"),
            remedy="choose a later --from or earlier from_date",
        )
    return tree


def _chain(latest: Mapping[str, Unit], unit_id: str) -> list[str]:
    chain: list[str] = []
    current: str | None = unit_id
    while current is not None and current in latest and current not in chain:
        chain.append(current)
        current = latest[current].parent_id
    return chain


def _opens(rows: tuple[Unit, ...], unit_id: str) -> int:
    return min(epoch_day(row.from_date) for row in rows if row.unit_id == unit_id)


def _closes(unit: Unit) -> int:
    return NEVER if unit.to_date is None else epoch_day(unit.to_date)


def _known(number: Mapping[str, int], unit_id: str, folder: Path, name: str) -> int:
    if unit_id not in number:
        raise ScenarioError(
            f"unit {unit_id!r} is not in units.csv", where=str(folder / name), remedy="add it"
        )
    return number[unit_id]
