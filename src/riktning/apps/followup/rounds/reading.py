"""Who reads a report before it is handed in: whoever writes, approves or answers for it.

One rule for pages, files, the history, the trail and the search. A reporter and an approver read
the whole draft of their own administration; an area lead what is written in the own area; the
analyst and the system's administrator everything. A reader meets a report when it is handed in.
"""

from django.db.models import Q

from riktning.apps.followup.rounds.models import Report, ReportState
from riktning.apps.organisation.rights import PERMISSIONS, Action, Actor, Held, Role

_OWN = frozenset({Role.REPORTER, Role.APPROVER})  # of an administration, wherever in its report


def may_read(actor: Actor, report: Report, area: str = "") -> bool:
    """Whether the actor may read what the report says of the area; blank is the whole of it."""
    return report.state != ReportState.DRAFT or reads_drafts(actor, report.unit_id, area)


def reads_drafts(actor: Actor, unit_id: str, area: str = "") -> bool:
    """Whether the actor may read what the administration has not handed in, of the area."""
    return any(_reads(held, unit_id, area) for held in actor.grants)


def readable(actor: Actor) -> Q:
    """The answers that the actor may read, as a condition on them."""
    found = ~Q(report__state=ReportState.DRAFT)
    for held in actor.grants:
        if held.role in PERMISSIONS[Action.READ_ROUND_DRAFT]:
            place = Q(report__unit_id=held.unit_id) if held.unit_id else ~Q(report__unit_id="")
            within = Q(area=held.area) if held.area and held.role not in _OWN else Q()
            found |= place & within
    return found


def units_read(actor: Actor) -> frozenset[str]:
    """The administrations whose drafts the actor reads whole; a blank one is all of them."""
    return frozenset(
        held.unit_id
        for held in actor.grants
        if held.role in PERMISSIONS[Action.READ_ROUND_DRAFT]
        and (not held.area or held.role in _OWN)
    )


def _reads(held: Held, unit_id: str, area: str) -> bool:
    if held.role not in PERMISSIONS[Action.READ_ROUND_DRAFT]:
        return False
    return held.unit_id in ("", unit_id) if held.role in _OWN else held.covers(unit_id, area)
