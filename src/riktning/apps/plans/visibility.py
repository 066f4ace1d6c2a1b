"""What of a plan is work in progress: a draft beside a revision that is decided.

A plan that has nothing but a draft is met by that draft, and says so.
"""

from collections.abc import Iterable
from dataclasses import replace

from riktning.apps.plans.models import Revision, State
from riktning.apps.plans.tree import PlanSummary


def in_progress(plan_code: str, numbers: Iterable[int]) -> bool:
    """Whether any of the revisions is a draft beside a decided one. One query."""
    states = dict(Revision.objects.filter(plan__code=plan_code).values_list("number", "state"))
    if all(state == State.DRAFT for state in states.values()):
        return False
    return any(states.get(number) == State.DRAFT for number in numbers)


def without_work_in_progress(plans: Iterable[PlanSummary]) -> tuple[PlanSummary, ...]:
    """The plans without the drafts that stand beside something decided."""
    return tuple(
        plan
        if all(revision.state == State.DRAFT for revision in plan.revisions)
        else replace(plan, revisions=tuple(r for r in plan.revisions if r.state != State.DRAFT))
        for plan in plans
    )
