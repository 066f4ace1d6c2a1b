"""What was prepared of a month holds until something that its rows are about is delivered anew."""

import copy
import json
from collections import defaultdict
from datetime import date, timedelta
from random import Random

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indicators.delivery_files import ARROW, DESCRIPTION, write_delivery
from oracle.hostile import crowd
from riktning.catalogue import load
from riktning.indicators.grid import unit_calendar
from riktning.indicators.opening_work import running_on, source_of
from riktning.indicators.prepared.changes import differing_days
from riktning.indicators.prepared.schema import SCHEMAS, prepared_table
from riktning.indicators.prepared.texts import spelt
from riktning.indicators.unit_rows import units_of
from riktning.sources.contracts import BY_NAME
from riktning.sources.opening import open_delivery

CATALOGUE = load()
DAYS = {
    "contact": ("contact", "started_at"), "stay": ("stay", "discharged_at"),
    "admission": ("stay", "admitted_at"), "wait": ("wait", "to_date"),
    "procedure": ("procedure", "on_date"), "dispensing": ("dispensing", "on_date"),
    "diagnosis": ("diagnosis", "on_date"),
}  # fmt: skip
SPELT = {
    "contact": {"clinician": "clinician", "profession": "profession"},
    "diagnosis": {"code": "diagnosis"},
    "procedure": {"code": "procedure"},
    "dispensing": {"atc": "atc"},
}
IN_REGION = ("1480", "1481", "1482")


def written(tables, folder):
    """The tables as a delivery, those that may be delivered a month a file so delivered."""
    whole = {name: rows for name, rows in tables.items() if not BY_NAME[name].month_of}
    write_delivery(type("World", (), {"tables": whole}), folder)
    for name, rows in tables.items():
        by_month = defaultdict(list)
        for row in rows if name not in whole else ():
            by_month[str(row[BY_NAME[name].month_of])[:7]].append(row)
        schema = pa.schema([(c.name, ARROW[c.type]) for c in BY_NAME[name].columns])
        for month, there in by_month.items():
            (folder / name).mkdir(exist_ok=True)
            path = folder / name / f"{month}.parquet"
            pq.write_table(pa.Table.from_pylist(there, schema), path)
    (folder / "delivery.json").write_text(json.dumps(DESCRIPTION), encoding="utf-8")
    return folder


def prepared(folder, work):
    """Fingerprints of the events' files, and the rows with ids for numbers, by table."""
    opened = open_delivery(folder)
    units = units_of(opened)
    calendar = unit_calendar(units, opened.delivery.first_month, opened.delivery.last_month)
    source = source_of(opened, units)
    with running_on(opened, CATALOGUE, calendar, source, work, lambda *_: None) as run:
        preparation = run.preparation
        there = [name for name, (table, _) in DAYS.items() if table in opened.delivery.tables]
        preparation.ready(there)
        rows = {name: plainly(name, preparation) for name in there}
        keeper = preparation.keeper
        keeper.tidy()
        return {name: keeper.fingerprints(name) for name in there}, rows


def plainly(name, preparation):
    def collected(table):
        return preparation.engine.collect(table).to_pylist()

    ids = {row["person"]: row["person_id"] for row in collected(prepared_table("person_number"))}
    units = dict(enumerate(preparation.unit_ids))
    meanings = {"person": ids, "unit": units, "home": units}
    for column, text in SPELT.get(name, {}).items():
        meanings[column] = {row["number"]: row["text"] for row in collected(spelt(text))}
    return sorted(
        repr({c: meanings[c][v] if c in meanings and v is not None else v for c, v in row.items()})
        for row in collected(prepared_table(name))
    )


def home_on(tables, person, day):
    lived = [r for r in tables["residence"] if r["person_id"] == person and r["from_date"] <= day]
    latest = max(lived, key=lambda row: row["from_date"], default=None)
    if latest is None or (latest["to_date"] or day) < day:
        return None
    return latest["municipality"] if latest["municipality"] in IN_REGION else None


def told(tables, name):
    """Month → what its rows are about, as plain values; with rows that have no length, and not."""
    source, column = DAYS[name]
    people = {row["person_id"]: row for row in tables["person"]}
    units = {row["unit_id"] for row in tables["unit"]}
    found = defaultdict(lambda: ([], []))
    for row in tables[source]:
        person, day = people.get(row["person_id"]), row[column]
        day = day.date() if hasattr(day, "date") else day
        about = [sorted(row.items(), key=str), person is not None]
        if "sex" in SCHEMAS[name] and person:
            homed = home_on(tables, row["person_id"], day) if day else None
            about += [person["birth_date"], person["sex"], homed]
        if "unit" in SCHEMAS[name]:
            about.append(row["unit_id"] in units)
        month = str(row[BY_NAME[source].month_of])[:7]
        found[month][1].append(repr(about))
        if source != "stay" or not row["discharged_at"] or (
            row["discharged_at"].date() >= row["admitted_at"].date()
        ):  # fmt: skip
            found[month][0].append(repr(about))
    return found


def late_row(tables, rng):
    contact = dict(rng.choice(tables["contact"]), contact_id="late")
    tables["contact"].append(contact)


def earlier_birth(tables, rng):
    person = rng.choice(tables["person"])
    if person["birth_date"]:
        person["birth_date"] -= timedelta(days=rng.choice([1, 400]))


def other_sex(tables, rng):
    person = rng.choice(tables["person"])
    person["sex"] = {"F": "M", "M": None, None: "F"}[person["sex"]]


def death(tables, rng):
    rng.choice(tables["person"])["death_date"] = date(2024, 12, 30)


def vanished(tables, rng):
    del tables["person"][rng.randrange(len(tables["person"]))]


def stranger(tables, rng):
    """Somebody whose events came before she did, and whose id is the first in order."""
    contact = dict(rng.choice(tables["contact"]), contact_id="hers", person_id="a")
    tables["contact"].append(contact)


def known_at_last(tables, rng):
    missing = {r["person_id"] for r in tables["contact"]} - {
        r["person_id"] for r in tables["person"]
    }
    who = min((each for each in missing if each), default="0")
    born = date(1950, 1, 1)
    tables["person"].append({"person_id": who, "birth_date": born, "death_date": None, "sex": "F"})


def moved(tables, rng):
    row = rng.choice(tables["residence"])
    row["municipality"] = rng.choice([*IN_REGION, "0180"])


def left(tables, rng):
    row = rng.choice(tables["residence"])
    row["to_date"] = row["from_date"] + timedelta(days=rng.randrange(700))


def new_home(tables, rng):
    day = date(2023, 1, 1) + timedelta(days=rng.randrange(730))
    person = rng.choice(tables["person"])["person_id"]
    there = {(r["person_id"], r["from_date"]) for r in tables["residence"]}
    if (person, day) not in there:
        home = {"municipality": "1480", "dwelling": "own", "from_date": day, "to_date": None}
        tables["residence"].append({"person_id": person, **home})


def new_unit(tables, rng):
    """One whose id comes first, and one that events were at before it was delivered."""
    for unit in ("0new", "unknown"):
        if unit not in {row["unit_id"] for row in tables["unit"]}:
            tables["unit"].append(dict(tables["unit"][3], unit_id=unit, name=unit))


def at_unknown_unit(tables, rng):
    rng.choice(tables["contact"])["unit_id"] = "unknown"


def closed_unit(tables, rng):
    tables["unit"] = [row for row in tables["unit"] if row["unit_id"] != "W1"]


def nothing(tables, rng):
    """The same again."""


CORRECTIONS = [
    late_row, earlier_birth, other_sex, death, vanished, stranger, known_at_last, moved, left,
    new_home, new_unit, at_unknown_unit, closed_unit, nothing,
]  # fmt: skip


@settings(max_examples=8, deadline=None)
@given(
    seed=st.integers(0, 2**32),
    steps=st.lists(
        st.lists(st.sampled_from(CORRECTIONS), min_size=1, max_size=3), min_size=1, max_size=3
    ),
)
def test_exactly_the_months_whose_rows_changed_are_made_again(seed, steps, tmp_path_factory):
    place, rng = tmp_path_factory.mktemp("months"), Random(seed)
    tables = crowd(Random(seed), 6).tables
    before, _ = prepared(written(tables, place / "0"), place / "w")
    for number, corrections in enumerate(steps, start=1):
        earlier = copy.deepcopy(tables)
        for correct in corrections:
            correct(tables, rng)
        folder = written(tables, place / str(number))
        now, rows = prepared(folder, place / "w")
        for name in now:
            was, came = told(earlier, name), told(tables, name)
            must = {m for m in came if sorted(was[m][0]) != sorted(came[m][0])}
            may = {m for m in came if sorted(was[m][1]) != sorted(came[m][1])}
            made = {month for month, said in now[name].items() if before[name].get(month) != said}
            assert must <= made <= may | must, name
        assert rows == prepared(folder, place / f"fresh {number}")[1]
        before = now


def test_a_month_more_leaves_all_earlier_files_and_numbers_as_they_were(tmp_path):
    tables = crowd(Random(3), 8).tables
    last = max(str(row["started_at"])[:7] for row in tables["contact"])
    fewer = {
        name: [row for row in rows if not (column := BY_NAME[name].month_of)
               or str(row[column])[:7] != last]
        for name, rows in tables.items()
    }  # fmt: skip
    fewer["person"] = fewer["person"][1:]
    first, _ = prepared(written(fewer, tmp_path / "1"), tmp_path / "w")
    second, _ = prepared(written(tables, tmp_path / "2"), tmp_path / "w")
    hers = tables["person"][0]["person_id"]
    for name, files in first.items():
        met = {month for month, (_, rows) in told(tables, name).items() if hers in str(rows)}
        for month, said in files.items():
            assert month in met or second[name][month] == said
    assert set(second["contact"]) - set(first["contact"]) == {last}


@pytest.mark.parametrize("lost", ["register.json", "person_number", "home"])
def test_without_what_the_next_delivery_is_held_against_all_is_made_again(lost, tmp_path):
    tables = crowd(Random(4), 5).tables
    first, _ = prepared(written(tables, tmp_path / "1"), tmp_path / "w")
    place = tmp_path / "w" / "prepared" / lost
    for path in [place] if place.is_file() else list(place.iterdir()):
        path.write_bytes(b"")
    earlier_birth(tables, Random(4))
    folder = written(tables, tmp_path / "2")
    second, rows = prepared(folder, tmp_path / "w")
    assert not {*first["contact"].values()} & {*second["contact"].values()}
    assert rows == prepared(folder, tmp_path / "fresh")[1]


SPELLS = st.lists(st.tuples(st.integers(0, 20), st.integers(0, 6), st.integers(0, 2)), max_size=4)


def apart(spells):
    """Spells without overlap: each begins after the one before it ends."""
    found, free = [], 0
    for gap, length, home in spells:
        found.append((free + gap, free + gap + length, home))
        free += gap + length + 1
    return found


@given(SPELLS.map(apart), SPELLS.map(apart))
def test_the_days_on_which_two_persons_homes_differ(old, new):
    def homes(spells):
        return {day: home for begin, until, home in spells for day in range(begin, until + 1)}

    days = [day for first, last in differing_days(old, new) for day in range(first, last + 1)]
    mine, theirs = homes(old), homes(new)
    assert days == [day for day in range(200) if mine.get(day) != theirs.get(day)]
