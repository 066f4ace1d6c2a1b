"""Which months a round is about."""

from riktning.core.periods import Month, Period, PeriodKind

# kind → first month and number of months
_SPANS = {
    "t1": (1, 4),
    "t2": (5, 4),
    "t3": (9, 4),
    "h1": (1, 6),
    "h2": (7, 6),
    "year": (1, 12),
}


def months_of(kind: str, year: int) -> tuple[Month, Month]:
    """The first and the last month of the round's period."""
    first, length = _SPANS[kind]
    start = Month(year, first)
    return start, start.plus(length - 1)


def figure_period(kind: str, year: int) -> Period:
    """The period whose figures stand beside: a half-year has none of its own, and takes its end's
    tertial."""
    _, last = months_of(kind, year)
    return Period.containing(last, PeriodKind.YEAR if kind == "year" else PeriodKind.TERTIAL)
