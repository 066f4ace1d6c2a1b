"""Rows a person and month, and what such a row had in the months before it."""

from collections.abc import Sequence

import ibis
from ibis.expr.types import IntegerValue

from riktning.indicators.asking import Lookback, Source
from riktning.indicators.codes import normal, starts_with
from riktning.indicators.frames.dates import month_of


def each_month(rows: ibis.Table, begin: IntegerValue, end: IntegerValue) -> ibis.Table:
    """One row for every month from begin to end, both included; none when end is before begin."""
    bounded = rows.mutate(_begin=begin.cast("int64"), _end=end.cast("int64"))
    bounded = bounded.filter(bounded._begin <= bounded._end)
    spread = bounded.mutate(month=ibis.range(bounded._begin, bounded._end + 1, 1).unnest())
    return spread.mutate(month=spread.month.cast("int32")).drop("_begin", "_end")


def with_lookbacks(rows: ibis.Table, lookbacks: Sequence[Lookback], source: Source) -> ibis.Table:
    """The rows (person_id, month, …) plus one boolean column a look-back."""
    for lookback in lookbacks:
        rows = _with_lookback(rows, lookback, source)
    return rows


def _with_lookback(rows: ibis.Table, lookback: Lookback, source: Source) -> ibis.Table:
    islands = _islands(lookback, source)
    inside = (
        (rows.person_id == islands.who)
        & (islands.since <= rows.month)
        & (islands.until >= rows.month)
    )
    joined = rows.left_join(islands, inside)
    flagged = joined.mutate(**{lookback.column: joined.who.notnull()})
    return flagged.drop("who", "since", "until")


def _islands(lookback: Lookback, source: Source) -> ibis.Table:
    """Stretches of months in which the window holds an event: few a person, however long it is.

    An event in month m covers m … m + window − 1; stretches that touch become one, so that the
    cost follows the number of events and not the length of the window.
    """
    events = source.need(lookback.table)
    code = normal(events[lookback.code_column])
    hit = events.filter(starts_with(code, lookback.codes))
    months = hit.select(who="person_id", month=month_of(hit.on_date)).distinct()
    person = ibis.window(group_by="who", order_by="month")
    apart = months.month - months.month.lag().over(person) > lookback.months
    marked = months.mutate(opens=ibis.coalesce(apart, True).cast("int32"))
    numbered = marked.mutate(
        island=marked.opens.sum().over(ibis.cumulative_window(group_by="who", order_by="month"))
    )
    grouped = numbered.group_by("who", "island").aggregate(
        since=numbered.month.min(), until=numbered.month.max() + (lookback.months - 1)
    )
    return grouped.drop("island")
