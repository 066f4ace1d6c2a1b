"""The numbers of an indicator's figures: sums over periods, values and intervals."""

from dataclasses import dataclass

import numpy as np

from riktning.catalogue.intervals import NONE, interval_of
from riktning.indicators.grid import Ints
from riktning.indicators.layout import Layout
from riktning.indicators.margins import Margins
from riktning.indicators.medians import MedianSearch
from riktning.indicators.precision import rounded, slopes
from riktning.indicators.standardised import effects, standardised
from riktning.indicators.values import Floats, Sums, Values, values_of

_NAMES = {"numerator": "numerator", "denominator": "denominator", "squares": "square_sum"}


@dataclass(frozen=True)
class Chosen:
    """Some of a layout's figures: the row and the period of each, shape (figures,)."""

    row: Ints
    period: Ints


def numbers_of(margins: Margins, layout: Layout, chosen: Chosen, k: int = 1) -> dict[str, Floats]:
    """The columns of the chosen figures that the kind has, each of shape (figures,).

    ``k``: the least count of persons that is shown; above 1 it bounds how precise a standardised
    value may be (see ``precision``).
    """
    sums = sums_of(margins, layout, chosen)
    months = months_of(margins, chosen)
    values = _values(margins, layout, chosen, sums, months, k)
    numbers = {"value": values.value, "low": values.low, "high": values.high}
    return numbers | {_NAMES[part]: found for part, found in sums.items()}


def sums_of(margins: Margins, layout: Layout, chosen: Chosen) -> dict[str, Floats]:
    """The chosen figures' sums by part, each of shape (figures,)."""
    return {
        part: _summed(margins, layout, chosen, _tables(margins, part)) for part in margins.by_unit
    }


def months_of(margins: Margins, chosen: Chosen) -> Floats:
    """Over how many month-ends each figure of a stock adds up; else 1."""
    stock = margins.calendar.counted[chosen.period]
    return stock if margins.stock else np.ones(len(chosen.row))


_Tables = tuple[Floats, Floats, tuple[Floats, ...]]


def _tables(margins: Margins, part: str) -> _Tables:
    broken_down = tuple(each.parts[part] for each in margins.broken_down)
    return margins.by_unit[part], margins.region[part], broken_down


def _summed(margins: Margins, layout: Layout, chosen: Chosen, tables: _Tables) -> Floats:
    """The sums over each figure's period; further units by sex and age only where they have any."""
    by_month = layout.pick(*tables)
    sums = np.zeros((len(by_month), len(margins.calendar.periods)))
    sums[: layout.finer] = margins.sums(by_month[: layout.finer])
    finer = np.flatnonzero(margins.unit_periods)
    membership = margins.calendar.membership[:, finer]
    sums[layout.finer :, finer] = np.round(by_month[layout.finer :] @ membership, 6)
    found: Floats = sums[chosen.row, chosen.period]
    return found


def _values(
    margins: Margins,
    layout: Layout,
    chosen: Chosen,
    sums: dict[str, Floats],
    months: Floats,
    k: int,
) -> Values:
    definition = margins.definition
    if margins.buckets is not None:
        search = MedianSearch(sums["denominator"], months)
        for bucket in margins.buckets():
            tables = bucket.by_unit, bucket.region, bucket.broken_down
            search.add(_summed(margins, layout, chosen, tables), bucket.low, bucket.high)
        return search.values(definition.scale)
    if margins.strata is not None:
        return _standardised(margins, layout, chosen, months, k)
    by_chance = interval_of(definition) not in NONE
    found = Sums(sums["numerator"], sums.get("denominator"), sums.get("squares"), months, by_chance)
    return values_of(definition.kind, found, definition.scale)


def _standardised(
    margins: Margins, layout: Layout, chosen: Chosen, months: Floats, k: int
) -> Values:
    strata = margins.strata
    if strata is None:
        raise ValueError("the indicator is not standardised")
    membership = margins.calendar.membership
    numerator, denominator = (
        np.round(np.einsum("umsa,mp->upsa", strata.parts[part], membership, optimize=True), 6)
        for part in ("numerator", "denominator")
    )
    unit = layout.unit[chosen.row]
    weights = strata.weights * _inside(margins, layout)[chosen.row]
    peopled = denominator[margins.region_unit] > 0
    weights = weights * peopled[chosen.period]
    kind, scale = margins.definition.kind, margins.definition.scale
    cases, people = (part[unit, chosen.period] for part in (numerator, denominator))
    values = standardised(kind, cases, people, weights, months, scale)
    if k <= 1 or not margins.definition.protects_persons:
        return values
    return rounded(values, k * months * slopes(effects(people, weights, scale)))[0]


def _inside(margins: Margins, layout: Layout) -> Floats:
    """Which strata are in each row: shape (rows, sexes, ages), 1 or 0."""
    sexes, ages = len(margins.sexes) - 1, len(margins.ages) - 1
    of_sex = (layout.sex[:, None] == np.arange(sexes)) | (layout.sex[:, None] == sexes)
    of_age = (layout.age[:, None] == np.arange(ages)) | (layout.age[:, None] == ages)
    return np.asarray(of_sex[:, :, None] & of_age[:, None, :], dtype=np.float64)
