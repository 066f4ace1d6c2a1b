"""Contacts and stays, and the codes recorded on them, as numbers to be joined by."""

import numpy as np
import pyarrow as pa

from riktning.sources.delivery import Format
from riktning.sources.opening import OpenDelivery
from riktning.sources.quality.counting import one_row
from riktning.sources.quality.fetched import Fetched, Which
from riktning.sources.quality.hashes import Numbers
from riktning.sources.quality.look_ups import other_table
from riktning.sources.quality.pieces import rows_of
from riktning.sources.quality.plans import EVENTS

MOST_ROWS = 5_000_000  # beyond it, every 16th event is looked at, chosen by its id
SHARE = 16


def samples_of(delivery: OpenDelivery) -> bool:
    """Whether only some events are looked at: one of the tables of events or codes is large."""
    return any(_rows(delivery, name) > MOST_ROWS for name in EVENTS)


def _rows(delivery: OpenDelivery, name: str) -> int:
    data = other_table(delivery, name)
    if data is None:
        return 0
    files = delivery.delivery.tables[name]
    if files.format is Format.PARQUET:
        return rows_of(files)
    return int(one_row(name, data.aggregate(rows=data.count()))["rows"])


def sample(fetched: Fetched, *, sampled: bool) -> pa.Table:
    """A piece's events, or codes, or a sixteenth of them.

    Ids and positions are hashes, as signed numbers, and days numbers since 1970.
    """
    columns = fetched.columns
    event = columns[fetched.plan.event]
    rows = np.flatnonzero(event.values % np.uint64(SHARE) == 0) if sampled else None
    named = {
        "event": event, "whose": columns["person_id"], "day": columns[fetched.plan.begins],
        "ends": columns.get("discharged_at"), "position": columns.get("position"),
    }  # fmt: skip
    return pa.table({n: _array(each, rows) for n, each in named.items() if each is not None})


def _array(column: Numbers, rows: Which | None) -> pa.Array:
    values, there = column.values, column.there
    if values.dtype == np.uint64:
        values = values.view(np.int64)  # as the database hands numbers to Arrow
    if rows is not None:
        values, there = values[rows], None if there is None else there[rows]
    return pa.array(values, mask=None if there is None else ~there)
