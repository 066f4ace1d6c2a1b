"""A need is moved: on through a gate, back, paused, refused, taken up again; and decided on."""

from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from riktning.apps.governance.decisions import record_decision
from riktning.apps.governance.kinds import Outcome, SubjectKind
from riktning.apps.governance.models import Decision
from riktning.apps.needs.errors import ClosedGateError, MovedMeanwhileError, NeedError
from riktning.apps.needs.facts import STAGES, known
from riktning.apps.needs.gates import lacks
from riktning.apps.needs.models import Body, BodyPart, Move, Need
from riktning.apps.needs.registering import still_open, text_of
from riktning.apps.needs.steps import NEEDS_REASON, THROUGH_GATE, Act, Standing, Step, after
from riktning.apps.organisation.audit import audit
from riktning.apps.organisation.rights import Action, Actor, require_somewhere


@transaction.atomic
def move_need(
    *, need: Need, act: Act, reason: str = "", seen: tuple[str, str] | None = None, actor: Actor
) -> Need:
    """Move the need by one of its ways; ``seen`` is the step and standing that the form showed.

    Raises ClosedGateError with what the gate waits for, NeedError when there is no such way or a
    reason is missing, MovedMeanwhileError when somebody else has moved it.
    """
    require_somewhere(actor, Action.MOVE_NEED)
    now = Need.objects.select_for_update().get(pk=need.pk)
    if seen is not None and seen != (now.step, now.standing):
        raise MovedMeanwhileError(
            f"somebody has moved it to {now.step}, {now.standing}", where=str(now),
            remedy="see how it stands now",
        ).telling(_("Någon annan har flyttat behovet. Se hur det står nu."))  # fmt: skip
    step, standing = Step(now.step), Standing(now.standing)
    to = after(step, standing, act)
    if to is None:
        raise NeedError(
            f"there is no way {act.value!r} from {step.value}, {standing.value}", where=str(now)
        ).telling(_("Behovet kan inte flyttas så från där det står."))
    said = text_of(reason)
    if act in NEEDS_REASON and not said:
        raise NeedError(
            f"to {act.value} says why", where=str(now), remedy="write the reason"
        ).telling(_("Skriv varför."))
    if act in THROUGH_GATE:
        missing = lacks(step, known(now).facts)
        if missing:
            raise ClosedGateError(str(now), [lack.value for lack in missing])
    at = timezone.now()
    now.step, now.standing = to
    if to[0] != step or act in THROUGH_GATE:
        now.since = at
    now.save(update_fields=["step", "standing", "since"])
    Move.objects.create(
        need=now, at=at, act=act, actor=actor.name, before=step, step=to[0], standing=to[1],
        reason=said,
    )  # fmt: skip
    audit(
        actor=actor.name,
        action=Action.MOVE_NEED,
        subject=str(now),
        act=act.value,
        was=[step.value, standing.value],
        became=[to[0].value, to[1].value],
        reason=said,
    )
    return now


@transaction.atomic
def decide_need(
    *,
    need: Need,
    part: BodyPart,
    decided_on: date,
    paragraph: str,
    outcome: Outcome,
    text: str,
    diary_number: str = "",
    actor: Actor,
) -> Decision:
    """What the body decided of the need in its step; an approval opens the gate, and no more."""
    now = still_open(need)
    if now.step not in STAGES:
        raise NeedError("nothing is decided in this step", where=str(now)).telling(
            _("Inget beslut fattas i det här steget.")
        )
    body = Body.objects.select_related("group").filter(part=part).first()
    if body is None:
        raise NeedError(
            f"no group is the body of {part.value}", where=str(now),
            remedy="say which in the file that `riktning needs load` reads",
        ).telling(_("Ingen grupp är utsedd att besluta i det här steget."))  # fmt: skip
    return record_decision(
        body=body.group, decided_on=decided_on, paragraph=paragraph, outcome=outcome, text=text,
        subject=(SubjectKind.NEED, str(now.pk)), stage=now.step, diary_number=diary_number,
        actor=actor,
    )  # fmt: skip
