"""What the numbered cells of a run stand for: unit, month, sex and age group."""

from collections.abc import Iterable
from datetime import date

import numpy as np
import pyarrow as pa

from riktning.core.periods import Month
from riktning.core.units import Unit
from riktning.indicators.grid import grid_of, unit_calendar


def keys_of(units: Iterable[Unit], first: Month, last: Month) -> pa.Table:
    """cell, unit_id, municipality, month, sex, age_group of every cell of persons that exists."""
    rows = list(units)
    grid = grid_of(unit_calendar(rows, first, last), persons=True)
    codes = {unit.unit_id: unit.municipality for unit in rows}
    unit, month, sex, age = np.unravel_index(grid.places, grid.shape)
    days = [date(one.year, one.month, 1) for one in grid.calendar.months]
    homes = [codes[unit_id] for unit_id in grid.calendar.ids]

    def taken(values: Iterable[object], places: object, kind: pa.DataType) -> pa.Array:
        return pa.array(list(values), kind).take(pa.array(places))

    return pa.table({
        "cell": pa.array(grid.places),
        "unit_id": taken(grid.calendar.ids, unit, pa.string()),
        "municipality": taken(homes, unit, pa.string()),
        "month": taken(days, month, pa.date32()),
        "sex": taken(grid.sexes, sex, pa.string()),
        "age_group": taken(grid.ages, age, pa.string()),
    })  # fmt: skip
