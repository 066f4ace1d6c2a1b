"""The published observations: one row a figure, after disclosure control."""

from collections.abc import Sequence
from datetime import date, timedelta

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from riktning.core.periods import Month, Period, PeriodKind
from riktning.indicators.figures import Chosen, numbers_of
from riktning.indicators.grid import Ints
from riktning.indicators.layout import Layout, layout_of
from riktning.indicators.margins import Bools, Floats, Margins
from riktning.indicators.rounded_figures import rounded_numbers
from riktning.indicators.suppression import SHOWN, WORDS, Marking, marking_of

NUMBERS = ("numerator", "denominator", "square_sum", "value", "low", "high")
_MANY, _FEW = pa.dictionary(pa.int16(), pa.string()), pa.dictionary(pa.int8(), pa.string())
SCHEMA = pa.schema([
    ("indicator_id", _MANY), ("unit_id", _MANY), ("period_kind", _FEW),
    ("period_start", pa.date32()), ("sex", _FEW), ("age_group", _FEW),
    *((name, pa.float64()) for name in NUMBERS),
    ("preliminary", pa.bool_()), ("hidden", _FEW), ("rounded", pa.bool_()),
])  # fmt: skip
_KINDS = tuple(kind.value for kind in PeriodKind)


def observations_of(
    margins: Margins,
    k: int,
    as_of: date,
    missing: Sequence[Month] = (),
    linked: Sequence[Margins] = (),
) -> pa.Table:
    """Every published figure of one indicator; hidden ones carry the reason and no number.

    A period with a month of ``missing`` has no row. ``linked`` are the margins of the indicators
    that must be hidden together with this one, itself among them.
    """
    return published(margins, marking_of(margins, k, linked), as_of, missing)


def published(
    margins: Margins,
    marking: Marking,
    as_of: date,
    missing: Sequence[Month] = (),
    exact: Margins | None = None,
) -> pa.Table:
    """The table of one indicator's figures along one axis, hidden as ``marking`` says.

    ``exact``: what ``margins`` were rounded from, if they were.
    """
    broken_down = marking.broken_down
    covered = _covered(margins, missing)
    layout = layout_of(margins, covered, broken_down=len(broken_down) > 0)
    row, period = np.nonzero(layout.there)
    hidden = layout.pick(marking.by_unit, marking.region, broken_down)[row, period]
    shown = hidden == SHOWN
    chosen = Chosen(row[shown], period[shown])
    numbers = (
        numbers_of(margins, layout, chosen, marking.k)
        if exact is None
        else rounded_numbers(exact, margins, layout, chosen, marking.k)
    )
    columns = [
        *_keys(margins, layout, row, period),
        *(_column(numbers.get(name), shown) for name in NUMBERS),
        _preliminary(margins, period, as_of),
        _coded(hidden, WORDS),
        pa.array(shown & (exact is not None), pa.bool_()),
    ]
    return pa.Table.from_arrays(columns, schema=SCHEMA)


def _covered(margins: Margins, missing: Sequence[Month]) -> Bools:
    """Shape (periods,): those with data for all their months, and for the baseline they are of."""
    baseline = margins.definition.baseline
    if baseline is not None and any(baseline[0] <= month <= baseline[1] for month in missing):
        return np.zeros(len(margins.calendar.periods), dtype=bool)
    gone = np.array([month in missing for month in margins.calendar.months], dtype=float)
    covered: Bools = (gone @ margins.calendar.membership) == 0
    return covered


def _keys(margins: Margins, layout: Layout, row: Ints, period: Ints) -> list[pa.Array]:
    periods = margins.calendar.periods
    kinds = np.array([_KINDS.index(each.kind.value) for each in periods], dtype=np.int8)
    starts = np.array([each.start.first_day for each in periods], dtype="datetime64[D]")
    return [
        _coded(np.zeros(len(row), dtype=np.int16), [margins.definition.id]),
        _coded(layout.unit[row].astype(np.int16), margins.units.ids),
        _coded(kinds[period], _KINDS),
        pa.array(starts[period], pa.date32()),
        _coded(layout.sex[row].astype(np.int8), margins.sexes),
        _coded(layout.age[row].astype(np.int8), margins.ages),
    ]


def _coded(codes: npt.NDArray[np.integer], words: Sequence[str]) -> pa.Array:
    different = list(dict.fromkeys(words))
    place = np.array([different.index(word) for word in words], dtype=codes.dtype)
    return pa.DictionaryArray.from_arrays(pa.array(place[codes]), pa.array(different, pa.string()))


def _column(values: Floats | None, shown: Bools) -> pa.Array:
    """The shown figures' numbers at their places, null elsewhere and where there is none."""
    if values is None:
        return pa.nulls(len(shown), pa.float64())
    spread = np.full(len(shown), np.nan)
    spread[shown] = values
    return pa.array(spread, pa.float64(), mask=~np.isfinite(spread))


def _preliminary(margins: Margins, period: Ints, as_of: date) -> pa.Array:
    days = margins.definition.follow_up_days
    late = [is_preliminary(each, days, as_of) for each in margins.calendar.periods]
    return pa.array(np.array(late, dtype=bool)[period], pa.bool_())


def is_preliminary(period: Period, follow_up_days: int, as_of: date) -> bool:
    """True until the follow-up of the period's last day has passed."""
    return period.end.last_day + timedelta(days=follow_up_days) > as_of
