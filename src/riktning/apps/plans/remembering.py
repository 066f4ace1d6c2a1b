"""What a decided revision says, kept in the process: the database forbids that it ever changes.

Drafts are read every time. So is all that stands outside the revision and can change: its state,
the plan's name, links, owners. What a transaction has not committed is not kept.
"""

from collections.abc import Callable, Hashable
from functools import wraps
from typing import Any, Concatenate, ParamSpec, TypeVar

from django.db import transaction

from riktning.apps.plans.models import Revision, State
from riktning.core.memory import Memory

MOST = 60_000  # items, some hundred bytes each: a region's plans in force and some years' before
MEMORY = Memory(MOST)
P = ParamSpec("P")
R = TypeVar("R", tuple[Any, ...], list[Any], dict[Any, Any])


def remembered(
    read: Callable[Concatenate[Revision, P], R],
) -> Callable[Concatenate[Revision, P], R]:
    """The same reading of a revision, asked of the database the first time only once decided."""

    @wraps(read)
    def asked(revision: Revision, /, *args: P.args, **kwargs: P.kwargs) -> R:
        given = (read.__name__, args, tuple(sorted(kwargs.items())))
        found: R | None = recall(revision, given)
        if found is None:
            found = read(revision, *args, **kwargs)
            keep(revision, given, found)
        return found if isinstance(found, tuple) else type(found)(found)

    return asked


def recall(revision: Revision, what: Hashable) -> Any:
    """What was kept of the revision; None when it has to be read."""
    return MEMORY.find((_which(revision), what), object) if _is_fixed(revision) else None


def keep(revision: Revision, what: Hashable, found: Any) -> None:
    """Keep what was read of the revision, if nobody can change it any more."""
    if _is_fixed(revision):
        MEMORY.keep((_which(revision), what), found, 1 + _weight(found))


def _is_fixed(revision: Revision) -> bool:
    return revision.state != State.DRAFT and not transaction.get_connection().in_atomic_block


def _which(revision: Revision) -> Hashable:
    return (revision.pk, revision.plan_id, revision.number, revision.created_at)


def _weight(found: Any) -> int:
    """How many items there are in it: a tree of areas has them below."""
    rows = found.values() if isinstance(found, dict) else found
    below = ("sub_areas", "goals", "activities", "indicators")
    return sum(1 + sum(_weight(getattr(row, name, ())) for name in below) for row in rows)
