"""Plain values of the store as the answers of the API."""

from riktning.api.schemas import (
    Figure,
    HiddenFigure,
    IndicatorOut,
    PlanOut,
    RevisionOut,
    RunOut,
    VerdictOut,
    Words,
)
from riktning.apps.observations.figures import IndicatorInfo, Point, RunInfo, VerdictInfo
from riktning.apps.plans.tree import PlanSummary
from riktning.core.periods import Month


def indicator_out(info: IndicatorInfo, verdict: VerdictInfo | None) -> IndicatorOut:
    return IndicatorOut(
        id=info.indicator_id,
        code=info.code,
        name=Words(sv=info.name.sv, en=info.name.en),
        says=Words(sv=info.says.sv, en=info.says.en),
        kind=info.kind.value,
        polarity=info.polarity.value,
        unit=Words(sv=info.unit.sv, en=info.unit.en),
        decimals=info.decimals,
        version=info.version,
        definition_sha256=info.definition_sha256,
        state=info.state,
        state_reason=info.state_reason,
        verdict=verdict_out(verdict),
    )


def verdict_out(verdict: VerdictInfo | None) -> VerdictOut | None:
    if verdict is None:
        return None
    direction, pace = verdict.direction, verdict.pace
    return VerdictOut(
        direction=direction.state,
        reason=direction.reason.value if direction.reason else None,
        pace=pace.state if pace else None,
        slope_per_year=direction.slope_per_year,
        slope_low=direction.slope_low,
        slope_high=direction.slope_high,
        q_value=direction.q_value,
        target=pace.target.value if pace else None,
        due=str(pace.target.due) if pace else None,
        reach=str(pace.reach) if pace and pace.reach else None,
        months_late=pace.months_late if pace else None,
    )


def point_out(point: Point) -> Figure | HiddenFigure:
    """A hidden figure has its reason and nothing else."""
    period, start = str(point.period), point.period.start.first_day
    if point.hidden:
        return HiddenFigure(period=period, start=start, hidden=point.hidden)
    return Figure(
        period=period,
        start=start,
        numerator=point.numerator,
        denominator=point.denominator,
        value=point.value,
        low=point.low,
        high=point.high,
        preliminary=point.preliminary,
    )


def run_out(run: RunInfo) -> RunOut:
    return RunOut(
        synthetic=run.synthetic,
        run_id=run.run_id,
        label=run.label,
        region=run.region_unit_id,
        created_at=run.created_at,
        published_at=run.published_at,
        first_month=str(Month.of(run.first_month)),
        last_month=str(Month.of(run.last_month)),
        as_of=run.as_of,
        smallest_count=run.manifest.get("k"),
        engine_version=run.manifest.get("engine_version"),
        data_fingerprint=run.manifest.get("data_fingerprint"),
        family=dict(run.family) if run.family else None,
    )


def plan_out(plan: PlanSummary) -> PlanOut:
    revisions = [
        RevisionOut(
            number=revision.number,
            state=revision.state,
            source_name=revision.source_name,
            source_sha256=revision.source_sha256,
            decided_on=revision.decided_on,
            decided_by=revision.decided_by,
            areas=list(revision.areas),
        )
        for revision in plan.revisions
    ]
    return PlanOut(code=plan.code, name=plan.name, revisions=revisions)
