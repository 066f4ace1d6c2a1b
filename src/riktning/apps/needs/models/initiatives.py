"""Digital initiatives: from an idea to broad introduction, and what was said on the way."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from riktning.apps.governance.courses import NEEDS_REASON, Standing
from riktning.apps.needs.models.needs import NAME_LENGTH, Need
from riktning.apps.needs.stages import Stage
from riktning.apps.organisation.models import ID_LENGTH


class Recommendation(models.TextChoices):
    """What an evaluation recommends."""

    BROAD = "broad", _("inför brett")
    AGAIN = "again", _("pröva igen")
    STOP = "stop", _("stoppa")


class Initiative(models.Model):
    """A digital initiative; its stage and standing go only the ways of ``stages``.

    ``measure`` is the measure whose figures tell which units use it: those with at least
    ``threshold``, or with more than 0 where none is said.
    """

    title = models.CharField("rubrik", max_length=NAME_LENGTH)
    need = models.ForeignKey(
        Need, models.PROTECT, null=True, blank=True, related_name="initiatives"
    )
    problem = models.TextField("problem", blank=True)
    affected = models.TextField("vilka som berörs", blank=True)
    owner = models.CharField("ägare", max_length=NAME_LENGTH, blank=True, help_text="En roll.")
    verification = models.TextField("hur behovet är verifierat", blank=True)
    pilot_plan = models.TextField("pilotens upplägg", blank=True)
    pilot_units = models.JSONField("pilotenheter", default=list, blank=True)
    success = models.TextField("när piloten har lyckats", blank=True)
    measure = models.CharField("mått på användning", max_length=ID_LENGTH, blank=True)
    threshold = models.FloatField("används från", null=True, blank=True)
    pilot_from = models.DateField("piloten började", null=True, blank=True)
    pilot_to = models.DateField("piloten slutade", null=True, blank=True)
    evaluation = models.TextField("utvärdering", blank=True)
    recommendation = models.CharField(
        "rekommendation", max_length=10, choices=Recommendation, blank=True
    )
    introduction = models.TextField("plan för införandet", blank=True)
    adopted = models.TextField("hur införandet gick", blank=True)
    maintainer = models.CharField("förvaltare", max_length=NAME_LENGTH, blank=True)
    wound_up = models.TextField("varför det avvecklas", blank=True)
    stage = models.CharField("steg", max_length=20, choices=Stage, default=Stage.IDEA)
    standing = models.CharField("läge", max_length=20, choices=Standing, default=Standing.ACTIVE)
    since = models.DateTimeField("i steget sedan")
    edit = models.PositiveIntegerField("ändring", default=0)
    registered_at = models.DateTimeField("anmält", auto_now_add=True)
    registered_by = models.CharField("anmält av", max_length=NAME_LENGTH)

    class Meta:
        verbose_name = "digitalt initiativ"
        verbose_name_plural = "digitala initiativ"
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(stage__in=Stage.values), name="initiative_stage_is_known"
            ),
            models.CheckConstraint(
                condition=Q(standing__in=Standing.values), name="initiative_standing_is_known"
            ),
            models.CheckConstraint(
                condition=~Q(standing=Standing.CLOSED) | Q(stage=Stage.MAINTENANCE),
                name="initiative_is_wound_up_when_maintained",
            ),
            models.CheckConstraint(
                condition=Q(recommendation__in=["", *Recommendation.values]),
                name="initiative_recommendation_is_known",
            ),
            models.CheckConstraint(
                condition=Q(pilot_to__isnull=True)
                | Q(pilot_from__isnull=False, pilot_to__gte=F("pilot_from")),
                name="pilot_ends_after_it_begins",
            ),
            models.CheckConstraint(
                condition=~Q(title="") & ~Q(registered_by=""),
                name="initiative_says_what_and_by_whom",
            ),
        ]

    def __str__(self) -> str:
        return f"initiative {self.pk}"


class InitiativeMove(models.Model):
    """A move of an initiative: from where, to where, by whom and why; append-only."""

    initiative = models.ForeignKey(Initiative, models.PROTECT, related_name="moves")
    at = models.DateTimeField("när")
    act = models.CharField("vad", max_length=20)
    actor = models.CharField("vem", max_length=NAME_LENGTH)
    before = models.CharField("steg före", max_length=20, choices=Stage)
    stage = models.CharField("steg", max_length=20, choices=Stage)
    standing = models.CharField("läge", max_length=20, choices=Standing)
    reason = models.TextField("skäl", blank=True)

    class Meta:
        verbose_name = "initiativets förflyttning"
        verbose_name_plural = "initiativens förflyttningar"
        ordering = ["initiative", "id"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(act__in=sorted(act.value for act in NEEDS_REASON)) | ~Q(reason=""),
                name="initiative_move_says_why",
            ),
            models.CheckConstraint(condition=~Q(actor=""), name="initiative_move_says_who"),
        ]

    def __str__(self) -> str:
        return f"{self.initiative} {self.act}"
