"""Totals equal what is counted directly in the larger unit, period, sex and age."""

from random import Random

import ibis
import numpy as np
import pytest

from oracle.agreeing import CATALOGUE, computed
from oracle.hostile import crowd
from oracle.totals import ALL, totals
from riktning.indicators.totals import margins_of


@pytest.fixture(scope="module")
def world():
    return crowd(Random(11), 150, "2022-01", "2024-06")


@pytest.fixture(scope="module")
def every_margin(world):
    """Every indicator's margins on every axis, with the oracle's totals beside."""
    connection = ibis.duckdb.connect()
    return [
        (margins, totals(margins.definition, cells.group.axis, world))
        for cells in computed(world, connection)
        for margins in margins_of(cells, CATALOGUE.standards)
    ]


def direct(sums, part, unit, sex, age, margins):
    """What the oracle counts there, period by period."""
    found = sums.get((part, unit, sex, age), {})
    return np.array([found[period] if period in found or hasattr(found, "size") else 0.0
                     for period in margins.calendar.periods])  # fmt: skip


def test_every_unit_and_period_has_everything_below_it(every_margin):
    for margins, sums in every_margin:
        for part, by_unit in margins.by_unit.items():
            if margins.definition.edges:
                continue
            rolled = margins.sums(by_unit)
            for number, unit in enumerate(margins.units.ids):
                wanted = direct(sums, part, unit, ALL, ALL, margins)
                assert np.allclose(rolled[number], wanted, rtol=1e-12, atol=1e-6), (
                    margins.definition.id, part, unit
                )  # fmt: skip


def test_buckets_of_medians_are_rolled_up_like_everything_else(every_margin):
    for margins, sums in every_margin:
        for number, bucket in enumerate(margins.buckets() if margins.buckets else ()):
            rolled = margins.sums(bucket.by_unit)
            for place, unit in enumerate(margins.units.ids):
                wanted = direct(sums, f"bucket_{number}", unit, ALL, ALL, margins)
                assert np.array_equal(rolled[place], wanted), (margins.definition.id, unit)


def test_units_broken_down_by_sex_and_age_have_every_total(every_margin):
    for margins, sums in every_margin:
        tops = [(margins.region_unit, margins.region)]
        tops += [(one.unit, one.parts) for one in margins.broken_down]
        for unit, parts in tops if margins.by_sex_and_age else ():
            for part, values in parts.items():
                if not margins.definition.edges:
                    assert_broken_down(margins, sums, margins.units.ids[unit], part, values)


def assert_broken_down(margins, sums, unit, part, values):
    rolled = margins.sums(values)
    for number, sex in enumerate(margins.sexes):
        for place, age in enumerate(margins.ages):
            wanted = direct(sums, part, unit, sex, age, margins)
            assert np.allclose(rolled[number, place], wanted, rtol=1e-12, atol=1e-6), (
                margins.definition.id, part, unit, sex, age
            )  # fmt: skip
