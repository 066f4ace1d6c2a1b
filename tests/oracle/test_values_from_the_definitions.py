"""Published values, worked out a second time from what their definitions say of them."""

from collections import Counter, defaultdict
from itertools import pairwise, product
from math import comb
from random import Random

import ibis
import pytest

from oracle.agreeing import CATALOGUE, computed, enters
from oracle.counting import cells_of
from oracle.hostile import crowd
from oracle.measures import ORACLES
from oracle.people import AGE_GROUPS
from oracle.totals import ALL, above, months_entering, periods_with, totals
from riktning.catalogue.frames import BY_NAME
from riktning.catalogue.model import Kind
from riktning.core.periods import Month, Period, PeriodKind
from riktning.indicators.observations import observations_of
from riktning.indicators.totals import margins_of

SEXES, AGES = ("F", "M"), [name for _, _, name in AGE_GROUPS]


@pytest.fixture(scope="module")
def world():
    return crowd(Random(31), 200, "2022-01", "2024-06")


@pytest.fixture(scope="module")
def published(world):
    """Definition, axis and a sample of its figures that are shown, as dicts."""
    connection, rng, found = ibis.duckdb.connect(), Random(1), []
    for cells in computed(world, connection):
        for margins in margins_of(cells, CATALOGUE.standards):
            rows = observations_of(margins, 0, world.as_of).to_pylist()
            shown = [row for row in rows if row["hidden"] == ""]
            sample = rng.sample(shown, min(300, len(shown)))
            found.append((margins.definition, cells.group.axis, sample))
    return found


def period_of(row):
    return Period(Month.of(row["period_start"]), PeriodKind(row["period_kind"]))


def sum_of(sums, part, row):
    found = sums.get((part, row["unit_id"], row["sex"], row["age_group"]), {})
    period = period_of(row)
    return found[period] if period in found or hasattr(found, "size") else 0.0


def test_a_value_is_the_quotient_of_its_sums_in_the_displayed_unit(published, world):
    seen = Counter()
    for definition, axis, rows in published:
        if definition.edges or definition.standard:
            continue
        sums = totals(definition, axis, world)
        for row in rows:
            numerator, denominator = (sum_of(sums, p, row) for p in ("numerator", "denominator"))
            stock = BY_NAME[definition.frame].stock
            months = months_entering(definition, period_of(row)) if stock else 1
            if definition.kind is Kind.COUNT:
                wanted = definition.scale * numerator / months
            else:
                wanted = definition.scale * numerator / denominator if denominator else None
            assert row["value"] == pytest.approx(wanted), (definition.id, axis, row)
            seen[definition.kind] += 1
    assert set(seen) == set(Kind) - {Kind.MEDIAN}


def values_in(definition, axis, world):
    """(unit, period, sex, age group) → every value counted there."""
    found = defaultdict(list)
    for (unit, month, sex, age), values in cells_of(
        ORACLES[definition.id], world, str(axis)
    ).values.items():
        if enters(definition, month):
            groups = product(
                above(world, axis, unit, month), periods_with(month), (sex, ALL), (age, ALL)
            )
            for key in groups:
                found[key].extend(values.elements())
    return {key: sorted(values) for key, values in found.items()}


def width_at(edges, value):
    """The width of the bucket that a value lies in; None where the bucket has an open end."""
    for low, high in pairwise(edges):
        if low <= value < high:
            return high - low
    return None


def test_a_median_lies_within_one_bucket_of_the_middle_value(published, world):
    seen = 0
    for definition, axis, rows in published:
        counted = values_in(definition, axis, world) if definition.edges else {}
        for row in rows if definition.edges else ():
            key = row["unit_id"], period_of(row), row["sex"], row["age_group"]
            values = counted.get(key, [])
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


def test_a_medians_interval_is_that_of_the_order_statistics(published, world):
    seen = 0
    for definition, axis, rows in published:
        stock = BY_NAME[definition.frame].stock
        counted = values_in(definition, axis, world) if definition.edges and not stock else {}
        for row in rows if counted else ():
            key = row["unit_id"], period_of(row), row["sex"], row["age_group"]
            values = counted.get(key, [])
            place = rank(len(values))
            ends = [values[place - 1], values[-place]] if place else []
            for end, name in zip(ends, ("low", "high"), strict=False):
                width = width_at(definition.edges, end)
                if width is not None:
                    assert row[name] == pytest.approx(end, abs=width), (definition.id, row)
                    seen += 1
    assert seen > 20


def test_a_standardised_value_is_the_standards_weighted_mean_of_the_strata(published, world):
    """Σ w r / Σ w over sex and age, where every stratum of the total has someone in it."""
    seen = 0
    for definition, axis, rows in published:
        if definition.standard is None:
            continue
        standard = CATALOGUE.standards[definition.standard]
        sums = totals(definition, axis, world)
        for row in rows:
            strata = strata_of(sums, row, list(zip(AGES, standard.weights, strict=True)))
            if strata is not None:
                weight = sum(w for w, _, _ in strata)
                mean = sum(w * n / d for w, n, d in strata) / weight
                assert row["value"] == pytest.approx(definition.scale * mean), (definition.id, row)
                seen += 1
    assert seen > 20


def strata_of(sums, row, weights):
    """Weight, numerator and denominator of each stratum; None when one that the region has people
    in is empty here."""
    sexes = SEXES if row["sex"] == ALL else (row["sex"],)
    found = []
    for sex, (age, weight) in product(sexes, weights):
        if row["age_group"] in (ALL, age):
            place = row | {"sex": sex, "age_group": age}
            here = sum_of(sums, "denominator", place)
            somewhere = sum_of(sums, "denominator", place | {"unit_id": "R"})
            if somewhere and not here:
                return None
            if here:
                found.append((weight, sum_of(sums, "numerator", place), here))
    return found or None
