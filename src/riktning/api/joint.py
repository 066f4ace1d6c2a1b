"""Joint needs and digital initiatives in the API: what everybody may read of them."""

from collections.abc import Iterable, Mapping
from math import ceil
from typing import Annotated

from django.http import HttpRequest
from django.utils.timezone import localdate
from ninja import Query, Router
from ninja.errors import HttpError

from riktning.api.joint_schemas import (
    AimOut,
    AreaOut,
    DecisionOut,
    InitiativeDetail,
    InitiativeList,
    InitiativeOut,
    MonthUseOut,
    NeedDetail,
    NeedList,
    NeedOut,
    SpreadOut,
    UnitUseOut,
    UseOut,
)
from riktning.api.schemas import Problem
from riktning.apps.governance.models import Decision
from riktning.apps.meetings.rights import told_decisions
from riktning.apps.needs.adoption import Adoption, adoption
from riktning.apps.needs.aims import aimed_at
from riktning.apps.needs.facts import published
from riktning.apps.needs.initiating import known_initiative
from riktning.apps.needs.introducing import (
    aims_of,
    by_kind,
    introduced,
    introduced_by_each,
)
from riktning.apps.needs.models import Commission, Initiative, Need
from riktning.apps.needs.queries import (
    ON_A_PAGE,
    Sought,
    find_need,
    how_many,
    initiatives,
    phases,
)
from riktning.apps.needs.stages import Stage
from riktning.apps.needs.steps import Step
from riktning.apps.needs.uptake import Taken
from riktning.apps.observations import queries
from riktning.apps.observations.models import Run
from riktning.apps.organisation.queries import units_on
from riktning.apps.organisation.rights import (
    Action,
    Actor,
    actor_of,
    may_read_drafts,
    may_somewhere,
)
from riktning.core.units import UnitKind

router = Router()
NOT_FOUND = {404: Problem}
Page = Annotated[int, Query(ge=1, le=100_000, description=f"{ON_A_PAGE} on a page")]


@router.get("/needs", response=NeedList, summary="The joint needs, by their steps")
def list_needs(
    request: HttpRequest,
    step: Annotated[Step | None, Query(description="only those in the step")] = None,
    area: Annotated[str, Query(description="code of an area or a perspective")] = "",
    page: Page = 1,
) -> NeedList:
    rows, total, _counts = phases(Sought(step=step.value if step else "", area=area), page)
    return NeedList(
        synthetic=_synthetic(), total=total, page=page, pages=_pages(total), needs=_needs_out(rows)
    )


@router.get(
    "/needs/{number}",
    response={200: NeedDetail, **NOT_FOUND},
    summary="One need, what it is to change, and what is decided",
)
def get_need(request: HttpRequest, number: int) -> NeedDetail:
    need = find_need(number) if number < 2**63 else None
    if need is None:
        raise HttpError(404, f"There is no need {number}.")
    actor = actor_of(request.user)
    told = Decision.objects.filter(
        told_decisions(actor), subject_kind="need", subject_key=str(need.pk)
    )
    work = Commission.objects.filter(need=need).first()
    day = published(work) if work else None
    return NeedDetail(
        synthetic=_synthetic(),
        need=_needs_out([need])[0],
        product=work.product if work and day else None,
        published=day,
        aims=[
            AimOut(
                plan=each.plan,
                number=each.number,
                kind=each.kind.value,
                text=each.text,
                measures=list(each.measures),
            )
            for each in aimed_at(aims_of(need), drafts=may_read_drafts(actor))
        ],
        decisions=_decisions_out(told.select_related("body").order_by("decided_on", "id")),
    )


@router.get("/initiatives", response=InitiativeList, summary="The digital initiatives")
def list_initiatives(
    request: HttpRequest,
    stage: Annotated[Stage | None, Query(description="only those in the stage")] = None,
    page: Page = 1,
) -> InitiativeList:
    stopped = may_somewhere(actor_of(request.user), Action.READ_INTERNAL)
    asked = stage.value if stage else ""
    rows, counts = initiatives(asked, stopped=stopped, page=page)
    total = how_many(counts, asked, stopped=stopped)
    return InitiativeList(
        synthetic=_synthetic(),
        total=total,
        page=page,
        pages=_pages(total),
        initiatives=[_initiative_out(row) for row in rows],
    )


@router.get(
    "/initiatives/{number}",
    response={200: InitiativeDetail, **NOT_FOUND},
    summary="One initiative, what is decided, and which units use the service",
)
def get_initiative(request: HttpRequest, number: int) -> InitiativeDetail:
    one = Initiative.objects.filter(pk=number).first() if number < 2**63 else None
    if one is None:
        raise HttpError(404, f"There is no initiative {number}.")
    known, run = known_initiative(one), queries.current_run()
    told = _told_to(actor_of(request.user), known.decisions)
    found = adoption(run, one.measure, one.threshold, units_on(localdate())) if run else None
    return InitiativeDetail(
        synthetic=run.synthetic if run else None,
        initiative=_initiative_out(one),
        decisions=_decisions_out(each for each in known.decisions if each.pk in told),
        use=_use_out(found, run) if found and run else None,
    )


def _told_to(actor: Actor, decisions: Iterable[Decision]) -> set[int]:
    """Those of the decisions that the actor is told of. One query."""
    some = Decision.objects.filter(told_decisions(actor), pk__in=[each.pk for each in decisions])
    return set(some.values_list("pk", flat=True))


def _synthetic() -> bool | None:
    """Of the figures that are published now. One query."""
    run = queries.current_run()
    return run.synthetic if run else None


def _pages(total: int) -> int:
    return max(1, ceil(total / ON_A_PAGE))


def _needs_out(needs: Iterable[Need]) -> list[NeedOut]:
    """Two queries, one where nothing is introduced."""
    some = list(needs)
    stands = introduced_by_each([need.pk for need in some])
    kinds = by_kind(units_on(localdate()).values()) if stands else {}
    return [_need_out(need, stands.get(need.pk, {}), kinds) for need in some]


def _need_out(
    need: Need, stands: Mapping[str, Taken], kinds: Mapping[UnitKind, frozenset[str]]
) -> NeedOut:
    spreads = introduced(need, stands, kinds).spreads if stands else {}
    area = need.area
    return NeedOut(
        number=need.pk,
        title=need.title,
        problem=need.problem,
        affected=need.affected,
        origin=need.origin,
        level=need.level,
        area=AreaOut(
            code=area.code,
            name=area.name,
            perspective=area.perspective.code,
            perspective_name=area.perspective.name,
        )
        if area
        else None,
        consulted=need.consulted,
        step=need.step,
        standing=need.standing,
        since=localdate(need.since),
        registered=localdate(need.registered_at),
        introduced=[
            SpreadOut(
                kind=kind.value,
                units=each.units,
                in_use=each.in_use,
                planned=each.planned,
                ended=each.ended,
                declined=each.declined,
            )
            for kind, each in spreads.items()
        ],
    )


def _initiative_out(one: Initiative) -> InitiativeOut:
    return InitiativeOut(
        number=one.pk,
        title=one.title,
        problem=one.problem,
        need=one.need_id,
        stage=one.stage,
        standing=one.standing,
        since=localdate(one.since),
        measure=one.measure or None,
        threshold=one.threshold,
    )


def _decisions_out(decisions: Iterable[Decision]) -> list[DecisionOut]:
    return [
        DecisionOut(
            number=each.pk,
            body=each.body.code,
            body_name=each.body.name,
            decided_on=each.decided_on,
            paragraph=each.paragraph,
            outcome=each.outcome,
            text=each.text,
        )
        for each in decisions
    ]


def _use_out(found: Adoption, run: Run) -> UseOut:
    return UseOut(
        run_id=run.run_id,
        kind=found.kind.value,
        units=[
            UnitUseOut(
                unit=each.unit.unit_id,
                unit_name=each.unit.name,
                since=str(each.since) if each.since else None,
            )
            for each in found.units
        ],
        months=[
            MonthUseOut(month=str(month), using=using, known=known)
            for month, using, known in found.months
        ],
    )
