"""Whose plan it is: what a person may do to a revision, by its plan, its kind and the area.

A plan of the region is changed by those who may do the act in the area. A local plan is its
administration's own: its people edit it, and its head decides it.
"""

from riktning.apps.organisation.rights import Action, Actor, NotAllowedError, may
from riktning.apps.plans.models import Plan

DECISIONS = frozenset({Action.DECIDE_REVISION, Action.PUT_IN_FORCE})


def may_in(actor: Actor, action: Action, plan: Plan, *, area: str = "") -> bool:
    """Whether the actor may do this to the plan, in the area of it; blank is the whole."""
    if may(actor, action, unit_id=plan.unit_id, area=area):
        return True
    own = Action.DECIDE_LOCAL_PLAN if action in DECISIONS else Action.EDIT_LOCAL_PLAN
    return bool(plan.unit_id) and may(actor, own, unit_id=plan.unit_id, area=area)


def require_in(actor: Actor, action: Action, plan: Plan, *, area: str = "") -> None:
    """Raise NotAllowedError unless the actor may."""
    if not may_in(actor, action, plan, area=area):
        raise NotAllowedError(actor, action, plan.unit_id, area)
