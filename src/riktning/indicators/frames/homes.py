"""Where people live and where they are listed, as spells that do not overlap."""

import ibis

from riktning.indicators.asking import Source
from riktning.indicators.frames.dates import FAR, month_of


def spells(table: ibis.Table) -> ibis.Table:
    """The person's spells with ``until``, the last day each holds.

    Of two that overlap, the one that begins later takes over: one row a person and day at most.
    """
    person = ibis.window(group_by="person_id", order_by="from_date")
    following = table.from_date.lead().over(person) - ibis.interval(days=1)
    until = ibis.least(ibis.coalesce(table.to_date, FAR), ibis.coalesce(following, FAR))
    dated = table.mutate(until=until.cast("date"))
    return dated.filter(dated.until >= dated.from_date)


def residence(source: Source) -> ibis.Table:
    """person_id, from_date, until, home (unit id of a municipality of the region), dwelling.

    The codes stand in the expression itself: joined as a table they met a fault of DuckDB 2.0.0
    ("dict-surviving cache", see duckdb/duckdb pull requests 23360 and 23447).
    """
    lived = spells(source.need("residence"))
    branches = [(lived.municipality == code, home) for code, home in source.municipalities.items()]
    home = ibis.cases(*branches) if branches else ibis.null("string")
    housed = lived.mutate(home=home)
    return housed.filter(housed.home.notnull()).select(
        "person_id", "from_date", "until", "home", "dwelling"
    )


def with_home(rows: ibis.Table, day: str, source: Source) -> ibis.Table:
    """The rows plus ``home``: where the person lives on the row's day; null when outside."""
    homes = residence(source).select(
        who="person_id", home_from="from_date", home_until="until", home="home"
    )
    at_home = (
        (rows.person_id == homes.who)
        & (homes.home_from <= rows[day])
        & (homes.home_until >= rows[day])
    )
    return rows.left_join(homes, at_home).drop("who", "home_from", "home_until")


def month_span(rows: ibis.Table, begin: str, end: str) -> tuple[ibis.Value, ibis.Value]:
    """The first and last month whose last day lies between two days, both included."""
    after = rows[end] + ibis.interval(days=1)
    last = (rows[end] >= FAR).ifelse(9999 * 12, month_of(after.cast("date")) - 1)
    return month_of(rows[begin]), last.cast("int32")
