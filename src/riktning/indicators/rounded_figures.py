"""The numbers of figures whose counts are rounded, and which of them are shown.

A share, a rate or a count is made from the rounded counts alone. A mean, a median or a standardised
value is not a quotient of two counts: it is told as it is, to few decimals, and only where so many
are behind it that they are k whatever they were rounded from.
"""

import numpy as np

from riktning.catalogue.model import Definition, Kind
from riktning.indicators.figures import Chosen, months_of, numbers_of, sums_of
from riktning.indicators.layout import Layout
from riktning.indicators.margins import Floats, Margins
from riktning.indicators.values import Sums, values_of

_DIGITS = 3  # of a mean of squares
NUMERATOR, DENOMINATOR, SQUARES = "numerator", "denominator", "squares"


def told_by_value(definition: Definition) -> bool:
    """Whether the value says more than the rounded counts beside it."""
    told = definition.kind in (Kind.MEAN, Kind.INDEX, Kind.MEDIAN)
    return told or definition.standard is not None


def rounded_numbers(
    exact: Margins, rounded: Margins, layout: Layout, chosen: Chosen, k: int
) -> dict[str, Floats]:
    """The columns of the chosen figures, each of shape (figures,); see ``figures.numbers_of``."""
    definition = exact.definition
    if definition.kind in (Kind.MEAN, Kind.INDEX):
        return _of_mean(exact, rounded, layout, chosen)
    if not told_by_value(definition):
        return _of_counts(rounded, layout, chosen, k)
    values = numbers_of(exact, layout, chosen, k)
    places = definition.decimals
    told = {name: np.round(values[name], places) for name in ("value", "low", "high")}
    return told | _named(sums_of(rounded, layout, chosen))


def _of_counts(rounded: Margins, layout: Layout, chosen: Chosen, k: int) -> dict[str, Floats]:
    """A share that rounding made more than a whole has no value."""
    numbers = numbers_of(rounded, layout, chosen, k)
    if rounded.definition.kind is Kind.PROPORTION:
        beyond = numbers[NUMERATOR] > numbers[DENOMINATOR]
        for name in ("value", "low", "high"):
            numbers[name] = np.where(beyond, np.nan, numbers[name])
    return numbers


def _of_mean(exact: Margins, rounded: Margins, layout: Layout, chosen: Chosen) -> dict[str, Floats]:
    """The mean to the decimals shown, and the sums that the rounded number would have with it."""
    definition = exact.definition
    sums = sums_of(exact, layout, chosen)
    size = sums_of(rounded, layout, chosen)[DENOMINATOR]
    number = np.where(sums[DENOMINATOR] > 0, sums[DENOMINATOR], np.nan)
    value = np.round(sums[NUMERATOR] / number * definition.scale, definition.decimals)
    mean = value / definition.scale
    squares = None
    found = {DENOMINATOR: size, NUMERATOR: mean * size}
    if SQUARES in sums:
        squares = np.maximum(_digits(sums[SQUARES] / number), mean**2) * size
        found["square_sum"] = squares
    months = months_of(exact, chosen)
    interval = values_of(
        definition.kind, Sums(np.nan_to_num(mean * size), size, squares, months), definition.scale
    )
    return found | {"value": value, "low": interval.low, "high": interval.high}


def _digits(values: Floats) -> Floats:
    """Rounded to few digits, so that they do not tell the number they are a mean of."""
    safe = np.where(values > 0, values, 1.0)
    unit = 10.0 ** (np.floor(np.log10(safe)) - _DIGITS + 1)
    rounded: Floats = np.where(values > 0, np.round(values / unit) * unit, values)
    return rounded


def _named(sums: dict[str, Floats]) -> dict[str, Floats]:
    return {name: sums[name] for name in (NUMERATOR, DENOMINATOR) if name in sums}
