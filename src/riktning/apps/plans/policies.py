"""What each state of a revision permits. Who may do it is another matter."""

from enum import StrEnum

from django.utils.translation import gettext as _

from riktning.apps.plans.errors import NotPermittedError
from riktning.apps.plans.models import Revision, State


class Act(StrEnum):
    """What can be done to a revision; the values read as the end of a sentence."""

    LINK = "linked to measures"
    ANSWER = "changed by answering its questions"
    MATCH = "matched with the revision before"
    EDIT = "edited"
    DECIDE = "decided"
    PUT_IN_FORCE = "put in force"
    SUPERSEDE = "superseded"


PERMITS: dict[State, frozenset[Act]] = {
    State.DRAFT: frozenset({Act.LINK, Act.ANSWER, Act.MATCH, Act.EDIT, Act.DECIDE}),
    State.DECIDED: frozenset({Act.PUT_IN_FORCE}),
    State.IN_FORCE: frozenset({Act.SUPERSEDE}),
    State.SUPERSEDED: frozenset(),
}


def permits(state: str, act: Act) -> bool:
    """Whether a revision in this state may be changed so."""
    return act in PERMITS[State(state)]


def require(revision: Revision, act: Act) -> None:
    """Raise NotPermittedError, with the states that would permit it, when the state does not."""
    if permits(revision.state, act):
        return
    open_in = " or ".join(state.value for state in State if permits(state, act))
    raise NotPermittedError(
        f"a revision that is {State(revision.state).value} cannot be {act.value}",
        where=str(revision),
        remedy=f"this needs a revision in state {open_in}",
    ).telling(
        _("Revideringen är beslutad och ändras inte. Börja nästa revidering för att ändra.")
        if revision.state != State.DRAFT
        else _("Det här görs först när revideringen är beslutad.")
    )
