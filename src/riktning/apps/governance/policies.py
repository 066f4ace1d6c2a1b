"""What the state of an assignment permits. Who may do it is another matter."""

from collections.abc import Mapping
from enum import StrEnum

from django.utils.translation import gettext as _

from riktning.apps.governance.errors import NotPermittedError
from riktning.apps.governance.kinds import AssignmentState
from riktning.apps.governance.models import Assignment


class Act(StrEnum):
    """What can be done to a version of an assignment."""

    WRITE = "written in"
    DECIDE = "decided"


PERMITS: Mapping[AssignmentState, frozenset[Act]] = {
    AssignmentState.DRAFT: frozenset({Act.WRITE, Act.DECIDE}),
    AssignmentState.DECIDED: frozenset(),
    AssignmentState.SUPERSEDED: frozenset(),
}


def permits(state: str, act: Act) -> bool:
    """Whether a version in this state may be acted on so."""
    return act in PERMITS[AssignmentState(state)]


def require(assignment: Assignment, act: Act) -> None:
    """Raise NotPermittedError, with what would work, when the state does not permit the act."""
    if not permits(assignment.state, act):
        raise NotPermittedError(
            f"an assignment that is {assignment.state} cannot be {act.value}",
            where=str(assignment),
            remedy="begin a new version",
        ).telling(_("Uppdragshandlingen är beslutad och ändras inte. Börja en ny version."))
