"""Rounds, reports and answers. What was accepted is kept as it was accepted."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from riktning.apps.followup.rounds.statuses import AnswerStatus, QuestionKind
from riktning.apps.organisation.letters import Letter
from riktning.apps.plans.models import Item, Revision

ID_LENGTH = 100
NAME_LENGTH = 300
HIGHEST_RISK = 4


class RoundKind(models.TextChoices):
    """Which part of the year a round is about."""

    T1 = "t1", _("tertial 1")
    T2 = "t2", _("tertial 2")
    T3 = "t3", _("tertial 3")
    H1 = "h1", _("första halvåret")
    H2 = "h2", _("andra halvåret")
    YEAR = "year", _("helår")


class ReportState(models.TextChoices):
    """Where a report stands; what each state permits is in ``policies``."""

    DRAFT = "draft", _("utkast")
    SUBMITTED = "submitted", _("inskickad")
    APPROVED = "approved", _("godkänd i förvaltningen")
    ACCEPTED = "accepted", _("mottagen")
    LOCKED = "locked", _("låst")


class Round(models.Model):
    """A period that every administration is asked about, with a deadline for each step.

    The deadlines come lowest level first: who reports, who approves, who accepts.
    """

    revision = models.ForeignKey(Revision, models.PROTECT, related_name="rounds")
    kind = models.CharField("slag", max_length=10, choices=RoundKind)
    year = models.PositiveSmallIntegerField("år")
    opens_on = models.DateField("öppnar")
    submit_by = models.DateField("lämnas senast")
    approve_by = models.DateField("godkänns senast")
    accept_by = models.DateField("tas emot senast")

    class Meta:
        verbose_name = "uppföljningsrunda"
        verbose_name_plural = "uppföljningsrundor"
        ordering = ["-year", "-opens_on", "-id"]
        constraints = [
            models.UniqueConstraint(fields=["revision", "kind", "year"], name="round_once"),
            models.CheckConstraint(
                condition=Q(kind__in=RoundKind.values), name="round_kind_is_known"
            ),
            models.CheckConstraint(
                condition=Q(submit_by__gte=F("opens_on"))
                & Q(approve_by__gte=F("submit_by"))
                & Q(accept_by__gte=F("approve_by")),
                name="round_deadlines_lowest_level_first",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.revision} {self.year} {self.kind}"


class Report(models.Model):
    """What one administration says in a round."""

    round = models.ForeignKey(Round, models.PROTECT, related_name="reports")
    unit_id = models.CharField("förvaltning", max_length=ID_LENGTH)
    state = models.CharField("läge", max_length=20, choices=ReportState, default=ReportState.DRAFT)

    class Meta:
        verbose_name = "förvaltningens rapport"
        verbose_name_plural = "förvaltningarnas rapporter"
        ordering = ["round", "unit_id"]
        constraints = [
            models.UniqueConstraint(fields=["round", "unit_id"], name="report_once_a_round"),
            models.CheckConstraint(
                condition=Q(state__in=ReportState.values), name="report_state_is_known"
            ),
            models.CheckConstraint(condition=~Q(unit_id=""), name="report_names_a_unit"),
        ]

    def __str__(self) -> str:
        return f"{self.round} {self.unit_id}"


class ReportStep(models.Model):
    """A step of a report: who took it, when, why; append-only. ``versions`` is what it stood for:
    the number of each answer's version, by the answer's id."""

    report = models.ForeignKey(Report, models.PROTECT, related_name="steps")
    at = models.DateTimeField("när", auto_now_add=True)
    act = models.CharField("vad", max_length=20)
    actor = models.CharField("vem", max_length=NAME_LENGTH)
    state = models.CharField("läge efteråt", max_length=20, choices=ReportState)
    reason = models.TextField("skäl", blank=True)
    versions = models.JSONField("svarens versioner", default=dict)

    class Meta:
        verbose_name = "steg"
        verbose_name_plural = "steg"
        ordering = ["report", "id"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(act__in=["send_back", "reopen"]) | ~Q(reason=""),
                name="step_backwards_says_why",
            ),
            models.CheckConstraint(condition=~Q(actor=""), name="step_says_who"),
        ]

    def __str__(self) -> str:
        return f"{self.report} {self.act}"


class Answer(models.Model):
    """One question of a report, kept as it was asked, and the answer as it stands.

    ``evidence`` are the measures whose verdicts speak of it; ``takes`` is what figure is entered by
    hand: none, a count, or a numerator and a denominator. ``seen`` is what the data said when the
    status was set.
    """

    report = models.ForeignKey(Report, models.PROTECT, related_name="answers")
    order = models.PositiveIntegerField("ordning")
    kind = models.CharField("slag", max_length=10, choices=QuestionKind)
    item = models.ForeignKey(Item, models.RESTRICT, related_name="answers", verbose_name="planpost")
    indicator_id = models.CharField("mått", max_length=ID_LENGTH, blank=True)
    area = models.SlugField("område", max_length=100, blank=True)
    place = models.TextField("plats i planen", blank=True)
    text = models.TextField("text")
    local = models.BooleanField("ur den lokala planen", default=False)
    evidence = models.JSONField("mått som säger något", default=list, blank=True)
    takes = models.CharField("siffror som lämnas", max_length=10, blank=True)
    target = models.FloatField("målvärde", null=True, blank=True)
    target_due = models.DateField("nås senast", null=True, blank=True)

    version = models.PositiveIntegerField("version", default=0)
    status = models.CharField("status", max_length=20, choices=AnswerStatus, blank=True)
    comment = models.TextField("kommentar", blank=True)
    next_steps = models.TextField("nästa steg", blank=True)
    likelihood = models.PositiveSmallIntegerField("sannolikhet", null=True, blank=True)
    consequence = models.PositiveSmallIntegerField("konsekvens", null=True, blank=True)
    risk_measure = models.TextField("åtgärd mot risken", blank=True)
    risk_owner = models.CharField(
        "riskens ägare", max_length=NAME_LENGTH, blank=True, help_text="En roll, aldrig ett namn."
    )
    numerator = models.FloatField("täljare eller antal", null=True, blank=True)
    denominator = models.FloatField("nämnare", null=True, blank=True)
    seen = models.JSONField("vad data sade", default=dict, blank=True)

    class Meta:
        verbose_name = "svar"
        verbose_name_plural = "svar"
        ordering = ["report", "order"]
        constraints = [
            models.UniqueConstraint(
                fields=["report", "item", "indicator_id"], name="answer_once_a_report"
            ),
            models.UniqueConstraint(fields=["report", "order"], name="answer_order_once"),
            models.CheckConstraint(
                condition=Q(kind__in=QuestionKind.values), name="answer_kind_is_known"
            ),
            models.CheckConstraint(
                condition=Q(status__in=["", *AnswerStatus.values]), name="answer_status_is_known"
            ),
            models.CheckConstraint(
                condition=Q(likelihood__isnull=True)
                | Q(likelihood__gte=1, likelihood__lte=HIGHEST_RISK),
                name="answer_likelihood_is_1_to_4",
            ),
            models.CheckConstraint(
                condition=Q(consequence__isnull=True)
                | Q(consequence__gte=1, consequence__lte=HIGHEST_RISK),
                name="answer_consequence_is_1_to_4",
            ),
            models.CheckConstraint(
                condition=Q(takes__in=["", "count", "share"]), name="answer_takes_is_known"
            ),
        ]

    def __str__(self) -> str:
        return self.text


class AnswerVersion(models.Model):
    """An answer as somebody left it; append-only, so that nobody's text is ever lost."""

    answer = models.ForeignKey(Answer, models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField("version")
    at = models.DateTimeField("när", auto_now_add=True)
    actor = models.CharField("vem", max_length=NAME_LENGTH)
    values = models.JSONField("svaret")
    left = models.JSONField(
        "som det lämnades", null=True, blank=True, help_text="Före sammanfogning med någon annans."
    )

    class Meta:
        verbose_name = "version av ett svar"
        verbose_name_plural = "versioner av svar"
        ordering = ["answer", "number"]
        constraints = [
            models.UniqueConstraint(fields=["answer", "number"], name="answer_version_once"),
            models.CheckConstraint(condition=Q(number__gte=1), name="answer_version_from_one"),
        ]

    def __str__(self) -> str:
        return f"{self.answer_id} v{self.number}"


class Reminder(Letter):
    """A letter to be sent once: who is reminded of which step of a report, and on what occasion."""

    report = models.ForeignKey(Report, models.PROTECT, related_name="reminders")
    step = models.CharField("steg", max_length=20)

    class Meta:
        verbose_name = "påminnelse"
        verbose_name_plural = "påminnelser"
        ordering = ["-made_at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["report", "step", "due", "occasion", "address"], name="reminder_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.report} {self.step} {self.occasion}"
