"""The points that a rule marks, told as the runs they are: one stretch a run."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from riktning.core.periods import Month
from riktning.trends.charts.chart import Breach, ChartBasis, ControlChart
from riktning.trends.charts.profiles import PROFILES, Rule

Cells = Sequence[float | None]
_OF_ONE_SIDE = (Rule.SHIFT, Rule.TWO_OF_THREE, Rule.FOUR_OF_FIVE, Rule.LONG_RUN)


@dataclass(frozen=True, slots=True)
class Counted:
    """What a rule looked at: the points that count, None for others, and their centre.

    ``starts`` are the places at which a new phase begins: no run goes on from one to the next.
    """

    values: Cells
    centres: Cells
    starts: Collection[int] = ()


def runs(
    rule: Rule, marked: Sequence[int], counted: Counted, length: int = 0
) -> list[tuple[int, ...]]:
    """The places that the rule marks, rising, a tuple for each run.

    Points on opposite sides of the centre, or on the way up and down, are runs of their own, also
    where one begins as the other ends; the turn of a trend belongs to both. A run on one side or
    one way goes on past a missing point, since that neither breaks it nor counts in it. ``length``
    is the fewest points of a run: where the sides known here give shorter ones (limits that are
    cut hide where the centre is), points in a row are one stretch.
    """
    if rule is Rule.TREND:
        found = [run for run in _one_way(marked, counted) if len(run) >= max(length, 2)]
    elif rule in _OF_ONE_SIDE:
        found = _of_one_side(marked, counted)
    else:
        return _in_a_row(marked)
    told = {place for run in found for place in run}
    whole = rule is not Rule.SHIFT or all(len(run) >= length for run in found)
    return found if whole and told == set(marked) else _in_a_row(marked)


def runs_of(breach: Breach, chart: ControlChart) -> tuple[tuple[Month, ...], ...]:
    """The months of each run of a breach; its own rules say how long a run is at least."""
    values = [
        None if preliminary else value
        for value, preliminary in zip(chart.values, chart.preliminary, strict=True)
    ]
    place = {month: at for at, month in enumerate(chart.months)}
    counted = Counted(values, _middles(chart), [place[month] for month in chart.new_phases])
    length = PROFILES[chart.rules].points.get(breach.rule, 0)
    found = runs(breach.rule, [place[month] for month in breach.months], counted, length)
    return tuple(tuple(chart.months[at] for at in run) for run in found)


def _middles(chart: ControlChart) -> list[float | None]:
    """What the rules measure from: the centre, and around a trend line its season with it."""
    if chart.basis is ChartBasis.LEVEL:
        return list(chart.centres)
    return [
        centre if lower is None or upper is None else (lower + upper) / 2
        for centre, lower, upper in zip(chart.centres, chart.lower, chart.upper, strict=True)
    ]


def _of_one_side(marked: Sequence[int], counted: Counted) -> list[tuple[int, ...]]:
    found: list[list[int]] = []
    for place in marked:
        goes_on = found and _next(found[-1][-1], place, counted)
        if goes_on and _side(found[-1][-1], counted) == _side(place, counted):
            found[-1].append(place)
        else:
            found.append([place])
    return [tuple(run) for run in found]


def _one_way(marked: Sequence[int], counted: Counted) -> list[tuple[int, ...]]:
    """Runs up and down; a turn ends one and begins the next."""
    found: list[list[int]] = []
    way = 0.0
    for place in marked:
        step = _step(found[-1][-1], place, counted) if found else 0.0
        if step == 0:
            found.append([place])
        elif way == 0 or step == way:
            found[-1].append(place)
        else:
            found.append([found[-1][-1], place])
        way = step
    return [tuple(run) for run in found]


def _in_a_row(marked: Sequence[int]) -> list[tuple[int, ...]]:
    found: list[list[int]] = []
    for place in marked:
        if found and place == found[-1][-1] + 1:
            found[-1].append(place)
        else:
            found.append([place])
    return [tuple(run) for run in found]


def _next(before: int, place: int, counted: Counted) -> bool:
    """Whether no point that counts, and no new phase, lies between."""
    between = all(value is None for value in counted.values[before + 1 : place])
    return between and not any(before < start <= place for start in counted.starts)


def _side(place: int, counted: Counted) -> float:
    return _sign((counted.values[place] or 0.0) - (counted.centres[place] or 0.0))


def _step(before: int, place: int, counted: Counted) -> float:
    """1 up, -1 down; 0 where the two points are equal or do not follow each other.

    Against the centre: of a moving series it is what is left around the line that rises or falls.
    """
    if not _next(before, place, counted):
        return 0.0
    here, there = (
        (counted.values[each] or 0.0) - (counted.centres[each] or 0.0) for each in (before, place)
    )
    return _sign(there - here)


def _sign(number: float) -> float:
    return float((number > 0) - (number < 0))
