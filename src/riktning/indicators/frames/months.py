"""Rows a month."""

import ibis
from ibis.expr.types import IntegerValue


def each_month(rows: ibis.Table, begin: IntegerValue, end: IntegerValue) -> ibis.Table:
    """One row for every month from begin to end, both included; none when end is before begin."""
    bounded = rows.mutate(_begin=begin.cast("int64"), _end=end.cast("int64"))
    bounded = bounded.filter(bounded._begin <= bounded._end)
    spread = bounded.mutate(month=ibis.range(bounded._begin, bounded._end + 1, 1).unnest())
    return spread.mutate(month=spread.month.cast("int32")).drop("_begin", "_end")
