"""Criteria are answered, the need is placed in the matrix, and a placing is agreed on."""

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from django.db import transaction
from django.utils.translation import gettext as _

from riktning.apps.needs.errors import NeedError
from riktning.apps.needs.facts import known
from riktning.apps.needs.gates import FEWEST_PLACEMENTS
from riktning.apps.needs.models import (
    HIGHEST,
    LOWEST,
    Agreement,
    Criterion,
    CriterionReply,
    Need,
    Placement,
    Reply,
)
from riktning.apps.needs.registering import still_open, text_of
from riktning.apps.needs.steps import Step
from riktning.apps.organisation.audit import audit
from riktning.apps.organisation.rights import Action, Actor, require_somewhere

MIDDLE = (LOWEST + HIGHEST) / 2


@dataclass(frozen=True, slots=True)
class Spread:
    """How far those who placed a need stand from one another, on one axis."""

    middle: float
    lowest: int
    highest: int
    across: bool  # some on each side of the middle: they differ in the matter, not in the degree


def spread(values: Sequence[int]) -> Spread | None:
    """The median and the range; None when nobody has placed it."""
    if not values:
        return None
    low, high = min(values), max(values)
    return Spread(median(values), low, high, low < MIDDLE < high)


@transaction.atomic
def answer_criterion(
    *, need: Need, criterion: Criterion, reply: Reply, reason: str, actor: Actor
) -> CriterionReply:
    """Answer a criterion with a reason; what was answered before stays in the history."""
    require_somewhere(actor, Action.ANSWER_CRITERION)
    now = _in_position(need)
    said = text_of(reason)
    if not said:
        raise NeedError("an answer says why", where=str(now), remedy="write the reason").telling(
            _("Skriv varför.")
        )
    if criterion.retired:
        raise NeedError("the criterion is not asked any more", where=str(now)).telling(
            _("Den frågan ställs inte längre.")
        )
    made = CriterionReply.objects.create(
        need=now, criterion=criterion, reply=reply, reason=said, actor=actor.name
    )
    audit(
        actor=actor.name,
        action=Action.ANSWER_CRITERION,
        subject=str(now),
        criterion=criterion.code,
        became=reply.value,
        reason=said,
    )
    return made


@transaction.atomic
def place_need(*, need: Need, importance: int, urgency: int, actor: Actor) -> Placement:
    """Place the need on one's own; placing it again is a new row, and nobody else's is touched."""
    require_somewhere(actor, Action.PLACE_NEED)
    now = _in_position(need)
    _in_matrix(now, importance, urgency)
    made = Placement.objects.create(
        need=now, actor=actor.name, importance=importance, urgency=urgency
    )
    audit(actor=actor.name, action=Action.PLACE_NEED, subject=str(now), now=[importance, urgency])
    return made


@transaction.atomic
def agree(*, need: Need, importance: int, urgency: int, reason: str, actor: Actor) -> Agreement:
    """What those who placed it agreed on, and why; who stood where is kept with it."""
    require_somewhere(actor, Action.AGREE_NEED)
    now = _in_position(need)
    _in_matrix(now, importance, urgency)
    said = text_of(reason)
    placed = known(now).placements
    if len(placed) < FEWEST_PLACEMENTS:
        raise NeedError(
            f"{len(placed)} have placed it",
            where=str(now),
            remedy="let at least two place it first",
        ).telling(_("Minst två behöver placera behovet innan ni kan enas."))
    if not said:
        raise NeedError("an agreement says why", where=str(now), remedy="write the reason").telling(
            _("Skriv varför.")
        )
    made = Agreement.objects.create(
        need=now,
        importance=importance,
        urgency=urgency,
        reason=said,
        placed=[[p.actor, p.importance, p.urgency] for p in placed],
        actor=actor.name,
    )
    audit(
        actor=actor.name,
        action=Action.AGREE_NEED,
        subject=str(now),
        now=[importance, urgency],
        reason=said,
    )
    return made


def _in_position(need: Need) -> Need:
    now = still_open(need)
    if now.step != Step.POSITION:
        raise NeedError(
            "this is done in the step of position and prioritisation", where=str(now)
        ).telling(_("Det här görs i steget där behovet bedöms och prioriteras."))
    return now


def _in_matrix(need: Need, *values: int) -> None:
    if not all(LOWEST <= value <= HIGHEST for value in values):
        raise NeedError(f"a place is from {LOWEST} to {HIGHEST}", where=str(need)).telling(
            _("En plats är från %(lowest)s till %(highest)s.")
            % {"lowest": LOWEST, "highest": HIGHEST}
        )
