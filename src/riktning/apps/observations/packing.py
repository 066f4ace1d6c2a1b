"""Figures packed for the store, a series at a time, and read back.

A hidden figure has no number: :func:`pack` is the only writer, and refuses one that has.
"""

import hashlib
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from riktning.apps.observations.columns import KEYS, codes, numbers
from riktning.apps.observations.figures import Point
from riktning.apps.observations.models import NUMBERS, Hidden
from riktning.core.errors import RunError
from riktning.core.periods import Month, Period, PeriodKind

if TYPE_CHECKING:
    import pyarrow as pa

FIGURE = np.dtype([("month", "<i4"), *((name, "<f8") for name in NUMBERS), ("state", "u1")])
_HIDDEN = tuple(Hidden.values)  # a figure's state is its place here, twice, plus 1 if preliminary
_QUICK = 1  # zlib's fastest level: the figures shrink to a third, more effort gains little


@dataclass(frozen=True, slots=True)
class PackedSeries:
    """One series as a row of the store has it."""

    indicator_id: str
    sex: str
    age_group: str
    period_kind: str
    unit_id: str
    count: int
    hidden: int
    figures: bytes


def pack(table: "pa.Table") -> Iterator[PackedSeries]:
    """The series of a run's observations, in the order of the store's index.

    RunError when a figure is there twice, or a hidden one has a number.
    """
    texts = {name: codes(table, name) for name in KEYS}
    figures, place = _figures(table), np.zeros(len(table), dtype=np.int64)
    for text in texts.values():
        place = place * len(text.values) + text.codes
    order = np.lexsort((figures["month"], place))
    place, figures = place[order], figures[order]
    _refuse_twice(place, figures)
    starts = np.flatnonzero(np.diff(place, prepend=-1))
    if not len(starts):
        return
    first = order[starts]
    keys = [[text.values[code] for code in text.codes[first].tolist()] for text in texts.values()]
    ends = np.append(starts[1:], len(place))
    hidden = np.add.reduceat(figures["state"] > 1, starts, dtype=np.int64)
    counts = ((ends - starts).tolist(), hidden.tolist())
    data = memoryview(figures.tobytes())  # a slice of it costs less than one of an array
    places = zip(
        (starts * FIGURE.itemsize).tolist(), (ends * FIGURE.itemsize).tolist(), strict=True
    )
    for *key, count, few, (start, end) in zip(*keys, *counts, places, strict=True):
        named = dict(zip(texts, key, strict=True))
        yield PackedSeries(
            **named, count=count, hidden=few, figures=zlib.compress(data[start:end], _QUICK)
        )


def fingerprint(series: "Iterator[PackedSeries]") -> str:
    """SHA-256 of what the figures say, whatever their order in a file."""
    digest = hashlib.sha256()
    for one in series:
        key = (one.indicator_id, one.sex, one.age_group, one.period_kind, one.unit_id)
        digest.update(repr(key).encode())
        digest.update(zlib.decompress(one.figures))
    return digest.hexdigest()


def unpack(figures: bytes | memoryview, kind: PeriodKind) -> list[Point]:
    """The figures of a stored series as points, the oldest period first."""
    return [_point(row, kind) for row in _unpacked(figures)]


def _point(row: tuple[Any, ...], kind: PeriodKind) -> Point:
    month, *found, state = row
    numerator, denominator, _, value, low, high = (None if x != x else x for x in found)
    period = Period(Month.from_index(month), kind)
    return Point(
        period, numerator, denominator, value, low, high, bool(state % 2), _HIDDEN[state // 2]
    )


def rows_of(figures: bytes | memoryview) -> Iterator[dict[str, Any]]:
    """The same with every number, as a run's observations name them."""
    for month, *found, state in _unpacked(figures):
        yield {
            "period_start": Month.from_index(month).first_day,
            **{n: None if x != x else x for n, x in zip(NUMBERS, found, strict=True)},
            "preliminary": bool(state % 2),
            "hidden": _HIDDEN[state // 2],
        }


def _unpacked(figures: bytes | memoryview) -> list[Any]:
    """A tuple a figure: month, numbers (NaN for none; it alone differs from itself), state."""
    found: list[Any] = np.frombuffer(zlib.decompress(figures), dtype=FIGURE).tolist()
    return found


def _figures(table: "pa.Table") -> npt.NDArray[np.void]:
    found = np.zeros(len(table), dtype=FIGURE)
    found["month"] = _months(table)
    for name in NUMBERS:
        found[name] = numbers(table, name)
    why = codes(table, "hidden")
    place = np.array([_HIDDEN.index(text) for text in why.values], dtype=np.uint8)
    hidden = place[why.codes] if len(place) else np.zeros(len(table), dtype=np.uint8)
    if any(np.isfinite(found[name][hidden > 0]).any() for name in NUMBERS):
        raise RunError("a hidden figure still has its numbers", remedy="compute the run again")
    found["state"] = 2 * hidden + np.asarray(table["preliminary"].cast("int8")).astype(np.uint8)
    return found


def _months(table: "pa.Table") -> npt.NDArray[np.int64]:
    """The month each period starts with, as ``Month.index``."""
    days = np.asarray(table["period_start"].cast("date32").cast("int32")).astype("datetime64[D]")
    months = days.astype("datetime64[M]")
    if (months != days).any():
        raise RunError("a period does not start with a month", remedy="compute the run again")
    return months.astype(np.int64) + Month(1970, 1).index


def _refuse_twice(place: npt.NDArray[np.int64], figures: npt.NDArray[np.void]) -> None:
    same = (np.diff(place) == 0) & (np.diff(figures["month"]) == 0)
    if same.any():
        raise RunError("a figure is there twice", remedy="compute the run again")
