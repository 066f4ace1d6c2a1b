"""Totals equal what is counted directly in the larger unit, period, sex and age."""

import numpy as np
import pytest

from oracle.agreeing import CATALOGUE
from oracle.totals import ALL, Totals
from riktning.indicators.totals import margins_of


@pytest.fixture(scope="module")
def every_margin(everyone, counted):
    """Every indicator's margins on every axis, with the oracle's totals beside."""
    found = []
    for cells in counted:
        for margins in margins_of(cells, CATALOGUE.standards):
            totals = Totals(margins.definition, cells.group.axis, everyone)
            found.append((margins, totals, totals.over(margins.calendar.periods)))
    return found


def agree(rolled, direct):
    """To the last of the millionths that sums are kept in, and of a double's digits."""
    return np.allclose(rolled, direct, rtol=1e-12, atol=1e-6)


def test_every_unit_and_period_has_everything_below_it(every_margin):
    for margins, totals, over in every_margin:
        for part, by_unit in margins.by_unit.items() if not margins.definition.edges else ():
            rolled = margins.sums(by_unit)
            for number, unit in enumerate(margins.units.ids):
                direct = totals.of(part, unit, ALL, ALL) @ over
                assert agree(rolled[number], direct), (margins.definition.id, part, unit)


def test_buckets_of_medians_are_rolled_up_like_everything_else(every_margin):
    for margins, totals, over in every_margin:
        for number, bucket in enumerate(margins.buckets() if margins.buckets else ()):
            rolled = margins.sums(bucket.by_unit)
            for place, unit in enumerate(margins.units.ids):
                direct = totals.of(f"bucket_{number}", unit, ALL, ALL) @ over
                assert agree(rolled[place], direct), (margins.definition.id, number, unit)


def test_units_broken_down_by_sex_and_age_have_every_total(every_margin):
    for margins, totals, over in every_margin:
        if margins.definition.edges or not margins.by_sex_and_age:
            continue
        tops = [(margins.region_unit, margins.region)]
        tops += [(one.unit, one.parts) for one in margins.broken_down]
        for unit, parts in tops:
            for part, values in parts.items():
                direct = [
                    [totals.of(part, margins.units.ids[unit], sex, age) for age in margins.ages]
                    for sex in margins.sexes
                ]
                rolled = margins.sums(values)
                assert agree(rolled, np.array(direct) @ over), (margins.definition.id, part, unit)
