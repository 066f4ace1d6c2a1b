"""Version 1 of the REST API: what is published, read-only."""

from typing import Annotated

from django.http import HttpRequest
from ninja import NinjaAPI, Query
from ninja.errors import HttpError

from riktning import __version__
from riktning.api.joint import router as joint
from riktning.api.schemas import (
    IndicatorDetail,
    IndicatorList,
    PlanList,
    Problem,
    RunOut,
    SeriesOut,
)
from riktning.api.shaping import indicator_out, plan_out, point_out, run_out, verdict_out
from riktning.apps.observations import queries
from riktning.apps.observations.figures import IndicatorInfo
from riktning.apps.observations.models import Run
from riktning.apps.observations.rounding import rounded_to
from riktning.apps.organisation.queries import units_on
from riktning.apps.organisation.rights import actor_of, may_read_drafts
from riktning.apps.plans.queries import all_plans
from riktning.apps.plans.visibility import without_work_in_progress
from riktning.core.periods import PeriodKind

api = NinjaAPI(
    title="Riktning",
    version=__version__,
    urls_namespace="api-v1",
    description="Indicators, series, runs, plans, joint needs and digital initiatives as published."
    " Hidden figures are never sent.",
    docs_url=None,  # the interactive page would load scripts from elsewhere
)
api.add_router("", joint)
NOT_FOUND = {404: Problem}


@api.get("/indicators", response=IndicatorList, summary="Every indicator of the current run")
def list_indicators(request: HttpRequest) -> IndicatorList:
    run = queries.current_run()
    if run is None:
        return IndicatorList(synthetic=None, run_id=None, indicators=[])
    verdicts = queries.verdicts(run, run.region_unit_id)
    infos = queries.indicators(run)
    return IndicatorList(
        synthetic=run.synthetic,
        run_id=run.run_id,
        indicators=[indicator_out(info, verdicts.get(key)) for key, info in infos.items()],
    )


@api.get(
    "/indicators/{indicator_id}",
    response={200: IndicatorDetail, **NOT_FOUND},
    summary="One indicator with its definition",
)
def get_indicator(request: HttpRequest, indicator_id: str) -> IndicatorDetail:
    run = _current()
    info = _indicator(run, indicator_id)
    verdict = queries.verdict(run, indicator_id, run.region_unit_id)
    return IndicatorDetail(
        synthetic=run.synthetic,
        run_id=run.run_id,
        indicator=indicator_out(info, verdict),
        definition=dict(info.definition),
    )


@api.get(
    "/indicators/{indicator_id}/series",
    response={200: SeriesOut, **NOT_FOUND},
    summary="One indicator at one unit over time",
)
def get_series(
    request: HttpRequest,
    indicator_id: str,
    unit: Annotated[str | None, Query(description="unit id; the region when left out")] = None,
    period: Annotated[PeriodKind, Query(description="how long a period is")] = PeriodKind.MONTH,
) -> SeriesOut:
    run = _current()
    info = _indicator(run, indicator_id)
    at = unit or run.region_unit_id
    points = queries.series(run, indicator_id, at, period)
    names = units_on(run.as_of)
    if not points and at not in names:
        raise HttpError(404, f"There is no unit {at!r} in the current run.")
    return SeriesOut(
        synthetic=run.synthetic,
        run_id=run.run_id,
        indicator=indicator_id,
        unit=at,
        unit_name=names[at].name if at in names else None,
        rounded_to=rounded_to(queries.run_info(run), info),
        points=[point_out(point) for point in points],
        verdict=verdict_out(queries.verdict(run, indicator_id, at)),
    )


@api.get("/runs/current", response={200: RunOut, **NOT_FOUND}, summary="The run that is shown")
def get_current_run(request: HttpRequest) -> RunOut:
    return run_out(queries.run_info(_current()))


@api.get("/plans", response=PlanList, summary="Every plan with its revisions and areas")
def list_plans(request: HttpRequest) -> PlanList:
    run = queries.current_run()
    plans = all_plans()
    if not may_read_drafts(actor_of(request.user)):
        plans = without_work_in_progress(plans)
    return PlanList(
        synthetic=run.synthetic if run else None, plans=[plan_out(plan) for plan in plans]
    )


def _current() -> Run:
    run = queries.current_run()
    if run is None:
        raise HttpError(404, "No run is published yet; publish one with `riktning publish RUN`.")
    return run


def _indicator(run: Run, indicator_id: str) -> IndicatorInfo:
    info = queries.indicator(run, indicator_id)
    if info is None:
        raise HttpError(404, f"There is no indicator {indicator_id!r} in the current run.")
    return info
