"""Where something stands among its steps, and what can be done with it there."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

from django.db import models

from riktning.apps.governance.courses import NEEDS_REASON, THROUGH_GATE, Act, Course, Standing

S = TypeVar("S", bound=models.TextChoices)


@dataclass(frozen=True, slots=True)
class StepMark:
    """A step in the row of steps: where the thing is."""

    name: str
    number: int
    state: str  # done, now or ahead


@dataclass(frozen=True, slots=True)
class MoveForm:
    """Something that the reader may do with it now."""

    act: str
    label: str
    reason: bool
    open: bool


def marks(course: Course[S], step: S, standing: Standing) -> tuple[StepMark, ...]:
    """The steps in their order, and where it is among them."""
    at = course.steps.index(step)
    closed = standing == Standing.CLOSED
    return tuple(
        StepMark(
            name=str(each.label).capitalize(),
            number=place + 1,
            state="done" if place < at or closed else "now" if place == at else "ahead",
        )
        for place, each in enumerate(course.steps)
    )


def move_forms(
    course: Course[S], place: tuple[S, Standing], words: Mapping[Act, Any], *, gate_open: bool
) -> tuple[MoveForm, ...]:
    """What can be done where it stands; a closed gate shows its button shut."""
    return tuple(
        MoveForm(
            act.value,
            str(words[act]),
            act in NEEDS_REASON,
            gate_open or act not in THROUGH_GATE,
        )
        for act in Act
        if act is not Act.REGISTER and course.after(*place, act) is not None
    )
