"""From a run's observations to arrays, an indicator at a time: units as rows, periods across."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import date

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from riktning.core.errors import RunError
from riktning.core.periods import MONTHS_A_YEAR, Month, Period, PeriodKind
from riktning.trends.ar1 import Bools, Floats, Ints

_NUMBERS = ("numerator", "denominator", "square_sum", "value")
_COLUMNS = (
    "indicator_id",
    "unit_id",
    "period_kind",
    "period_start",
    "sex",
    "age_group",
    *_NUMBERS,
    "preliminary",
    "hidden",
)


_LARGEST = 1e100  # its square and the square of that are still numbers
_AGAIN = "compute the run again with 'riktning compute'"


@dataclass(frozen=True, slots=True)
class IndicatorSeries:
    """The series of one indicator: arrays (units, periods), NaN where there is no figure."""

    units: tuple[str, ...]
    value: Floats
    numerator: Floats
    denominator: Floats
    square_sum: Floats
    preliminary: Bools
    hidden: Bools


def judged_figures(seldom: Mapping[str, PeriodKind]) -> pc.Expression:
    """The rows to read of a run's figures: the months of both sexes and all ages.

    Of the measures in ``seldom``, which have no months, their own finest periods. Rows without a
    key are read too, so that they can be refused.
    """
    everyone = [
        pc.field(name).is_null() | (pc.field(name) == "all") for name in ("sex", "age_group")
    ]
    kind = pc.field("period_kind")
    periods = kind.is_null() | (kind == str(PeriodKind.MONTH))
    for finest in sorted(set(seldom.values())):
        names = sorted(name for name, own in seldom.items() if own is finest)
        periods |= (kind == str(finest)) & pc.field("indicator_id").isin(names)
    return everyone[0] & everyone[1] & periods


def whole_periods(first: Month, last: Month, kind: PeriodKind) -> tuple[Period, Period] | None:
    """The first and last period of a kind that lie wholly between two months; None without any."""
    begin, end = Period.containing(first, kind), Period.containing(last, kind)
    if begin.start < first:
        begin = Period.containing(begin.end.plus(1), kind)
    if end.end > last:
        end = Period.containing(end.start.plus(-1), kind)
    return (begin, end) if begin <= end else None


def period_series(
    table: pa.Table,
    units: Collection[str],
    first: Month,
    last: Month,
    kind: PeriodKind = PeriodKind.MONTH,
) -> dict[str, IndicatorSeries]:
    """The series of both sexes and all ages, by indicator, for the units asked for.

    Of months, or of the periods of another kind that lie wholly between the two months. Raises
    RunError when a column is missing or holds another type than it should, a period is given
    twice, or a figure is infinite or too large to reckon with.
    """
    ends = whole_periods(first, last, kind)
    if ends is None:
        return {}
    rows = _rows(table, units, *ends)
    if rows.num_rows == 0:
        return {}
    indicator = np.asarray(rows["indicator_id"].to_pylist(), dtype=object)
    return {
        str(name): _one(str(name), rows.filter(pa.array(indicator == name)), *ends)
        for name in sorted(set(indicator))
    }


def _rows(table: pa.Table, units: Collection[str], first: Period, last: Period) -> pa.Table:
    missing = [column for column in _COLUMNS if column not in table.column_names]
    if missing:
        raise RunError(
            f"the observations lack the column {missing[0]}",
            where="observations.parquet",
            remedy=_AGAIN,
        )
    for column in _COLUMNS:
        _refuse_unfit(table, column)
    return table.filter(
        (pc.field("period_kind") == str(first.kind))
        & (pc.field("sex") == "all")
        & (pc.field("age_group") == "all")
        & pc.field("unit_id").isin(sorted(units))
        & (pc.field("period_start") >= pa.scalar(first.start.first_day))
        & (pc.field("period_start") <= pa.scalar(last.start.first_day))
    )


def _refuse_unfit(table: pa.Table, column: str) -> None:
    """A column of another type, or an empty key, is a file that another program has changed."""
    found, fits, wanted = table.schema.field(column).type, *_type_of(column)
    if not fits(found):
        raise RunError(
            f"the column {column} holds {found} instead of {wanted}",
            where="observations.parquet",
            remedy=_AGAIN,
        )
    if column not in (*_NUMBERS, "hidden") and table[column].null_count:
        raise RunError(
            f"the column {column} is empty in {table[column].null_count} rows",
            where="observations.parquet",
            remedy=_AGAIN,
        )


def _type_of(column: str) -> tuple[Callable[[pa.DataType], bool], str]:
    if column in _NUMBERS:
        return _is_number, "numbers"
    if column == "period_start":
        return pa.types.is_date, "dates"
    if column == "preliminary":
        return pa.types.is_boolean, "true or false"
    return _is_text, "text"


def _is_number(kind: pa.DataType) -> bool:
    return bool(pa.types.is_floating(kind) or pa.types.is_integer(kind) or pa.types.is_null(kind))


def _is_text(kind: pa.DataType) -> bool:
    words = kind.value_type if pa.types.is_dictionary(kind) else kind
    return bool(pa.types.is_string(words) or pa.types.is_large_string(words))


def _one(name: str, rows: pa.Table, first: Period, last: Period) -> IndicatorSeries:
    codes = rows["unit_id"].to_pylist()
    units = tuple(sorted(set(codes)))
    place = {unit: row for row, unit in enumerate(units)}
    unit = np.array([place[code] for code in codes], dtype=np.int64)
    months = np.array([_index(day) - first.start.index for day in rows["period_start"].to_pylist()])
    month = months // first.length
    shape = (len(units), (last.start.index - first.start.index) // first.length + 1)
    _refuse_repeats(name, unit * shape[1] + month, first.kind)
    grids = {column: _grid(shape, unit, month, rows[column], name) for column in _NUMBERS}
    hidden = np.zeros(shape, dtype=np.bool_)
    hidden[unit, month] = [bool(mark) for mark in rows["hidden"].to_pylist()]
    preliminary = np.zeros(shape, dtype=np.bool_)
    preliminary[unit, month] = [bool(flag) for flag in rows["preliminary"].to_pylist()]
    return IndicatorSeries(units=units, preliminary=preliminary, hidden=hidden, **grids)


def _index(day: date) -> int:
    return day.year * MONTHS_A_YEAR + day.month - 1


def _grid(
    shape: tuple[int, int], unit: Ints, month: Ints, column: pa.ChunkedArray, name: str
) -> Floats:
    figures = column.cast(pa.float64()).to_numpy()
    if (np.abs(figures) > _LARGEST).any():
        raise RunError(
            f"{name} has an infinite figure, or one too large to reckon with",
            where="observations.parquet",
            remedy="correct the delivery that it was computed from, and compute the run again",
        )
    grid = np.full(shape, np.nan)
    grid[unit, month] = figures
    return grid


def _refuse_repeats(name: str, cells: Ints, kind: PeriodKind) -> None:
    if len(np.unique(cells)) < len(cells):
        raise RunError(
            f"{name} has the same unit and {kind} twice",
            where="observations.parquet",
            remedy=_AGAIN,
        )
