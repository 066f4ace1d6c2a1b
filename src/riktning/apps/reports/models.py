"""Reports as people write them: sections of text, the evidence in them, and what was approved."""

from django.db import models
from django.db.models import Q

from riktning.apps.observations.models import Run
from riktning.apps.plans.models import Revision
from riktning.apps.reports.kinds import Act, ReportState, SectionState, Taken

ID_LENGTH = 100
KEY_LENGTH = 200
NAME_LENGTH = 300
LOWEST_LEVEL = 3  # of a heading


class Report(models.Model):
    """A report on a revision by the figures of a run; approved, it never changes (``triggers``)."""

    template_key = models.CharField("mall", max_length=ID_LENGTH)
    template_version = models.PositiveIntegerField("mallens version")
    revision = models.ForeignKey(
        Revision, models.PROTECT, related_name="written_reports", verbose_name="revidering"
    )
    run = models.ForeignKey(
        Run, models.PROTECT, related_name="written_reports", verbose_name="körning"
    )
    follows = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="followed_by",
        verbose_name="följer på",
    )
    as_of = models.DateField("avser läget den")
    language = models.CharField("språk", max_length=2)
    title = models.CharField("titel", max_length=NAME_LENGTH)
    unit_id = models.CharField(
        "förvaltning", max_length=ID_LENGTH, blank=True, help_text="Tomt för regionen."
    )
    area = models.SlugField("område", max_length=ID_LENGTH, blank=True, help_text="Tomt för alla.")
    open_to_all = models.BooleanField("läses av alla när den är godkänd", default=False)
    state = models.CharField("läge", max_length=20, choices=ReportState, default=ReportState.DRAFT)
    created_at = models.DateTimeField("påbörjad", auto_now_add=True)
    created_by = models.CharField("påbörjad av", max_length=NAME_LENGTH)

    class Meta:
        verbose_name = "rapport som skrivs"
        verbose_name_plural = "rapporter som skrivs"
        ordering = ["-created_at", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=ReportState.values), name="written_report_state_is_known"
            ),
            models.CheckConstraint(
                condition=~Q(title="") & ~Q(created_by=""), name="written_report_has_a_title"
            ),
            models.CheckConstraint(
                condition=Q(language__in=["sv", "en"]), name="written_report_language_is_known"
            ),
        ]

    def __str__(self) -> str:
        return f"written report {self.pk}"


class ReportSection(models.Model):
    """A part of a report that one person writes: text, with evidence on lines of its own."""

    report = models.ForeignKey(
        Report, models.PROTECT, related_name="sections", verbose_name="rapport"
    )
    key = models.CharField("nyckel", max_length=KEY_LENGTH)
    template_section = models.CharField("del i mallen", max_length=ID_LENGTH)
    area = models.SlugField("område", max_length=ID_LENGTH, blank=True)
    order = models.PositiveIntegerField("ordning")
    heading = models.CharField("rubrik", max_length=NAME_LENGTH)
    level = models.PositiveSmallIntegerField("rubriknivå", default=1)
    words = models.PositiveIntegerField("högst så många ord", null=True, blank=True)
    guidance = models.TextField("vägledning", blank=True)
    writer = models.CharField("skribent", max_length=NAME_LENGTH, blank=True)
    state = models.CharField(
        "läge", max_length=20, choices=SectionState, default=SectionState.EMPTY
    )
    text = models.TextField("text", blank=True)
    version = models.PositiveIntegerField("version", default=0)

    class Meta:
        verbose_name = "avsnitt"
        verbose_name_plural = "avsnitt"
        ordering = ["report", "order", "id"]
        constraints = [
            models.UniqueConstraint(fields=["report", "key"], name="section_key_once_a_report"),
            models.CheckConstraint(
                condition=Q(state__in=SectionState.values), name="section_state_is_known"
            ),
            models.CheckConstraint(
                condition=Q(level__gte=1, level__lte=LOWEST_LEVEL),
                name="section_level_is_one_to_three",
            ),
            models.CheckConstraint(condition=~Q(heading=""), name="section_has_a_heading"),
            models.CheckConstraint(
                condition=~Q(state=SectionState.EMPTY) | Q(text=""),
                name="section_is_empty_without_text",
            ),
        ]

    def __str__(self) -> str:
        return f"section {self.pk} of report {self.report_id}"


class SectionVersion(models.Model):
    """A section's text as somebody left it; append-only. What two write at once is put together
    from the version that both had in front of them."""

    section = models.ForeignKey(
        ReportSection, models.PROTECT, related_name="versions", verbose_name="avsnitt"
    )
    number = models.PositiveIntegerField("version")
    text = models.TextField("text", blank=True)
    actor = models.CharField("vem", max_length=NAME_LENGTH)
    at = models.DateTimeField("när", auto_now_add=True)

    class Meta:
        verbose_name = "version av ett avsnitt"
        verbose_name_plural = "versioner av avsnitt"
        ordering = ["section", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["section", "number"], name="section_version_number_once"
            ),
            models.CheckConstraint(condition=~Q(actor=""), name="section_version_says_who"),
        ]

    def __str__(self) -> str:
        return f"{self.section_id}/{self.number}"


class SectionStep(models.Model):
    """A step of a section, or of the report as a whole; append-only."""

    report = models.ForeignKey(Report, models.PROTECT, related_name="steps")
    section = models.ForeignKey(
        ReportSection, models.PROTECT, null=True, blank=True, related_name="steps"
    )
    act = models.CharField("vad", max_length=20, choices=Act)
    version = models.PositiveIntegerField("version", default=0)
    reason = models.TextField("skäl", blank=True)
    actor = models.CharField("vem", max_length=NAME_LENGTH)
    at = models.DateTimeField("när", auto_now_add=True)

    class Meta:
        verbose_name = "steg i en rapport"
        verbose_name_plural = "steg i rapporter"
        ordering = ["report", "id"]
        constraints = [
            models.CheckConstraint(condition=Q(act__in=Act.values), name="section_step_is_known"),
            models.CheckConstraint(condition=~Q(actor=""), name="section_step_says_who"),
            models.CheckConstraint(
                condition=~Q(act=Act.SEND_BACK) | ~Q(reason=""), name="section_step_says_why"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.report_id} {self.act}"


class Inserted(models.Model):
    """A piece of evidence as it was when it was taken in; append-only, the latest counts.

    ``content`` is the offer with its figures and their links, as text, so that it is the same
    bytes in every database. ``against`` is the newer one that was seen and not taken.
    """

    report = models.ForeignKey(Report, models.PROTECT, related_name="inserted")
    key = models.CharField("underlag", max_length=KEY_LENGTH)
    run = models.ForeignKey(Run, models.PROTECT, related_name="+")
    act = models.CharField("hur", max_length=20, choices=Taken)
    content = models.TextField("innehåll")
    sha256 = models.CharField("fingeravtryck", max_length=64)
    against = models.CharField("framför", max_length=64, blank=True)
    actor = models.CharField("vem", max_length=NAME_LENGTH)
    at = models.DateTimeField("när", auto_now_add=True)

    class Meta:
        verbose_name = "infogat underlag"
        verbose_name_plural = "infogade underlag"
        ordering = ["report", "id"]
        indexes = [models.Index(fields=["report", "key", "id"], name="inserted_latest")]
        constraints = [
            models.CheckConstraint(condition=Q(act__in=Taken.values), name="inserted_act_is_known"),
            models.CheckConstraint(
                condition=~Q(key="") & ~Q(actor=""), name="inserted_says_what_and_by_whom"
            ),
            models.CheckConstraint(
                condition=Q(act=Taken.KEEP) | Q(against=""), name="inserted_against_when_kept"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.report_id}: {self.key}"


class Frozen(models.Model):
    """The whole of an approved report, evidence and all, as text that documents are made from."""

    report = models.OneToOneField(Report, models.PROTECT, related_name="frozen")
    manuscript = models.TextField("manuskript")
    sha256 = models.CharField("fingeravtryck", max_length=64)
    actor = models.CharField("godkänd av", max_length=NAME_LENGTH)
    at = models.DateTimeField("godkänd")

    class Meta:
        verbose_name = "godkänd rapport"
        verbose_name_plural = "godkända rapporter"
        constraints = [
            models.CheckConstraint(
                condition=~Q(manuscript="") & ~Q(actor=""), name="frozen_says_what_and_by_whom"
            ),
        ]

    def __str__(self) -> str:
        return f"frozen {self.report_id}"
