"""Small deliveries that are valid and unkind: leap days, same-day transfers, overlapping stays,
births and deaths inside windows, nulls, units that open, close and move, tables with no row."""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

import ibis
import pyarrow as pa
from hypothesis import strategies as st

from oracle.people import People
from riktning.core.periods import Month
from riktning.core.units import Unit, UnitKind
from riktning.sources.contracts import BY_NAME, TABLES, ColumnType

FIRST, LAST, AS_OF = date(2023, 1, 1), date(2024, 12, 31), date(2024, 12, 31)
EDGES = [
    date(2022, 12, 31), FIRST, date(2023, 2, 28), date(2023, 12, 31), date(2024, 2, 28),
    date(2024, 2, 29), date(2024, 3, 1), date(2024, 11, 30), date(2024, 12, 1), date(2024, 12, 31),
]  # fmt: skip
BIRTHS = [
    date(1948, 2, 29), date(1949, 1, 31), date(1949, 12, 31), date(1959, 2, 28), date(1935, 6, 1),
    date(1944, 2, 29), date(2024, 2, 29), date(1990, 7, 7), date(2023, 5, 31), date(1958, 12, 1),
]  # fmt: skip
UNITS = [
    ("R", "region", None, None, date(2020, 1, 1), None),
    ("A", "administration", "R", None, date(2020, 1, 1), None),
    ("B", "administration", "R", None, date(2020, 1, 1), None),
    ("H", "hospital", "A", None, date(2020, 1, 1), None),
    ("C1", "clinic", "H", None, date(2020, 1, 1), None),
    ("C2", "clinic", "H", None, date(2020, 1, 1), date(2024, 2, 29)),
    ("C2", "clinic", "B", None, date(2024, 3, 1), None),
    ("C3", "clinic", "H", None, date(2020, 1, 1), date(2023, 10, 15)),
    ("P1", "primary_care", "B", "1480", date(2020, 1, 1), None),
    ("P2", "primary_care", "B", "1481", date(2024, 2, 10), None),
    ("S", "subregion", "R", None, date(2020, 1, 1), None),
    ("1480", "municipality", "S", "1480", date(2020, 1, 1), None),
    ("K81", "municipality", "S", "1481", date(2020, 1, 1), None),
]
LEAVES = ["C1", "C2", "C3", "P1", "P2", "H"]
ATC = ["N02AX02", "N05BA01", "N06AA09", "G04BD12", "N02BE01", "N04AA02"]
ICD = ["I50.1", "I509", "K50.0", "K519", "E119", "J44", "Z50.1", "C18", "Z00"]
_ARROW = {
    ColumnType.TEXT: pa.string(), ColumnType.INTEGER: pa.int64(), ColumnType.NUMBER: pa.float64(),
    ColumnType.BOOLEAN: pa.bool_(), ColumnType.DATE: pa.date32(),
    ColumnType.TIMESTAMP: pa.timestamp("us"),
}  # fmt: skip


@dataclass
class World:
    """A delivery as lists of dicts; ``table`` gives the same to the engine."""

    tables: dict
    first: str = "2023-01"
    last: str = "2024-12"
    as_of: date = AS_OF
    people: People = field(init=False)

    def __post_init__(self):
        self.people = People(self.tables)

    def table(self, name):
        columns = BY_NAME[name].columns
        schema = pa.schema([(column.name, _ARROW[column.type]) for column in columns])
        return ibis.memtable(pa.Table.from_pylist(self.tables[name], schema=schema))

    @property
    def months(self):
        return Month.parse(self.first), Month.parse(self.last)

    @property
    def units(self):
        return [Unit(**{**row, "kind": UnitKind(row["kind"])}) for row in self.tables["unit"]]


TABLES_AT_RISK = [
    "stay", "contact", "diagnosis", "residence", "listing", "dispensing", "wait", "monitoring",
    "ward_day", "staff_month",
]  # fmt: skip


@st.composite
def worlds(draw, persons=14):
    """A hostile delivery; some tables are left empty."""
    world = crowd(draw(st.randoms(use_true_random=False)), persons)
    for name in draw(st.sets(st.sampled_from(TABLES_AT_RISK), max_size=2)):
        world.tables[name] = []
    return World(world.tables)


def crowd(rng, persons):
    """A hostile delivery of as many persons, made by a random generator."""
    maker = _Maker(rng)
    tables = {table.name: [] for table in TABLES}
    names = ("unit_id", "kind", "parent_id", "municipality", "from_date", "to_date")
    tables["unit"] = [dict(zip(names, row, strict=True)) | {"name": row[0]} for row in UNITS]
    for number in range(persons):
        maker.person(tables, f"p{number}")
    maker.unit_rows(tables)
    return World(tables)


class _Maker:
    def __init__(self, rng):
        self.rng = rng
        self.number = 0

    def day(self):
        if self.rng.random() < 0.3:
            return self.rng.choice(EDGES)
        return date(2022, 6, 1) + timedelta(days=self.rng.randrange(0, 950))

    def moment(self, day):
        return datetime(day.year, day.month, day.day, self.rng.choice([0, 8, 23]), 59)  # noqa: DTZ001 (local times by contract)

    def maybe(self, value, share=0.5):
        return value if self.rng.random() < share else None

    def next_id(self, letter):
        self.number += 1
        return f"{letter}{self.number}"

    def person(self, tables, person):
        born = self.rng.choice(BIRTHS)
        died = self.maybe(max(self.day(), born), 0.2)
        tables["person"].append({"person_id": person, "birth_date": born, "death_date": died,
                                 "sex": self.rng.choice("FM")})  # fmt: skip
        self.spells(tables["residence"], person, lambda: {
            "municipality": self.rng.choice(["1480", "1481", "0180"]),
            "dwelling": self.rng.choice(["own", "care_home"])})  # fmt: skip
        self.spells(tables["listing"], person, lambda: {
            "unit_id": self.rng.choice(["P1", "P2"]), "named_contact": True,
            "named_physician_id": None})  # fmt: skip
        self.stays(tables, person)
        self.contacts(tables, person)
        self.rest(tables, person)

    def spells(self, rows, person, more):
        begins = {date(2021, 1, 1), *(self.day() for _ in range(self.rng.randrange(0, 3)))}
        for begin in sorted(begins)[: self.rng.randrange(1, 4)]:
            ends = self.maybe(begin + timedelta(days=self.rng.randrange(0, 500)), 0.4)
            rows.append({"person_id": person, "from_date": begin, "to_date": ends, **more()})

    def stays(self, tables, person):
        day = self.day()
        for _ in range(self.rng.randrange(0, 5)):
            stay = self.next_id("s")
            length = self.rng.choice([0, 0, 1, 3, 40])
            entered, left = self.moment(day), day + timedelta(days=length)
            leaves = self.maybe(self.moment(left), 0.9)
            if leaves is not None and leaves < entered:
                leaves = entered
            tables["stay"].append({
                "stay_id": stay, "person_id": person, "unit_id": self.rng.choice(LEAVES),
                "admitted_at": entered, "discharged_at": leaves,
                "planned": self.rng.random() < 0.3,
                "ready_on": self.maybe(day + timedelta(days=self.rng.randrange(-1, 5))),
                "discharged_to": self.rng.choice(["own", "care_home", "other_ward", "deceased",
                                                  None, "own", "own"]),
                "at_home": self.rng.random() < 0.1,
            })  # fmt: skip
            self.diagnose(tables, person, stay, day)
            day = left + timedelta(days=self.rng.choice([-2, 0, 1, 2, 2, 5, 29, 30, 31, 32]))

    def diagnose(self, tables, person, event, day):
        codes = self.rng.sample(ICD, self.rng.randrange(0, 3))
        for code in codes:
            position = self.rng.choice(["main", "main", "other"])
            tables["diagnosis"].append({"event_id": event, "person_id": person, "on_date": day,
                                        "code": code, "position": position})  # fmt: skip

    def contacts(self, tables, person):
        for _ in range(self.rng.randrange(0, 9)):
            contact, day = self.next_id("c"), self.day()
            tables["contact"].append({
                "contact_id": contact, "person_id": person,
                "unit_id": self.rng.choice(["P1", "P1", "P2", "C1", "C2", "A"]),
                "started_at": self.moment(day),
                "level": self.rng.choice(["primary", "primary", "specialist", "emergency",
                                          "dental", "municipal"]),
                "mode": self.rng.choice(["visit", "visit", "home_visit", "video", "chat", "phone",
                                         "letter"]),
                "planned": True, "clinician_id": self.rng.choice(["d1", "d1", "d2", "d3", None]),
                "profession": None, "mobile_team": False,
            })  # fmt: skip
            self.diagnose(tables, person, contact, day)

    def rest(self, tables, person):
        for _ in range(self.rng.randrange(0, 3)):
            tables["dispensing"].append({"person_id": person, "on_date": self.day(), "ddd": None,
                                         "atc": self.rng.choice(ATC), "unit_id": None})  # fmt: skip
        for _ in range(self.rng.randrange(0, 3)):
            begin = self.day()
            tables["wait"].append({
                "wait_id": self.next_id("w"), "person_id": person,
                "unit_id": self.rng.choice(["P1", "P2"]), "from_date": begin,
                "kind": self.rng.choice(["assessment", "assessment", "treatment"]),
                "to_date": self.maybe(begin + timedelta(days=self.rng.randrange(-1, 7)), 0.8),
                "patient_chosen": self.rng.random() < 0.2, "medical_reason": False,
            })  # fmt: skip
        groups = ["heart_failure", "hypertension", "copd", "kidney_failure", "maternity"]
        for group in self.rng.sample(groups, self.rng.randrange(0, 3)):
            begin = self.day()
            tables["monitoring"].append({
                "person_id": person, "unit_id": self.rng.choice(["P1", "P2", "C1"]),
                "group": group, "from_date": begin,
                "to_date": self.maybe(begin + timedelta(days=self.rng.randrange(0, 200))),
            })  # fmt: skip

    def unit_rows(self, tables):
        for unit in ("C1", "C2", "C3"):
            for day in {self.day() for _ in range(6)}:
                beds = self.rng.randrange(0, 20)
                tables["ward_day"].append({
                    "unit_id": unit, "on_date": day, "available_beds": beds, "misplaced": 0,
                    "occupied": self.rng.randrange(0, 25), "overcrowded": 0,
                    "ready_for_discharge": 0,
                })  # fmt: skip
            for day in {self.day().replace(day=1) for _ in range(3)}:
                cost = self.rng.randrange(0, 10**9) / 100
                tables["staff_month"].append({
                    "unit_id": unit, "month": day, "profession": "nurse", "headcount": 1.0,
                    "scheduled_hours": 1.0, "absent_hours": 0.0, "leavers": 0.0,
                    "retirements": 0.0, "own_cost": cost, "hired_cost": cost / 4,
                })  # fmt: skip
