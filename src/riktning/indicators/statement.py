"""The SQL of one indicator, as an engine runs it."""

from collections.abc import Callable, Mapping
from datetime import date

import ibis

from riktning.catalogue.frames import BY_NAME
from riktning.catalogue.model import Axis, CodeList, Definition
from riktning.core.periods import Month
from riktning.core.units import Unit, UnitKind
from riktning.indicators.asking import Source
from riktning.indicators.engines.spark_sql import spark_sql
from riktning.indicators.grid import grid_of, unit_calendar
from riktning.indicators.passes import passes_of
from riktning.indicators.plans import Plan, plan_of


class _Nothing:
    """No tables: a statement is shown, not run."""

    def table(self, _name: str) -> ibis.Table | None:
        return None


def _duckdb(rows: ibis.Table) -> str:
    return str(ibis.to_sql(rows, dialect="duckdb"))


def _spark(rows: ibis.Table) -> str:
    return spark_sql(rows, pretty=True)


ENGINES: Mapping[str, Callable[[ibis.Table], str]] = {"duckdb": _duckdb, "spark": _spark}


def statements(definition: Definition, codes: Mapping[str, CodeList], engine: str) -> str:
    """The statements that sum the indicator by cell (unit, month, sex, age group).

    One an axis, in the SQL of an engine of ``ENGINES``. Shown for the year 2025, over the prepared
    tables; a run fills in its own months. A denominator that is counted on another frame has a
    statement of its own, and a median one for its kinds of rows and one for their buckets.
    """
    written = ENGINES[engine]
    return "\n\n".join(
        f"-- {definition.id}, {axis.value}, {one}\n{written(rows)};"
        for axis in definition.axes
        for one, rows in _of_axis(definition, axis, codes)
    )


def _of_axis(
    definition: Definition, axis: Axis, codes: Mapping[str, CodeList]
) -> list[tuple[str, ibis.Table]]:
    """What each relation counts on, and the relation."""
    first, last = Month(2025, 1), Month(2025, 12)
    source = Source(_Nothing(), first, last, date(2025, 12, 31), {})
    calendar = unit_calendar(
        [Unit("region", "", UnitKind.REGION, None, None, first.first_day, None)], first, last
    )
    found = []
    for one in passes_of([definition], axis):
        grid = grid_of(calendar, persons=BY_NAME[one.frame].persons)
        plan = plan_of(one, source, codes, grid)
        found += [(one.frame, rows) for rows in _relations(plan)]
    return found


def _relations(plan: Plan) -> list[ibis.Table]:
    """The sums; for a median, the kinds of rows and then its buckets."""
    return [plan.kinds, *plan.medians.values()] if plan.medians else [plan.sums]
