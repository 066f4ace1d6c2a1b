"""The outcomes of a replicate, year by year."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from riktning.core.ages import AGE_BOUNDS, AGE_GROUPS
from riktning.core.errors import ScenarioError
from riktning.simulation.arrays import Floats
from riktning.simulation.scenarios.measuring import Outcome, Part
from riktning.simulation.scenarios.outcomes import OUTCOMES

_COLUMNS = ["month", "level", "kind", "age_group", "count"]
_LOWEST = dict(zip(AGE_GROUPS, AGE_BOUNDS, strict=True))


def outcomes_of(path: Path, years: range) -> Floats:
    """Values (outcomes, years) of a replicate's file; not a number where nothing was counted.

    Whole calendar years only. Raises ScenarioError for a file that is no replicate.
    """
    try:
        table = pq.read_table(path, columns=_COLUMNS, filters=[("level", "==", "region")])
    except (OSError, pa.ArrowException):
        raise ScenarioError(
            "the replicate cannot be read",
            where=str(path),
            remedy="remove the file and run the scenario again",
        ) from None
    return yearly_outcomes(table, years)


def yearly_outcomes(
    table: pa.Table, years: range, outcomes: Sequence[Outcome] = OUTCOMES
) -> Floats:
    """The same of the table's rows for the region."""
    counts = _counts(table, years)
    return np.array([_values(outcome, counts, years) for outcome in outcomes])


def _counts(table: pa.Table, years: range) -> dict[tuple[str, int], Floats]:
    """Counts a year (years,) by kind and lowest age of the group."""
    year = pc.cast(pc.utf8_slice_codeunits(pc.cast(table["month"], pa.string()), 0, 4), pa.int64())
    slim = pa.table(
        {
            "year": year,
            "kind": pc.cast(table["kind"], pa.string()),
            "age": pc.cast(table["age_group"], pa.string()),
            "count": table["count"],
        }
    )
    found: dict[tuple[str, int], Floats] = {}
    for row in slim.group_by(["year", "kind", "age"]).aggregate([("count", "sum")]).to_pylist():
        if row["year"] in years:
            key = row["kind"], _LOWEST.get(row["age"], 0)  # what is not of persons has no age
            found.setdefault(key, np.zeros(len(years)))[row["year"] - years.start] = row[
                "count_sum"
            ]
    return found


def _values(outcome: Outcome, counts: dict[tuple[str, int], Floats], years: range) -> Floats:
    top = _sum(outcome.numerator, counts, years)
    if outcome.denominator is None:
        return top * outcome.scale
    below = _sum(outcome.denominator, counts, years)
    found: Floats = np.full(len(years), np.nan)
    np.divide(outcome.scale * top, below, out=found, where=below > 0)
    return found


def _sum(part: Part, counts: dict[tuple[str, int], Floats], years: range) -> Floats:
    found, weights = np.zeros(len(years)), dict(part.weights)
    for (kind, low), values in counts.items():
        if kind in part.kinds and low >= part.low:
            found += values * weights.get(kind, 1.0)
    return found
