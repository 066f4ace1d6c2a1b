"""Reads a CSV file of one or more series; what is wrong is one sentence that names the row."""

import codecs
import csv
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import numpy as np

from riktning.catalogue.model import Words
from riktning.core.errors import SeriesError
from riktning.trends.ar1 import Bools, Floats, Ints
from riktning.trends.faults import Row, fault, no_number, quoted, unreadable
from riktning.trends.own.periods import EVERY_WORDS, WAYS, Every, Written, as_months, label, written
from riktning.trends.small_tables import BEYOND, refuse_more_columns

_PERIODS = (
    *("period", "datum", "date", "månad", "month", "vecka", "week"),
    *("kvartal", "quarter", "tertial", "år", "year"),
)
_NAMES = {
    "period": _PERIODS,
    "value": ("value", "värde", "y"),
    "numerator": ("numerator", "täljare"),
    "denominator": ("denominator", "nämnare", "n"),
    "series": ("series", "serie"),
    "excluded": ("excluded", "utesluten"),
}
_NUMBERS = ("value", "numerator", "denominator")
_NUMBER = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d{1,3})?")
_YES, _NO = ("1", "x", "yes", "ja", "true"), ("", "0", "no", "nej", "false")
_LARGEST, _SMALLEST = 1e15, 1e-100  # what can be squared, with all its digits
_MOST_PERIODS = 100_000
_SEPARATOR = re.compile(r"sep=(.)", re.IGNORECASE)  # what Excel may write in a first line
_WORKBOOK = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
_HEADER = Words(
    "period;värde eller period;täljare;nämnare", "period,value or period,numerator,denominator"
)
_COLUMN = {
    "value": Words("värdet", "the value"),
    "numerator": Words("täljaren", "the numerator"),
    "denominator": Words("nämnaren", "the denominator"),
}

_ONE_A_PERIOD = Words("skriv en rad för varje period", "write one row a period")
_AS_A_NUMBER = Words(
    "skriv det som 61,2, eller lämna det tomt där det saknas",
    "write it as 61.2, or leave it empty where it is missing",
)


@dataclass(frozen=True, slots=True)
class OwnSeries:
    """One series of n periods in order; NaN where there is no figure.

    ``value``, ``numerator`` and ``denominator`` (n,) are as written; ``rows`` (n,) is the row of
    the file that each period stands in, 0 for periods that the file leaves out. ``unused`` are the
    names of columns that nothing is read from.
    """

    name: str
    every: Every
    numbers: Ints
    value: Floats
    numerator: Floats
    denominator: Floats
    excluded: Bools
    rows: Ints
    unused: tuple[str, ...] = ()

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
    lines, skipped = _table_lines(path)
    reader = csv.DictReader(lines, delimiter=_delimiter(lines), restkey=BEYOND)
    try:
        names = reader.fieldnames or ()
        columns = _columns(names, path, skipped)
        rows = [_row(each, columns, Row(path.name, reader.line_num + skipped))
                for each in reader if _any(each)]  # fmt: skip
    except csv.Error as error:
        raise fault(
            Words(f"filen är ingen CSV-fil ({error})", f"the file is no CSV file ({error})"),
            Row(path.name, reader.line_num + skipped + 1),
            _ONE_A_PERIOD,
        ) from error
    if not rows:
        raise fault(
            Words("filen har ingen serie", "the file has no series"), path.name, _ONE_A_PERIOD
        )
    used = set(columns.values())
    unused = tuple(name for name in names if name and name.strip() and name not in used)
    by_name: dict[str, list[_Row]] = {}
    for row in rows:
        by_name.setdefault(row.series, []).append(row)
    return tuple(_series(name, own, path, unused) for name, own in by_name.items())


def _any(row: dict[str, str | None]) -> bool:
    """Whether anything stands in the row: tables that are exported often end in empty ones."""
    return any(cell and (not isinstance(cell, str) or cell.strip()) for cell in row.values())


def _table_lines(path: Path) -> tuple[list[str], int]:
    """The lines from the names of the columns on, and how many stood before them."""
    lines = _text(path).splitlines()
    named = bool(lines) and _SEPARATOR.fullmatch(lines[0].strip()) is not None
    return (lines[1:], 1) if named else (lines, 0)


def _text(path: Path) -> str:
    try:
        content = path.read_bytes()
    except OSError as error:
        raise unreadable(
            error,
            path,
            Words(
                f"ange en CSV-fil som börjar med {_HEADER.sv}",
                f"give a CSV file that begins with {_HEADER.en}",
            ),
        ) from error
    if content.startswith(_WORKBOOK):
        raise fault(
            Words("filen är en arbetsbok", "the file is a workbook"),
            path.name,
            Words("spara bladet som CSV", "save its sheet as CSV"),
        )
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return content.decode("utf-16", errors="replace")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace")


def _delimiter(lines: Sequence[str]) -> str:
    first = next(iter(lines), "")
    return max((";", "\t", ","), key=first.count)


def _columns(found: Sequence[str], path: Path, skipped: int) -> dict[str, str]:
    """What each column is called in the file, by what it means."""
    head = Row(path.name, 1 + skipped)
    _refuse_repeated(found, head)
    plain = {name.strip().casefold(): name for name in found if name}
    columns = {
        meaning: next((plain[name] for name in names if name in plain), "")
        for meaning, names in _NAMES.items()
    }
    whole = columns["value"] or (columns["numerator"] and columns["denominator"])
    if not columns["period"] or not whole:
        raise fault(
            Words(
                "filen saknar en kolumn med perioder eller siffror",
                "the file lacks a column of periods or figures",
            ),
            head,
            Words(f"börja filen med {_HEADER.sv}", f"begin the file with {_HEADER.en}"),
        )
    return {meaning: name for meaning, name in columns.items() if name}


def _refuse_repeated(found: Sequence[str], head: Row) -> None:
    names = [name.strip().casefold() for name in found if name and name.strip()]
    twice = next((name for place, name in enumerate(names) if name in names[:place]), None)
    if twice is not None:
        raise fault(
            Words(f"två kolumner heter {quoted(twice)}", f"two columns are called {quoted(twice)}"),
            head,
            Words(
                "behåll en av dem, eller skilj serierna åt i en kolumn som heter serie",
                "keep one of them, or tell several series apart in a column called series",
            ),
        )


def _row(row: dict[str, str | None], columns: dict[str, str], where: Row) -> _Row:
    refuse_more_columns(row, where)
    cells = {meaning: (row[name] or "").strip() for meaning, name in columns.items()}
    period = written(cells["period"])
    if period is None:
        raise no_period(cells["period"], where)
    return _Row(
        number=where.number,
        series=cells.get("series", ""),
        period=period,
        figures={name: _figure(cells.get(name, ""), name, where) for name in _NUMBERS},
        excluded=_excluded(cells.get("excluded", ""), where),
    )


def no_period(text: str, where: "Row | Words") -> SeriesError:
    """A period that is written in none of the ways that are read."""
    shown = quoted(text)
    return fault(
        Words(f"{shown} är ingen period", f"{shown} is no period"),
        where,
        Words(f"skriv den som {WAYS.sv}", f"write it as {WAYS.en}"),
    )


def _figure(text: str, name: str, where: Row) -> float:
    if not text:
        return float("nan")
    cleaned, called = "".join(text.split()).replace(",", ".").replace("−", "-"), _COLUMN[name]
    if not _NUMBER.fullmatch(cleaned):
        raise no_number(called, text, where, _AS_A_NUMBER)
    figure = float(cleaned)
    if abs(figure) > _LARGEST or 0 < abs(figure) < _SMALLEST:
        large, shown = abs(figure) > 1, quoted(text)
        raise fault(
            Words(
                f"{called.sv} {shown} är för {'stort' if large else 'litet'} för att räkna med",
                f"{called.en} {shown} is too {'large' if large else 'small'} to reckon with",
            ),
            where,
            Words("kontrollera siffran", "check the figure"),
        )
    return figure


def _excluded(text: str, where: Row) -> bool:
    if text.casefold() in _YES:
        return True
    if text.casefold() in _NO:
        return False
    raise fault(
        Words(f"utesluten är {quoted(text)}", f"excluded is {quoted(text)}"),
        where,
        Words("skriv x där en punkt inte ska räknas", "write x where a point is not to count"),
    )


def _series(name: str, rows: Sequence[_Row], path: Path, unused: tuple[str, ...]) -> OwnSeries:
    _refuse_mixed(rows, path)
    _refuse_unsorted(rows, path, unused)
    periods = as_months([row.period for row in rows])
    every = periods[0].every
    numbers = np.array([period.number for period in periods], dtype=np.int64)
    place = numbers - numbers[0] if every is not Every.DAY else np.arange(len(numbers))
    months = int(place[-1]) + 1
    if months > _MOST_PERIODS:
        raise fault(
            Words(f"serien omfattar {months} perioder", f"the series spans {months} periods"),
            path.name,
            Words("kontrollera dess perioder", "check its periods"),
        )
    grids = {each: _spread((row.figures[each] for row in rows), place, months) for each in _NUMBERS}
    marks = np.zeros(months, dtype=np.bool_)
    marks[place] = [row.excluded for row in rows]
    row_numbers = np.zeros(months, dtype=np.int64)
    row_numbers[place] = [row.number for row in rows]
    whole = numbers if every is Every.DAY else numbers[0] + np.arange(months)
    return OwnSeries(name, every, whole, excluded=marks, rows=row_numbers, unused=unused, **grids)


def _spread(figures: Iterable[float], place: Ints, months: int) -> Floats:
    grid = np.full(months, np.nan)
    grid[place] = list(figures)
    return grid


def _refuse_mixed(rows: Sequence[_Row], path: Path) -> None:
    for row in rows:
        if row.period.every is not rows[0].period.every:
            kind, shown = EVERY_WORDS[row.period.every], label(row.period)
            raise fault(
                Words(
                    f"{shown} är {kind.sv}, raderna före är av ett annat slag",
                    f"{shown} is {kind.en}, the rows before are of another kind",
                ),
                Row(path.name, row.number),
                Words(
                    "skriv alla perioder i en serie på samma sätt",
                    "write all periods of a series alike",
                ),
            )


def _refuse_unsorted(rows: Sequence[_Row], path: Path, unused: tuple[str, ...]) -> None:
    for before, row in pairwise(rows):
        if row.period.number > before.period.number:
            continue
        again = any(row.period == each.period for each in rows if each.number < row.number)
        shown, earlier = label(row.period), label(before.period)
        raise fault(
            Words(
                f"{shown} {'finns två gånger' if again else f'kommer efter {earlier}'}",
                f"{shown} {'is given twice' if again else f'comes after {earlier}'}",
            ),
            Row(path.name, row.number),
            _several(unused[0])
            if again and unused
            else Words(
                "skriv varje period i en serie en gång, den tidigaste först",
                "give each period of a series once, the earliest first",
            ),
        )


def _several(column: str) -> Words:
    """A column that nothing is read from may be what tells several series apart."""
    name = quoted(column)
    return Words(
        f"kolumnen {name} läses inte; skilj flera serier åt i en kolumn som heter serie",
        f"the column {name} is not read; tell several series apart in a column called series",
    )
