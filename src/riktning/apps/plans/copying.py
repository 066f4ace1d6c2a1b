"""Next year's draft begins as this year's revision: the same items, free to be changed."""

from collections.abc import Sequence
from typing import Any

from django.db import transaction

from riktning.apps.organisation.audit import audit
from riktning.apps.plans.drafting import store_rows
from riktning.apps.plans.models import Revision
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


def _anew(rows: Rows) -> Rows:
    """The rows as if never stored. Their parents are objects, so each follows its parent's copy."""
    lists: Sequence[list[Any]] = list(rows.lists())
    for each in lists:
        for row in each:
            row.pk = None
            row._state.adding = True
    return rows
