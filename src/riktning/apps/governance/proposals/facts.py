"""What is known of a proposal, gathered for its gates."""

from dataclasses import dataclass

from riktning.apps.governance.assignments import lacking_texts
from riktning.apps.governance.courses import Act
from riktning.apps.governance.kinds import TOP, AssignmentState, Outcome, SubjectKind
from riktning.apps.governance.models import (
    FIELDS,
    Assignment,
    CarriedOut,
    Decision,
    Opinion,
    Proposal,
    ProposalMove,
)
from riktning.apps.governance.proposal_course import ProposalKind, Step
from riktning.apps.governance.proposals.content import Content, content_of, stands
from riktning.apps.governance.proposals.gates import ProposalFacts
from riktning.apps.governance.proposals.leaving import Left, left_by


@dataclass(frozen=True, slots=True)
class Known:
    """Everything said of one proposal."""

    proposal: Proposal
    content: Content
    opinions: tuple[Opinion, ...]
    decisions: tuple[Decision, ...]  # in the order they were entered
    moves: tuple[ProposalMove, ...]
    left: Left
    stood: Assignment | None  # the assignment that applies to the group now
    carried_out: CarriedOut | None

    @property
    def approval(self) -> Decision | None:
        """The body's latest word on what was put to it last, when that is an approval."""
        put = [m for m in self.moves if m.step == Step.DECISION and _puts(m)]
        body, since = self.proposal.body_id, put[-1].at if put else None
        said = [d for d in self.decisions if d.body_id == body and since and d.recorded_at >= since]
        return said[-1] if said and said[-1].outcome == Outcome.APPROVED else None

    @property
    def changes(self) -> tuple[str, ...]:
        """The texts of the assignment that become otherwise than they stand."""
        before = {name: getattr(self.stood, name, "") for name in FIELDS}
        said = self.proposal.texts
        return tuple(name for name in FIELDS if name in said and said[name] != before[name])

    @property
    def facts(self) -> ProposalFacts:
        """The same as the gates ask for it."""
        proposal, content, left = self.proposal, self.content, self.left
        kind, texts = ProposalKind(proposal.kind), proposal.texts
        groups = {opinion.group_id for opinion in self.opinions}
        reports = bool(content.reports_to or content.reports_to_role)
        group, approval = proposal.group, self.approval
        return ProposalFacts(
            kind=kind,
            aim=all(texts.get(name) for name in ("area_of_responsibility", "purpose")),
            changed=group is not None and (content != stands(group) or bool(self.changes)),
            consequences=bool(proposal.consequences.strip()),
            opinion=bool(self.opinions),
            own_opinion=group is not None and group.pk in groups,
            assignment=not lacking_texts(texts) or (kind is ProposalKind.CHANGE and not texts),
            chair=bool(content.chair),
            reporting=reports or content.group_kind in TOP,
            reporters=bool(content.reporters_to) or not left.reporters,
            duties=bool(content.duties_to) or not left.duties,
            items=bool(content.items_to) or not left.items,
            approval=approval is not None,
            diary_number=approval is not None and bool(approval.diary_number),
        )


def known(proposal: Proposal) -> Known:
    """What is known of the proposal now; its groups are at hand. Ten queries at most."""
    group = proposal.group
    closing = group is not None and proposal.kind == ProposalKind.CLOSE
    done = CarriedOut.objects.filter(proposal=proposal).select_related("group", "decision__body")
    about = Decision.objects.filter(subject_kind=SubjectKind.PROPOSAL, subject_key=proposal.pk)
    decided = (
        group.assignments.filter(state=AssignmentState.DECIDED).first()
        if group is not None and proposal.kind == ProposalKind.CHANGE
        else None
    )
    return Known(
        proposal=proposal,
        content=content_of(proposal),
        opinions=tuple(proposal.opinions.select_related("group").order_by("id")),
        decisions=tuple(about.select_related("body").order_by("id")),
        moves=tuple(proposal.moves.order_by("id")),
        left=left_by(group, proposal.day) if closing and group is not None else Left(),
        stood=decided,
        carried_out=done.first(),
    )


def _puts(move: ProposalMove) -> bool:
    """Whether the move puts the proposal to its body."""
    return move.before != move.step or move.act == Act.REOPEN
