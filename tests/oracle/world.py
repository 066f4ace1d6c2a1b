"""A delivery as lists of dicts, and what its rows plainly say."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from types import SimpleNamespace

import ibis
import pyarrow as pa

from oracle.codes import listed, plain
from oracle.people import People, month_end, month_of, months, number_of
from riktning.core.periods import Month
from riktning.core.units import Unit, UnitKind
from riktning.sources.contracts import BY_NAME, ColumnType

ARROW = {
    ColumnType.TEXT: pa.string(), ColumnType.INTEGER: pa.int64(), ColumnType.NUMBER: pa.float64(),
    ColumnType.BOOLEAN: pa.bool_(), ColumnType.DATE: pa.date32(),
    ColumnType.TIMESTAMP: pa.timestamp("us"),
}  # fmt: skip
VISITS, DIGITAL, MEETINGS = (
    ("visit", "home_visit"),
    ("video", "chat"),
    ("visit", "home_visit", "video"),
)


@dataclass(repr=False)
class World:
    """A delivery; ``table`` gives the same to the engine."""

    tables: dict
    first: str = "2023-01"
    last: str = "2024-12"
    as_of: date = date(2024, 12, 31)
    absent: frozenset = frozenset()
    made: str = ""
    people: People = field(init=False)

    def __post_init__(self):
        self.people = People(self.tables)
        self._units, self.told = {}, {}

    def __repr__(self):
        return f"World({self.made})"

    def arrow(self, name):
        schema = pa.schema([(c.name, ARROW[c.type]) for c in BY_NAME[name].columns])
        return pa.Table.from_pylist(self.tables[name], schema=schema)

    def table(self, name):
        return None if name in self.absent else ibis.memtable(self.arrow(name))

    @property
    def months(self):
        return Month.parse(self.first), Month.parse(self.last)

    @property
    def units(self):
        return [Unit(**{**row, "kind": UnitKind(row["kind"])}) for row in self.tables["unit"]]

    def units_in(self, month):
        """Unit → its row: the latest that holds some day of the month."""
        if month not in self._units:
            begins, ends = date.fromisoformat(f"{month}-01"), month_end(month)
            rows = [
                row for row in self.tables["unit"] if row["from_date"] <= ends
                and (row["to_date"] is None or row["to_date"] >= begins)
            ]  # fmt: skip
            rows.sort(key=lambda row: row["from_date"])
            self._units[month] = {row["unit_id"]: row for row in rows}
        return self._units[month]

    @cached_property
    def unit_ids(self):
        return {row["unit_id"] for row in self.tables["unit"]}

    @cached_property
    def month_ends(self):
        return [month_end(month) for month in months(self.first, self.last)]

    def known(self, table):
        """The rows of a table that belong to someone the delivery knows, as plain objects."""
        for row in self.tables[table]:
            if row["person_id"] in self.people.by_id:
                yield SimpleNamespace(**{"unit_id": None, **row}, person=row["person_id"],
                                      unit=row.get("unit_id"))  # fmt: skip

    def events(self, table, day):
        """Those that happened on a day on which the person has an age."""
        for event in self.known(table):
            when = getattr(event, day)
            event.day = when.date() if hasattr(when, "date") else when
            event.age = None if when is None else self.people.age(event.person, event.day)
            if event.age is not None:
                yield event

    @cached_property
    def contacts(self):
        rows = list(self.events("contact", "started_at"))
        for row in rows:
            row.visit, row.digital = row.mode in VISITS, row.mode in DIGITAL
        return rows

    @cached_property
    def main_codes(self):
        """Event → its main diagnosis, the first in order if there are several."""
        found = {}
        for row in self.tables["diagnosis"]:
            if row["position"] == "main" and row["code"] is not None:
                code = plain(row["code"])
                found[row["event_id"]] = min(code, found.get(row["event_id"], code))
        return found

    @cached_property
    def codes_on(self):
        """Table and event → the codes it carries, each with its date."""
        found = defaultdict(list)
        for table in ("diagnosis", "procedure"):
            for row in self.tables[table]:
                if row["code"] is not None:
                    found[table, row["event_id"]].append((plain(row["code"]), row["on_date"]))
        return found

    @cached_property
    def enrolments(self):
        """Person → the enrolments in self-monitoring."""
        found = defaultdict(list)
        for row in self.tables["monitoring"]:
            found[row["person_id"]].append(row)
        return found

    def times(self, table, who, window, wanted=lambda row: True):
        """How many of a person's rows lie in the last ``window`` months, this one included."""
        last = number_of(month_of(who.day))
        return sum(
            bool(wanted(row))
            for month, row in self._histories(table)[who.person]
            if last - window < month <= last
        )

    def had(self, table, who, window, wanted=lambda row: True):
        return self.times(table, who, window, wanted) > 0

    def carries(self, table, who, window, wanted):
        """Whether one of those rows has one of these codes."""
        column = "atc" if table == "dispensing" else "code"
        return self.had(table, who, window, lambda row: listed(row[column], wanted))

    def _histories(self, table):
        if table not in self._histories_made:
            day = BY_NAME[table].month_of or "started_on"
            made = defaultdict(list)
            for row in self.tables[table]:
                when = row[day]
                if when is not None:
                    made[row["person_id"]].append((when.year * 12 + when.month - 1, row))
            self._histories_made[table] = made
        return self._histories_made[table]

    @cached_property
    def _histories_made(self):
        return {}
