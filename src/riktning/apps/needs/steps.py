"""The four steps of a need, and every way from one to another.

The ways stand here alone: the actions ask them, and the triggers of the database are made of them.
"""

from collections.abc import Iterator

from django.db import models
from django.utils.translation import gettext_lazy as _

from riktning.apps.governance.courses import (
    NEEDS_REASON,
    THROUGH_GATE,
    Act,
    Course,
    Standing,
)

__all__ = [
    "COURSE",
    "NEEDS_REASON",
    "ORDER",
    "THROUGH_GATE",
    "Act",
    "Place",
    "Standing",
    "Step",
    "after",
    "ways",
]


class Step(models.TextChoices):
    """Where a need is on its way; what was done, in the last one, cannot be refused any more."""

    IDENTIFIED = "identified", _("identifierat behov")
    POSITION = "position", _("ställningstagande och prioritering")
    IMPLEMENTATION = "implementation", _("genomförande")
    COMPLETED = "completed", _("slutfört uppdrag")


Place = tuple[Step, Standing]
ORDER = tuple(Step)
COURSE = Course(ORDER)


def after(step: Step, standing: Standing, act: Act) -> Place | None:
    """Where the act leads; None when it leads nowhere from there."""
    return COURSE.after(step, standing, act)


def ways() -> Iterator[tuple[Place, Act, Place]]:
    """Every way there is: from where, by what, to where."""
    return COURSE.ways()
