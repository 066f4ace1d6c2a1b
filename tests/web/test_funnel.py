"""The funnel on a measure's page: which units, in which words, with which table."""

from dataclasses import replace
from datetime import date

import pytest
from django.utils import translation
from test_presenters import info

from riktning.apps.observations.figures import Point, UnitRow
from riktning.apps.observations.unit_funnel import unit_funnel
from riktning.catalogue.model import Kind, Polarity
from riktning.core.periods import Month, Period, PeriodKind
from riktning.core.units import Unit, UnitKind

YEAR = Period(Month(2025, 1), PeriodKind.YEAR)
SHARE = replace(info(), kind=Kind.PROPORTION, polarity=Polarity.HIGHER, definition={"scale": 100.0})


def row(name, events, people, kind=UnitKind.PRIMARY_CARE, value=None, hidden=""):
    unit = Unit(name, name, kind, None, None, date(2020, 1, 1), None)
    counted = 100 * events / people if value is None else value
    numbers = (None, None, None) if hidden else (events, people, counted)
    return UnitRow(unit, Point(YEAR, *numbers, None, None, False, hidden), None, None)


def rows(odd=0.2, count=12):
    plain = [row(f"v{place}", float(20 * (place + 2)), 100.0 * (place + 2))
             for place in range(count - 1)]  # fmt: skip
    return [*plain, row("udda", odd * 400, 400.0)]


@pytest.fixture(autouse=True)
def _swedish():
    with translation.override("sv"):
        yield


def made(given, about=SHARE, chosen="v0", language="sv"):
    return unit_funnel(given, about, chosen=chosen, language=language)


def test_a_unit_far_outside_is_first_in_the_table_and_said_with_its_side():
    found = made(rows(odd=0.35))
    assert found.title.startswith("1 av 12 vårdcentraler")
    assert found.lines[0].name == "udda"
    assert found.lines[0].place == "över de yttre gränserna, åt det bättre hållet"
    assert [line.chosen for line in found.lines if line.name == "v0"] == [True]
    worse = made(rows(odd=0.35), replace(SHARE, polarity=Polarity.LOWER))
    assert worse.lines[0].place.endswith("åt det sämre hållet")


def test_units_that_differ_by_chance_alone_are_said_to():
    found = made(rows())
    assert found.title == "Ingen av 12 vårdcentraler avviker mer än slumpen ger"
    assert found.sentences[0] == "Gränserna är de som slumpen ger enheter av olika storlek."
    assert found.plot.centre == pytest.approx(20.0)


def test_hidden_units_have_no_place_in_the_funnel():
    found = made([*rows(), row("dold", 1.0, 9.0, hidden="primary")])
    assert "dold" not in {line.name for line in found.lines}
    assert len(found.plot.points) == 12


def test_the_kind_of_the_chosen_unit_is_compared_otherwise_the_most_numerous():
    wards = [row(f"a{place}", 30.0, 100.0, UnitKind.WARD) for place in range(6)]
    assert made([*rows(), *wards]).kind == "Vårdcentraler"
    assert made([*rows(), *wards], chosen="a1").kind == "Vårdavdelningar"


@pytest.mark.parametrize(
    ("given", "about"),
    [
        (rows(count=4), SHARE),
        (rows(), replace(SHARE, kind=Kind.MEAN)),
        (rows(), replace(SHARE, definition={"scale": 100.0, "standard": "european_2013"})),
        (rows(), replace(SHARE, definition={"scale": 1000.0})),
        ([row(f"v{place}", 20.5, 100.0) for place in range(12)], SHARE),
        ([], SHARE),
    ],
)
def test_there_is_no_funnel_without_enough_units_or_counts_behind_the_values(given, about):
    assert made(given, about) is None


def test_a_rate_is_compared_by_its_events():
    about = replace(SHARE, kind=Kind.RATE, definition={"scale": 1000.0})
    given = [row(f"v{place}", 30.0 + place, 1500.5, value=1000 * (30 + place) / 1500.5)
             for place in range(8)]  # fmt: skip
    assert made(given, about).title == "Ingen av 8 vårdcentraler avviker mer än slumpen ger"


def test_a_year_of_month_ends_counts_each_person_once():
    """A state at twelve month ends is one observation of a person, as in the year's interval."""
    states = replace(SHARE, definition={"scale": 100.0, "frame": "listed_month"})
    persons = rows(odd=0.25)
    year = [row(each.unit.name, 12 * each.point.numerator, 12 * each.point.denominator)
            for each in persons]  # fmt: skip
    by_year, by_person = made(year, states), made(persons)
    assert [line.z for line in by_year.lines] == [line.z for line in by_person.lines]
    assert [line.size for line in by_year.lines] == [line.size for line in by_person.lines]
    assert [each.size for each in by_year.plot.points] == [
        each.size for each in by_person.plot.points
    ]
    assert by_year.lines[0].place == by_person.lines[0].place
    assert any("genomsnittlig månad" in each for each in by_year.sentences)
    events = replace(SHARE, definition={"scale": 100.0, "frame": "stay"})
    assert made(year, events).lines[0].z != by_person.lines[0].z


def test_a_mean_month_need_not_be_whole_persons():
    states = replace(SHARE, definition={"scale": 100.0, "frame": "listed_month"})
    given = [row(f"v{place}", 367.0, 443.0 + place) for place in range(8)]
    found = made(given, states)
    assert {line.size for line in found.lines} == {"37", "38"}
    assert all(line.place == "innanför" for line in found.lines)
