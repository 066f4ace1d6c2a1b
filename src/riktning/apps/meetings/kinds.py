"""What a meeting and its parts can be, and what each state of a meeting permits."""

from collections.abc import Mapping
from enum import StrEnum

from django.db import models
from django.utils.translation import gettext_lazy as _


class MeetingState(models.TextChoices):
    """Where a meeting stands; once its minutes are approved nothing of it changes."""

    PLANNED = "planned", _("planerat")
    HELD = "held", _("hållet")
    MINUTED = "minuted", _("protokollet justerat")
    CANCELLED = "cancelled", _("inställt")


class ShownTo(models.TextChoices):
    """Who may read a meeting beside those who ask for positions and lead it."""

    MEMBERS = "members", _("ledamöter och tillfrågade")
    EVERYBODY = "everybody", _("alla")


class PointKind(models.TextChoices):
    """What is wanted of those who meet."""

    INFORMATION = "information", _("information")
    DIALOGUE = "dialogue", _("dialog")
    DECISION = "decision", _("för beslut")


class PositionWord(models.TextChoices):
    """How an administration says that it stands in an area."""

    IN_PHASE = "in_phase", _("i fas")
    BEHIND = "behind", _("släpar efter")
    OBSTRUCTED = "obstructed", _("hinder")
    UNCONCERNED = "unconcerned", _("berörs inte")


NEEDS_WORDS = (PositionWord.BEHIND, PositionWord.OBSTRUCTED)


class Presence(models.TextChoices):
    """Whether somebody was there; told by role."""

    PRESENT = "present", _("närvarande")
    REPLACED = "replaced", _("vikarie")
    ABSENT = "absent", _("frånvarande")


class Act(StrEnum):
    """What can be done to a meeting."""

    CHANGE = "changed"
    ASK = "asked about"
    ANSWER = "answered"
    HOLD = "held"
    CANCEL = "cancelled"
    REOPEN = "planned again"
    MINUTE = "minuted"
    APPROVE = "approved"


PERMITS: Mapping[MeetingState, frozenset[Act]] = {
    MeetingState.PLANNED: frozenset({Act.CHANGE, Act.ASK, Act.ANSWER, Act.HOLD, Act.CANCEL}),
    MeetingState.HELD: frozenset({Act.MINUTE, Act.APPROVE, Act.REOPEN}),
    MeetingState.MINUTED: frozenset(),
    MeetingState.CANCELLED: frozenset(),
}
WAYS: tuple[tuple[MeetingState, MeetingState], ...] = (
    (MeetingState.PLANNED, MeetingState.HELD),
    (MeetingState.PLANNED, MeetingState.CANCELLED),
    (MeetingState.HELD, MeetingState.PLANNED),
    (MeetingState.HELD, MeetingState.MINUTED),
)


def permits(state: str, act: Act) -> bool:
    """Whether a meeting in this state may be acted on so."""
    return act in PERMITS[MeetingState(state)]
