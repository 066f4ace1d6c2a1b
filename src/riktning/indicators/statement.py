"""The SQL of one indicator, as DuckDB would run it."""

from collections.abc import Mapping
from datetime import date

import ibis

from riktning.catalogue.model import CodeList, Definition
from riktning.core.periods import Month
from riktning.indicators.asking import Source
from riktning.indicators.engine import aggregation, groups_of
from riktning.sources.contracts import BY_NAME, ColumnType

_TYPES = {
    ColumnType.TEXT: "string",
    ColumnType.INTEGER: "int64",
    ColumnType.NUMBER: "float64",
    ColumnType.BOOLEAN: "boolean",
    ColumnType.DATE: "date",
    ColumnType.TIMESTAMP: "timestamp",
}


class _Contracts:
    """The tables as their contracts declare them, with nothing in them."""

    def table(self, name: str) -> ibis.Table | None:
        columns = {column.name: _TYPES[column.type] for column in BY_NAME[name].columns}
        return ibis.table(columns, name=name)


def duckdb_sql(definition: Definition, codes: Mapping[str, CodeList]) -> str:
    """The statement that sums the indicator by unit, month, sex and age group.

    Shown for the year 2025 with one municipality; a run fills in its own months and region.
    """
    source = Source(
        _Contracts(), Month(2025, 1), Month(2025, 12), date(2025, 12, 31), {"1480": "1480"}
    )
    (group,) = groups_of([definition])
    return str(ibis.to_sql(aggregation(group, source, codes), dialect="duckdb"))
