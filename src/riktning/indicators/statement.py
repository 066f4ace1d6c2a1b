"""The SQL of one indicator, as DuckDB would run it."""

from collections.abc import Mapping
from datetime import date

import ibis

from riktning.catalogue.frames import BY_NAME
from riktning.catalogue.model import CodeList, Definition
from riktning.core.periods import Month
from riktning.core.units import Unit, UnitKind
from riktning.indicators.asking import Source
from riktning.indicators.grid import grid_of, unit_calendar
from riktning.indicators.passes import passes_of
from riktning.indicators.plans import Plan, plan_of


class _Nothing:
    """No tables: a statement is shown, not run."""

    def table(self, _name: str) -> ibis.Table | None:
        return None


def duckdb_sql(definition: Definition, codes: Mapping[str, CodeList]) -> str:
    """The statement that sums the indicator by cell (unit, month, sex, age group).

    Shown for the year 2025, over the prepared tables; a run fills in its own months. A denominator
    that is counted on another frame has a statement of its own.
    """
    first, last = Month(2025, 1), Month(2025, 12)
    source = Source(_Nothing(), first, last, date(2025, 12, 31), {})
    calendar = unit_calendar(
        [Unit("region", "", UnitKind.REGION, None, None, first.first_day, None)], first, last
    )
    statements = []
    for one in passes_of([definition], definition.axis):
        grid = grid_of(calendar, persons=BY_NAME[one.frame].persons)
        plan = plan_of(one, source, codes, grid)
        statements += [ibis.to_sql(rows, dialect="duckdb") for rows in _relations(plan)]
    return ";\n\n".join(statements)


def _relations(plan: Plan) -> list[ibis.Table]:
    """The sums; for a median, the kinds of rows and then its buckets."""
    return [plan.kinds, *plan.medians.values()] if plan.medians else [plan.sums]
