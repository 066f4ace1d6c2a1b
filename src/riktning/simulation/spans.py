"""The whole tertials and years of the horizon, for what is counted that seldom."""

from dataclasses import dataclass

from riktning.simulation.horizon import Horizon

_MONTHS = {"year": 12, "tertial": 4}


@dataclass(frozen=True)
class Span:
    """A whole period: its year, the number of its last month, its first and last epoch day."""

    year: int
    month: int
    first: int
    last: int


def spans_of(horizon: Horizon, period: str) -> list[Span]:
    """Every year or tertial that lies wholly within the horizon."""
    length, starts = _MONTHS[period], horizon.month_starts
    return [
        Span(month.year, number, int(starts[number - length + 1]), int(starts[number + 1]) - 1)
        for number, month in enumerate(horizon.months)
        if month.month % length == 0 and number >= length - 1
    ]
