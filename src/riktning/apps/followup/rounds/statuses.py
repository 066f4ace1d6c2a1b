"""What can be said of a goal, an activity or a measure, and which light it is."""

from collections.abc import Mapping

from django.db import models
from django.utils.translation import gettext_lazy as _


class QuestionKind(models.TextChoices):
    """What is asked about."""

    GOAL = "goal", _("mål")
    ACTIVITY = "activity", _("aktivitet")
    MEASURE = "measure", _("mått")


class AnswerStatus(models.TextChoices):
    """What a person says; never computed. An activity has states of its own."""

    REACHED = "reached", _("är eller blir uppnått")
    PARTLY = "partly", _("delvis uppnått")
    NOT_REACHED = "not_reached", _("uppnås inte")
    NOT_MEASURED = "not_measured", _("mäts inte")
    NOT_STARTED = "not_started", _("inte påbörjad")
    ON_TRACK = "on_track", _("enligt plan")
    LATE = "late", _("försenad")
    DONE = "done", _("klar")
    STOPPED = "stopped", _("avbruten")


GOAL_STATUSES = (
    AnswerStatus.REACHED,
    AnswerStatus.PARTLY,
    AnswerStatus.NOT_REACHED,
    AnswerStatus.NOT_MEASURED,
)
ACTIVITY_STATUSES = (
    AnswerStatus.NOT_STARTED,
    AnswerStatus.ON_TRACK,
    AnswerStatus.LATE,
    AnswerStatus.DONE,
    AnswerStatus.STOPPED,
)
CAN_SAY: Mapping[QuestionKind, tuple[AnswerStatus, ...]] = {
    QuestionKind.GOAL: GOAL_STATUSES,
    QuestionKind.MEASURE: GOAL_STATUSES,
    QuestionKind.ACTIVITY: ACTIVITY_STATUSES,
}
# The colours of the traffic light that people know; what has begun nowhere has none.
LIGHT: Mapping[AnswerStatus, str] = {
    AnswerStatus.REACHED: "green",
    AnswerStatus.PARTLY: "yellow",
    AnswerStatus.NOT_REACHED: "red",
    AnswerStatus.NOT_MEASURED: "not_measured",
    AnswerStatus.NOT_STARTED: "not_measured",
    AnswerStatus.ON_TRACK: "green",
    AnswerStatus.LATE: "yellow",
    AnswerStatus.DONE: "green",
    AnswerStatus.STOPPED: "red",
}
SAYS_WHY = frozenset({"red", "yellow"})


def light_of(status: str) -> str | None:
    """The light of a status; None when nothing has been said."""
    return LIGHT[AnswerStatus(status)] if status else None
