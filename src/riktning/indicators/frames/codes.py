"""Codes as Ibis expressions."""

from collections import defaultdict
from collections.abc import Sequence

import ibis
from ibis.expr.types import BooleanValue, StringValue

from riktning.indicators.asking import Source


def normal(code: StringValue) -> StringValue:
    """A code as it is compared: capitals, no dot."""
    return code.upper().replace(".", "")


def starts_with(code: StringValue, prefixes: Sequence[str]) -> BooleanValue:
    """Whether a normal code starts with one of the prefixes; null for a null code."""
    by_length: defaultdict[int, list[str]] = defaultdict(list)
    for prefix in prefixes:
        by_length[len(prefix)].append(prefix)
    tests = [code.substr(0, size).isin(same) for size, same in sorted(by_length.items())]
    found: BooleanValue = ibis.or_(*tests) if len(tests) > 1 else tests[0]
    return found


def with_main_code(rows: ibis.Table, event: str, source: Source) -> ibis.Table:
    """The rows plus ``main_code``: the event's main diagnosis, the first in order if several."""
    diagnoses = source.need("diagnosis")
    main = diagnoses.filter(diagnoses.position == "main")
    first = main.group_by(diagnosed="event_id").aggregate(main_code=normal(main.code).min())
    return rows.left_join(first, rows[event] == first.diagnosed).drop("diagnosed")
