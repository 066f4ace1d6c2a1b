"""Proposals about groups to test with, and everything that opens each gate."""

from datetime import date

from apps.group_store import ANALYST, LEAD, TEXTS, a_top
from riktning.apps.governance.courses import Act
from riktning.apps.governance.kinds import Outcome
from riktning.apps.governance.models import Group, Proposal
from riktning.apps.governance.proposal_course import ProposalKind, Stance, Step
from riktning.apps.governance.proposals.content import Content, stands
from riktning.apps.governance.proposals.moving import decide_proposal, move_proposal
from riktning.apps.governance.proposals.writing import (
    Voice,
    Written,
    give_opinion,
    propose,
)

DAY = date(2025, 9, 1)
NEW = Content(
    code="kunskapsstod", name="Samordnande grupp för kunskapsstöd", group_kind="coordinating",
    process="main", meetings_a_year=8, chair="utvecklingsdirektör", reports_to="ledning",
)  # fmt: skip


def the_top() -> Group:
    return Group.objects.filter(code="ledning").first() or a_top()


def written(**given) -> Written:
    values = {
        "body": the_top(), "day": DAY, "reason": "Två grupper gör samma sak.",
        "consequences": "Färre möten.", "content": NEW, "texts": TEXTS,
    }  # fmt: skip
    return Written(**{**values, **given})


def to_form(actor=LEAD, **given) -> Proposal:
    return propose(kind=ProposalKind.FORM, written=written(**given), actor=actor)


def to_change(group: Group, actor=LEAD, **given) -> Proposal:
    said = {"content": stands(group), **given}
    return propose(kind=ProposalKind.CHANGE, group=group, written=written(**said), actor=actor)


def to_close(group: Group, actor=LEAD, **given) -> Proposal:
    said = {"content": Content(), "texts": {}, **given}
    return propose(kind=ProposalKind.CLOSE, group=group, written=written(**said), actor=actor)


def heard(proposal: Proposal) -> None:
    voice = Voice(group=proposal.group) if proposal.group else Voice(role="kanslichef")
    give_opinion(
        proposal=proposal, voice=voice, stance=Stance.SUPPORTS, text="Det är bra.", actor=LEAD
    )


def decided(proposal: Proposal, outcome=Outcome.APPROVED):
    return decide_proposal(
        proposal=proposal, decided_on=DAY, paragraph="7", diary_number="DEMO 2025-7",
        outcome=outcome, text="Förslaget bifalls.", actor=ANALYST,
    )  # fmt: skip


def on(proposal: Proposal, act: Act = Act.ADVANCE, reason: str = "", actor=LEAD) -> Proposal:
    return move_proposal(proposal=proposal, act=act, reason=reason, actor=actor)


def ready(proposal: Proposal) -> None:
    """Everything that the gate of the proposal's step asks for."""
    proposal.refresh_from_db()
    if proposal.step == Step.PREPARATION:
        heard(proposal)
    if proposal.step == Step.DECISION:
        decided(proposal)


def to_effect(proposal: Proposal) -> Proposal:
    """The proposal prepared, decided on, and waiting to be carried out."""
    for _step in range(3):
        ready(proposal)
        proposal = on(proposal)
    return proposal


def carried_out(proposal: Proposal) -> Proposal:
    return on(to_effect(proposal), Act.CLOSE, actor=ANALYST)


def fill_proposals() -> list[Proposal]:
    """Of groups that are there, as ``fill_groups`` makes them: one in preparation, one that has
    been carried out, and one that is decided and closes a group."""
    every = Group.objects
    first = on(to_form(body=every.get(code="ledning")))
    heard(first)
    second = to_change(every.get(code="g5"), texts={**TEXTS, "purpose": "Ett annat syfte."})
    carried_out(second)
    third = to_close(every.get(code="g2"), content=Content(reporters_to="g4"))
    to_effect(third)
    return [first, second, third]
