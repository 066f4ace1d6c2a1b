"""Simulated futures: those published together, which never change, and those being run."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

ID_LENGTH = 100
NAME_LENGTH = 300
DIGEST_LENGTH = 64


class Publication(models.Model):
    """Scenarios that share persons, luck and baseline. The latest one is shown."""

    published_at = models.DateTimeField("publicerad", auto_now_add=True)
    actor = models.CharField("publicerad av", max_length=NAME_LENGTH)
    label = models.CharField("märkning", max_length=NAME_LENGTH)
    sha256 = models.CharField("fingeravtryck", max_length=DIGEST_LENGTH)

    class Meta:
        verbose_name = "publicering av scenarier"
        verbose_name_plural = "publiceringar av scenarier"
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(actor="") & ~Q(label=""), name="scenarios_say_who_and_that_invented"
            ),
        ]

    def __str__(self) -> str:
        return f"scenarios {self.pk}"


class Scenario(models.Model):
    """One scenario; ``content`` is text, so that it is the same bytes in every database."""

    publication = models.ForeignKey(
        Publication, models.PROTECT, related_name="scenarios", verbose_name="publicering"
    )
    slug = models.SlugField("namn i adressen", max_length=ID_LENGTH)
    order = models.PositiveIntegerField("ordning")
    content = models.TextField("innehåll")

    class Meta:
        verbose_name = "scenario"
        verbose_name_plural = "scenarier"
        ordering = ["publication", "order"]
        constraints = [
            models.UniqueConstraint(fields=["publication", "slug"], name="scenario_slug_once"),
            models.CheckConstraint(
                condition=~Q(slug="") & ~Q(content=""), name="scenario_has_a_content"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.publication_id}/{self.slug}"


class JobState(models.TextChoices):
    """How far a run that somebody asked for has come."""

    QUEUED = "queued", _("i kö")
    RUNNING = "running", _("körs")
    DONE = "done", _("klar")
    FAILED = "failed", _("gick inte att köra")
    CANCELLED = "cancelled", _("avbruten")


ENDED = (JobState.DONE, JobState.FAILED, JobState.CANCELLED)


class Job(models.Model):
    """A scenario that somebody asked for on the pages, run beside them, one at a time.

    ``scenario`` and ``baseline`` are the texts of the files that the command line would be given.
    ``orders``: pairs of orders by which the effect is shared out between the levers; 0: it is not.
    ``done`` of ``total`` are months of all runs. ``contents``: as a publication has them, the
    baseline first.
    """

    created_at = models.DateTimeField("beställd", auto_now_add=True)
    actor = models.CharField("beställd av", max_length=NAME_LENGTH)
    name = models.CharField("namn", max_length=NAME_LENGTH)
    scenario = models.TextField("scenario")
    baseline = models.TextField("jämförelse")
    persons = models.PositiveIntegerField("personer")
    draws = models.PositiveIntegerField("dragningar")
    replicates = models.PositiveIntegerField("replikat")
    orders = models.PositiveIntegerField("par av ordningar", default=0)
    state = models.CharField(
        "läge", max_length=20, choices=JobState.choices, default=JobState.QUEUED
    )
    done = models.PositiveBigIntegerField("gjort", default=0)
    total = models.PositiveBigIntegerField("av", default=0)
    attempts = models.PositiveSmallIntegerField("försök", default=0)
    started_at = models.DateTimeField("började", null=True)
    told_at = models.DateTimeField("hördes av", null=True)
    ended_at = models.DateTimeField("slutade", null=True)
    fault = models.TextField("fel", blank=True, default="")
    contents = models.TextField("innehåll", blank=True, default="")

    class Meta:
        verbose_name = "körning av scenario"
        verbose_name_plural = "körningar av scenarier"
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(actor="") & ~Q(name="") & ~Q(scenario="") & ~Q(baseline=""),
                name="job_says_who_and_what",
            ),
            models.CheckConstraint(
                condition=Q(persons__gte=1) & Q(draws__gte=1) & Q(replicates__gte=1),
                name="job_runs_somebody",
            ),
            models.CheckConstraint(
                condition=Q(state__in=JobState.values), name="job_state_is_known"
            ),
            models.CheckConstraint(
                condition=(Q(state=JobState.DONE) & ~Q(contents=""))
                | (~Q(state=JobState.DONE) & Q(contents="")),
                name="job_has_contents_when_done",
            ),
            models.CheckConstraint(
                condition=(Q(state=JobState.FAILED) & ~Q(fault=""))
                | (~Q(state=JobState.FAILED) & Q(fault="")),
                name="job_says_why_it_failed",
            ),
            models.CheckConstraint(
                condition=Q(state__in=ENDED, ended_at__isnull=False)
                | (~Q(state__in=ENDED) & Q(ended_at__isnull=True)),
                name="job_says_when_it_ended",
            ),
            models.CheckConstraint(
                condition=Q(done__lte=F("total")), name="job_does_no_more_than_all"
            ),
            models.UniqueConstraint(
                fields=["state"], condition=Q(state=JobState.RUNNING), name="job_runs_alone"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.pk} {self.name}"


class RunPublication(models.Model):
    """A run that is shown to everybody beside the latest publication. Once: a run that was
    withdrawn is run again, and that is published."""

    job = models.ForeignKey(
        Job, models.PROTECT, related_name="publications", verbose_name="körning"
    )
    published_at = models.DateTimeField("publicerad", auto_now_add=True)
    actor = models.CharField("publicerad av", max_length=NAME_LENGTH)

    class Meta:
        verbose_name = "publicering av en körning"
        verbose_name_plural = "publiceringar av körningar"
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(condition=~Q(actor=""), name="run_publication_says_who"),
            models.UniqueConstraint(fields=["job"], name="run_published_once"),
        ]

    def __str__(self) -> str:
        return f"run {self.job_id}"


class RunWithdrawal(models.Model):
    """Why a run that was published is shown no more."""

    publication = models.ForeignKey(
        RunPublication, models.PROTECT, related_name="withdrawals", verbose_name="publicering"
    )
    withdrawn_at = models.DateTimeField("tillbakadragen", auto_now_add=True)
    actor = models.CharField("tillbakadragen av", max_length=NAME_LENGTH)
    reason = models.TextField("skäl")

    class Meta:
        verbose_name = "tillbakadragande av en körning"
        verbose_name_plural = "tillbakadraganden av körningar"
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(actor="") & ~Q(reason=""), name="run_withdrawal_says_who_and_why"
            ),
            models.UniqueConstraint(fields=["publication"], name="run_withdrawn_once"),
        ]

    def __str__(self) -> str:
        return f"withdrawal of {self.publication_id}"
