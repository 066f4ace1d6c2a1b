"""Simulated futures, published together since they are compared with each other; append-only."""

from django.db import models
from django.db.models import Q

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
