"""What of the plans is shown to whom: a revision that nobody has decided is work in progress.

It is shown to those who may read drafts, and to nobody else: neither beside a decided revision of
the plan nor where the plan has nothing but drafts.
"""

from collections.abc import Iterable
from dataclasses import replace

from django.db.models import Q

from riktning.apps.plans.models import Revision, State
from riktning.apps.plans.tree import PlanSummary


def readable(*, drafts: bool) -> Q:
    """The revisions that are shown to a reader who may read drafts, or who may not."""
    return Q() if drafts else ~Q(state=State.DRAFT)


def in_progress(plan_code: str, numbers: Iterable[int]) -> bool:
    """Whether any of the revisions is a draft. One query."""
    drafts = Revision.objects.filter(plan__code=plan_code).exclude(readable(drafts=False))
    return drafts.filter(number__in=list(numbers)).exists()


def without_work_in_progress(plans: Iterable[PlanSummary]) -> tuple[PlanSummary, ...]:
    """The plans that have something decided, without their drafts."""
    decided = (
        replace(plan, revisions=tuple(r for r in plan.revisions if r.state != State.DRAFT))
        for plan in plans
    )
    return tuple(plan for plan in decided if plan.revisions)
