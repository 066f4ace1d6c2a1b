"""Published figures, read. Each function says how many queries it asks, and a test counts them."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date
from itertools import takewhile

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery, Sum

from riktning.apps.observations.figures import (
    Cell,
    Counts,
    IndicatorInfo,
    IndicatorRow,
    Judged,
    Point,
    RunInfo,
    RunSummary,
    UnitRow,
    VerdictInfo,
)
from riktning.apps.observations.models import Indicator, Run, Series, Verdict
from riktning.apps.observations.packing import unpack
from riktning.apps.observations.remembering import Kept, keep, recall, remembered
from riktning.apps.organisation.queries import units_on, units_valid
from riktning.catalogue.model import Kind, Polarity, Words
from riktning.core.periods import PeriodKind
from riktning.core.units import Unit, UnitKind
from riktning.trends import store
from riktning.trends.effect.finding import EffectFinding
from riktning.trends.effect.stored import effect_from_json

EVERYONE = {"sex": "all", "age_group": "all"}
_KIND_ORDER = {kind: place for place, kind in enumerate(UnitKind)}


def current_run() -> Run | None:
    """The run that is shown. One query."""
    return Run.objects.filter(current=True).first()


def run_info(run: Run) -> RunInfo:
    """The run as a plain value. No query."""
    return RunInfo(
        run_id=run.run_id,
        created_at=run.created_at,
        published_at=run.published_at,
        synthetic=run.synthetic,
        label=run.label,
        region_unit_id=run.region_unit_id,
        first_month=run.first_month,
        last_month=run.last_month,
        as_of=run.as_of,
        current=run.current,
        manifest=run.manifest,
        family=run.family,
    )


def runs() -> list[RunInfo]:
    """Every published run, newest first. One query."""
    return [run_info(run) for run in Run.objects.order_by("-created_at")]


def summary(run: Run) -> RunSummary:
    """What the run holds, counted. Three queries."""
    return summaries([run])[run.pk]


def summaries(runs: Iterable[Run]) -> dict[int, RunSummary]:
    """What each run holds, counted, by its key. Three queries at most, however many they are."""
    every = list(runs)
    known = {run.pk: kept.value for run in every if (kept := recall(run, "summary"))}
    left = [run for run in every if run.pk not in known]
    counted = _counted([run.pk for run in left]) if left else {}
    for run in left:
        keep(run, "summary", (), Kept(counted[run.pk]))
    return {run.pk: (known | counted)[run.pk] for run in every}


def _counted(keys: Sequence[int]) -> dict[int, RunSummary]:
    states: dict[int, Counter[str]] = {key: Counter() for key in keys}
    for key, state in Indicator.objects.filter(run__in=keys).values_list("run_id", "state"):
        states[key][state] += 1
    of_run = Series.objects.filter(indicator__run__in=keys).order_by().values("indicator__run_id")
    rows = of_run.annotate(Sum("count"), Sum("hidden")).values_list(
        "indicator__run_id", "count__sum", "hidden__sum"
    )
    figures = {key: (every, hidden) for key, every, hidden in rows}
    judged = Verdict.objects.filter(indicator__run__in=keys).order_by()
    verdicts = dict(judged.values_list("indicator__run_id").annotate(Count("pk")))
    return {
        key: RunSummary(
            computed=found["computed"],
            without=found.total() - found["computed"],
            observations=figures.get(key, (0, 0))[0],
            hidden=figures.get(key, (0, 0))[1],
            verdicts=verdicts.get(key, 0),
        )
        for key, found in states.items()
    }


@remembered
def indicators(run: Run) -> dict[str, IndicatorInfo]:
    """The measures of the run, in the catalogue's order. One query."""
    rows = Indicator.objects.filter(run=run).order_by("order")
    return {row.indicator_id: _info(row) for row in rows}


@remembered
def indicator(run: Run, indicator_id: str) -> IndicatorInfo | None:
    """One measure of the run. One query."""
    row = Indicator.objects.filter(run=run, indicator_id=indicator_id).first()
    return _info(row) if row else None


def series(
    run: Run, indicator_id: str, unit_id: str, kind: PeriodKind = PeriodKind.MONTH
) -> tuple[Point, ...]:
    """One measure at one unit, oldest period first. One query."""
    return many_series(run, [indicator_id], unit_id, kind).get(indicator_id, ())


@remembered
def many_series(
    run: Run,
    indicator_ids: Collection[str],
    unit_id: str,
    kind: PeriodKind = PeriodKind.MONTH,
) -> dict[str, tuple[Point, ...]]:
    """Several measures at one unit, oldest period first. One query."""
    rows = _everyone(run, indicator_ids, kind).filter(unit_id=unit_id)
    values = rows.values_list("indicator__indicator_id", "figures")
    return {key: tuple(unpack(figures, kind)) for key, figures in values}


@remembered
def series_by_kind(
    run: Run, indicator_id: str, unit_id: str
) -> dict[PeriodKind, tuple[Point, ...]]:
    """One measure at one unit by every kind of period it has, the oldest first. One query."""
    rows = Series.objects.filter(
        indicator__in=_measures(run, [indicator_id]), unit_id=unit_id, **EVERYONE
    )
    found = (
        (PeriodKind(kind), figures) for kind, figures in rows.values_list("period_kind", "figures")
    )
    return {kind: tuple(unpack(figures, kind)) for kind, figures in found}


@remembered
def unit_series(
    run: Run,
    indicator_id: str,
    kind: PeriodKind = PeriodKind.YEAR,
    *,
    starts: Collection[date] | None = None,
) -> dict[str, tuple[Point, ...]]:
    """One measure at every unit, oldest period first, or only periods that start so. One query."""
    values = _everyone(run, [indicator_id], kind).values_list("unit_id", "figures")
    found = {unit_id: unpack(figures, kind) for unit_id, figures in values.order_by("unit_id")}
    chosen = {
        unit_id: tuple(p for p in points if starts is None or p.period.start.first_day in starts)
        for unit_id, points in found.items()
    }
    return {unit_id: points for unit_id, points in chosen.items() if points}


@remembered
def breakdown(
    run: Run, indicator_id: str, kind: PeriodKind, start: date, unit_id: str | None = None
) -> tuple[Cell, ...]:
    """A unit's (the region's) figure in one period by sex and age, everyone first. One query."""
    rows = _series(run, [indicator_id], kind).filter(unit_id=unit_id or run.region_unit_id)
    cells = [
        Cell(sex, age_group, point)
        for sex, age_group, figures in rows.values_list("sex", "age_group", "figures")
        for point in unpack(figures, kind)
        if point.period.start.first_day == start
    ]
    return tuple(sorted(cells, key=lambda c: (c.sex != "all", c.sex, _age_order(c.age_group))))


@remembered
def verdict(run: Run, indicator_id: str, unit_id: str) -> VerdictInfo | None:
    """One verdict with its chart. One query."""
    rows = Verdict.objects.filter(
        indicator__run=run, indicator__indicator_id=indicator_id, unit_id=unit_id
    )
    row = rows.select_related("indicator").first()
    return _verdict(row, with_chart=True) if row else None


@remembered
def verdicts(
    run: Run, unit_id: str, indicator_ids: Collection[str] | None = None, *, charts: bool = False
) -> dict[str, VerdictInfo]:
    """The verdicts at one unit by measure, with charts when asked for. One query."""
    rows = Verdict.objects.filter(indicator__run=run, unit_id=unit_id).select_related("indicator")
    if indicator_ids is not None:
        rows = rows.filter(indicator__indicator_id__in=indicator_ids)
    found = _with_charts(rows, charts=charts).order_by("indicator__order")
    return {row.indicator.indicator_id: _verdict(row, with_chart=charts) for row in found}


def effects(run: Run, indicator_id: str) -> tuple[EffectFinding, ...]:
    """The effects of activities on a measure, in the order they started. No query."""
    kept = (each for each in run.effects if each["indicator_id"] == indicator_id)
    found = [effect_from_json(each) for each in kept]
    return tuple(sorted(found, key=lambda each: each.first_start))


@remembered
def verdicts_by_unit(
    run: Run, indicator_id: str, *, charts: bool = False
) -> dict[str, VerdictInfo]:
    """The verdicts of one measure by unit. One query."""
    rows = Verdict.objects.filter(
        indicator__run=run, indicator__indicator_id=indicator_id
    ).select_related("indicator")
    found = _with_charts(rows, charts=charts)
    return {row.unit_id: _verdict(row, with_chart=charts) for row in found}


@remembered
def verdicts_at(
    run: Run, kind: UnitKind, indicator_ids: Collection[str], *, also_at: str = ""
) -> tuple[tuple[str, VerdictInfo], ...]:
    """The verdicts of some measures at units of a kind (and one more), with units' names. One
    query."""
    asked = Q(kind=kind.value) | Q(unit_id=also_at)
    named = units_valid(run.as_of).filter(asked, unit_id=OuterRef("unit_id"))
    rows = Verdict.objects.filter(indicator__run=run, indicator__indicator_id__in=indicator_ids)
    found = (
        _with_charts(rows, charts=False)
        .annotate(unit_name=Subquery(named.values("name")[:1]))
        .exclude(unit_name=None)
        .select_related("indicator")
    )
    return tuple((row.unit_name, _verdict(row, with_chart=False)) for row in found)


def judged(run: Run, unit_id: str | None = None) -> Judged:
    """The measures of the run and their verdicts at one unit (the region). Two queries."""
    at = unit_id or run.region_unit_id
    return Judged(at, indicators(run), verdicts(run, at))


def verdict_counts(
    said: Mapping[str, VerdictInfo], measures: Mapping[str, Collection[str]]
) -> dict[str, Counts]:
    """How many measures go which way, for each group of measures (an area). No query.

    ``said`` are the verdicts at one unit by measure; ``measures`` maps the name of a group to its
    measures; a measure in two groups counts in both.
    """
    ways = {key: verdict.direction.state.value for key, verdict in said.items()}
    return {
        group: Counts(**Counter(ways.get(measure, "unjudged") for measure in set(ids)))
        for group, ids in measures.items()
    }


def indicator_rows(
    run: Run,
    unit_id: str | None = None,
    indicator_ids: Collection[str] | None = None,
    *,
    known: Judged | None = None,
) -> tuple[IndicatorRow, ...]:
    """The measures at one unit (the region) with their finest periods and verdict.

    Three queries, one with what is known of the unit already.
    """
    known = judged(run, unit_id) if known is None else known
    wanted = {
        key: info
        for key, info in known.infos.items()
        if indicator_ids is None or key in indicator_ids
    }
    points = finest(run, wanted, known.unit_id)
    return tuple(
        IndicatorRow(info, points.get(key, ()), known.verdicts.get(key))
        for key, info in wanted.items()
    )


def finest(
    run: Run, wanted: Mapping[str, IndicatorInfo], unit_id: str
) -> dict[str, tuple[Point, ...]]:
    """Each measure at one unit by the shortest period it is published by. One query."""
    return _finest(run, [(key, info.finest) for key, info in wanted.items()], unit_id)


@remembered
def _finest(
    run: Run, wanted: Collection[tuple[str, PeriodKind]], unit_id: str
) -> dict[str, tuple[Point, ...]]:
    by_kind: dict[PeriodKind, list[str]] = {}
    for key, kind in wanted:
        by_kind.setdefault(kind, []).append(key)
    any_of = Q(pk__in=())
    for each, keys in by_kind.items():
        any_of |= Q(period_kind=each.value, indicator__in=_measures(run, keys))
    rows = Series.objects.filter(any_of, unit_id=unit_id, **EVERYONE)
    values = rows.values_list("indicator__indicator_id", "period_kind", "figures")
    return {key: tuple(unpack(figures, PeriodKind(kind))) for key, kind, figures in values}


def unit_rows(
    run: Run,
    indicator_id: str,
    kind: PeriodKind = PeriodKind.YEAR,
    start: date | None = None,
    *,
    found: Mapping[str, Sequence[Point]] | None = None,
    units: Mapping[str, Unit] | None = None,
) -> tuple[UnitRow, ...]:
    """The table by unit of one measure, in the period that starts on ``start`` (the latest one).

    Units as they stood at the run's date, the whole before its parts and then by name. ``found``
    are the measure's periods by unit and ``units`` all units of the day, where they are at hand.
    Three queries, one with both.
    """
    found = unit_series(run, indicator_id, kind) if found is None else found
    region = found.get(run.region_unit_id)
    shown = start or (region[-1].period.start.first_day if region else None)
    if shown is None:
        return ()
    before = shown.replace(year=shown.year - 1)
    units = units_on(run.as_of) if units is None else units
    said = verdicts_by_unit(run, indicator_id)
    rows = []
    for unit_id, points in found.items():
        by_start = {point.period.start.first_day: point for point in points}
        if unit_id in units and shown in by_start:
            year_before = by_start.get(before)
            rows.append(UnitRow(units[unit_id], by_start[shown], year_before, said.get(unit_id)))
    return tuple(sorted(rows, key=lambda row: (_KIND_ORDER[row.unit.kind], row.unit.name)))


def _measures(run: Run, indicator_ids: Collection[str]) -> QuerySet[Indicator]:
    return Indicator.objects.filter(run=run, indicator_id__in=indicator_ids).only("pk")


def _series(run: Run, indicator_ids: Collection[str], kind: PeriodKind) -> QuerySet[Series]:
    return Series.objects.filter(
        indicator__in=_measures(run, indicator_ids), period_kind=kind.value
    )


def _everyone(run: Run, indicator_ids: Collection[str], kind: PeriodKind) -> QuerySet[Series]:
    return _series(run, indicator_ids, kind).filter(**EVERYONE)


def _with_charts(rows: QuerySet[Verdict], *, charts: bool) -> QuerySet[Verdict]:
    """Charts are most of a verdict's size: left in the database unless they are shown."""
    return rows if charts else rows.defer("chart", "indicator__definition")


def _age_order(age_group: str) -> tuple[bool, int]:
    digits = "".join(takewhile(str.isdigit, age_group))
    return (age_group != "all", int(digits or 0))


def _info(row: Indicator) -> IndicatorInfo:
    return IndicatorInfo(
        indicator_id=row.indicator_id,
        code=row.code,
        name=Words(row.name_sv, row.name_en),
        says=Words(row.says_sv, row.says_en),
        kind=Kind(row.kind),
        polarity=Polarity(row.polarity),
        unit=Words(row.unit_sv, row.unit_en),
        decimals=row.decimals,
        version=row.version,
        definition_sha256=row.definition_sha256,
        definition=row.definition,
        state=row.state,
        state_reason=row.state_reason,
    )


def _verdict(row: Verdict, *, with_chart: bool) -> VerdictInfo:
    return VerdictInfo(
        indicator_id=row.indicator.indicator_id,
        unit_id=row.unit_id,
        direction=store.finding_from_json(row.finding["direction"]),
        pace=store.pace_from_json(row.finding["pace"]),
        chart=store.chart_from_json(row.chart) if with_chart and row.chart else None,
    )
