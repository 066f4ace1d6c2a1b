"""The published observations: one row a figure, after disclosure control."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from riktning.core.periods import Month, Period
from riktning.indicators.margins import ALL, Margins
from riktning.indicators.suppression import SHOWN, marking_of
from riktning.indicators.values import Sums, values_of

Floats = npt.NDArray[np.float64]
NUMBERS = ("numerator", "denominator", "square_sum", "value", "low", "high")
SCHEMA = pa.schema([
    ("indicator_id", pa.string()), ("unit_id", pa.string()), ("period_kind", pa.string()),
    ("period_start", pa.date32()), ("sex", pa.string()), ("age_group", pa.string()),
    *((name, pa.float64()) for name in NUMBERS),
    ("preliminary", pa.bool_()), ("hidden", pa.string()),
])  # fmt: skip
_PARTS = {"numerator": "numerator", "denominator": "denominator", "square_sum": "squares"}


@dataclass(frozen=True)
class _Block:
    """Figures of one shape (rows, periods): the keys of each row, sums, marks, which exist."""

    units: list[str]
    sexes: list[str]
    ages: list[str]
    sums: dict[str, Floats]
    marks: npt.NDArray[np.str_]
    there: npt.NDArray[np.bool_]


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
    marking = marking_of(margins, k, linked)
    covered = _covered(margins, missing)
    blocks = [_unit_block(margins, marking.by_unit, covered)]
    if len(margins.sexes) > 2:
        blocks.append(_region_block(margins, marking.region, covered))
    return pa.concat_tables([_table(margins, block, as_of) for block in blocks])


def _covered(margins: Margins, missing: Sequence[Month]) -> npt.NDArray[np.bool_]:
    """Shape (periods,): those with data for all their months."""
    gone = np.array([month in missing for month in margins.calendar.months], dtype=float)
    covered: npt.NDArray[np.bool_] = (gone @ margins.calendar.membership) == 0
    return covered


def _unit_block(
    margins: Margins, marks: npt.NDArray[np.str_], covered: npt.NDArray[np.bool_]
) -> _Block:
    kept = np.flatnonzero(margins.applicable)
    exists = (margins.units.present.T.astype(float) @ margins.calendar.membership) > 0
    return _Block(
        units=[margins.units.ids[unit] for unit in kept],
        sexes=[ALL] * len(kept),
        ages=[ALL] * len(kept),
        sums={p: margins.sums(v[kept]) for p, v in margins.by_unit.items()},
        marks=marks[kept],
        there=exists[kept] & covered,
    )


def _region_block(
    margins: Margins, marks: npt.NDArray[np.str_], covered: npt.NDArray[np.bool_]
) -> _Block:
    """The region by sex and age, without the total that the other block has."""
    sexes, ages = len(margins.sexes), len(margins.ages)
    rows = [(s, a) for s in range(sexes) for a in range(ages) if (s, a) != (sexes - 1, ages - 1)]
    s, a = (np.array(part) for part in zip(*rows, strict=True))
    return _Block(
        units=[margins.units.ids[margins.region_unit]] * len(rows),
        sexes=[margins.sexes[i] for i in s],
        ages=[margins.ages[i] for i in a],
        sums={part: margins.sums(values[s, a]) for part, values in margins.region.items()},
        marks=marks[s, a],
        there=np.broadcast_to(covered, (len(rows), len(margins.calendar.periods))),
    )


def _table(margins: Margins, block: _Block, as_of: date) -> pa.Table:
    row, period = np.nonzero(block.there)
    periods = margins.calendar.periods
    hidden = block.marks[row, period]
    shown = hidden == SHOWN
    numbers = _numbers(margins, block)
    late = np.array([is_preliminary(p, margins.definition.follow_up_days, as_of) for p in periods])
    starts = np.array([p.start.first_day for p in periods], dtype="datetime64[D]")
    kinds = np.array([p.kind.value for p in periods], dtype=object)
    columns = [
        pa.array([margins.definition.id] * len(row), pa.string()),
        *(pa.array(np.array(keys, dtype=object)[row], pa.string()) for keys in (block.units,)),
        pa.array(kinds[period] if len(periods) else [], pa.string()),
        pa.array(starts[period], pa.date32()),
        pa.array(np.array(block.sexes, dtype=object)[row], pa.string()),
        pa.array(np.array(block.ages, dtype=object)[row], pa.string()),
        *(_nullable(numbers.get(name), row, period, shown) for name in NUMBERS),
        pa.array(late[period] if len(periods) else [], pa.bool_()),
        pa.array(hidden.astype(object), pa.string()),
    ]
    return pa.Table.from_arrays(columns, schema=SCHEMA)


def _numbers(margins: Margins, block: _Block) -> dict[str, Floats]:
    months = np.array([period.length for period in margins.calendar.periods], dtype=float)
    sums = Sums(
        block.sums["numerator"],
        block.sums.get("denominator"),
        block.sums.get("squares"),
        np.broadcast_to(months, block.sums["numerator"].shape) if margins.stock else 1.0,
    )
    values = values_of(margins.definition.kind, sums, margins.definition.scale)
    numbers = {"value": values.value, "low": values.low, "high": values.high}
    found = {name: block.sums.get(part) for name, part in _PARTS.items()}
    return numbers | {name: part for name, part in found.items() if part is not None}


def _nullable(
    values: Floats | None, row: npt.NDArray[np.int64], period: npt.NDArray[np.int64],
    shown: npt.NDArray[np.bool_],
) -> pa.Array:  # fmt: skip
    if values is None:
        return pa.nulls(len(row), pa.float64())
    picked = values[row, period]
    return pa.array(picked, pa.float64(), mask=~shown | ~np.isfinite(picked))


def is_preliminary(period: Period, follow_up_days: int, as_of: date) -> bool:
    """True until the follow-up of the period's last day has passed."""
    return period.end.last_day + timedelta(days=follow_up_days) > as_of
