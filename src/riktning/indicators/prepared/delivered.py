"""The delivered tables by name, and what the prepared ones look up in each other."""

import ibis

from riktning.indicators.prepared.schema import PART, PART_TYPE, SCHEMAS, prepared_table
from riktning.sources.contracts import BY_NAME, ColumnType

PREFIX = "delivered_"
_TYPES = {
    ColumnType.TEXT: "string",
    ColumnType.INTEGER: "int64",
    ColumnType.NUMBER: "float64",
    ColumnType.BOOLEAN: "boolean",
    ColumnType.DATE: "date",
    ColumnType.TIMESTAMP: "timestamp",
}


def delivered_table(name: str, *, parts: bool = False) -> ibis.Table:
    """A delivered table by name, with the contract's columns and types.

    ``parts``: some of its files, with the column PART that says which one a row is from.
    """
    columns = {column.name: _TYPES[column.type] for column in BY_NAME[name].columns}
    part = {PART: PART_TYPE} if parts else {}
    return ibis.table(columns | part, name=delivered_name(name, parts=parts))


def delivered_name(name: str, *, parts: bool = False) -> str:
    """The name that an engine knows the table, or some of its files, by."""
    return f"{PREFIX}{name}_parts" if parts else f"{PREFIX}{name}"


def place_in_domain(value: ibis.Value, table: str, column: str) -> ibis.Value:
    """A text with a domain as its place in it, counted from 0; null for any other text."""
    domain = BY_NAME[table].by_name[column].domain
    branches = [(value == text, ibis.literal(place, "int8")) for place, text in enumerate(domain)]
    return ibis.cases(*branches, else_=ibis.null("int8"))


def with_unit(rows: ibis.Table) -> ibis.Table:
    """The rows plus ``unit`` and ``unit_kind``; null for a unit that the delivery does not know."""
    units = prepared_table("unit").rename(_unit_id="unit_id")
    return rows.left_join(units, rows.unit_id == units["_unit_id"]).drop("_unit_id")


def shaped(rows: ibis.Table, name: str) -> ibis.Table:
    """The prepared table's columns, in its types, and the batch's part if rows say it."""
    schema = dict(SCHEMAS[name]) | ({PART: PART_TYPE} if PART in rows.columns else {})
    types = rows.schema()
    return rows.select(**{
        column: rows[column] if str(types[column]) == kind else rows[column].cast(kind)
        for column, kind in schema.items()
    })  # fmt: skip
