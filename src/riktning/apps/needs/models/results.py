"""What comes of a need: who introduces its result, and what in the plans it is to change."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from riktning.apps.organisation.models import ID_LENGTH, NAME_LENGTH
from riktning.apps.plans.models import Item


class Uptake(models.TextChoices):
    """What a unit does with the result of a need."""

    PLANNED = "planned", _("ska införas")
    INTRODUCED = "introduced", _("infört")
    ENDED = "ended", _("används inte längre")
    DECLINED = "declined", _("införs inte")
    MISTAKEN = "mistaken", _("felaktigt inrapporterat")


SAYS_WHY = (Uptake.ENDED, Uptake.DECLINED, Uptake.MISTAKEN)


class Introduction(models.Model):
    """What one unit has done with the result, and with what outcome; append-only.

    A row of the kind MISTAKEN takes back what was said of the unit before it.
    """

    need = models.ForeignKey("needs.Need", models.PROTECT, related_name="introductions")
    unit_id = models.CharField("enhet", max_length=ID_LENGTH)
    uptake = models.CharField("vad enheten gör", max_length=20, choices=Uptake)
    on = models.DateField("från och med")
    outcome = models.TextField("utfall", blank=True)
    actor = models.CharField("vem", max_length=NAME_LENGTH)
    at = models.DateTimeField("när", auto_now_add=True)

    class Meta:
        verbose_name = "införande"
        verbose_name_plural = "införanden"
        ordering = ["need", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(uptake__in=Uptake.values), name="introduction_uptake_is_known"
            ),
            models.CheckConstraint(
                condition=~Q(unit_id="") & ~Q(actor=""), name="introduction_says_where_and_who"
            ),
            models.CheckConstraint(
                condition=~Q(uptake__in=sorted(SAYS_WHY)) | ~Q(outcome=""),
                name="introduction_says_why_not",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.need}: {self.unit_id} {self.uptake}"


class Aim(models.Model):
    """That a need is to change a goal or an indicator of a plan, or no longer; append-only.

    The latest row of a need and an item counts.
    """

    need = models.ForeignKey("needs.Need", models.PROTECT, related_name="aims")
    item = models.ForeignKey(Item, models.PROTECT, related_name="+", verbose_name="planpost")
    holds = models.BooleanField("gäller")
    actor = models.CharField("vem", max_length=NAME_LENGTH)
    at = models.DateTimeField("när", auto_now_add=True)

    class Meta:
        verbose_name = "koppling till en plan"
        verbose_name_plural = "kopplingar till planer"
        ordering = ["need", "id"]
        constraints = [models.CheckConstraint(condition=~Q(actor=""), name="aim_says_who")]

    def __str__(self) -> str:
        return f"{self.need} → {self.item}"
