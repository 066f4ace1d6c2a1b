"""What happened to each person in which months: read once, for all look-backs of all frames.

Of one table's events a row a person is made, with the months in which each kind of event happened
as bits, and of those before the stretch the last month (of all of them, where the stretch is one
month). How far somebody looks back is worked out a person later, so windows of any length cost the
events nothing.
"""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import reduce
from operator import or_

import ibis
from ibis.expr.types import BooleanValue, IntegerValue

from riktning.indicators.asking import Lookback, Source
from riktning.indicators.codes import starts_with
from riktning.indicators.frames.timeline_bits import Stretch, joined, power
from riktning.indicators.prepared.texts import NUMBERED
from riktning.sources.contracts import BY_NAME

LATEST = "latest_"


def kind_of(look: Lookback) -> str:
    """What is looked for, however far back: a name that is the same for the same."""
    said = repr((look.table, look.code_column, look.codes, look.where))
    return f"in_{hashlib.sha256(said.encode()).hexdigest()[:12]}"


def happened(lookbacks: Sequence[Lookback], source: Source, stretch: Stretch) -> list[ibis.Table]:
    """Tables with a row a person: months of each kind as bits, and the latest month before.

    All look-backs are at one table. With them go those of other frames at the same table, so that
    all ask for the very same relation.
    """
    table = lookbacks[0].table
    others = [
        look
        for look in source.looks
        if look.table == table and not look.own_unit and not look.counted
    ]
    kinds = {kind_of(look): look for look in sorted([*others, *lookbacks], key=repr)}
    reach = max(look.months for look in (*others, *lookbacks))
    said, found = (sorted(kinds), reach, stretch), []
    if stretch.length > 1:
        inside = _by_person(kinds, source, stretch.first, stretch.last)
        within = inside.aggregate(**{
            name: joined(power((inside.month - stretch.first).cast("int32")), where=inside[name])
            for name in kinds
        }, by="person")  # fmt: skip
        found.append(source.shared(f"{table}_within", said, within))
    last = stretch.last if stretch.length == 1 else stretch.first - 1
    if reach > 1 or not found:  # of one month, the latest tells as much as the bits
        earlier = _by_person(kinds, source, stretch.first - reach + 1, last)
        before = earlier.aggregate(**{
            LATEST + name: earlier.month.max(where=earlier[name]) for name in kinds
        }, by="person")  # fmt: skip
        found.append(source.shared(f"{table}_before", said, before))
    return found


def seen_from(rows: ibis.Table, look: Lookback, stretch: Stretch) -> IntegerValue:
    """The months in which a look-back is true, of rows with what happened."""
    name = kind_of(look)
    parts = []
    if name in rows.columns:
        parts.append(smeared(ibis.coalesce(rows[name], 0), look.months, stretch))
    if LATEST + name in rows.columns:
        until = rows[LATEST + name] + look.months
        months = stretch.months(ibis.literal(stretch.first), until)
        parts.append(ibis.coalesce(months, 0))
    found: IntegerValue = reduce(or_, parts)
    return found


def smeared(months: IntegerValue, window: int, stretch: Stretch) -> IntegerValue:
    """Each bit repeated in the ``window`` − 1 places after it, within the stretch."""
    whole = (1 << stretch.length) - 1
    if window >= stretch.length:
        reached: IntegerValue = (-(months & -months)) & whole  # from the first bit on
        return reached
    done = 1
    while done < window:
        step = min(done, window - done)
        months = months | ((months & (whole >> step)) << step)
        done += step
    return months


def _by_person(kinds: dict[str, Lookback], source: Source, first: int, last: int) -> ibis.Table:
    """person, month and for each kind whether the event is one: those that are one of any."""
    looks = [replace(look, column=name.removeprefix("in_")) for name, look in kinds.items()]
    events = with_codes(between(source, looks[0].table, first, last), looks, source)
    marked = events.select("person", "month", **{
        f"in_{look.column}": hit(events, look) for look in looks
    })  # fmt: skip
    return marked.filter(ibis.or_(*(marked[name] for name in kinds)))


def between(source: Source, table: str, first: int, last: int) -> ibis.Table:
    events = source.prepared(table)
    return events.filter(events.month.between(first, last), events.person.notnull())


def with_codes(events: ibis.Table, lookbacks: Iterable[Lookback], source: Source) -> ibis.Table:
    """The events of one table with a flag ``in_…`` for each look-back with a list of codes."""
    looks = list(lookbacks)
    coded = [look for look in looks if look.codes]
    if not coded:
        return events
    column = coded[0].code_column
    texts = source.prepared(_texts(coded[0].table, column))
    flags = texts.select(
        _number="number",
        **{f"in_{look.column}": starts_with(texts.text, look.codes) for look in coded},
    )
    if len(coded) == len(looks):
        flags = flags.filter(ibis.or_(*(flags[f"in_{look.column}"] for look in coded)))
        return events.join(flags, events[column] == flags["_number"])
    return events.left_join(flags, events[column] == flags["_number"])


def _texts(table: str, column: str | None) -> str:
    """The prepared table that spells out a table's codes."""
    spelt = {(said.table, said.column): name for name, said in NUMBERED.items()}
    return f"text_{spelt[table, str(column)]}"


def hit(events: ibis.Table, look: Lookback) -> BooleanValue:
    """Whether an event is one that the look-back looks for."""
    tests = [ibis.literal(True)]
    for column, values in look.where:
        stored = [_stored(look.table, column, value) for value in values]
        tests.append(events[column].isin(stored))
    if look.codes:
        tests.append(ibis.coalesce(events[f"in_{look.column}"], False))
    found: BooleanValue = ibis.and_(*tests)
    return found


def _stored(table: str, column: str, value: str | bool) -> int | bool:
    """A value as prepared tables store it: a text by its place in the contract's domain."""
    return value if isinstance(value, bool) else BY_NAME[table].by_name[column].domain.index(value)
