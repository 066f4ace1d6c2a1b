"""Persons' timelines: rows that hold for a stretch of months, cut where something changes.

A row comes with ``there``, the months it is there in, as bits; so does every state that an
expression may ask for. Where a bit differs from the one before, the row is cut, and nowhere else:
a person whom nothing happens to is one row, whatever the number of months.
"""

from collections.abc import Callable, Sequence

import ibis
from ibis.expr.types import DateValue, IntegerValue

from riktning.core.periods import MONTHS_A_YEAR, Month
from riktning.indicators.asking import Request, Source
from riktning.indicators.dates import FAR, age_group_place, month_of
from riktning.indicators.frames.timeline_ages import (
    age_at_end,
    birthdays,
    born_on_leap_day,
    seen_ages,
)
from riktning.indicators.frames.timeline_bits import (
    Stretch,
    changes,
    first_after,
    holds,
    places,
    stretches,
)

NEVER = 9999 * MONTHS_A_YEAR
GRID = ("unit", "month", "until", "sex", "age_group")


def by_stretch(source: Source, build: Callable[[Stretch], ibis.Table]) -> ibis.Table:
    """The spans of each stretch of the source's months; one that goes on is cut between two."""
    parts = [build(stretch) for stretch in stretches(source.first.index, source.last.index)]
    return ibis.union(*parts) if len(parts) > 1 else parts[0]


def month_after(until: DateValue) -> IntegerValue:
    """The first month whose last day lies after a day; NEVER for a spell that is open."""
    following = (until + ibis.interval(days=1)).cast("date")
    after: IntegerValue = (until >= FAR).ifelse(NEVER, month_of(following)).cast("int32")
    return after


def in_life(spells: ibis.Table, source: Source, request: Request, stretch: Stretch) -> ibis.Table:
    """Spells (person, begin, until, …) of living persons, with what a timeline needs of them.

    ``there``: the months on whose last day the spell holds and the person is alive; ``turns``:
    months in which an age is reached that can be seen; further sex, born_month and on_leap_day.
    """
    held = _within(spells, stretch)
    rows = held.join(source.prepared("person"), "person")
    born, died = month_of(rows.born), ibis.coalesce(month_of(rows.died), NEVER)
    begins = ibis.greatest(month_of(rows.begin), ibis.coalesce(born, 0))
    ends = ibis.least(month_after(rows["until"]), died)
    turns = birthdays(rows.born, seen_ages(request), stretch)
    kept = [name for name in spells.columns if name not in ("begin", "until")]
    alive = rows.select(
        *kept,
        "sex",
        born_month=born,
        on_leap_day=born_on_leap_day(rows.born),
        turns=ibis.coalesce(turns, 0),
        there=stretch.months(begins, ends),
    )
    return alive.filter(alive.there != 0)


def _within(spells: ibis.Table, stretch: Stretch) -> ibis.Table:
    """The spells that have a day in the stretch: of few months, few spells have to be joined."""
    first, last = Month.from_index(stretch.first), Month.from_index(stretch.last)
    return spells.filter(
        spells.begin <= ibis.literal(last.last_day),
        spells["until"] >= ibis.literal(first.first_day),
    )


def within_homes(rows: ibis.Table, source: Source, stretch: Stretch) -> ibis.Table:
    """The rows cut where the home changes, ``unit`` being the home's; null outside the region."""
    days = _within(source.prepared("who"), stretch)
    lived = days.select(
        _person="person",
        home="home",
        months=stretch.months(month_of(days.begin), month_after(days["until"])),
    )
    parts = rows.join(lived, rows.person == lived["_person"])
    parts = parts.mutate(there=parts.there & parts.months, unit=parts.home)
    return parts.filter(parts.there != 0).drop("_person", "months", "home")


def spans(rows: ibis.Table, states: Sequence[str], stretch: Stretch) -> ibis.Table:
    """The rows cut where a state or the seen age changes: month and until, states as booleans."""
    cuts = rows.turns
    for state in states:
        cuts = cuts | changes(rows[state])
    marked = rows.mutate(cuts=(cuts & rows.there) | changes(rows.there))
    marked = marked.mutate(begins=marked.cuts & marked.there)
    marked = marked.filter(marked.begins != 0)
    begins = places(marked.begins)
    each = marked.mutate(begin=begins.unnest())  # alone: Spark unnests nothing inside another
    begun = each.drop("begins").mutate(place=each.begin.cast("int32"))
    month = (begun.place + stretch.first).cast("int32")
    return begun.mutate(
        month=month,
        until=(first_after(begun.cuts, begun.place) + stretch.first).cast("int32"),
        age=age_at_end(month, begun.born_month, begun.on_leap_day),
        **{state: holds(begun[state], begun.place) for state in states},
    )


def shaped(rows: ibis.Table, request: Request) -> ibis.Table:
    """The grid columns, the requested columns and the look-backs of rows that have ``unit``."""
    lookbacks = [lookback.column for lookback in request.lookbacks]
    grouped = rows.mutate(age_group=age_group_place(rows.age))
    return grouped.select(*GRID, *sorted(request.columns), *lookbacks)
