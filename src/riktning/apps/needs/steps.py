"""The four steps of a need, and every way from one to another.

The ways stand here alone: the actions ask them, and the triggers of the database are made of them.
"""

from collections.abc import Iterator, Mapping
from enum import StrEnum

from django.db import models
from django.utils.translation import gettext_lazy as _


class Step(models.TextChoices):
    """Where a need is on its way."""

    IDENTIFIED = "identified", _("identifierat behov")
    POSITION = "position", _("ställningstagande och prioritering")
    IMPLEMENTATION = "implementation", _("genomförande")
    COMPLETED = "completed", _("slutfört uppdrag")


class Standing(models.TextChoices):
    """Whether anything moves: paused and refused needs keep their step."""

    ACTIVE = "active", _("pågår")
    PAUSED = "paused", _("pausat")
    REFUSED = "refused", _("avvisat")
    CLOSED = "closed", _("avslutat")


class Act(StrEnum):
    """What can be done to move a need; the values are kept in its history."""

    REGISTER = "register"
    ADVANCE = "advance"
    CLOSE = "close"
    BACK = "back"
    PAUSE = "pause"
    RESUME = "resume"
    REFUSE = "refuse"
    REOPEN = "reopen"


Place = tuple[Step, Standing]
ORDER = tuple(Step)
NEEDS_REASON = frozenset({Act.BACK, Act.PAUSE, Act.REFUSE, Act.REOPEN})
THROUGH_GATE = frozenset({Act.ADVANCE, Act.CLOSE})
_WITHIN: Mapping[Act, tuple[tuple[Standing, Standing], ...]] = {
    Act.PAUSE: ((Standing.ACTIVE, Standing.PAUSED),),
    Act.RESUME: ((Standing.PAUSED, Standing.ACTIVE),),
    Act.REFUSE: ((Standing.ACTIVE, Standing.REFUSED), (Standing.PAUSED, Standing.REFUSED)),
    Act.REOPEN: ((Standing.REFUSED, Standing.ACTIVE),),
}


def after(step: Step, standing: Standing, act: Act) -> Place | None:
    """Where the act leads; None when it leads nowhere from there."""
    if act in _WITHIN:
        if act is Act.REFUSE and step is Step.COMPLETED:
            return None  # what was done cannot be refused any more
        to = dict(_WITHIN[act]).get(standing)
        return (step, to) if to is not None else None
    if standing is not Standing.ACTIVE:
        return None
    at = ORDER.index(step)
    if act is Act.ADVANCE and at + 1 < len(ORDER):
        return ORDER[at + 1], Standing.ACTIVE
    if act is Act.BACK and at > 0:
        return ORDER[at - 1], Standing.ACTIVE
    if act is Act.CLOSE and step is Step.COMPLETED:
        return step, Standing.CLOSED
    return None


def ways() -> Iterator[tuple[Place, Act, Place]]:
    """Every way there is: from where, by what, to where."""
    for step in Step:
        for standing in Standing:
            for act in Act:
                to = after(step, standing, act)
                if to is not None:
                    yield (step, standing), act, to
