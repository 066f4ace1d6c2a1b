"""Reads a CSV file of one or more series; what is wrong is one sentence that names the row."""

import csv
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import numpy as np

from riktning.core.errors import SeriesError
from riktning.trends.ar1 import Bools, Floats, Ints
from riktning.trends.own.periods import WAYS, Every, Written, as_months, label, written

_NAMES = {
    "period": ("period", "månad", "month", "datum", "date", "vecka", "week", "år", "year"),
    "value": ("value", "värde", "y"),
    "numerator": ("numerator", "täljare"),
    "denominator": ("denominator", "nämnare", "n"),
    "series": ("series", "serie"),
    "excluded": ("excluded", "utesluten"),
}
_NUMBERS = ("value", "numerator", "denominator")
_NUMBER = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d{1,3})?")
_YES, _NO = ("1", "x", "yes", "ja", "true"), ("", "0", "no", "nej", "false")
_LARGEST = 1e15
_BEYOND = "beyond the last column"
_MOST_PERIODS = 100_000
HEADER = "period,value or period,numerator,denominator"


@dataclass(frozen=True, slots=True)
class OwnSeries:
    """One series of n periods in order; NaN where there is no figure.

    ``value``, ``numerator`` and ``denominator`` (n,) are as written; ``rows`` (n,) is the row of
    the file that each period stands in, 0 for periods that the file leaves out.
    """

    name: str
    every: Every
    numbers: Ints
    value: Floats
    numerator: Floats
    denominator: Floats
    excluded: Bools
    rows: Ints

    @property
    def labels(self) -> tuple[str, ...]:
        """The periods as they are written."""
        return tuple(label(Written(int(number), self.every)) for number in self.numbers)

    @property
    def counted(self) -> bool:
        """Whether the series has numerators and denominators."""
        return bool((~np.isnan(self.denominator)).any())


@dataclass(frozen=True, slots=True)
class _Row:
    """One row of the file, read."""

    number: int
    series: str
    period: Written
    figures: dict[str, float]
    excluded: bool


def read_series(path: Path) -> tuple[OwnSeries, ...]:
    """Read the series of a CSV file: period and value, or period, numerator and denominator.

    Also ``series`` (its name, where there are several) and ``excluded`` (x where a point is not to
    count). Columns are separated by commas, semicolons or tabs; with the latter two, figures may
    have a decimal comma. An empty figure is a missing point; a month, week, quarter, tertial or
    year that is left out is missing, too. Raises SeriesError naming the file and the row: text for
    a number, a period that is none, given twice or out of order.
    """
    reader = csv.DictReader(_lines(path), delimiter=_delimiter(path), restkey=_BEYOND)
    try:
        columns = _columns(reader.fieldnames or (), path)
        rows = [_row(each, columns, f"{path.name}, row {reader.line_num}", reader.line_num)
                for each in reader]  # fmt: skip
    except csv.Error as error:
        raise SeriesError(
            f"the file is no CSV file ({error})",
            where=f"{path.name}, row {reader.line_num + 1}",
            remedy="write one row a period",
        ) from error
    if not rows:
        raise SeriesError(
            "the file has no series", where=path.name, remedy="write one row a period"
        )
    by_name: dict[str, list[_Row]] = {}
    for row in rows:
        by_name.setdefault(row.series, []).append(row)
    return tuple(_series(name, own, path) for name, own in by_name.items())


def _lines(path: Path) -> list[str]:
    try:
        return path.read_text(encoding="utf-8-sig").splitlines()
    except UnicodeDecodeError:
        return path.read_text(encoding="cp1252", errors="replace").splitlines()
    except OSError as error:
        raise SeriesError(
            f"the file cannot be read ({error.strerror})",
            where=str(path),
            remedy=f"give a CSV file that begins with {HEADER}",
        ) from error


def _delimiter(path: Path) -> str:
    first = next(iter(_lines(path)), "")
    return max((";", "\t", ","), key=first.count)


def _columns(found: Sequence[str], path: Path) -> dict[str, str]:
    """What each column is called in the file, by what it means."""
    _refuse_repeated(found, path)
    plain = {name.strip().casefold(): name for name in found if name}
    columns = {
        meaning: next((plain[name] for name in names if name in plain), "")
        for meaning, names in _NAMES.items()
    }
    whole = columns["value"] or (columns["numerator"] and columns["denominator"])
    if not columns["period"] or not whole:
        raise SeriesError(
            "the file lacks a column of periods or figures",
            where=f"{path.name}, row 1",
            remedy=f"begin the file with {HEADER}",
        )
    return {meaning: name for meaning, name in columns.items() if name}


def _refuse_repeated(found: Sequence[str], path: Path) -> None:
    names = [name.strip().casefold() for name in found if name and name.strip()]
    twice = next((name for place, name in enumerate(names) if name in names[:place]), None)
    if twice is not None:
        raise SeriesError(
            f"two columns are called {twice!r}",
            where=f"{path.name}, row 1",
            remedy="keep one of them, or tell several series apart in a column called series",
        )


def _row(row: dict[str, str | None], columns: dict[str, str], where: str, number: int) -> _Row:
    if _BEYOND in row:
        raise SeriesError(
            "the row has more columns than the first row",
            where=where,
            remedy="separate the columns by semicolons where the figures have a decimal comma",
        )
    cells = {meaning: (row[name] or "").strip() for meaning, name in columns.items()}
    period = written(cells["period"])
    if period is None:
        raise SeriesError(
            f"{cells['period']!r} is no period", where=where, remedy=f"write it as {WAYS}"
        )
    return _Row(
        number=number,
        series=cells.get("series", ""),
        period=period,
        figures={name: _figure(cells.get(name, ""), name, where) for name in _NUMBERS},
        excluded=_excluded(cells.get("excluded", ""), where),
    )


def _figure(text: str, name: str, where: str) -> float:
    if not text:
        return float("nan")
    cleaned = "".join(text.split()).replace(",", ".").replace("−", "-")
    if not _NUMBER.fullmatch(cleaned):
        raise SeriesError(
            f"the {name} {text!r} is not a number",
            where=where,
            remedy="write it as 61.2, or leave it empty where it is missing",
        )
    figure = float(cleaned)
    if abs(figure) > _LARGEST:
        raise SeriesError(f"the {name} {text} is too large", where=where, remedy="check the figure")
    return figure


def _excluded(text: str, where: str) -> bool:
    if text.casefold() in _YES:
        return True
    if text.casefold() in _NO:
        return False
    raise SeriesError(
        f"excluded is {text!r}", where=where, remedy="write x where a point is not to count"
    )


def _series(name: str, rows: Sequence[_Row], path: Path) -> OwnSeries:
    _refuse_mixed(rows, path)
    _refuse_unsorted(rows, path)
    periods = as_months([row.period for row in rows])
    every = periods[0].every
    numbers = np.array([period.number for period in periods], dtype=np.int64)
    place = numbers - numbers[0] if every is not Every.DAY else np.arange(len(numbers))
    months = int(place[-1]) + 1
    if months > _MOST_PERIODS:
        raise SeriesError(
            f"the series spans {months} periods", where=path.name, remedy="check its periods"
        )
    grids = {each: _spread((row.figures[each] for row in rows), place, months) for each in _NUMBERS}
    marks = np.zeros(months, dtype=np.bool_)
    marks[place] = [row.excluded for row in rows]
    row_numbers = np.zeros(months, dtype=np.int64)
    row_numbers[place] = [row.number for row in rows]
    whole = numbers if every is Every.DAY else numbers[0] + np.arange(months)
    return OwnSeries(name, every, whole, excluded=marks, rows=row_numbers, **grids)


def _spread(figures: Iterable[float], place: Ints, months: int) -> Floats:
    grid = np.full(months, np.nan)
    grid[place] = list(figures)
    return grid


def _refuse_mixed(rows: Sequence[_Row], path: Path) -> None:
    for row in rows:
        if row.period.every is not rows[0].period.every:
            raise SeriesError(
                f"{label(row.period)} is a {row.period.every}, the rows before are of another kind",
                where=f"{path.name}, row {row.number}",
                remedy="write all periods of a series alike",
            )


def _refuse_unsorted(rows: Sequence[_Row], path: Path) -> None:
    for before, row in pairwise(rows):
        if row.period.number > before.period.number:
            continue
        again = any(row.period == each.period for each in rows if each.number < row.number)
        what = "is given twice" if again else f"comes after {label(before.period)}"
        raise SeriesError(
            f"{label(row.period)} {what}",
            where=f"{path.name}, row {row.number}",
            remedy="give each period of a series once, the earliest first",
        )
