"""Charts, statements, direction and pace of the series of a file; all its series are one family."""

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from riktning.catalogue.model import Kind
from riktning.core.periods import MONTHS_A_YEAR, Month
from riktning.trends.ar1 import Bools
from riktning.trends.breaks import Breaks
from riktning.trends.charts.around_trend import spread, trend_line
from riktning.trends.charts.arrays import STATUSES, ChartPlan, Charts, charts
from riktning.trends.charts.chart import ChartBasis, ChartKind, ChartStatus, Pull
from riktning.trends.charts.of_indicators import cells
from riktning.trends.charts.profiles import PROFILES, Rule
from riktning.trends.charts.pulling import pulls
from riktning.trends.charts.season import season_shows
from riktning.trends.charts.statements import (
    AssuranceFinding,
    Latest,
    Limits,
    VariationFinding,
    assurance,
    assured,
    variation,
)
from riktning.trends.direction import Block, Method, trends
from riktning.trends.finding import Aim, Tested, called, findings_together, recent_beyond
from riktning.trends.own.asking import (
    Asked,
    figures,
    left_out,
    refuse_baseline,
    refuse_target,
    starts,
    volume_break,
)
from riktning.trends.own.periods import POINTS_A_YEAR, Every
from riktning.trends.own.reading import OwnSeries
from riktning.trends.pace import pace, projection
from riktning.trends.pulled import unless_pulled, with_middle
from riktning.trends.sampling import likelihood
from riktning.trends.verdict import DirectionFinding, PaceFinding, Reason, Target
from riktning.trends.weighing import Counts, Weighed, weighed

_KINDS = {
    ChartKind.P: Kind.PROPORTION,
    ChartKind.U: Kind.RATE,
    ChartKind.C: Kind.COUNT,
    ChartKind.XMR: Kind.MEDIAN,  # nothing is known of what a value was counted on
    ChartKind.RUN: Kind.MEDIAN,
}
Cells = tuple[float | None, ...]


@dataclass(frozen=True, slots=True)
class OwnPhase:
    """A stretch of periods with a level and limits of its own; places in the series."""

    first: int
    last: int
    status: ChartStatus
    centre: float | None


@dataclass(frozen=True, slots=True)
class OwnVerdict:
    """What is said of one series; arrays a place a period, in the shown unit, None where no point.

    ``breaches`` gives the places that each rule marks. ``direction`` is None where periods are
    days or weeks, or what is charted lies between events.
    """

    series: OwnSeries
    kind: ChartKind
    asked: Asked
    values: Cells
    centre: Cells
    lower: Cells
    upper: Cells
    phases: tuple[OwnPhase, ...]
    sigma_z: float | None
    breaches: tuple[tuple[Rule, tuple[int, ...]], ...]
    variation: VariationFinding
    assurance: AssuranceFinding
    direction: DirectionFinding | None = None
    pace: PaceFinding | None = None
    seasonal: bool = False
    pulls: tuple[Pull, ...] = ()

    @property
    def status(self) -> ChartStatus:
        """That of the last phase."""
        return self.phases[-1].status


@dataclass(frozen=True, slots=True)
class _Said:
    """Direction and pace of a series, whether its level differs from the target, and its limits.

    ``around`` are the limits around the trend's level in the last year, where the level moves.
    """

    direction: DirectionFinding | None = None
    pace: PaceFinding | None = None
    certain: bool = True
    around: tuple[Limits, ...] = ()
    seasonal: bool = False

    @property
    def tested(self) -> bool:
        return self.direction is not None and self.direction.q_value is not None


def judge_own(file: Sequence[OwnSeries], asked: Asked, name: str) -> tuple[OwnVerdict, ...]:
    """Chart every series; judge direction and pace of those by month, quarter, tertial or year.

    ``name`` is what the file is called where something is wrong; raises SeriesError for figures
    that the kind of chart cannot have, naming the row, and for a target or a baseline that no
    series can have. Direction is adjusted over all the series (Benjamini and Hochberg 1995).
    """
    refuse_baseline(file, asked)
    for series in file:
        refuse_target(series, asked)
    charted = [_charted(series, asked, name) for series in file]
    said = _directions(file, [made for made, _ in charted], asked)
    return tuple(
        _verdict(series, asked, each, said.get(place, _Said()))
        for place, (series, each) in enumerate(zip(file, charted, strict=True))
    )


def _charted(series: OwnSeries, asked: Asked, name: str) -> tuple[Charts, tuple[Pull, ...]]:
    """The chart, and the few values that pull it."""
    values, size = figures(series, asked, name)
    plan = ChartPlan(
        asked.kind_for(series),
        PROFILES[asked.rules],
        screened=asked.screened,
        starts=starts(series, asked),
        baseline=asked.baseline,
    )
    sizes = None if size is None else size[None, :]
    out = left_out(series, asked)[None, :]
    made = charts(plan, values[None, :], sizes, out)
    return made, pulls(made, values[None, :], sizes, out)[0]


def _verdict(
    series: OwnSeries,
    asked: Asked,
    charted: tuple[Charts, tuple[Pull, ...]],
    said: _Said,
) -> OwnVerdict:
    made, pulled = charted
    scale = asked.scale_for(series)
    out = left_out(series, asked)
    phases = _phases(made, out, scale)
    point = _latest(made, phases, out, scale)
    if point is not None:
        begins = max(phase.first for phase in phases if phase.first <= point.place)
        by = next((each.places for each in pulled if begins <= each.place), ())
        point = replace(point, pulled_by=by or _turned_by(series, asked, charted[0], said, point))
    centre = np.concatenate(
        [np.full(p.last - p.first + 1, np.nan if p.centre is None else p.centre) for p in phases]
    )
    sigma_z, values = made.sigma_z[0], cells(scale * made.points[0])
    found = said.direction and _with_middle(said.direction, series, values, out, pulled)
    return OwnVerdict(
        series=series,
        kind=made.kind(0),
        asked=asked,
        values=values,
        centre=cells(centre),
        lower=cells(scale * made.limits.lower[0]),
        upper=cells(scale * made.limits.upper[0]),
        phases=phases,
        sigma_z=None if np.isnan(sigma_z).all() else float(np.nanmax(sigma_z)),
        breaches=tuple(
            (rule, tuple(np.flatnonzero(mask[0]).tolist()))
            for rule, mask in made.marks.items()
            if mask[0].any()
        ),
        variation=variation(point, asked.polarity),
        assurance=_assurance(point, asked, replace(said, direction=found)),
        direction=found,
        pace=unless_pulled(said.pace, found),
        seasonal=said.seasonal,
        pulls=pulled,
    )


def _with_middle(
    found: DirectionFinding,
    series: OwnSeries,
    values: Cells,
    out: Bools,
    pulled: Sequence[Pull],
) -> DirectionFinding:
    step = MONTHS_A_YEAR // POINTS_A_YEAR[series.every]
    months = [Month.from_index(number * step) for number in series.numbers.tolist()]
    counted = [None if left else value for left, value in zip(out, values, strict=True)]
    pulling = [months[place] for each in pulled for place in each.places]
    return with_middle(found, zip(months, counted, strict=True), pulling)


def _turned_by(
    series: OwnSeries, asked: Asked, made: Charts, said: _Said, point: Latest
) -> tuple[int, ...]:
    """The value that the trend sets aside, where it is why the latest one looks as it does."""
    if said.direction is None or said.direction.aside is None or not point.rules:
        return ()
    step = MONTHS_A_YEAR // POINTS_A_YEAR[series.every]
    [place] = np.flatnonzero(series.numbers == said.direction.aside.index // step).tolist()
    if place == point.place:
        return ()
    out = left_out(series, asked)
    out[place] = True
    values, size = figures(series, asked, series.name)
    sizes = None if size is None else size[None, :]
    again = charts(made.plan, values[None, :], sizes, out[None, :])
    scale = asked.scale_for(series)
    other = _latest(again, _phases(again, out, scale), out, scale)
    return () if variation(other).state is variation(point).state else (place,)


def _assurance(point: Latest | None, asked: Asked, said: _Said) -> AssuranceFinding:
    """Tried around the trend's present level where the level moves, as the charts of a run are."""
    target = asked.target.value if isinstance(asked.target, Target) else asked.target
    moves = said.direction is not None and called(said.direction, asked.q)
    basis = ChartBasis.TREND if moves else ChartBasis.LEVEL
    if moves and point is not None:
        upper = said.around[-1][1] if said.around else None
        point = replace(point, upper=upper, cycle=said.around)
    state = assurance(point, target, asked.polarity)
    pulled = said.direction is not None and said.direction.middle is not None
    tested, certain = said.tested, said.certain
    return assured(state, point, basis, tested=tested, certain=certain, pulled=pulled)


def _phases(made: Charts, out: Bools, scale: float) -> tuple[OwnPhase, ...]:
    """The phases, each with its level: None where no point of it counts."""
    return tuple(
        OwnPhase(
            columns.start,
            columns.stop - 1,
            STATUSES[made.status[0, number]],
            None
            if np.isnan(np.where(out, np.nan, made.points[0])[columns]).all()
            else float(scale * made.limits.centre[0, columns.start]),
        )
        for number, columns in enumerate(made.phases)
    )


def _latest(made: Charts, phases: Sequence[OwnPhase], out: Bools, scale: float) -> Latest | None:
    """The latest point that counts."""
    points = np.where(out, np.nan, made.points[0])
    counted = np.flatnonzero(~np.isnan(points))
    if not len(counted):
        return None
    place, before = int(counted[-1]), int(counted[-2]) if len(counted) > 1 else int(counted[-1])
    low, high = made.limits.lower[0, place], made.limits.upper[0, place]
    phase = next(each for each in phases if place <= each.last)
    return Latest(
        place=place,
        value=scale * float(points[place]),
        centre=phase.centre,
        lower=None if np.isnan(low) else scale * float(low),
        upper=None if np.isnan(high) else scale * float(high),
        step=scale * float(points[place] - points[before]),
        status=phase.status,
        rules=tuple(rule for rule in Rule if rule in made.marks and made.marks[rule][0, place]),
    )


def _directions(
    file: Sequence[OwnSeries], made: Sequence[Charts], asked: Asked
) -> dict[int, _Said]:
    """What is said of the series that can be judged, by their place in the file."""
    judged = {
        every: [
            place
            for place, series in enumerate(file)
            if series.every is every and asked.kind_for(series) in _KINDS
        ]
        for every in POINTS_A_YEAR
    }
    judged = {every: rows for every, rows in judged.items() if rows}
    if not judged:
        return {}
    tested = [_tested(rows, every, file, made, asked) for every, rows in judged.items()]
    said = findings_together(tested, asked.q)
    seasons = [season_shows(part.block, part.answers).tolist() for part in tested]
    return {
        place: _said(part, row, found[row], asked, seasonal=season[row])
        for rows, part, found, season in zip(judged.values(), tested, said, seasons, strict=True)
        for row, place in enumerate(rows)
    }


def _tested(
    rows: Sequence[int],
    every: Every,
    file: Sequence[OwnSeries],
    made: Sequence[Charts],
    asked: Asked,
) -> Tested:
    """The series of one kind of period as a block, with the answers of their tests.

    A series is judged from its last phase on, as from the last break of a definition.
    """
    first = min(int(file[place].numbers[0]) for place in rows)
    periods = max(int(file[place].numbers[-1]) for place in rows) - first + 1
    values, variance = np.full((len(rows), periods), np.nan), np.ones((len(rows), periods))
    since, aims = np.zeros(len(rows), dtype=np.int64), []
    reasons: list[Reason | None] = [None] * len(rows)
    aside = np.full(len(rows), -1, dtype=np.int64)
    for row, place in enumerate(rows):
        at = file[place].numbers - first
        phases = starts(file[place], asked)
        found, aim = _weighed(file[place], made[place], asked, phases[-1] if phases else 0)
        values[row, at], variance[row, at] = found.values[0], found.variance[0]
        aside[row] = -1 if found.aside[0] < 0 else at[found.aside[0]]
        if phases:
            since[row] = at[phases[-1]]
            by_volume = phases[-1] == volume_break(file[place], asked)
            reasons[row] = Reason.VOLUME_BREAK if by_volume else Reason.NEW_PHASE
        aims.append(aim)
    none = np.zeros(values.shape, dtype=np.bool_)
    cycle = POINTS_A_YEAR[every]
    start = Month.from_index(first * (MONTHS_A_YEAR // cycle))
    breaks = Breaks(since, tuple(reasons))
    block = Block(start, values, variance, none, none, breaks, cycle, aside)
    return Tested(block, trends(block), aims, np.arange(len(rows)))


def _weighed(series: OwnSeries, made: Charts, asked: Asked, since: int) -> tuple[Weighed, Aim]:
    """The points that count, from place ``since`` on, their variance, and which way is better."""
    kind, scale = _KINDS[asked.kind_for(series)], asked.scale_for(series)
    before = np.arange(len(made.points[0])) < since
    points = np.where(left_out(series, asked) | before, np.nan, made.points[0])
    numerator = series.numerator if kind in (Kind.PROPORTION, Kind.RATE) else points
    counts = Counts(
        kind, scale, numerator[None, :], series.denominator[None, :],
        np.full((1, len(points)), np.nan),
    )  # fmt: skip
    cycle = POINTS_A_YEAR[series.every]
    found = weighed(scale * points[None, :], counts, int(series.numbers[0]) % cycle, cycle)
    highest = scale if kind is Kind.PROPORTION else math.inf
    bounds = (-math.inf, math.inf) if kind is Kind.MEDIAN else (0.0, highest)
    aim = Aim(asked.polarity, None, likelihood(kind), bounds=bounds)
    return found, aim


def _said(
    part: Tested, row: int, found: DirectionFinding, asked: Asked, *, seasonal: bool
) -> _Said:
    reached = _pace(part, row, found, asked)
    return _Said(
        direction=found,
        pace=reached if isinstance(asked.target, Target) else None,
        certain=reached is None or reached.certain,
        around=_around(part, row, found) if called(found, asked.q) else (),
        seasonal=seasonal,
    )


def _pace(part: Tested, row: int, found: DirectionFinding, asked: Asked) -> PaceFinding | None:
    """Against the target; one without a due month is held against the level of the last month."""
    if asked.target is None or found.last is None or found.start_level is None:
        return None
    target = asked.target
    aimed = target if isinstance(target, Target) else Target(target, found.last)
    ahead = projection(
        part.answers.line, row, found.last, found.start_level,
        moves=called(found, asked.q), step=part.block.step, recent=recent_beyond(part, row),
    )  # fmt: skip
    return pace(ahead, aimed, asked.polarity)


def _around(part: Tested, row: int, found: DirectionFinding) -> tuple[Limits, ...]:
    """The limits of each period of the last year around the trend's level in the last one."""
    block, last = part.block, int(part.answers.last[row])
    months = tuple(block.first.plus(block.step * at) for at in range(block.values.shape[1]))
    calendar = (np.arange(len(months)) + block.first_season) % block.cycle
    seasonal = found.method.startswith(str(Method.SEASONAL))
    left = spread(
        block.values[row] - trend_line(found, months),
        block.variance[row],
        calendar if seasonal else None,
        found.autocorrelation or 0.0,
    )
    year = slice(max(last - block.cycle + 1, int(part.answers.first[row])), last + 1)
    middle, half = (found.line_end or 0.0) + left.season[year], 3 * left.sigma[year]
    known = ~np.isnan(block.values[row, year]) & (half > 0)
    return tuple(zip((middle - half)[known].tolist(), (middle + half)[known].tolist(), strict=True))
