"""A proposal is moved: on through a gate, back, paused, refused, taken up again; and decided on."""

from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from riktning.apps.governance.courses import NEEDS_REASON, THROUGH_GATE, Act, Standing
from riktning.apps.governance.decisions import record_decision
from riktning.apps.governance.errors import (
    ClosedGateError,
    GovernanceError,
    MovedMeanwhileError,
    NotPermittedError,
)
from riktning.apps.governance.kinds import Outcome, SubjectKind
from riktning.apps.governance.models import Decision, Proposal, ProposalMove
from riktning.apps.governance.proposal_course import COURSE, Step
from riktning.apps.governance.proposals.carrying import carry_out
from riktning.apps.governance.proposals.facts import known
from riktning.apps.governance.proposals.gates import lacks
from riktning.apps.governance.proposals.writing import one_at_a_time
from riktning.apps.organisation.audit import audit
from riktning.apps.organisation.rights import Action, Actor, require_somewhere

Place = tuple[Step, Standing]


@transaction.atomic
def move_proposal(
    *, proposal: Proposal, act: Act, reason: str = "", seen: tuple[str, str] | None = None,
    actor: Actor,
) -> Proposal:  # fmt: skip
    """Move the proposal by one of its ways; ``seen`` is the step and standing the form showed.

    The last gate carries it out: the group is formed, changed or closed. Raises ClosedGateError
    with what the gate waits for, MovedMeanwhileError when somebody else has moved it, and
    GovernanceError when there is no such way, a reason is missing, or it cannot be carried out.
    """
    require_somewhere(actor, Action.MOVE_PROPOSAL)
    now = Proposal.objects.select_for_update().get(pk=proposal.pk)
    at: Place = (Step(now.step), Standing(now.standing))
    to, said = _way(now, at, act, reason.strip(), seen)
    everything = known(now) if act in THROUGH_GATE else None
    missing = lacks(at[0], everything.facts) if everything else ()
    if missing:
        raise ClosedGateError(str(now), [lack.value for lack in missing])
    now.step, now.standing = to
    now.save(update_fields=["step", "standing"])
    ProposalMove.objects.create(
        proposal=now, at=timezone.now(), act=act, actor=actor.name, before=at[0], step=to[0],
        standing=to[1], reason=said,
    )  # fmt: skip
    audit(
        actor=actor.name,
        action=Action.MOVE_PROPOSAL,
        subject=str(now),
        act=act.value,
        was=[at[0].value, at[1].value],
        became=[to[0].value, to[1].value],
        reason=said,
    )
    if everything is not None and act is Act.CLOSE:
        carry_out(everything, actor)
    return now


def _way(
    now: Proposal, at: Place, act: Act, said: str, seen: tuple[str, str] | None
) -> tuple[Place, str]:
    """Where the act leads and why, or why it does not."""
    if seen is not None and seen != (now.step, now.standing):
        raise MovedMeanwhileError(
            f"somebody has moved it to {now.step}, {now.standing}", where=str(now),
            remedy="see how it stands now",
        ).telling(_("Någon annan har flyttat förslaget. Se hur det står nu."))  # fmt: skip
    to = COURSE.after(*at, act)
    if to is None:
        raise GovernanceError(
            f"there is no way {act.value!r} from {now.step}, {now.standing}", where=str(now)
        ).telling(_("Förslaget kan inte flyttas så från där det står."))
    if act in NEEDS_REASON and not said:
        raise GovernanceError(
            f"to {act.value} says why", where=str(now), remedy="write the reason"
        ).telling(_("Skriv varför."))
    if act is Act.REOPEN and now.group is not None:
        one_at_a_time(now.group)
    return to, said


@transaction.atomic
def decide_proposal(
    *,
    proposal: Proposal,
    decided_on: date,
    paragraph: str,
    diary_number: str,
    outcome: Outcome,
    text: str,
    actor: Actor,
) -> Decision:
    """What the body decided of it; an approval opens the gate, and no more."""
    now = Proposal.objects.select_for_update().select_related("body").get(pk=proposal.pk)
    if (now.step, now.standing) != (Step.DECISION, Standing.ACTIVE):
        raise NotPermittedError(
            f"a proposal in {now.step}, {now.standing} is not decided on", where=str(now)
        ).telling(_("Förslaget ligger inte för beslut."))
    return record_decision(
        body=now.body, decided_on=decided_on, paragraph=paragraph, outcome=outcome, text=text,
        subject=(SubjectKind.PROPOSAL, str(now.pk)), stage=f"ändring {now.edit}",
        diary_number=diary_number, actor=actor,
    )  # fmt: skip
