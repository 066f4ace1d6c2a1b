"""What each state of a report permits, and what follows. Who may do it is another matter."""

from collections.abc import Mapping
from enum import StrEnum

from django.utils import timezone

from riktning.apps.followup.rounds.errors import NotPermittedError
from riktning.apps.followup.rounds.models import Report, ReportState
from riktning.apps.organisation.rights import Action


class Act(StrEnum):
    """What can be done to a report; the values are kept in its history."""

    OPEN = "open"  # by opening the round
    ANSWER = "answer"
    SUBMIT = "submit"
    APPROVE = "approve"
    SEND_BACK = "send_back"
    ACCEPT = "accept"
    LOCK = "lock"
    REOPEN = "reopen"


# What the state permits, and the state that follows.
STEPS: Mapping[ReportState, Mapping[Act, ReportState]] = {
    ReportState.DRAFT: {
        Act.ANSWER: ReportState.DRAFT,
        Act.SUBMIT: ReportState.SUBMITTED,
    },
    ReportState.SUBMITTED: {
        Act.APPROVE: ReportState.APPROVED,
        Act.SEND_BACK: ReportState.DRAFT,
    },
    ReportState.APPROVED: {
        Act.ACCEPT: ReportState.ACCEPTED,
        Act.SEND_BACK: ReportState.DRAFT,
    },
    ReportState.ACCEPTED: {
        Act.LOCK: ReportState.LOCKED,
        Act.REOPEN: ReportState.DRAFT,
    },
    ReportState.LOCKED: {
        Act.REOPEN: ReportState.DRAFT,
    },
}
ASKED_OF: Mapping[Act, Action] = {
    Act.OPEN: Action.OPEN_ROUND,
    Act.ANSWER: Action.ANSWER_ROUND,
    Act.SUBMIT: Action.SUBMIT_ROUND,
    Act.APPROVE: Action.APPROVE_ROUND,
    Act.SEND_BACK: Action.SEND_BACK_ROUND,
    Act.ACCEPT: Action.ACCEPT_ROUND,
    Act.LOCK: Action.LOCK_ROUND,
    Act.REOPEN: Action.REOPEN_ROUND,
}
FROM_THE_DAY = frozenset({Act.ANSWER, Act.SUBMIT})  # on which the round opens
FOUR_EYES = frozenset({Act.APPROVE, Act.ACCEPT})  # not by who handed the report in
NEEDS_REASON = frozenset({Act.SEND_BACK, Act.REOPEN})


def permits(state: str, act: Act) -> bool:
    """Whether a report in this state may be acted on so."""
    return act in STEPS[ReportState(state)]


def after(report: Report, act: Act) -> ReportState:
    """The state that follows; NotPermittedError, with the states that permit it, when none does,
    or with the day when the round has not opened."""
    if act in FROM_THE_DAY and report.round.opens_on > timezone.localdate():
        raise NotPermittedError(
            f"the round opens on {report.round.opens_on} and is not answered before",
            where=str(report),
            remedy="wait for the day, or move it with `riktning round move`",
        )
    follows = STEPS[ReportState(report.state)].get(act)
    if follows is not None:
        return follows
    open_in = " or ".join(state.value for state in ReportState if permits(state, act))
    raise NotPermittedError(
        f"a report that is {ReportState(report.state).value} does not take the step {act.value!r}",
        where=str(report),
        remedy=f"this needs a report in state {open_in}",
    )
