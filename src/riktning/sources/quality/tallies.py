"""What was counted of a table's rows, by month and unit."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from riktning.core.periods import Month
from riktning.sources.quality.gathering import Counted
from riktning.sources.quality.results import Check, CheckResult, Finding

MONTH, UNIT, ROWS = "its_month", "of_unit", "its_rows"


def failed_name(number: int) -> str:
    """The column that counts the failed rows of a condition."""
    return f"n{number}"


def valued_name(column: str) -> str:
    """The column that counts the rows with a value in a column."""
    return f"m_{column}"


@dataclass(frozen=True)
class Tally:
    """Counts of rows, in ``groups`` of a month and unit; what is null there counts as none."""

    conditions: Sequence[Counted]
    groups: pa.Table

    @cached_property
    def rows(self) -> int:
        return self._total(ROWS)

    def results(self, table: str) -> Iterator[CheckResult]:
        """Each condition judged, with the first month in which it failed."""
        for number, condition in enumerate(self.conditions):
            rows = self.valued(condition.among) if condition.among else self.rows
            failed = self._total(failed_name(number))
            month = self._first_month(failed_name(number)) if failed else ""
            finding = Finding(failed, rows, month=month)
            yield condition.check.judge(table, condition.column, finding)

    def by_month(self, among: str = "") -> dict[Month, int]:
        """Month → rows, or those with a value in a column."""
        return self._by_month(valued_name(among) if among else ROWS)

    def valued(self, column: str) -> int:
        """Rows with a value in a column."""
        return self._total(valued_name(column))

    def failed(self, check: Check, column: str) -> int:
        """Failed rows of one condition."""
        return self._total(self._place(check, column))

    def failed_by_month(self, check: Check, column: str) -> dict[Month, int]:
        """Month → failed rows of one condition."""
        return self._by_month(self._place(check, column))

    def _place(self, check: Check, column: str) -> str:
        wanted = (check, column)
        found = (i for i, c in enumerate(self.conditions) if (c.check, c.column) == wanted)
        return failed_name(next(found))

    def by_unit(self) -> dict[str, dict[Month, int]]:
        """Unit → month → rows, by units' ids; rows without unit or month are left out."""
        units: dict[str, dict[Month, int]] = {}
        names = self.groups[UNIT].to_pylist()
        counts = self.groups[ROWS].to_pylist()
        for name, month, rows in zip(names, self._months, counts, strict=True):
            if name is not None and month is not None and rows:
                found = units.setdefault(name, {})
                found[month] = found.get(month, 0) + int(rows)
        return dict(sorted(units.items()))

    def _total(self, column: str) -> int:
        return int(pc.sum(self.groups[column]).as_py() or 0)

    def _by_month(self, column: str) -> dict[Month, int]:
        months, place, dated = self._dated
        sums = np.zeros(len(months), np.int64)
        np.add.at(sums, place, pc.fill_null(self.groups[column], 0).to_numpy()[dated])
        return dict(zip(months, sums.tolist(), strict=True))

    def _first_month(self, column: str) -> str:
        found = [month for month, rows in self._by_month(column).items() if rows]
        return str(min(found)) if found else ""

    @cached_property
    def _dated(self) -> tuple[list[Month], npt.NDArray[np.int64], npt.NDArray[np.int64]]:
        """The different months, and of each group that has one, which it is and its place."""
        number: dict[Month, int] = {}
        place, dated = [], []
        for group, month in enumerate(self._months):
            if month is not None:
                place.append(number.setdefault(month, len(number)))
                dated.append(group)
        return list(number), np.array(place, np.int64), np.array(dated, np.int64)

    @cached_property
    def _months(self) -> list[Month | None]:
        days = self.groups[MONTH].to_pylist()
        known = {day: Month.of(day) for day in set(days) if day is not None}
        return [known.get(day) for day in days]
