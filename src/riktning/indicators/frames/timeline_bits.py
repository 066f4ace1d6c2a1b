"""Months as the bits of whole numbers: what holds in which months, a person at a time.

A stretch of at most 60 months fits into one 64-bit number, bit 0 being its first month. What an
event brings about (it counts for twelve months, say) is one such number, and all of a person's
events are joined by ``bit_or`` in one aggregation: no event is repeated for the months it is seen
in, none is put in order, and a window of five years costs what a window of one month costs.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import ibis
from ibis.expr.types import ArrayValue, BooleanValue, IntegerValue

LONGEST = 60  # months a stretch may have: one bit more marks its end, and the sign stays free


@dataclass(frozen=True, slots=True)
class Stretch:
    """Consecutive months, from ``first`` to ``last`` as in ``core.periods.Month.index``."""

    first: int
    last: int

    @property
    def length(self) -> int:
        return self.last - self.first + 1

    def place(self, month: IntegerValue) -> IntegerValue:
        """The month's bit; 0 for an earlier month, ``length`` for a later one."""
        number = (month - self.first).cast("int32")
        bounded: IntegerValue = ibis.least(ibis.greatest(number, 0), self.length).cast("int32")
        return bounded

    def months(self, begin: IntegerValue, until: IntegerValue) -> IntegerValue:
        """The bits of the months begin ≤ m < until; 0 when there is none in the stretch."""
        low = self.place(begin)
        high = ibis.greatest(self.place(until), low).cast("int32")
        bits: IntegerValue = power(high) - power(low)
        return bits


def power(place: IntegerValue) -> IntegerValue:
    """The single bit at a place (int32)."""
    bit: IntegerValue = ibis.literal(1).cast("int64") << place
    return bit


def joined(months: IntegerValue, where: BooleanValue | None = None) -> IntegerValue:
    """The bits set in any of the rows. Ibis 12 has ``bit_or`` for DuckDB but not for Spark."""
    bits: IntegerValue = _bit_or(months, where=where)
    return bits


@ibis.udf.agg.builtin(name="bit_or")  # type: ignore[untyped-decorator]  # Ibis leaves it untyped
def _bit_or(months: int) -> int:  # type: ignore[empty-body]  # the databases have it themselves
    """The aggregation of that name in DuckDB and Spark."""


def stretches(first: int, last: int) -> Iterator[Stretch]:
    """The months from first to last, cut into stretches."""
    for begin in range(first, last + 1, LONGEST):
        yield Stretch(begin, min(last, begin + LONGEST - 1))


def holds(months: IntegerValue, place: IntegerValue) -> BooleanValue:
    """Whether the bit at a place is set."""
    found: BooleanValue = ((months >> place) & 1) == 1
    return found


def changes(months: IntegerValue) -> IntegerValue:
    """The bits at which something begins or stops to hold."""
    turned: IntegerValue = months ^ (months << 1)
    return turned


def places(months: IntegerValue) -> ArrayValue:
    """The places of the bits that are set, in order; of numbers above 0.

    Only those from the lowest bit to the highest are looked at: mostly there is but one. The
    logarithm of a number just below a power of two may be that of the power: one place too many.
    """
    lowest = (months & -months).cast("float64").log2().round().cast("int64")
    highest = months.cast("float64").log2().floor().cast("int64")
    some = ibis.range(lowest, highest + 1, 1)
    found: ArrayValue = some.filter(lambda place: holds(months, place.cast("int32")))
    return found


def first_after(months: IntegerValue, place: IntegerValue) -> IntegerValue:
    """The place of the first bit after a place; null when there is none.

    The lowest of the later bits is a power of two; its logarithm lies next to a whole number.
    """
    later = months >> (place + 1).cast("int32")
    lowest = (later & -later).nullif(0).cast("float64")  # none later: no logarithm, null
    found: IntegerValue = (place + 1 + lowest.log2().round().cast("int32")).cast("int32")
    return found
