"""Published values, worked out a second time from what their definitions say of them."""

from collections import Counter, defaultdict
from datetime import date
from itertools import pairwise, product
from math import comb
from random import Random

import numpy as np
import pytest

from oracle.agreeing import CATALOGUE, enters
from oracle.counting import cells_of
from oracle.measures import ORACLES
from oracle.people import AGE_GROUPS
from oracle.totals import ALL, Totals, above
from riktning.catalogue.frames import BY_NAME
from riktning.catalogue.model import Kind
from riktning.core.periods import Month, Period, PeriodKind
from riktning.indicators import observations
from riktning.indicators.suppression import SHOWN, Marking
from riktning.indicators.totals import margins_of

LEAST_FOR_AN_INTERVAL = 6
SEXES, AGES = ("F", "M"), [name for _, _, name in AGE_GROUPS]


@pytest.fixture(scope="module")
def published(counted):
    """Definition, axis and a sample of its figures, as dicts, before any is hidden."""
    rng = Random(1)
    return [
        (margins.definition, cells.group.axis, figures_of(margins, rng))
        for cells in counted
        for margins in margins_of(cells, CATALOGUE.standards)
    ]


def figures_of(margins, rng):
    shown = nothing_hidden(margins)
    rows = [row for row in observations.published(margins, shown, date(2024, 6, 30)).to_pylist()
            if telling(row, margins.definition)]  # fmt: skip
    return rng.sample(rows, min(200, len(rows)))


def nothing_hidden(margins):
    periods = len(margins.calendar.periods)
    table = np.full((len(margins.sexes), len(margins.ages), periods), SHOWN)
    units = np.full((len(margins.units.ids), periods), SHOWN)
    return Marking(units, table, (table,) * len(margins.broken_down))


def telling(row, definition):
    """Of medians, those with an interval."""
    return not definition.edges or row["denominator"] >= LEAST_FOR_AN_INTERVAL


def period_of(row):
    return Period(Month.of(row["period_start"]), PeriodKind(row["period_kind"]))


def sum_of(totals, part, row):
    monthly = totals.of(part, row["unit_id"], row["sex"], row["age_group"])
    period = period_of(row)
    begin, end = (month.index - totals.first.index for month in (period.start, period.end))
    return float(monthly[begin : end + 1].sum())


def test_a_value_is_the_quotient_of_its_sums_in_the_displayed_unit(published, everyone):
    seen = Counter()
    for definition, axis, rows in published:
        if definition.edges or definition.standard:
            continue
        totals = Totals(definition, axis, everyone)
        for row in rows:
            numerator, denominator = (sum_of(totals, p, row) for p in ("numerator", "denominator"))
            stock = BY_NAME[definition.frame].stock
            months = totals.months_in(period_of(row)) if stock else 1
            if definition.kind is Kind.COUNT:
                wanted = definition.scale * numerator / months
            else:
                wanted = definition.scale * numerator / denominator if denominator else None
            assert row["value"] == pytest.approx(wanted), (definition.id, axis, row)
            seen[definition.kind] += 1
    assert set(seen) == set(Kind) - {Kind.MEDIAN}


def values_in(definition, axis, world):
    """(unit, sex, age group) → every value counted there, with its month."""
    found = defaultdict(list)
    cells = cells_of(ORACLES[definition.id], world, str(axis))
    for (unit, month, sex, age), values in cells.values.items():
        if enters(definition, month):
            when = Month.parse(month)
            for key in product(above(world, axis, unit, month), (sex, ALL), (age, ALL)):
                found[key] += [(when, value) for value in values.elements()]
    return found


def in_order(counted, row):
    """The values that a figure is the median of."""
    period = period_of(row)
    values = counted.get((row["unit_id"], row["sex"], row["age_group"]), ())
    return sorted(value for month, value in values if period.start <= month <= period.end)


def width_at(edges, value):
    """The width of the bucket that a value lies in; None where the bucket has an open end."""
    for low, high in pairwise(edges):
        if low <= value < high:
            return high - low
    return None


def test_a_median_lies_within_one_bucket_of_the_middle_value(published, everyone):
    seen = 0
    for definition, axis, rows in published:
        counted = values_in(definition, axis, everyone) if definition.edges else {}
        for row in rows if definition.edges else ():
            values = in_order(counted, row)
            assert row["denominator"] == len(values)
            middle = [values[(len(values) - 1) // 2], values[len(values) // 2]] if values else []
            widths = [width_at(definition.edges, value) for value in middle]
            if None not in widths and values:
                assert row["value"] == pytest.approx(sum(middle) / 2, abs=max(widths)), row
                seen += 1
    assert seen > 100


def rank(size):
    """The largest l for which fewer than l of ``size`` values lie below the median with
    probability at most 2.5 per cent."""
    below, found = 0, 0
    for number in range(size):
        below += comb(size, number)
        if below / 2**size > 0.025:
            break
        found = number + 1
    return found


def test_a_medians_interval_is_that_of_the_order_statistics(published, everyone):
    seen = 0
    for definition, axis, rows in published:
        stock = BY_NAME[definition.frame].stock
        counted = values_in(definition, axis, everyone) if definition.edges and not stock else {}
        for row in rows if counted else ():
            values = in_order(counted, row)
            place = rank(len(values))
            ends = [values[place - 1], values[-place]] if place else []
            for end, name in zip(ends, ("low", "high"), strict=False):
                width = width_at(definition.edges, end)
                if width is not None:
                    assert row[name] == pytest.approx(end, abs=width), (definition.id, row)
                    seen += 1
    assert seen > 20


def test_a_standardised_value_is_the_standards_weighted_mean_of_the_strata(published, everyone):
    """Σ w r / Σ w over sex and age, where every stratum of the total has someone in it."""
    seen = 0
    for definition, axis, rows in published:
        if definition.standard is None:
            continue
        standard = CATALOGUE.standards[definition.standard]
        totals = Totals(definition, axis, everyone)
        for row in rows:
            strata = strata_of(totals, row, list(zip(AGES, standard.weights, strict=True)))
            if strata is not None:
                weight = sum(w for w, _, _ in strata)
                mean = sum(w * n / d for w, n, d in strata) / weight
                assert row["value"] == pytest.approx(definition.scale * mean), (definition.id, row)
                seen += 1
    assert seen > 20


def strata_of(totals, row, weights):
    """Weight, numerator and denominator of each stratum; None when one that the region has people
    in is empty here."""
    sexes = SEXES if row["sex"] == ALL else (row["sex"],)
    found = []
    for sex, (age, weight) in product(sexes, weights):
        if row["age_group"] in (ALL, age):
            place = row | {"sex": sex, "age_group": age}
            here = sum_of(totals, "denominator", place)
            somewhere = sum_of(totals, "denominator", place | {"unit_id": "R"})
            if somewhere and not here:
                return None
            if here:
                found.append((weight, sum_of(totals, "numerator", place), here))
    return found or None
