"""Deliveries of a few rows whose figures can be told by hand: engine and oracle both say them."""

from datetime import date
from fractions import Fraction

import pytest

from oracle.agreeing import CATALOGUE, computed, expected, found
from oracle.small import delivery, on


def told(cells, unit, month):
    """Numerator and denominator of a unit and month, both sexes and all ages together."""
    here = [parts for key, parts in cells.items() if key[:2] == (unit, month)]
    return tuple(sum(parts.get(part, 0) for parts in here) for part in ("numerator", "denominator"))


class Figures:
    """What engine and oracle say of one measure, when they say the same."""

    def __init__(self, world, connection, name, axis=None):
        definition = CATALOGUE.indicators[name]
        self.axis = axis or str(definition.axis)
        (cells,) = [
            cells for cells in computed(world, connection, [definition])
            if str(cells.group.axis) == self.axis
        ]  # fmt: skip
        self.cells = found(cells, definition)
        assert self.cells == expected(definition, self.axis, world)

    def __call__(self, unit, month):
        return told(self.cells, unit, month)


@pytest.fixture
def figures(connection):
    return lambda name, axis=None, **rows: Figures(delivery(**rows), connection, name, axis)


def stay(begin, end, **more):
    begins, ends = on(begin, end)
    return {"admitted_at": begins, "discharged_at": ends, **more}


def contact(day, **more):
    return {"started_at": date.fromisoformat(day), **more}


def test_a_stay_within_one_day_counts_as_one_day(figures):
    says = figures(
        "medelvardtid_75",
        stay=[stay("2023-05-02", "2023-05-02"), stay("2023-05-30", "2023-06-02")],
    )
    assert says("C1", "2023-05") == (1, 1)
    assert says("C1", "2023-06") == (3, 1)


def test_the_day_of_becoming_ready_for_discharge_is_not_counted(figures):
    ready = dict(
        zip(("first", "last", "late"), on("2023-05-03", "2023-05-06", "2023-05-07"), strict=True)
    )
    for when, days in (("first", (3, 1)), ("last", (0, 1)), ("late", (0, 0))):
        says = figures(
            "utskrivningsklar_dagar", stay=[stay("2023-05-02", "2023-05-06", ready_on=ready[when])]
        )
        assert says("C1", "2023-05") == days


@pytest.mark.parametrize(
    ("back", "planned", "again"),
    [("2023-05-31", False, 1), ("2023-06-01", False, 0), ("2023-05-20", True, 0),
     ("2023-05-03", False, 1)],
)  # fmt: skip
def test_an_unplanned_admission_on_day_1_to_30_is_a_readmission(figures, back, planned, again):
    says = figures(
        "aterinskrivning_65",
        stay=[stay("2023-04-20", "2023-05-01"), stay(back, "2023-07-01", planned=planned)],
    )
    assert says("C1", "2023-05") == (again, 1)


def test_a_transfer_within_a_day_continues_the_episode(figures):
    moved = [stay("2023-04-20", "2023-05-01"), stay("2023-05-02", "2023-05-09", unit_id="C2")]
    says = figures("aterinskrivning_65", stay=moved)
    assert says("C1", "2023-05") == (0, 0)
    assert says("C2", "2023-05") == (0, 1)


def test_a_stay_inside_another_ends_nothing(figures):
    inside = [stay("2023-04-01", "2023-05-20"), stay("2023-04-05", "2023-04-06", unit_id="C2")]
    says = figures("aterinskrivning_65", stay=inside)
    assert says("C2", "2023-04") == (0, 0)
    assert says("C1", "2023-05") == (0, 1)


def test_one_who_dies_on_the_last_day_of_a_month_is_no_inhabitant_then(figures):
    for death, lives in (("2023-05-31", 0), ("2023-06-01", 1)):
        says = figures("olampliga_lakemedel_75", person=[{"death_date": date.fromisoformat(death)}])
        assert says("1480", "2023-04") == (0, 1)
        assert says("1480", "2023-05") == (0, lives)
        assert says("1480", "2023-06") == (0, 0)


@pytest.mark.parametrize(("day", "turned"), [("2023-02-28", 0), ("2023-03-01", 1)])
def test_one_born_on_a_leap_day_has_a_birthday_on_1_march_when_there_is_none(figures, day, turned):
    says = figures(
        "approximalt_kariesfria_19",
        person=[{"birth_date": date(2004, 2, 29)}],
        dental_exam=[{"person_id": "p", "unit_id": "C1", "on_date": date.fromisoformat(day),
                      "caries_free": True}],
    )  # fmt: skip
    assert says("C1", day[:7]) == (turned, turned)


@pytest.mark.parametrize(("day", "young"), [("2024-02-28", 1), ("2024-02-29", 0)])
def test_and_on_29_february_when_there_is_one(figures, day, young):
    says = figures(
        "obesitas_behandling_fore_8_av_behandlade",
        person=[{"birth_date": date(2016, 2, 29)}],
        child_obesity=[{"started_on": date.fromisoformat(day)}],
    )
    assert says("C1", "2024-02") == (young, 1)


def test_a_medicine_counts_in_its_month_and_the_eleven_after(figures):
    says = figures(
        "olampliga_lakemedel_75", dispensing=[{"on_date": date(2023, 3, 31), "atc": "N02AX02"}]
    )
    counted = {
        month: says("1480", month)[0] for month in ("2023-02", "2023-03", "2024-02", "2024-03")
    }
    assert counted == {"2023-02": 0, "2023-03": 1, "2024-02": 1, "2024-03": 0}


def test_events_before_the_first_month_are_looked_back_upon(figures):
    says = figures(
        "olampliga_lakemedel_75", dispensing=[{"on_date": date(2022, 3, 1), "atc": "n02ax02"}]
    )
    assert says("1480", "2023-01") == (1, 1)
    assert says("1480", "2023-03") == (0, 1)


def test_four_emergency_contacts_in_twelve_months_make_a_frequent_attender(figures):
    days = ["2023-01-10", "2023-02-10", "2023-02-10", "2023-12-31"]
    says = figures(
        "andel_mangbesokare_akut", contact=[contact(day, level="emergency") for day in days]
    )
    assert says("1480", "2023-11") == (0, 1)
    assert says("1480", "2023-12") == (1, 1)
    assert says("1480", "2024-01") == (0, 1)


def test_of_two_residences_the_one_that_begins_later_holds(figures):
    homes = [
        {"municipality": "1480"},
        {"municipality": "1481", "from_date": date(2023, 3, 5), "to_date": date(2023, 4, 9)},
    ]
    visits = [contact(day) for day in ("2023-03-04", "2023-03-05", "2023-04-09", "2023-04-10")]
    says = figures("andel_primarvard", residence=homes, contact=visits)
    assert says("1480", "2023-03") == (1, 1)
    assert says("K81", "2023-03") == (1, 1)
    assert says("K81", "2023-04") == (1, 1)
    assert says("1480", "2023-04") == (0, 0)


def test_one_who_lives_outside_the_region_counts_where_treated_and_at_no_home(figures):
    away = {"residence": [{"municipality": "0180"}], "contact": [contact("2023-03-04")]}
    assert figures("besok_primarvard", "treating_unit", **away)("P1", "2023-03")[0] == 1
    assert figures("besok_primarvard", "municipality", **away).cells == {}


def test_a_contact_without_a_known_unit_counts_at_home_only(figures):
    for unit in (None, "unknown"):
        lost = {"contact": [contact("2023-03-04", unit_id=unit)]}
        assert figures("besok_primarvard", "treating_unit", **lost).cells == {}
        assert figures("besok_primarvard", "municipality", **lost)("1480", "2023-03")[0] == 1


@pytest.mark.parametrize("lost", [{"birth_date": None}, {"sex": None}, {"person_id": "another"}])
def test_someone_unknown_or_without_sex_or_birth_counts_nowhere(figures, lost):
    rows = {"person": [lost], "contact": [contact("2023-03-04")]}
    for axis in ("treating_unit", "municipality"):
        assert figures("besok_primarvard", axis, **rows).cells == {}


def test_a_unit_counts_in_every_month_that_it_exists_some_day_of(figures):
    visits = [contact(day, unit_id="C3") for day in ("2023-10-16", "2023-11-01")]
    says = figures("digitala_kontakter", contact=[visit | {"mode": "chat"} for visit in visits])
    assert says("C3", "2023-10")[0] == 1
    assert says("C3", "2023-11")[0] == 0


def test_a_wait_is_open_until_the_day_before_it_ends(figures):
    (begin,) = on("2023-01-31")
    for end, months in (("2023-03-31", 2), ("2023-04-01", 3), (None, 17)):
        ends = date.fromisoformat(end) if end else None
        says = figures("vantande_forsta_kontakt_90", wait=[{"from_date": begin, "to_date": ends}])
        waiting = [says("C1", f"2023-{month:02d}") for month in range(1, 13)]
        assert [d for _, d in waiting] == [1] * min(months, 12) + [0] * (12 - min(months, 12))
        assert waiting[3][0] == (0 if end and end < "2023-04-30" else 1)


def test_ninety_days_are_within_the_guarantee_and_ninety_one_are_not(figures):
    for end, within in (("2023-04-01", 1), ("2023-04-02", 0)):
        wait = {"from_date": date(2023, 1, 1), "to_date": date.fromisoformat(end)}
        says = figures("genomforda_forsta_kontakt_90", wait=[wait])
        assert says("C1", "2023-04") == (within, 1)
        for reason in ("patient_chosen", "medical_reason"):
            assert figures("genomforda_forsta_kontakt_90", wait=[wait | {reason: True}]).cells == {}


def test_a_population_is_counted_in_every_month_also_without_events(figures):
    says = figures("sip_per_1000_65", agreement=[{"on_date": date(2023, 3, 4)}])
    assert says("1480", "2023-03") == (1, 1)
    assert says("1480", "2023-04") == (0, 1)


def test_one_enrolled_at_two_units_counts_at_the_newest(figures):
    two = [
        {"from_date": date(2023, 1, 1)},
        {"from_date": date(2023, 3, 1), "unit_id": "C1", "group": "copd",
         "to_date": date(2023, 4, 30)},
    ]  # fmt: skip
    says = figures("egenmonitorering_hjartsvikt", monitoring=two)
    assert [says("P1", f"2023-0{month}")[0] for month in (2, 3, 4, 5)] == [1, 0, 0, 1]
    assert [says("C1", f"2023-0{month}")[0] for month in (2, 3, 4, 5)] == [0, 1, 1, 0]


@pytest.mark.parametrize("lost", [None, "unknown"])
def test_of_two_enrolments_begun_the_same_day_a_known_unit_counts(figures, lost):
    begin = {"from_date": date(2023, 5, 2)}
    for units in (("P1", lost), (lost, "P1")):
        rows = [begin | {"unit_id": units[0]}, begin | {"unit_id": units[1], "group": "copd"}]
        assert figures("egenmonitorering", monitoring=rows)("P1", "2023-05")[0] == 1


def test_continuity_counts_visits_at_the_own_unit_only(figures):
    visits = [contact("2023-01-05"), contact("2023-02-05"), contact("2023-03-05", clinician_id="e"),
              contact("2023-03-06", unit_id="C1", clinician_id="f"),
              contact("2023-03-07", mode="phone", clinician_id="g")]  # fmt: skip
    says = figures(
        "kontinuitet_coc", contact=visits, diagnosis=[{"on_date": date(2023, 1, 5), "code": "I10"}]
    )
    assert says("P1", "2023-02") == (0, 0)
    assert says("P1", "2023-03") == (float(round(Fraction(1, 3), 6)), 1)
    assert says("P1", "2024-06") == (float(round(Fraction(1, 3), 6)), 1)


def test_a_survey_without_a_number_of_positive_answers_is_not_counted(figures):
    rows = [
        {"period_end": date(2023, 3, 31), "question": "tillgang_vard", "respondents": 100,
         "positive": 60.5},
        {"period_end": date(2023, 3, 30), "question": "tillgang_vard", "respondents": 50},
    ]  # fmt: skip
    assert figures("tillgang_vard", survey=rows)("P1", "2023-03") == (60.5, 100)


def test_an_inhabitant_is_counted_from_the_month_of_birth(figures):
    says = figures("antibiotika_1000", person=[{"birth_date": date(2023, 5, 31)}])
    assert says("1480", "2023-04") == (0, 0)
    assert says("1480", "2023-05") == (0, 1)


def test_a_visit_counts_where_the_person_is_listed_at_the_end_of_the_month(figures):
    lists = [{"from_date": date(2020, 1, 1)}, {"unit_id": "P2", "from_date": date(2024, 3, 31)}]
    says = figures(
        "levnadsvanor_dokumenterade",
        first="2023-01",
        listing=lists,
        contact=[contact("2024-03-01")],
        diagnosis=[{"on_date": date(2023, 1, 5), "code": "I10"}],
    )
    assert says("P1", "2024-03") == (0, 0)
    assert says("P2", "2024-03") == (0, 1)
