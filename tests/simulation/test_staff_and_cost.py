"""Staff hours and cost follow from what care is given, by figures that say where they are from."""

import pyarrow as pa
import pytest

from riktning.simulation.resources import cost_to, events, hours_of, professions
from riktning.simulation.scenarios.outcomes import OUTCOMES
from riktning.simulation.scenarios.staff_and_cost import STAFF_AND_COST
from riktning.simulation.scenarios.totals import LIVING, SCHEMA
from riktning.simulation.scenarios.yearly import yearly_outcomes
from riktning.simulation.tallies import EVENTS, Kind

BY_ID = {outcome.id: number for number, outcome in enumerate(OUTCOMES)}
YEARS = range(2030, 2031)


def values(*counts):
    """The outcomes of a year in which there were counts by kind and age group."""
    rows = [
        {"month": "2030-06", "level": "region", "id": "all", "sex": "F"}
        | {"kind": kind, "age_group": age, "count": n}
        for kind, age, n in counts
    ]
    return yearly_outcomes(pa.Table.from_pylist(rows, schema=SCHEMA), YEARS)[:, 0]


def test_every_event_that_is_care_takes_staff_and_money_and_says_where_it_is_known_from():
    known = {event.kind for event in events()}
    contacts = {Kind(number).name for number in range(EVENTS) if number < Kind.ANTIBIOTICS}
    assert contacts <= known
    assert {"STAY", "BED_DAYS", "HOME_BED_DAYS", "TURNED_AWAY"} <= known
    for event in events():
        assert event.kind in Kind.__members__
        assert len(event.hours) == len(professions())
        assert all(hours >= 0 for hours in event.hours)
        assert sum(event.hours) > 0
        assert event.cost > 0
        assert event.payer in {"region", "municipality"}
        assert event.source == "assumption" or "Kolada" in event.source


def test_hours_and_cost_are_those_of_the_events_by_hand():
    # 1 000 persons all year; 10 stays of 60 bed-days in all, and 5 municipal home visits.
    found = values(
        (LIVING, "75–79", 12_000),
        ("STAY", "75–79", 10),
        ("BED_DAYS", "75–79", 60),
        ("MUNICIPAL_HOME_VISIT", "75–79", 5),
    )
    nurse = 10 * 4.0 + 60 * 4.2 + 5 * 0.9
    every = 10 * 10.5 + 60 * 10.3 + 5 * 1.4
    assert found[BY_ID["hours_nurse"]] == pytest.approx(nurse)
    assert found[BY_ID["hours"]] == pytest.approx(every)
    assert found[BY_ID["cost"]] == pytest.approx((10 * 20_000 + 60 * 10_000) / 1000)
    assert found[BY_ID["cost_municipal"]] == pytest.approx(5 * 1100 / 1000)


def test_the_professions_add_up_to_all_staff():
    whole = dict(hours_of())
    parts = [dict(hours_of(profession)) for profession in professions()]
    for kind, hours in whole.items():
        assert hours == pytest.approx(sum(part[kind] for part in parts))


def test_the_emergency_departments_hours_are_those_of_its_visits():
    found = values(
        (LIVING, "18–29", 12_000), ("EMERGENCY_VISIT", "18–29", 100), ("STAY", "18–29", 9)
    )
    assert found[BY_ID["hours_emergency"]] == pytest.approx(100 * (1.4 + 1.8 + 1.1 + 0.5))


def test_each_event_is_paid_for_once():
    region, municipality = dict(cost_to("region")), dict(cost_to("municipality"))
    assert not region.keys() & municipality.keys()
    assert region.keys() | municipality.keys() == {event.kind for event in events()}


def test_care_at_home_in_place_of_a_bed_costs_less_and_takes_fewer_hours():
    bed = values((LIVING, "75–79", 12_000), ("BED_DAYS", "75–79", 100))
    home = values((LIVING, "75–79", 12_000), ("HOME_BED_DAYS", "75–79", 100))
    for outcome in STAFF_AND_COST[:5]:
        assert home[BY_ID[outcome.id]] < bed[BY_ID[outcome.id]]
    assert home[BY_ID["cost"]] < bed[BY_ID["cost"]]


def test_the_names_say_what_is_counted_in_both_languages():
    for outcome in STAFF_AND_COST:
        assert outcome.name.sv != outcome.name.en
        assert "år" in outcome.name.sv
        assert "year" in outcome.name.en
