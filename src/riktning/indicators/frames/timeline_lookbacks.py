"""Events that a row looks back at: where they are seen from, and how many of them.

An event in month m is seen from the months m … m + window − 1. Where only ``had`` asks, those are
bits, joined a person; where ``times`` asks, the number changes at m and at m + window, and between
such changes it holds for a step. A longer window changes neither's cost.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

import ibis

from riktning.indicators.asking import Lookback, Request, Source
from riktning.indicators.frames.timeline import NEVER
from riktning.indicators.frames.timeline_bits import Stretch, joined
from riktning.indicators.frames.timeline_happened import (
    between,
    happened,
    hit,
    seen_from,
    with_codes,
)
from riktning.indicators.frames.timeline_masks import looked_at, masked

PERSON, AT_UNIT = ("person",), ("person", "unit")


def with_lookbacks(
    rows: ibis.Table, request: Request, source: Source, stretch: Stretch
) -> tuple[ibis.Table, list[str]]:
    """The rows cut where a count changes, plus the months of presence; the names of the latter."""
    counted = [look for look in request.lookbacks if look.counted]
    present = [look for look in request.lookbacks if not look.counted]
    states = [look.column for look in present]
    rows = _with_presence(rows, present, request, source, stretch)
    rows = masked(rows, states, request, stretch)
    for keys, same in _by_keys(counted):
        rows = cut_by(rows, _steps(same, keys, source, stretch), keys, stretch)
    return rows, states


def _with_presence(
    rows: ibis.Table,
    lookbacks: Sequence[Lookback],
    request: Request,
    source: Source,
    stretch: Stretch,
) -> ibis.Table:
    """The rows plus the months of presence: first of what happened anywhere, then at the unit."""
    anywhere = [look for look in lookbacks if not look.own_unit]
    columns = rows.columns
    for these in _by_table(anywhere):
        for months in happened(these, source, stretch):
            rows = _found(rows, months, PERSON)
    seen = {look.column: seen_from(rows, look, stretch) for look in anywhere}
    rows = rows.select(*columns, **seen)
    for these in _by_table(look for look in lookbacks if look.own_unit):
        events = _of_the_seen(_events(these, source, stretch), rows, these, request, stretch)
        rows = with_months(rows, _seen_at_unit(events, these, stretch), AT_UNIT)
    return rows


def _of_the_seen(
    events: ibis.Table,
    rows: ibis.Table,
    lookbacks: Sequence[Lookback],
    request: Request,
    stretch: Stretch,
) -> ibis.Table:
    """The events of persons of whom any of the look-backs may matter, where those are not all."""
    asked = [looked_at(rows, look.column, request, stretch) for look in lookbacks]
    known = [months for months in asked if months is not None]
    if len(known) < len(asked):
        return events
    return events.semi_join(rows.filter(ibis.or_(*(months != 0 for months in known))), "person")


def with_months(rows: ibis.Table, months: ibis.Table, keys: Sequence[str]) -> ibis.Table:
    """The rows plus the columns of bits of a table with one row a key; 0 where there is none."""
    names = [name for name in months.columns if name not in keys]
    found = _found(rows, months, keys)
    return found.mutate(**{name: ibis.coalesce(found[name], 0) for name in names})


def _found(rows: ibis.Table, more: ibis.Table, keys: Sequence[str]) -> ibis.Table:
    met = rows.left_join(more.rename({f"_{key}": key for key in keys}), _same(keys))
    return met.drop(*(f"_{key}" for key in keys))


def cut_by(
    rows: ibis.Table, steps: ibis.Table, keys: Sequence[str], stretch: Stretch
) -> ibis.Table:
    """The rows in parts that each see one step; 0 in the columns of those who have no steps."""
    names = [name for name in steps.columns if name not in (*keys, "since", "till")]
    met = rows.left_join(steps.rename({f"_{key}": key for key in keys}), _same(keys))
    inside = (
        met["since"].isnull().ifelse(met.there, met.there & stretch.months(met["since"], met.till))
    )
    cut = met.mutate(there=inside, **{name: ibis.coalesce(met[name], 0) for name in names})
    return cut.filter(cut.there != 0).drop("since", "till", *(f"_{key}" for key in keys))


def _same(keys: Sequence[str]) -> list[tuple[str, str]]:
    return [(key, f"_{key}") for key in keys]


def _by_keys(lookbacks: Iterable[Lookback]) -> Iterator[tuple[tuple[str, ...], list[Lookback]]]:
    for keys in (PERSON, AT_UNIT):
        found = [look for look in lookbacks if (AT_UNIT if look.own_unit else PERSON) == keys]
        if found:
            yield keys, found


def _by_table(lookbacks: Iterable[Lookback]) -> Iterator[list[Lookback]]:
    ordered = sorted(lookbacks, key=lambda look: (look.table, look.code_column or ""))
    for _, found in groupby(ordered, key=lambda look: look.table):
        yield list(found)


def _seen_at_unit(
    events: ibis.Table, lookbacks: Sequence[Lookback], stretch: Stretch
) -> ibis.Table:
    """A row a person and unit, with the months that each look-back is true in."""
    return events.group_by(*AT_UNIT).aggregate(**{
        look.column: joined(
            stretch.months(events.month, events.month + look.months),
            where=hit(events, look),
        )
        for look in lookbacks
    })  # fmt: skip


def _events(lookbacks: Sequence[Lookback], source: Source, stretch: Stretch) -> ibis.Table:
    """The events of one table that some look-back may see, with a flag ``in_…`` for each list."""
    reach = max(look.months for look in lookbacks)
    events = between(source, lookbacks[0].table, stretch.first - reach + 1, stretch.last)
    return with_codes(events, lookbacks, source)


def _steps(
    lookbacks: Sequence[Lookback], keys: Sequence[str], source: Source, stretch: Stretch
) -> ibis.Table:
    """The number of events seen, as steps a key: columns keys, since, till and a count a look.

    Who has any event also has a change by nothing in the first month: the steps leave no gap.
    """
    names = [look.column for look in lookbacks]
    parts = []
    for same in _by_table(lookbacks):
        for look in same:
            events = _events([look], source, stretch)
            hits = events.filter(hit(events, look)).select(*keys, "month")
            turns = in_and_out(hits, look.months, stretch)
            begins = hits.select(*keys, month=ibis.literal(stretch.first).cast("int32"))
            none = begins.distinct().mutate(change=ibis.literal(0).cast("int32"))
            parts += [_change_of(look, rows, names) for rows in (turns, none.select(turns.columns))]
    return running(ibis.union(*parts), keys, names)


def _change_of(look: Lookback, rows: ibis.Table, names: Sequence[str]) -> ibis.Table:
    nothing = ibis.literal(0).cast("int32")
    changes = {name: rows.change if name == look.column else nothing for name in names}
    return rows.mutate(**changes).drop("change")


def in_and_out(events: ibis.Table, window: int, stretch: Stretch) -> ibis.Table:
    """Every event (…, month) twice: ``change`` 1 as it comes into sight, −1 as it leaves."""
    twice = events.cross_join(ibis.range(0, 2).unnest().name("_leaves").as_table())
    leaves = twice["_leaves"] == 1
    seen = ibis.greatest(twice.month, stretch.first)
    turned = twice.mutate(
        month=leaves.ifelse(twice.month + window, seen).cast("int32"),
        change=leaves.ifelse(-1, 1).cast("int32"),
    )
    return turned.filter(turned.month <= stretch.last).drop("_leaves")


def running(changes: ibis.Table, keys: Sequence[str], names: Sequence[str]) -> ibis.Table:
    """Steps from changes (keys, month, …): each sum holds from since up to before till.

    Changes of one month need not be added first: each sees all of the month's, and the last of
    them is the one whose step is not empty. Sums are brought back to 32 bits at once: DuckDB adds
    in 128, which is slow to go on with.
    """
    order = ibis.window(group_by=list(keys), order_by="month")
    upto = ibis.range_window(group_by=list(keys), order_by="month", preceding=(None, 0))
    steps = changes.select(
        *keys,
        since="month",
        till=ibis.coalesce(changes.month.lead().over(order), NEVER).cast("int32"),
        **{name: changes[name].sum().over(upto).cast("int32") for name in names},
    )
    return steps.filter(steps.since < steps.till)
