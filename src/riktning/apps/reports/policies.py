"""What the state of a section permits, and what follows. Who may do it is another matter."""

from collections.abc import Mapping

from riktning.apps.organisation.rights import Action
from riktning.apps.reports.errors import NotPermittedError
from riktning.apps.reports.kinds import Act, ReportState, SectionState
from riktning.apps.reports.models import Report, ReportSection

# What the state permits, and the state that follows; nothing of an approved report is permitted.
STEPS: Mapping[SectionState, Mapping[Act, SectionState]] = {
    SectionState.EMPTY: {Act.WRITE: SectionState.DRAFT},
    SectionState.DRAFT: {Act.WRITE: SectionState.DRAFT, Act.HAND_ON: SectionState.READY},
    SectionState.READY: {
        Act.TAKE_BACK: SectionState.DRAFT,
        Act.APPROVE: SectionState.APPROVED,
        Act.SEND_BACK: SectionState.DRAFT,
    },
    SectionState.APPROVED: {Act.SEND_BACK: SectionState.DRAFT},
}
ASKED_OF: Mapping[Act, Action] = {
    Act.WRITE: Action.WRITE_SECTION,
    Act.HAND_ON: Action.WRITE_SECTION,
    Act.TAKE_BACK: Action.WRITE_SECTION,
    Act.APPROVE: Action.APPROVE_SECTION,
    Act.SEND_BACK: Action.APPROVE_SECTION,
    Act.APPROVE_REPORT: Action.APPROVE_REPORT,
}
FOUR_EYES = frozenset({Act.APPROVE, Act.APPROVE_REPORT})  # not by who handed it on
NEEDS_REASON = frozenset({Act.SEND_BACK})
FINISHED = frozenset({SectionState.APPROVED, SectionState.EMPTY})  # what a report is approved with


def permits(report_state: str, state: str, act: Act) -> bool:
    """Whether a section in this state, of a report in its, may be acted on so."""
    return report_state == ReportState.DRAFT and act in STEPS[SectionState(state)]


def after(section: ReportSection, act: Act) -> SectionState:
    """The state that follows; NotPermittedError, with what would work, when none does."""
    require_draft(section.report)
    follows = STEPS[SectionState(section.state)].get(act)
    if follows is None:
        open_in = " or ".join(state.value for state, acts in STEPS.items() if act in acts)
        raise NotPermittedError(
            f"a section that is {section.state} does not take the step {act.value!r}",
            where=str(section),
            remedy=f"this needs a section that is {open_in}",
        )
    return follows


def require_draft(report: Report) -> None:
    """NotPermittedError when the report is approved."""
    if report.state != ReportState.DRAFT:
        raise NotPermittedError(
            "an approved report never changes", where=str(report), remedy="begin a new report"
        )
