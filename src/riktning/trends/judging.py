"""Judges every series of a run: chart, direction, and pace where the plan has a target."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace

from riktning.catalogue.model import Kind, Words
from riktning.core.errors import RunError
from riktning.core.periods import Month, PeriodKind
from riktning.core.units import UnitKind, UnitTree
from riktning.trends.assembling import Assembled, Measured, assemble
from riktning.trends.charts.around_trend import around_trend
from riktning.trends.charts.chart import ControlChart
from riktning.trends.charts.season import season_shows
from riktning.trends.direction import trends
from riktning.trends.effect.activities import refuse_unknown_activities
from riktning.trends.effect.finding import Activity
from riktning.trends.effects_of_run import effect_family, effects_in
from riktning.trends.faults import fault, refuse_share
from riktning.trends.finding import (
    Aim,
    Tested,
    called,
    called_always,
    findings_together,
    recent_beyond,
)
from riktning.trends.judged import Family, JudgedSeries, PlannedTarget, RunVerdicts
from riktning.trends.limits import points_a_year
from riktning.trends.observed import IndicatorSeries, period_series, whole_periods
from riktning.trends.pace import Projection, milestones, pace, projection
from riktning.trends.pulled import unless_pulled, with_middle
from riktning.trends.run_input import RunInput
from riktning.trends.targets import next_due, refuse_impossible, refuse_unknown
from riktning.trends.uncollected import uncollected
from riktning.trends.unjudged import without_series
from riktning.trends.verdict import DirectionFinding, PaceFinding, Target, Verdict

DEFAULT_LEVELS = ("region", "administration", "hospital", "subregion")
DEFAULT_Q = 0.05
PERIODS = (PeriodKind.MONTH, PeriodKind.TERTIAL, PeriodKind.YEAR)
Aimed = Mapping[tuple[str, str], Sequence[Target]]


def judge(
    run: RunInput,
    definitions: Mapping[str, Measured],
    targets: Sequence[PlannedTarget] = (),
    levels: Sequence[str] = DEFAULT_LEVELS,
    q: float = DEFAULT_Q,
    as_of: Month | None = None,
    activities: Sequence[Activity] = (),
) -> RunVerdicts:
    """Judge the series of the units at ``levels``, and of every unit with a target.

    An indicator is judged by the finest periods that its definition gives; all are one family.
    The effects of ``activities`` are a family of their own. ``q`` is the share of false directions
    accepted among those called, 0 < q < 1. ``as_of`` is the last month looked at; None means all.
    Raises RunError for a run that cannot be judged and SeriesError for targets, activities, q or
    as_of that do not fit it.
    """
    last = _last_month(run, as_of)
    refuse_share(q)
    tree = UnitTree(run.units, last.last_day)
    refuse_unknown(targets, definitions.keys(), {unit.unit_id for unit in tree})
    refuse_impossible(
        targets,
        {name: each.scale for name, each in definitions.items() if each.kind is Kind.PROPORTION},
        _never_below(run) if any(each.target.value < 0 for each in targets) else (),
    )
    refuse_unknown_activities(activities, definitions.keys(), {unit.unit_id for unit in tree})
    region = _region(tree)
    aimed = _by_series(targets, region)
    wanted = {unit.unit_id for unit in tree if unit.kind in levels}
    wanted |= {unit for _, unit in aimed}
    with uncollected():
        parts = _assembled(run, definitions, wanted, last)
        judged = _judge_all(parts, aimed, q)
    named = {series.verdict.indicator_id for series in judged}
    bare = without_series(run.absent, named, region, run.first, last)
    effects = effects_in(run, definitions, activities, tree, last, q)
    return RunVerdicts(
        run.run_id,
        run.synthetic,
        last,
        (*judged, *bare),
        _family(judged, parts, len(bare), q),
        effects,
        effect_family(effects, q) if activities else None,
    )


def _never_below(run: RunInput) -> frozenset[str]:
    """The indicators that have values and none below 0: none is looked for below it, either."""
    seen = run.observations.select(["indicator_id", "value"])
    least = seen.group_by("indicator_id").aggregate([("value", "min")]).to_pylist()
    return frozenset(
        str(each["indicator_id"])
        for each in least
        if each["value_min"] is not None and each["value_min"] >= 0
    )


def _last_month(run: RunInput, as_of: Month | None) -> Month:
    if as_of is None or as_of >= run.last:
        return run.last
    if as_of < run.first:
        raise fault(
            Words(
                f"{as_of} är före körningens första månad",
                f"{as_of} is before the run's first month",
            ),
            "--as-of",
            Words(
                f"ange en månad från {run.first} till {run.last}",
                f"give a month from {run.first} to {run.last}",
            ),
        )
    return as_of


def _region(tree: UnitTree) -> str:
    regions = [unit.unit_id for unit in tree if unit.kind is UnitKind.REGION]
    if len(regions) != 1:
        raise RunError(
            f"the run has {len(regions)} regions on {tree.on}",
            where="units.json",
            remedy="a run is judged for exactly one region",
        )
    return regions[0]


def _by_series(
    targets: Iterable[PlannedTarget], region: str
) -> dict[tuple[str, str], list[Target]]:
    found: dict[tuple[str, str], list[Target]] = defaultdict(list)
    for planned in targets:
        found[planned.indicator_id, planned.unit_id or region].append(planned.target)
    return found


def _assembled(
    run: RunInput, definitions: Mapping[str, Measured], wanted: Collection[str], last: Month
) -> tuple[Assembled, ...]:
    """The series as blocks: those of months, of tertials, and of years, each where there are any.

    An indicator stands in the block of the finest periods of its definition, and in no other.
    """
    found = []
    for kind in PERIODS:
        ends = whole_periods(run.first, last, kind)
        every = period_series(run.observations, wanted, run.first, last, kind)
        _refuse_unknown_names(every, definitions)
        own = {name: each for name, each in every.items() if definitions[name].period is kind}
        if own and ends is not None:
            found.append(assemble(own, definitions, ends[0].start, points_a_year(kind)))
    if not found:
        raise RunError(
            "the run has no observations to judge",
            where="observations.parquet",
            remedy="compute the run from a delivery that has the tables the indicators need",
        )
    return tuple(found)


def _refuse_unknown_names(
    series: Mapping[str, IndicatorSeries], definitions: Mapping[str, Measured]
) -> None:
    for name in series:
        if name not in definitions:
            raise RunError(
                f"the run has the indicator {name!r}, which the catalogue does not have",
                where="observations.parquet",
                remedy="judge with the catalogue that the run was computed with",
            )


def _judge_all(parts: Sequence[Assembled], aimed: Aimed, q: float) -> tuple[JudgedSeries, ...]:
    tested = [Tested(part.block, trends(part.block), part.aims, part.twin) for part in parts]
    said = findings_together(tested, q)
    seasons = [season_shows(each.block, each.answers).tolist() for each in tested]
    return tuple(
        _series(part, each, row, finding, aimed, q, seasonal=season[row])
        for part, each, found, season in zip(parts, tested, said, seasons, strict=True)
        for row, finding in enumerate(found)
    )


def _series(
    part: Assembled,
    tested: Tested,
    row: int,
    finding: DirectionFinding,
    aimed: Aimed,
    q: float,
    *,
    seasonal: bool,
) -> JudgedSeries:
    chart = _chart(part, row, finding, q, seasonal=seasonal)
    pulls = part.charts[row].pulls
    if pulls:
        final = zip(chart.months, chart.values, chart.preliminary, strict=True)
        dated = ((month, None if left else value) for month, value, left in final)
        pulling = (chart.months[at] for pull in pulls for at in pull.places)
        finding = with_middle(finding, dated, pulling)
    return JudgedSeries(_verdict(part, tested, row, finding, aimed, q), chart)


def _chart(
    assembled: Assembled, row: int, finding: DirectionFinding, q: float, *, seasonal: bool
) -> ControlChart:
    """Around the trend line where the level moves, around the level where it does not."""
    chart = assembled.charts[row]
    if not called(finding, q):
        return replace(chart, seasonal=True) if seasonal else chart
    return around_trend(chart, finding, assembled.block.variance[row], assembled.bounds[row])


def _verdict(
    assembled: Assembled,
    tested: Tested,
    row: int,
    finding: DirectionFinding,
    aimed: Aimed,
    q: float,
) -> Verdict:
    indicator, unit = assembled.keys[row]
    found: PaceFinding | None = None
    targets = aimed.get((indicator, unit))
    last, start = finding.last, finding.start_level
    if targets and last is not None and start is not None:
        moves, step = called(finding, q), assembled.block.step
        line = projection(
            tested.answers.line, row, last, start,
            moves=moves, step=step, recent=recent_beyond(tested, row),
        )  # fmt: skip
        aim = assembled.aims[row]
        found = _pace(line, targets, last, aim)
    return Verdict(indicator, unit, finding, unless_pulled(found, finding))


def _pace(line: Projection, targets: Sequence[Target], last: Month, aim: Aim) -> PaceFinding | None:
    """The pace towards the target that is next due, with the other targets as milestones."""
    first = next_due(targets, last)
    found = pace(line, first, aim.polarity, aim.interval)
    rest = [target for target in targets if target != first]
    if found is None or not rest:
        return found
    return replace(found, milestones=milestones(line, rest, aim.polarity, aim.interval))


def _family(
    judged: Sequence[JudgedSeries], parts: Sequence[Assembled], bare: int, q: float
) -> Family:
    own = [int(first) == row for part in parts for row, first in enumerate(part.twin)]
    found = [series.verdict.direction for series, counts in zip(judged, own, strict=True) if counts]
    moving = sum(called(finding, q) for finding in found)
    return Family(
        size=len(found) + bare,
        judged=sum(finding.q_value is not None for finding in found),
        q=q,
        expected_false=q * moving,
        called=moving,
        repeated=len(judged) - len(found),
        called_always=sum(called_always(finding, q) for finding in found),
    )
