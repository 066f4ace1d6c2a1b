"""Persons as numbers, where they live and where they are listed, as spells without overlap."""

from functools import cache

import ibis
from ibis import _

from riktning.indicators.dates import FAR
from riktning.indicators.prepared.delivered import delivered_table, place_in_domain, with_unit
from riktning.indicators.prepared.schema import PREFIX, SCHEMAS, prepared_table

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


def numbered_again(kind: str) -> ibis.Table:
    """The earlier numbers, and the next ones for persons who had none.

    The earlier ones are read as ``numbered``, with the columns of the table ``kind``.
    """
    earlier = ibis.table(dict(SCHEMAS[kind]), name=PREFIX + "numbered")
    earlier = earlier.select("person_id", "person")
    rows = delivered_table("person").select("person_id")
    come = rows.filter(rows.person_id.notnull()).distinct().anti_join(earlier, "person_id")
    latest = ibis.coalesce(earlier.person.max(), -1).as_scalar()
    place = ibis.row_number().over(order_by="person_id") + 1
    return earlier.union(come.mutate(person=(place + latest).cast("int32")))


def with_numbers() -> ibis.Table:
    """The delivered persons, with the numbers of the table ``numbered``."""
    rows, numbered = delivered_table("person"), prepared_table("numbered")
    met = rows.join(numbered, "person_id")
    return met.select(
        "person_id", "person", born="birth_date", died="death_date",
        sex=place_in_domain(met.sex, "person", "sex"),
    )  # fmt: skip


def spells(rows: ibis.Table, *ties: str) -> ibis.Table:
    """Spells with ``begin`` and ``until``, the last day each holds.

    Of two that overlap, the one that begins later takes over: one row a person and day at most.
    Of two that begin on the same day, the one that lasts longer, and then the one that is last by
    ``ties``, the other columns: never the one that happens to be read last.
    """
    order = (rows.from_date, ibis.coalesce(rows.to_date, FAR), *(rows[name] for name in ties))
    person = ibis.window(group_by="person_id", order_by=order)
    following = rows.from_date.lead().over(person) - _DAY
    until = ibis.least(ibis.coalesce(rows.to_date, FAR), ibis.coalesce(following.cast("date"), FAR))
    dated = rows.mutate(begin=rows.from_date, until=until)
    return dated.filter(dated.until >= dated.begin)


def _with_person(rows: ibis.Table, *columns: str) -> ibis.Table:
    who = prepared_table("person_number").select("person_id", *columns)
    return rows.join(who, "person_id")


def homes() -> ibis.Table:
    """Where people live in the region's municipalities."""
    lived = _with_person(spells(delivered_table("residence"), "municipality", "dwelling"), "person")
    places = prepared_table("municipality").select(_code="municipality", home="home")
    rows = lived.join(places, lived.municipality == places["_code"])
    return rows.select(
        "person", "home", care_home=rows.dwelling == "care_home", begin="begin", until="until"
    )


def listings() -> ibis.Table:
    """Where people are listed."""
    listed = spells(delivered_table("listing"), "unit_id", "named_contact", "named_physician_id")
    rows = with_unit(_with_person(listed, "person"))
    return rows.select(
        "person", "unit", "named_contact",
        named_physician=rows.named_physician_id.notnull(), begin="begin", until="until",
    )  # fmt: skip


@cache
def everyones_days(*, housed: bool) -> ibis.Table:
    """Every person's days, cut where the home changes, so that one look-up answers for a day.

    ``housed`` is false when the delivery does not say where people live.
    """
    who = prepared_table("person_number").select("person")
    homes = prepared_table("home").drop("care_home")
    whole = who.mutate(home=ibis.null("int16"), begin=BEGINNING, until=FAR)
    if not housed:
        return whole
    spans = homes.union(_gaps(homes))
    return spans.union(whole.anti_join(homes, "person").select(spans.columns))


@cache
def known_persons(*, housed: bool) -> ibis.Table:
    """What an event looks up by its person's id: number, birth, sex, and the home if it is one."""
    born = prepared_table("person_number").born
    who = prepared_table("person_number").select(
        "person_id", "person", born_year=born.year().cast("int16"),
        born_day=(born.month() * 100 + born.day()).cast("int16"), sex="sex",
    )  # fmt: skip
    if not housed:
        nowhere = {name: ibis.null(SCHEMAS["known"][name]) for name in ("home", "begin", "until")}
        return who.mutate(**nowhere, moved=ibis.literal(False))
    homes = prepared_table("home")
    only = homes.group_by(_person="person").aggregate(
        home=homes.home.max(), begin=homes.begin.max(), until=homes["until"].max(), spells=_.count()
    )
    met = who.left_join(only, who.person == only["_person"])
    moved = ibis.coalesce(met.spells > 1, False)
    return met.select(
        *who.columns, **{name: _unless(moved, met[name]) for name in ("home", "begin", "until")},
        moved=moved,
    )  # fmt: skip


def _unless(condition: ibis.Value, value: ibis.Value) -> ibis.Value:
    return condition.ifelse(ibis.null(value.type()), value)


@cache
def moved_persons(*, housed: bool) -> ibis.Table:
    """The homes of those who have had several."""
    homes = prepared_table("home").drop("care_home")
    if not housed:
        return everyones_days(housed=False).limit(0)
    known = prepared_table("known")
    return homes.semi_join(known.filter(known.moved), "person")


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
