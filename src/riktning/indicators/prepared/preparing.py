"""Makes prepared tables when they are asked for: in memory, or as files that a later run reuses."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

import ibis
import pyarrow as pa

from riktning.indicators.engines.protocol import Engine
from riktning.indicators.grid import UnitCalendar
from riktning.indicators.prepared import people, texts
from riktning.indicators.prepared.keeping import Keeper
from riktning.indicators.prepared.recipes import RECIPES
from riktning.indicators.prepared.schema import PREFIX

_PEOPLE = {
    "who": people.everyones_days,
    "known": people.known_persons,
    "moved": people.moved_persons,
}


class Tables(Protocol):
    """Where the care tables are; an open delivery is one."""

    def table(self, name: str) -> ibis.Table | None: ...


@dataclass
class Preparation:
    """The prepared tables of one delivery, each made once.

    ``municipalities``: the municipality's code, or its unit's id → its unit's id.
    """

    tables: Tables
    engine: Engine
    calendar: UnitCalendar
    municipalities: Mapping[str, str]
    keeper: Keeper
    _made: set[str] = field(default_factory=set)
    _shared: set[str] = field(default_factory=set)
    _delivered: dict[str, bool] = field(default_factory=dict)

    @property
    def unit_ids(self) -> tuple[str, ...]:
        """The id behind each unit's number."""
        return self.keeper.unit_ids or self.calendar.ids

    def ready(self, names: Iterable[str]) -> None:
        """Make the tables that are not made yet, and what they need.

        Raises CareDataError for a delivered table that breaks its contract.
        """
        for name in names:
            if name not in self._made:
                self._made.add(name)
                self._make(name)

    def share(self, relations: Mapping[str, ibis.Table]) -> None:
        """Compute relations over tables that are ready, unless they are there, and keep them."""
        for name, rows in relations.items():
            if name not in self._shared:
                self.engine.keep(name, rows)
                self._shared.add(name)

    def release(self) -> None:
        """Let go of what was shared."""
        for name in self._shared:
            self.engine.forget(name)
        self._shared.clear()

    def _make(self, name: str) -> None:
        if name == "unit":
            self.engine.load(PREFIX + name, _units(self.calendar, self.unit_ids))
        elif name == "municipality":
            self.engine.load(PREFIX + name, _municipalities(self.unit_ids, self.municipalities))
        elif name in _PEOPLE:
            self._everyone(name)
        elif name.startswith(texts.PREFIX):
            self._number(name.removeprefix(texts.PREFIX))
        else:
            self._follow(name)

    def _everyone(self, name: str) -> None:
        housed = self._deliver("residence")
        self.ready(["person_number", *(["home"] if housed else [])])
        if name == "known":
            self.keeper.settle()
        if name == "moved":
            self.ready(["known"])
        self.keeper.keep(name, _PEOPLE[name](housed=housed), ("person", "residence"))

    def _number(self, name: str) -> None:
        self._deliver(texts.NUMBERED[name].table)
        self.keeper.number(name)

    def _follow(self, name: str) -> None:
        recipe = RECIPES[name]
        self.ready([*recipe.needs, *(texts.PREFIX + one for one in recipe.spelt)])
        self._deliver(recipe.delivered)
        self.keeper.make(name, recipe)

    def _deliver(self, name: str) -> bool:
        """Give the engine a delivered table under its name; False when there is none."""
        if name not in self._delivered:
            table = self.tables.table(name)
            self._delivered[name] = table is not None
            if table is not None:
                self.keeper.deliver(name, table)
        return self._delivered[name]


def _units(calendar: UnitCalendar, unit_ids: Sequence[str]) -> pa.Table:
    number = {unit_id: place for place, unit_id in enumerate(unit_ids)}
    return pa.table({
        "unit_id": pa.array(calendar.ids, pa.string()),
        "unit": pa.array([number[unit_id] for unit_id in calendar.ids], pa.int16()),
        "unit_kind": pa.array([kind.value for kind in calendar.kinds], pa.string()),
    })  # fmt: skip


def _municipalities(unit_ids: Sequence[str], municipalities: Mapping[str, str]) -> pa.Table:
    place = {unit_id: number for number, unit_id in enumerate(unit_ids)}
    known = {code: place[unit] for code, unit in municipalities.items() if unit in place}
    return pa.table({
        "municipality": pa.array(known, pa.string()),
        "home": pa.array(known.values(), pa.int16()),
    })  # fmt: skip
