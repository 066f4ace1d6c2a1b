"""Steps that are gone one by one through gates, and every way between them.

What is prepared and decided jointly goes so. The ways of a course stand here alone: the actions ask
them, and the triggers of the database are made of them.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Generic, TypeVar

from django.db import models
from django.utils.translation import gettext_lazy as _


class Standing(models.TextChoices):
    """Whether anything moves: what is paused or refused keeps its step."""

    ACTIVE = "active", _("pågår")
    PAUSED = "paused", _("pausat")
    REFUSED = "refused", _("avvisat")
    CLOSED = "closed", _("avslutat")


class Act(StrEnum):
    """What can be done to move something; the values are kept in its history."""

    REGISTER = "register"
    ADVANCE = "advance"
    CLOSE = "close"
    BACK = "back"
    PAUSE = "pause"
    RESUME = "resume"
    REFUSE = "refuse"
    REOPEN = "reopen"


NEEDS_REASON = frozenset({Act.BACK, Act.PAUSE, Act.REFUSE, Act.REOPEN})
THROUGH_GATE = frozenset({Act.ADVANCE, Act.CLOSE})
_WITHIN: Mapping[Act, Mapping[Standing, Standing]] = {
    Act.PAUSE: {Standing.ACTIVE: Standing.PAUSED},
    Act.RESUME: {Standing.PAUSED: Standing.ACTIVE},
    Act.REFUSE: {Standing.ACTIVE: Standing.REFUSED, Standing.PAUSED: Standing.REFUSED},
    Act.REOPEN: {Standing.REFUSED: Standing.ACTIVE},
}
S = TypeVar("S", bound=models.TextChoices)
Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Course(Generic[S]):
    """Steps in their order. In the last one nothing is refused any more: it is done already."""

    steps: tuple[S, ...]

    def after(self, step: S, standing: Standing, act: Act) -> tuple[S, Standing] | None:
        """Where the act leads; None when it leads nowhere from there."""
        if act in _WITHIN:
            if act is Act.REFUSE and step == self.steps[-1]:
                return None
            to = _WITHIN[act].get(standing)
            return (step, to) if to is not None else None
        if standing is not Standing.ACTIVE:
            return None
        at = self.steps.index(step)
        if act is Act.ADVANCE and at + 1 < len(self.steps):
            return self.steps[at + 1], Standing.ACTIVE
        if act is Act.BACK and at > 0:
            return self.steps[at - 1], Standing.ACTIVE
        if act is Act.CLOSE and at + 1 == len(self.steps):
            return step, Standing.CLOSED
        return None

    def ways(self) -> Iterator[tuple[tuple[S, Standing], Act, tuple[S, Standing]]]:
        """Every way there is: from where, by what, to where."""
        for step in self.steps:
            for standing in Standing:
                for act in Act:
                    to = self.after(step, standing, act)
                    if to is not None:
                        yield (step, standing), act, to

    def kept(self) -> tuple[tuple[Pair, Pair], ...]:
        """The ways as the triggers of a table with a step and a standing take them."""
        found = {
            ((str(at[0].value), at[1].value), (str(to[0].value), to[1].value))
            for at, _act, to in self.ways()
        }
        return tuple(sorted(found))
