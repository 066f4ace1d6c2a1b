"""Persons as numbers, where they live and where they are listed, as spells without overlap."""

from functools import cache

import ibis

from riktning.indicators.dates import FAR
from riktning.indicators.prepared.delivered import delivered_table, place_in_domain, with_unit
from riktning.indicators.prepared.schema import prepared_table

BEGINNING = ibis.date("0001-01-01")
_DAY = ibis.interval(days=1)


def numbered_persons() -> ibis.Table:
    """The delivered persons, numbered from 0 in the order of their ids."""
    rows = delivered_table("person")
    rows = rows.filter(rows.person_id.notnull())
    return rows.select(
        "person_id",
        person=ibis.row_number().over(order_by="person_id").cast("int32"),
        born="birth_date",
        died="death_date",
        sex=place_in_domain(rows.sex, "person", "sex"),
    )


def spells(rows: ibis.Table) -> ibis.Table:
    """Spells with ``begin`` and ``until``, the last day each holds.

    Of two that overlap, the one that begins later takes over: one row a person and day at most.
    """
    person = ibis.window(group_by="person_id", order_by="from_date")
    following = rows.from_date.lead().over(person) - _DAY
    until = ibis.least(ibis.coalesce(rows.to_date, FAR), ibis.coalesce(following.cast("date"), FAR))
    dated = rows.mutate(begin=rows.from_date, until=until)
    return dated.filter(dated.until >= dated.begin)


def _with_person(rows: ibis.Table, *columns: str) -> ibis.Table:
    who = prepared_table("person_number").select("person_id", *columns)
    return rows.join(who, "person_id")


def homes() -> ibis.Table:
    """Where people live in the region's municipalities."""
    lived = _with_person(spells(delivered_table("residence")), "person")
    places = prepared_table("municipality").select(_code="municipality", home="home")
    rows = lived.join(places, lived.municipality == places["_code"])
    return rows.select(
        "person", "home", care_home=rows.dwelling == "care_home", begin="begin", until="until"
    )


def listings() -> ibis.Table:
    """Where people are listed."""
    rows = with_unit(_with_person(spells(delivered_table("listing")), "person"))
    return rows.select(
        "person", "unit", "named_contact",
        named_physician=rows.named_physician_id.notnull(), begin="begin", until="until",
    )  # fmt: skip


@cache
def everyones_days(*, housed: bool) -> ibis.Table:
    """Every person's days, cut where the home changes, so that one look-up answers for a day.

    ``housed`` is false when the delivery does not say where people live.
    """
    who = prepared_table("person_number").drop("died")
    homes = prepared_table("home").drop("care_home")
    whole = who.mutate(home=ibis.null("int16"), begin=BEGINNING, until=FAR)
    if not housed:
        return whole
    rest = whole.anti_join(homes, "person")
    spans = homes.union(_gaps(homes))
    return who.join(spans, "person").select(whole.columns).union(rest.select(whole.columns))


def _gaps(homes: ibis.Table) -> ibis.Table:
    """The days of the people with homes on which they have none, before, between and after."""
    own = ibis.window(group_by="person", order_by="begin")
    day = (homes.until.lag().over(own) + _DAY).cast("date")
    before = homes.select(
        "person",
        home=ibis.null("int16"),
        begin=ibis.coalesce(day, BEGINNING),
        until=(homes.begin - _DAY).cast("date"),
    )
    last = homes.group_by("person").aggregate(until=homes.until.max())
    after = last.filter(last.until < FAR).select(
        "person", home=ibis.null("int16"), begin=(last.until + _DAY).cast("date"), until=FAR
    )
    return before.filter(before.begin <= before.until).union(after)


def persons() -> ibis.Table:
    """The persons by number."""
    return prepared_table("person_number").drop("person_id")
