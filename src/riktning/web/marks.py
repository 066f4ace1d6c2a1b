"""Marks of what never changes: the same mark, and a page shows the same of it.

A published run stands with its checksums, a decided revision with its key. A draft has no mark, nor
has anything that a transaction has not committed.
"""

from collections.abc import Hashable

from django.db import transaction

from riktning.apps.observations.models import Run
from riktning.apps.plans.models import Revision, State


def mark_of(*shown: Run | Revision | None) -> Hashable:
    """The mark of all of these together; None when one of them can change."""
    if transaction.get_connection().in_atomic_block:
        return None
    marks = tuple(map(_mark, shown))
    return marks if all(marks) else None


def _mark(shown: Run | Revision | None) -> Hashable:
    match shown:
        case None:
            return ("none",)
        case Run():
            return (
                "run", shown.pk, shown.run_id, shown.published_at, shown.observations_sha256,
                shown.verdicts_sha256,
            )  # fmt: skip
        case Revision():
            if shown.state == State.DRAFT:
                return None
            return ("revision", shown.pk, shown.plan_id, shown.number, shown.created_at)
