"""A small run: a region with two hospitals, in the layout that indicators are published in."""

from dataclasses import dataclass, replace
from datetime import date

import numpy as np
import pyarrow as pa

from riktning.catalogue.model import Kind, Polarity
from riktning.core.periods import Month, PeriodKind
from riktning.core.units import Unit, UnitKind
from riktning.trends.run_input import RunInput
from riktning.trends.verdict import Reason

FIRST, LAST = Month(2022, 1), Month(2025, 12)
UNITS = (
    Unit("R", "Regionen", UnitKind.REGION, None, None, date(2000, 1, 1), None),
    Unit("H1", "Sjukhus 1", UnitKind.HOSPITAL, "R", None, date(2000, 1, 1), None),
    Unit("H2", "Sjukhus 2", UnitKind.HOSPITAL, "R", None, date(2000, 1, 1), None),
    Unit("K1", "Klinik 1", UnitKind.CLINIC, "H1", None, date(2000, 1, 1), None),
)
SCHEMA = pa.schema(
    [
        ("indicator_id", pa.string()),
        ("unit_id", pa.string()),
        ("period_kind", pa.string()),
        ("period_start", pa.date32()),
        ("sex", pa.string()),
        ("age_group", pa.string()),
        *((name, pa.float64()) for name in ("numerator", "denominator", "square_sum")),
        *((name, pa.float64()) for name in ("value", "low", "high")),
        ("preliminary", pa.bool_()),
        ("hidden", pa.string()),
    ]
)


@dataclass(frozen=True)
class Measure:
    kind: Kind
    polarity: Polarity
    scale: float = 1.0
    target_interval: tuple[float | None, float | None] | None = None
    period: PeriodKind = PeriodKind.MONTH
    breaks: tuple[Month, ...] = ()
    sound: float = 1.0


DEFINITIONS = {
    "share": Measure(Kind.PROPORTION, Polarity.HIGHER, 100.0),
    "stay": Measure(Kind.MEAN, Polarity.LOWER),
    "absent": Measure(Kind.RATE, Polarity.LOWER),
}


def observation(indicator, unit, month, numerator, denominator, square_sum, scale):
    return {
        "indicator_id": indicator,
        "unit_id": unit,
        "period_kind": "month",
        "period_start": month.first_day,
        "sex": "all",
        "age_group": "all",
        "numerator": numerator,
        "denominator": denominator,
        "square_sum": square_sum,
        "value": scale * numerator / denominator,
        "low": None,
        "high": None,
        "preliminary": month == LAST,
        "hidden": "",
    }


def rows():
    """``share`` rises by about two percentage points a year; ``stay`` does not move."""
    rng = np.random.default_rng(7)
    found = []
    for unit in UNITS:
        for step in range(48):
            month, size = FIRST.plus(step), int(rng.integers(350, 500))
            events = float(rng.binomial(size, 0.5 + 0.02 * step / 12))
            found.append(observation("share", unit.unit_id, month, events, size, None, 100.0))
            stays = rng.gamma(3, 2, size)
            found.append(
                observation("stay", unit.unit_id, month, stays.sum(), size, (stays**2).sum(), 1.0)
            )
    return found


def table(made=None):
    return pa.Table.from_pylist(rows() if made is None else made, schema=SCHEMA)


def hidden(row):
    """The row as disclosure control leaves it."""
    gone = dict.fromkeys(("numerator", "denominator", "square_sum", "value", "low", "high"))
    return {**row, **gone, "hidden": "primary"}


def run(made=None, **changes):
    whole = RunInput(
        run_id="run-1",
        synthetic=True,
        first=FIRST,
        last=LAST,
        units=UNITS,
        observations=table(made),
        absent={"absent": Reason.NO_DATA},
    )
    return replace(whole, **changes)
