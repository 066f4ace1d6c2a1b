"""One person of a hostile delivery: a life, homes, listings, and everything that happens."""

from datetime import date, timedelta

from oracle.codes import codes
from oracle.hostile_units import ANYWHERE, INPATIENT, PLACES, PRIMARY

BIRTHS = [
    date(1948, 2, 29), date(1949, 1, 31), date(1949, 12, 31), date(1959, 2, 28), date(1935, 6, 1),
    date(1944, 2, 29), date(1990, 7, 7), date(1958, 12, 1), date(1957, 2, 28), date(1931, 3, 1),
    date(2024, 2, 29), date(2023, 5, 31), date(2016, 2, 29), date(2004, 2, 29), date(2006, 8, 15),
    date(2020, 1, 31), date(2011, 11, 30), date(2015, 3, 1), date(2005, 6, 30), date(2018, 9, 9),
]  # fmt: skip
ICD = [
    "I50.1", "I509", "i50.9", "I10", "I119", "K50.0", "K519", "E119", "J44", "N18", "Z50.1", "C18",
    "Z00", "W01", "W19.9", "W20", "F03", "G30.1", "F32", "F900", "R45", "E66", "E66.9", "J45",
    "D50.8", "O14", "Z50.2", "Z60", "T81.4", "Y95", "A04.7", "G40.3",
]  # fmt: skip
ATC = [
    "N02AX02", "N05BA01", "N06AA09", "G04BD12", "N02BE01", "N04AA02", "J01CE02", "J01XX05", "J01XX",
    "j01aa02", "A02BC05", "A02BC05",
]  # fmt: skip
KVA = ["AU124", "DV111", "DV1", "UX003"]
LEVELS = [
    "primary", "primary", "primary", "specialist", "specialist", "emergency", "emergency",
    "rehabilitation", "dental", "municipal",
]  # fmt: skip
MODES = ["visit", "visit", "visit", "home_visit", "video", "chat", "phone", "letter"]
WAITS = [
    "assessment", "first_contact", "treatment", "child_psychiatry_first", "child_psychiatry_start"
]  # fmt: skip
PATHS = ["cancer_breast", "cancer_colon", "neuro_assessment", "neuro_diagnosis", "neuro_support"]
GROUPS = {
    "heart_failure": "I50.1", "hypertension": "I10", "copd": "J44", "kidney_failure": "N18",
    "maternity": "O14",
}  # fmt: skip


def person(chance, tables, who):
    born = chance.choice(BIRTHS)
    died = chance.maybe(max(chance.day(), born), 0.2)
    chance.about(born, died)
    tables["person"].append({
        "person_id": who, "birth_date": chance.given(born), "death_date": died,
        "sex": chance.given(chance.choice("FM")),
    })  # fmt: skip
    spells(chance, tables["residence"], who, home)
    spells(chance, tables["listing"], who, listing)
    group = chance.choice(sorted(GROUPS))
    illnesses = [GROUPS[group], *chance.rng.sample(ICD, 3)]
    stays(chance, tables, who, illnesses)
    contacts(chance, tables, who, illnesses)
    medicines_and_plans(chance, tables, who)
    monitoring(chance, tables["monitoring"], who, group)
    waits(chance, tables, who)
    childhood(chance, tables, who, born)


def home(chance):
    return {"municipality": chance.choice(PLACES), "dwelling": chance.choice(["own", "care_home"])}


def listing(chance):
    return {
        "unit_id": chance.where(PRIMARY),
        "named_contact": chance.yes(),
        "named_physician_id": chance.maybe("d1"),
    }


def spells(chance, rows, who, more):
    """Periods that may overlap, touch, leave gaps, last one day or end before they begin."""
    begins = {date(2021, 1, 1), *(chance.day() for _ in chance.some(3))}
    for begin in sorted(begins)[chance.rng.randrange(2) : chance.rng.randrange(1, 5)]:
        length = chance.length(0, 1, 30, chance.rng.randrange(500))
        ends = chance.maybe(begin + timedelta(days=length), 0.4)
        rows.append({"person_id": who, "from_date": begin, "to_date": ends, **more(chance)})


def stays(chance, tables, who, illnesses):
    day = chance.day()
    for _ in chance.some(4):
        stay, length = chance.next_id("s"), chance.choice([0, 0, 1, 3, 40])
        entered, left = chance.moment(day), day + timedelta(days=length)
        leaves = chance.maybe(chance.moment(left), 0.9)
        if leaves is not None and leaves < entered and not (chance.lawless and chance.yes(0.1)):
            leaves = entered
        tables["stay"].append({
            "stay_id": stay, "person_id": chance.who(who), "unit_id": chance.where(INPATIENT),
            "admitted_at": entered, "discharged_at": leaves, "planned": chance.yes(0.3),
            "ready_on": chance.maybe(day + timedelta(days=chance.length(0, 1, 2, 3, 4))),
            "discharged_to": chance.choice(["own", "own", "own", "care_home", "other_ward",
                                            "deceased", None]),
            "at_home": chance.yes(0.1),
        })  # fmt: skip
        codes_of(chance, tables, who, stay, day, illnesses)
        day = left + timedelta(days=chance.choice([-2, 0, 1, 2, 2, 5, 29, 30, 31, 32]))


def codes_of(chance, tables, who, event, day, illnesses):
    for code in chance.rng.sample([*illnesses, chance.choice(ICD)], chance.rng.randrange(3)):
        position = chance.choice(["main", "main", "other"])
        found = [
            r for r in tables["diagnosis"][-3:] if r["event_id"] == event and r["code"] == code
        ]
        if not found:
            tables["diagnosis"].append({"event_id": event, "person_id": who, "on_date": day,
                                        "code": code, "position": position})  # fmt: skip
    if chance.yes(0.5):
        late = day + timedelta(days=chance.choice([-1, 0, 1, 2]))
        code = chance.choice(
            [
                *KVA,
                *codes("risk_assessment"),
                *codes("lifestyle_documented"),
                *codes("lifestyle_measures"),
            ]
        )
        tables["procedure"].append({"event_id": event, "person_id": who, "on_date": late,
                                    "code": code})  # fmt: skip


def contacts(chance, tables, who, illnesses):
    busy = chance.yes(0.4)
    around, often = chance.day(), chance.choice(LEVELS)
    own = [row["unit_id"] for row in tables["listing"][-2:] if row["person_id"] == who]
    for _ in chance.some(20 if busy else 5):
        contact = chance.next_id("c")
        day = chance.near(around, 400) if busy and chance.yes(0.8) else chance.day()
        level = often if busy and chance.yes(0.7) else chance.choice(LEVELS)
        unit = (own or PRIMARY) if level == "primary" and chance.yes(0.8) else ANYWHERE
        tables["contact"].append({
            "contact_id": contact, "person_id": chance.who(who), "unit_id": chance.where(unit),
            "started_at": chance.moment(day), "level": level, "mode": chance.choice(MODES),
            "planned": chance.yes(0.6), "mobile_team": chance.yes(0.15),
            "clinician_id": chance.choice(["d1", "d1", "d2", "d3", None]),
            "profession": chance.choice(["nurse", None]),
        })  # fmt: skip
        if chance.yes(0.6):
            codes_of(chance, tables, who, contact, day, illnesses)


def medicines_and_plans(chance, tables, who):
    for _ in chance.some(4):
        tables["dispensing"].append({
            "person_id": chance.who(who), "on_date": chance.day(), "ddd": chance.maybe(10.5),
            "atc": chance.choice([*ATC, chance.choice(codes("unsuitable_medicines"))]),
            "unit_id": chance.maybe("P1"),
        })  # fmt: skip
    for _ in chance.some(2):
        tables["agreement"].append({
            "person_id": chance.who(who), "unit_id": chance.where(ANYWHERE),
            "kind": chance.choice(["sip", "patient_contract"]), "on_date": chance.day(),
        })  # fmt: skip


def monitoring(chance, rows, who, group):
    """Enrolments in the group of the person's illness and others, also two at once."""
    begun = set()
    for _ in chance.some(3):
        begin, group = chance.day(), chance.choice([group, group, *sorted(GROUPS)])
        length = chance.length(0, 1, 31, chance.rng.randrange(500))
        if (group, begin) not in begun:
            begun.add((group, begin))
            rows.append({
                "person_id": chance.who(who), "unit_id": chance.where(["P1", "P2", "C1"]),
                "group": group, "from_date": begin,
                "to_date": chance.maybe(begin + timedelta(days=length)),
            })  # fmt: skip


def waits(chance, tables, who):
    for _ in chance.some(4):
        begin, length = chance.day(), chance.length(0, 3, 4, 29, 30, 31, 89, 90, 91, 200)
        tables["wait"].append({
            "wait_id": chance.next_id("w"), "person_id": chance.who(who),
            "unit_id": chance.where(ANYWHERE), "kind": chance.choice(WAITS), "from_date": begin,
            "to_date": chance.maybe(begin + timedelta(days=length), 0.75),
            "patient_chosen": chance.yes(0.15), "medical_reason": chance.yes(0.1),
        })  # fmt: skip
    for _ in chance.some(2):
        begin, allowed = chance.day(), chance.choice([0, 14, 28, 60])
        length = chance.length(0, allowed, allowed + 1, 45, 400)
        tables["pathway"].append({
            "pathway_id": chance.next_id("v"), "person_id": chance.who(who),
            "unit_id": chance.where(ANYWHERE), "kind": chance.choice(PATHS), "started_on": begin,
            "treated_on": chance.maybe(begin + timedelta(days=length), 0.8),
            "allowed_days": allowed,
        })  # fmt: skip


def childhood(chance, tables, who, born):
    """Teeth on the birthday, the day before and after; obesity about the eighth birthday."""
    for years in (3, 6, 12, 19):
        turns = date(born.year + years, 3, 1) if (born.month, born.day) == (2, 29) \
            else born.replace(year=born.year + years)  # fmt: skip
        if date(2021, 1, 1) < turns < date(2025, 2, 1):
            for _ in chance.some(4):
                tables["dental_exam"].append({
                    "person_id": chance.who(who), "unit_id": chance.where(ANYWHERE),
                    "on_date": turns + timedelta(days=chance.choice([-1, 0, 1, 200, 364])),
                    "caries_free": chance.yes(0.7),
                })  # fmt: skip
    if born.year > 2003 and chance.yes(0.7):
        tables["child_obesity"].append({
            "person_id": chance.who(who), "unit_id": chance.where(ANYWHERE),
            "started_on": chance.day(),
        })  # fmt: skip
