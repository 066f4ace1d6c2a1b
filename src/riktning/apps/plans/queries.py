"""Plans as plain values. The number of queries does not depend on the size of the plan."""

from collections.abc import Iterable

from django.db.models import Case, Exists, OuterRef, QuerySet, When

from riktning.apps.plans.models import Area, Measure, Plan, Revision, State, Target
from riktning.apps.plans.remembering import recall, remembered
from riktning.apps.plans.tree import AreaTree, PlanSummary, RevisionSummary, TargetItem
from riktning.apps.plans.trees import trees_of
from riktning.apps.plans.visibility import readable
from riktning.core.periods import Month
from riktning.trends.judged import PlannedTarget
from riktning.trends.verdict import Target as Aim


def latest_revision(plan_code: str | None = None) -> Revision | None:
    """The newest revision of the plan, whatever its state; of any plan when none is named."""
    return _revisions(plan_code).order_by("-created_at", "-number").first()


# What applies is met before what is decided, and that before what is only drafted.
FIRST_MET = (State.IN_FORCE, State.DECIDED, State.DRAFT, State.SUPERSEDED)


def shown_revision(plan_code: str | None = None, *, drafts: bool = True) -> Revision | None:
    """The revision readers meet first: in force, otherwise decided, otherwise a draft.

    Among plans that stand alike the first that was stored stays, so a draft of another plan never
    takes its place; within that plan the newest revision of the state is met. A reader who may not
    read ``drafts`` meets none.
    """
    return _first_met(_revisions(plan_code).filter(readable(drafts=drafts))).first()


def revision_with_area(slug: str, *, drafts: bool = True) -> Revision | None:
    """The revision met first if it has the area; otherwise that of the first plan that has it.

    Drafts only for a reader who may read them. One query.
    """
    has_it = Exists(Area.objects.filter(revision=OuterRef("pk"), slug=slug))
    revisions = _revisions(None).filter(readable(drafts=drafts))
    every = list(_first_met(revisions).annotate(has_it=has_it))
    met: dict[int, Revision] = {}
    for revision in every:
        met.setdefault(revision.plan_id, revision)
    in_turn = [*every[:1], *(met[plan] for plan in sorted(met))]
    return next((r for r in in_turn if getattr(r, "has_it", False)), None)


def _first_met(revisions: QuerySet[Revision]) -> QuerySet[Revision]:
    met = Case(*(When(state=state, then=place) for place, state in enumerate(FIRST_MET)))
    return revisions.order_by(met, "plan_id", "-number")


def _revisions(plan_code: str | None) -> QuerySet[Revision]:
    revisions = Revision.objects.select_related("plan")
    return revisions.filter(plan__code=plan_code) if plan_code else revisions


def revisions_of(plan_code: str) -> list[Revision]:
    """Every revision of the plan, newest first. One query."""
    return list(_revisions(plan_code).order_by("-number"))


def find_revision(plan_code: str, number: int) -> Revision | None:
    """The revision with this number of this plan."""
    return _revisions(plan_code).filter(number=number).first()


def all_plans() -> tuple[PlanSummary, ...]:
    """Every plan with its revisions, newest first. Three queries."""
    plans = Plan.objects.order_by("code").prefetch_related("revisions__areas")
    return tuple(
        PlanSummary(
            plan.code,
            plan.name,
            tuple(_summary(r) for r in plan.revisions.all()),
            plan.kind,
            plan.unit_id,
        )
        for plan in plans
    )


def _summary(revision: Revision) -> RevisionSummary:
    return RevisionSummary(
        number=revision.number,
        state=revision.state,
        source_name=revision.source_name,
        source_sha256=revision.source_sha256,
        created_at=revision.created_at,
        decided_on=revision.decided_on,
        decided_by=revision.decided_by,
        areas=tuple(area.name for area in revision.areas.all()),
    )


@remembered
def targets_of(revision: Revision) -> list[tuple[str, TargetItem]]:
    """Every target of the revision with its measure, each once. One query."""
    targets = Target.objects.filter(measure__plan_indicator__area__revision=revision)
    ordered = targets.order_by("measure__plan_indicator__area__order", "id")
    pairs = ((t.measure.indicator_id, _target(t)) for t in ordered.select_related("measure"))
    return list(dict.fromkeys(pairs))


def targets_in(trees: Iterable[AreaTree]) -> list[tuple[str, TargetItem]]:
    """The same as :func:`targets_of` of areas that are read already. No query."""
    pairs = (
        (measure.indicator_id, target)
        for tree in trees
        for line in tree.indicators
        for measure in line.measures
        for target in measure.targets
    )
    return list(dict.fromkeys(pairs))


def planned_targets(revision: Revision) -> list[PlannedTarget]:
    """The targets as the engine judges against them. One query."""
    return [
        PlannedTarget(indicator_id, target.unit_id, Aim(target.value, target.due))
        for indicator_id, target in targets_of(revision)
    ]


@remembered
def area_trees(revision: Revision) -> tuple[AreaTree, ...]:
    """Every area of the revision with all below it. Four queries."""
    return trees_of(Area.objects.filter(revision=revision))


def area_tree(revision: Revision, slug: str) -> AreaTree | None:
    """One area by its address. Four queries."""
    whole = recall(revision, ("area_trees", (), ()))
    if whole is not None:
        return next((tree for tree in whole if tree.slug == slug), None)
    return next(iter(trees_of(Area.objects.filter(revision=revision, slug=slug))), None)


@remembered
def indicator_areas(revision: Revision) -> dict[str, tuple[tuple[str, str], ...]]:
    """By measure: the (slug, name) of the areas whose lines it follows. One query."""
    rows = (
        Measure.objects.filter(plan_indicator__area__revision=revision)
        .order_by("plan_indicator__area__order")
        .values_list("indicator_id", "plan_indicator__area__slug", "plan_indicator__area__name")
    )
    found: dict[str, dict[tuple[str, str], None]] = {}
    for indicator_id, slug, name in rows:
        found.setdefault(indicator_id, {})[(slug, name)] = None
    return {indicator_id: tuple(areas) for indicator_id, areas in found.items()}


def _target(target: Target) -> TargetItem:
    return TargetItem(target.unit_id, target.value, Month.of(target.due_month))
