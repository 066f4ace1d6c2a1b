"""Units as they stood over time, who holds which role, and the trail of what was done."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from riktning.apps.organisation.roles import HELD, Role
from riktning.core.units import UnitKind

ID_LENGTH = 100
NAME_LENGTH = 300


class Kind(models.TextChoices):
    """The kinds of :class:`riktning.core.units.UnitKind`, with words for the pages."""

    REGION = UnitKind.REGION.value, _("region")
    ADMINISTRATION = UnitKind.ADMINISTRATION.value, _("förvaltning")
    HOSPITAL = UnitKind.HOSPITAL.value, _("sjukhus")
    CLINIC = UnitKind.CLINIC.value, _("klinik")
    WARD = UnitKind.WARD.value, _("avdelning")
    PRIMARY_CARE = UnitKind.PRIMARY_CARE.value, _("vårdcentral")
    TEAM = UnitKind.TEAM.value, _("team")
    SUBREGION = UnitKind.SUBREGION.value, _("delregion")
    MUNICIPALITY = UnitKind.MUNICIPALITY.value, _("kommun")


class Unit(models.Model):
    """One unit during one stretch of time; a unit that moves or changes name has several rows.

    ``unit_id`` is therefore not unique, and ``parent_id`` names the parent by its ``unit_id``.
    """

    unit_id = models.CharField("enhets-id", max_length=ID_LENGTH)
    name = models.CharField("namn", max_length=NAME_LENGTH)
    kind = models.CharField("slag", max_length=20, choices=Kind)
    parent_id = models.CharField(
        "överordnad enhet", max_length=ID_LENGTH, blank=True, help_text="Tomt för den översta."
    )
    municipality = models.CharField("kommun", max_length=ID_LENGTH, blank=True)
    from_date = models.DateField("gäller från")
    to_date = models.DateField(
        "gäller till och med", null=True, blank=True, help_text="Tomt så länge enheten finns."
    )

    class Meta:
        verbose_name = "enhet"
        verbose_name_plural = "enheter"
        ordering = ["unit_id", "from_date"]
        constraints = [
            models.UniqueConstraint(
                fields=["unit_id", "from_date"], name="unit_has_one_row_from_a_date"
            ),
            models.CheckConstraint(
                condition=Q(to_date__isnull=True) | Q(to_date__gte=F("from_date")),
                name="unit_ends_after_it_starts",
            ),
            models.CheckConstraint(condition=Q(kind__in=Kind.values), name="unit_kind_is_known"),
            models.CheckConstraint(
                condition=~Q(parent_id=F("unit_id")), name="unit_is_not_its_own_parent"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Grant(models.Model):
    """One role that a person holds, at one administration or all, in one area or all."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="grants", verbose_name="konto"
    )
    role = models.CharField("roll", max_length=20, choices=Role)
    unit_id = models.CharField(
        "förvaltning", max_length=ID_LENGTH, blank=True, help_text="Tomt för hela regionen."
    )
    area = models.CharField(
        "område", max_length=NAME_LENGTH, blank=True, help_text="Tomt för alla områden."
    )
    from_date = models.DateField("gäller från")
    to_date = models.DateField(
        "gäller till och med", null=True, blank=True, help_text="Tomt tills vidare."
    )
    source = models.CharField(
        "given av",
        max_length=ID_LENGTH,
        blank=True,
        help_text="Identitetsleverantören vars grupp ger rollen; tomt om den är given här.",
    )

    class Meta:
        verbose_name = "roll som någon har"
        verbose_name_plural = "roller som någon har"
        ordering = ["user", "role", "unit_id", "area", "from_date"]
        constraints = [
            models.UniqueConstraint(
                fields=["user", "role", "unit_id", "area", "from_date", "source"],
                name="grant_is_given_once_from_a_date",
            ),
            models.CheckConstraint(
                condition=Q(role__in=sorted(HELD)), name="grant_role_can_be_held"
            ),
            models.CheckConstraint(
                condition=Q(to_date__isnull=True) | Q(to_date__gte=F("from_date")),
                name="grant_ends_after_it_starts",
            ),
        ]

    def __str__(self) -> str:
        place = ", ".join(part for part in (self.unit_id, self.area) if part)
        return f"{self.get_role_display()} ({place})" if place else self.get_role_display()


class AuditEvent(models.Model):
    """Who did what, to what, when. A trigger in the database forbids change and removal."""

    at = models.DateTimeField("när", auto_now_add=True)
    actor = models.CharField("vem", max_length=NAME_LENGTH, help_text="En roll eller ett konto.")
    action = models.CharField("vad", max_length=ID_LENGTH)
    subject = models.CharField("på vad", max_length=NAME_LENGTH)
    detail = models.JSONField("detaljer", default=dict)

    class Meta:
        verbose_name = "händelse"
        verbose_name_plural = "händelser"
        ordering = ["-at", "-id"]
        indexes = [
            models.Index(fields=["subject", "at"], name="audit_by_subject"),
            models.Index(fields=["actor", "action", "id"], name="audit_by_actor"),
        ]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.actor}: {self.action} {self.subject}"
