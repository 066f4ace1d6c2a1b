"""Next year's draft begins as this year's revision: the same items, free to be changed."""

from collections.abc import Sequence
from typing import Any

from django.db import transaction

from riktning.apps.organisation.audit import audit
from riktning.apps.plans.drafting import store_rows
from riktning.apps.plans.models import Plan, Revision, State
from riktning.apps.plans.places import Rows, rows_of
from riktning.apps.plans.succession import next_revision


@transaction.atomic
def copy_revision(*, revision: Revision, actor: str) -> Revision:
    """A new draft of the plan with every row of the revision, its measures and targets.

    The number of queries does not depend on the size of the plan.
    """
    made = next_revision(revision.plan, revision, source_name=str(revision))
    rows = rows_of(revision)
    for area in rows.areas:
        area.revision = made
    store_rows(_anew(rows))
    audit(actor=actor, action="copy revision", subject=str(made), copied=str(revision))
    return made


@transaction.atomic
def begin_next(*, revision: Revision, actor: str) -> tuple[Revision, bool]:
    """The draft that follows the revision, and whether it was made now: two who begin it at once
    get one and the same. A draft is what follows itself.
    """
    Plan.objects.select_for_update().get(pk=revision.plan_id)
    revision = Revision.objects.select_related("plan").get(pk=revision.pk)
    if revision.state == State.DRAFT:
        return revision, False
    begun = Revision.objects.filter(plan=revision.plan, state=State.DRAFT, predecessor=revision)
    there = begun.select_related("plan").order_by("-number").first()
    return (there, False) if there else (copy_revision(revision=revision, actor=actor), True)


def _anew(rows: Rows) -> Rows:
    """The rows as if never stored. Their parents are objects, so each follows its parent's copy."""
    lists: Sequence[list[Any]] = list(rows.lists())
    for each in lists:
        for row in each:
            row.pk = None
            row._state.adding = True
    return rows
