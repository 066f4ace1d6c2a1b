"""The model beside published figures: the page is current, misses stay, no year is peeked at."""

import re
from dataclasses import replace
from functools import cache
from pathlib import Path

import numpy as np
import pytest

from riktning.core.periods import Month
from riktning.simulation import projection
from riktning.simulation.figures import population_figures
from riktning.simulation.published import earlier_figures, published, sources
from riktning.simulation.validation import hindcast
from riktning.simulation.validation.conditions import incidence, prevalence
from riktning.simulation.validation.courses import EARLY, JUDGED
from riktning.simulation.validation.hindcast import population_rows, structure
from riktning.simulation.validation.page import findings, validation_page
from riktning.simulation.validation.rows import Row, score, table
from simulation.small_world import REGION

PAGE = Path(__file__).parents[2] / "docs" / "explanation" / "validation.md"
NUMBER = re.compile(r"[+-]?\d+(?:\.\d+)?")
_CLOSE = 0.03  # another processor may round an event the other way; a figure moves by less


@cache
def written():
    return PAGE.read_text(encoding="utf-8")


@cache
def made():
    return validation_page(findings(REGION))


def test_the_page_says_what_the_model_says_now():
    assert NUMBER.sub("#", written()) == NUMBER.sub("#", made()), (
        "run `riktning scenario validate > docs/explanation/validation.md`"
    )
    for one, other in zip(NUMBER.findall(written()), NUMBER.findall(made()), strict=True):
        assert float(one) == pytest.approx(float(other), rel=_CLOSE, abs=0.6)


def test_all_twenty_items_of_stress_are_reported():
    items = re.findall(r"^\| (\d\.\d) ", written(), re.MULTILINE)
    parts = {"1": 3, "2": 5, "3": 4, "4": 3, "5": 4, "6": 1}
    assert items == [f"{part}.{n}" for part, many in parts.items() for n in range(1, many + 1)]
    assert len(items) == 20


def test_no_year_that_is_judged_is_one_that_the_model_was_made_from():
    assert not set(EARLY) & set(JUDGED)
    assert hindcast.EARLIER.year not in hindcast._JUDGED


def test_every_published_figure_has_a_source_and_every_source_is_told():
    for figure in published():
        assert sources()[figure]
        assert f"| {figure} | {sources()[figure]} |" in written()


def test_a_deviation_beyond_the_bound_is_a_miss_and_stays_in_the_table():
    rows = [Row("a", "2024", 100.0, 111.0, 1, 10.0), Row("a", "2024", 100.0, 109.0, 1, 10.0)]
    assert [row.missed for row in rows] == [True, False]
    assert score(rows) == "1 of 2 held-out figures are met."
    lines = list(table(rows))
    assert lines[2] == "| a | 2024 | 100.0 | 111.0 | +11.0 % | **miss** (more than 10 %) |"
    assert lines[3] == "| a | 2024 | 100.0 | 109.0 | +9.0 % | met |"


def test_what_the_model_was_sized_to_is_not_counted_as_met():
    assert score([Row("a", "2024", 100.0, 100.0, 1, why="sized to it")]).startswith("0 of 0")


def test_the_hindcast_knows_nothing_of_later_years(monkeypatch):
    before = [row.model for row in population_rows()]
    later = {
        name: {year: value * (1 if year < 2016 else 7) for year, value in years.items()}
        for name, years in published().items()
    }
    monkeypatch.setattr(hindcast, "published", lambda: later)
    assert [row.model for row in population_rows()] == before


def test_the_hindcast_is_the_cohort_component_method_by_hand():
    """Those of an age in 2016 are those a year younger in 2015, less deaths: nobody moves here."""
    rates = hindcast.early_rates(2015)
    start = earlier_figures().population / 1000
    wide = replace(rates, leaves=np.zeros(101), net=0.0)
    found = projection.project_from(start, Month(2015, 7), Month(2016, 7), 1, lambda _: wide).start
    share = found[41].sum() / found[60].sum()
    alive = [_survivors(start, wide.deaths, age) for age in (41, 60)]
    assert share == pytest.approx(alive[0] / alive[1], rel=2e-3)


def _survivors(start, deaths, age):
    """A year's deaths are half at the age before, half at the age."""
    rate = (deaths[age - 1] + deaths[age]) / 2
    return (start[age - 1] * np.exp(-rate)).sum()


def test_a_horizon_before_2020_starts_with_the_population_of_2015():
    start = projection.project(Month(2015, 7), 1).start
    given = earlier_figures().population
    assert start == pytest.approx(given / given.sum())
    later = projection.project(Month(2020, 7), 1).start
    given = population_figures().population
    assert later == pytest.approx(given / given.sum())


def test_the_population_carried_to_2020_is_near_the_one_that_was_counted_then():
    people, counted = structure(2020), population_figures().population / 1000
    assert people.sum() == pytest.approx(counted.sum(), rel=0.02)
    assert people[65:].sum() == pytest.approx(counted[65:].sum(), rel=0.02)


def test_prevalence_is_what_the_sources_say_and_incidence_follows_from_it():
    assert prevalence("heart_failure") == pytest.approx(2.2, abs=0.05)
    women, men = (incidence("cancer", (sex,)) for sex in range(2))
    share = population_figures().population.sum(axis=0)
    both = (women * share[0] + men * share[1]) / share.sum()
    assert incidence("cancer") == pytest.approx(both)
