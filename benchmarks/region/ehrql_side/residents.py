"""Four of the catalogue's indicators as ehrQL measures; run by ehrQL in its own environment.

ehrql generate-measures residents.py --dsn FILE --output OUT.csv -- SETTINGS.json
"""

import datetime
import json
import sys
from pathlib import Path

from ehrql import INTERVAL, case, create_measures, months, when
from ehrql.tables import EventFrame, PatientFrame, Series, table

SETTINGS = json.loads(Path(sys.argv[-1]).read_text(encoding="utf-8"))
Day = datetime.date


@table
class person(PatientFrame):
    birth_date = Series(Day)
    death_date = Series(Day)
    sex = Series(str)


@table
class residence(EventFrame):
    municipality = Series(str)
    from_date = Series(Day)
    to_date = Series(Day)


@table
class dispensing(EventFrame):
    on_date = Series(Day)
    atc = Series(str)


@table
class diagnosis(EventFrame):
    on_date = Series(Day)
    code = Series(str)


@table
class contact(EventFrame):
    on_date = Series(Day)
    level = Series(str)


@table
class monitoring(EventFrame):
    group = Series(str)
    from_date = Series(Day)
    to_date = Series(Day)


def on_last_day(spells):
    return spells.where(spells.from_date.is_on_or_before(INTERVAL.end_date)).where(
        spells.to_date.is_null() | spells.to_date.is_on_or_after(INTERVAL.end_date)
    )


def within(events, window):
    return events.where(
        events.on_date.is_on_or_between(INTERVAL.start_date - months(window - 1), INTERVAL.end_date)
    )


def diagnosed(codes):
    events = within(diagnosis, 36)
    return events.where(events.code.is_in(SETTINGS["codes"][codes])).exists_for_patient()


def monitored(group):
    return on_last_day(monitoring.where(monitoring.group == group)).exists_for_patient()


age = (INTERVAL.end_date - person.birth_date).years
home = on_last_day(residence).sort_by(residence.from_date).last_for_patient().municipality
resident = home.is_in(SETTINGS["municipalities"]) & (
    person.death_date.is_null() | person.death_date.is_after(INTERVAL.end_date)
)
bounds = SETTINGS["age_bounds"]
groups = {
    "municipality": home,
    "sex": person.sex,
    "age_group": case(
        *[
            when((age >= low) & (age < high)).then(name)
            for low, high, name in zip(bounds, [*bounds[1:], 999], SETTINGS["age_groups"])
        ],
        otherwise="",
    ),
}
drugs = within(dispensing, 12)
unsuitable = drugs.where(drugs.atc.is_in(SETTINGS["codes"]["unsuitable_medicines"]))
visits = within(contact.where(contact.level == "emergency"), 12).count_for_patient()

measures = create_measures()
measures.configure_disclosure_control(enabled=False)
measures.define_defaults(
    group_by=groups,
    intervals=months(SETTINGS["months"]).starting_on(SETTINGS["first"]),
)
measures.define_measure(
    "olampliga_lakemedel_75",
    numerator=unsuitable.exists_for_patient(),
    denominator=resident & (age >= 75),
)
measures.define_measure(
    "andel_egenmonitorering_hjartsvikt",
    numerator=monitored("heart_failure"),
    denominator=resident & diagnosed("heart_failure"),
)
measures.define_measure(
    "andel_egenmonitorering_kol",
    numerator=monitored("copd"),
    denominator=resident & diagnosed("copd"),
)
measures.define_measure(
    "andel_mangbesokare_akut",
    numerator=visits >= SETTINGS["min_visits"],
    denominator=resident & (visits >= 1),
)
