"""The human status beside the computed verdict, and the reports that were written."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from riktning.apps.followup.rounds.models import (
    Answer,
    AnswerVersion,
    Reminder,
    Report,
    ReportStep,
    Round,
)
from riktning.apps.observations.models import Run
from riktning.apps.plans.models import Area, PlanIndicator, Revision

ID_LENGTH = 100
NAME_LENGTH = 300

__all__ = [
    "Answer",
    "AnswerVersion",
    "Assessment",
    "Reminder",
    "Report",
    "ReportIssue",
    "ReportStep",
    "Round",
    "Status",
]


class Status(models.TextChoices):
    """The traffic light a person sets; never computed, never merged with a verdict."""

    GREEN = "green", _("grön")
    YELLOW = "yellow", _("gul")
    RED = "red", _("röd")
    NOT_MEASURED = "not_measured", _("mäts inte")


class Assessment(models.Model):
    """What someone in a role says of an area or an indicator line, as of a date.

    A later assessment of the same thing stands beside the earlier one; the latest counts.
    """

    area = models.ForeignKey(
        Area, models.CASCADE, null=True, blank=True, related_name="assessments"
    )
    plan_indicator = models.ForeignKey(
        PlanIndicator, models.CASCADE, null=True, blank=True, related_name="assessments"
    )
    unit_id = models.CharField(
        "enhet", max_length=ID_LENGTH, blank=True, help_text="Tomt för regionen."
    )
    as_of = models.DateField("avser läget den")
    status = models.CharField("status", max_length=20, choices=Status)
    comment = models.TextField("kommentar", blank=True)
    role = models.CharField("roll", max_length=NAME_LENGTH, help_text="En roll, aldrig ett namn.")
    recorded_at = models.DateTimeField("lämnad", auto_now_add=True)

    class Meta:
        verbose_name = "bedömning av människor"
        verbose_name_plural = "bedömningar av människor"
        ordering = ["-as_of", "-recorded_at", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(area__isnull=False, plan_indicator__isnull=True)
                | Q(area__isnull=True, plan_indicator__isnull=False),
                name="assessment_is_of_one_thing",
            ),
            models.CheckConstraint(
                condition=Q(status__in=Status.values), name="assessment_status_is_known"
            ),
            models.CheckConstraint(
                condition=~Q(status__in=[Status.RED, Status.YELLOW]) | ~Q(comment=""),
                name="assessment_red_or_yellow_says_why",
            ),
            models.CheckConstraint(condition=~Q(role=""), name="assessment_says_which_role"),
        ]

    def __str__(self) -> str:
        return f"{self.area or self.plan_indicator}: {self.status}"


class ReportIssue(models.Model):
    """A written report: what it was made of, and the fingerprint of every file."""

    run = models.ForeignKey(Run, models.PROTECT, related_name="reports")
    revision = models.ForeignKey(Revision, models.PROTECT, related_name="reports")
    as_of = models.DateField("avser läget den")
    created_at = models.DateTimeField("skriven", auto_now_add=True)
    synthetic = models.BooleanField("syntetiska data")
    files = models.JSONField("filer", help_text="Namn, storlek i byte och SHA-256 för varje fil.")

    class Meta:
        verbose_name = "rapport"
        verbose_name_plural = "rapporter"
        ordering = ["-created_at", "-id"]

    @property
    def title(self) -> str:
        """What it is called; of one without a recorded title the name of its file."""
        first = self.files[0] if self.files else {}
        return str(first.get("title") or first.get("name", "")).strip()

    def __str__(self) -> str:
        return f"{self.revision} {self.as_of}"
