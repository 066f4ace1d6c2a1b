"""Persons and units, one row each, to be joined to the rows that name them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

import ibis
import pyarrow as pa

from riktning.core.errors import CareDataError
from riktning.sources.opening import OpenDelivery
from riktning.sources.quality.counting import collected

_UNITS = "quality_unit"
_ARROW = "quality_rows"
_OPEN = date(9999, 12, 31)
_SCHEMA = pa.schema([
    ("its_unit", pa.string()), ("its_kind", pa.string()),
    ("its_opens", pa.date32()), ("its_closes", pa.date32()),
])  # fmt: skip


@dataclass(frozen=True, slots=True)
class Spells:
    """Units with their first and last day, and the days between when they were not valid."""

    units: ibis.Table
    days: Mapping[str, tuple[date, date]]
    gaps: Mapping[str, tuple[tuple[date, date], ...]]
    municipalities: frozenset[str]

    def throughout(self, unit: str, first: date, last: date) -> bool:
        """Whether the unit is unknown, or valid on every day from the first to the last."""
        opens, closes = self.days.get(unit, (first, last))
        gaps = self.gaps.get(unit, ())
        return opens <= first and last <= closes and all(b < first or last < a for a, b in gaps)


def other_table(delivery: OpenDelivery, name: str) -> ibis.Table | None:
    """A table that another's check looks into; None when it cannot be read: it tells why itself."""
    try:
        return delivery.unjudged(name)
    except CareDataError:
        return None


def persons_once(delivery: OpenDelivery) -> ibis.Table | None:
    """``its_person``, ``its_born``, ``its_died``, ``its_sex``; None without readable persons."""
    person = other_table(delivery, "person")
    if person is None:
        return None
    return (
        person.filter(person.person_id.notnull())
        .group_by(its_person=person.person_id)
        .aggregate(
            its_born=person.birth_date.min(),
            its_died=person.death_date.min(),
            its_sex=person.sex.min(),
        )
    )


def unit_look_up(delivery: OpenDelivery) -> Spells | None:
    """Every unit once, by the days when it was valid; None without readable units."""
    if _UNITS not in delivery.look_ups:
        delivery.look_ups[_UNITS] = _units(delivery)
    found: Spells | None = delivery.look_ups[_UNITS]
    return found


def _units(delivery: OpenDelivery) -> Spells | None:
    try:
        unit = delivery.unjudged("unit")
        if unit is None:
            return None
        rows = collected("unit", unit).to_pylist()
    except CareDataError:  # the table's own checks tell why
        return None
    kinds: dict[str, str] = {}
    spells: dict[str, list[tuple[date, date]]] = {}
    municipal: set[str] = set()
    for row in rows:
        name, opens = row["unit_id"], row["from_date"]
        if name is None or opens is None:
            continue
        kinds[name] = row["kind"]
        spells.setdefault(name, []).append((opens, row["to_date"] or _OPEN))
        municipal |= {row["municipality"]} - {None}
        municipal |= {name} if row["kind"] == "municipality" else set()
    days = {n: (min(found)[0], max(last for _, last in found)) for n, found in spells.items()}
    whole = [
        {"its_unit": name, "its_kind": kinds[name], "its_opens": opens, "its_closes": closes}
        for name, (opens, closes) in days.items()
    ]
    table = pa.Table.from_pylist(whole, _SCHEMA)
    delivery.connection.con.register(_ARROW, table)
    look_up = _kept(delivery, _UNITS, f"SELECT * FROM {_ARROW}")  # noqa: S608 -- a name of ours
    delivery.connection.con.unregister(_ARROW)
    gaps = {name: tuple(_gaps(found)) for name, found in spells.items()}
    return Spells(look_up, days, {n: g for n, g in gaps.items() if g}, frozenset(municipal))


def _kept(delivery: OpenDelivery, name: str, rows: str) -> ibis.Table:
    """The rows of a statement in the database's memory, or beyond it on disk."""
    delivery.connection.con.execute(f"CREATE OR REPLACE TABLE {name} AS {rows}")
    return delivery.connection.table(name)


def _gaps(spells: list[tuple[date, date]]) -> Iterator[tuple[date, date]]:
    """First and last day of each stretch between two spells."""
    day = timedelta(days=1)
    end = min(spells)[0] - day
    for opens, closes in sorted(spells):
        if opens > end + day:
            yield end + day, opens - day
        end = max(end, closes)
        if end == _OPEN:
            return
