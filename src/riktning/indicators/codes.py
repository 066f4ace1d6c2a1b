"""Codes as Ibis expressions."""

from collections import defaultdict
from collections.abc import Sequence

import ibis
from ibis.expr.types import BooleanValue, StringValue


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
