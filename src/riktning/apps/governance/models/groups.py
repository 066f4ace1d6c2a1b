"""Groups, who sits in them, how they stand to one another, and what they answer for."""

from functools import reduce
from operator import or_

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from riktning.apps.governance.kinds import PLACES, GroupKind, Process, SeatPart, Way

ID_LENGTH = 100
NAME_LENGTH = 300
MOST_MEETINGS = 366


def _ends_after_it_starts() -> Q:
    return Q(to_date__isnull=True) | Q(to_date__gte=F("from_date"))


def _has_its_place() -> Q:
    places = (
        Q(kind=kind.value, process__in=[process.value for process in processes])
        for kind, processes in PLACES.items()
    )
    return reduce(or_, places)


class Group(models.Model):
    """A standing group of people from several administrations, while it is valid."""

    code = models.SlugField("kod", max_length=60, unique=True)
    name = models.CharField("namn", max_length=NAME_LENGTH)
    kind = models.CharField("slag", max_length=30, choices=GroupKind)
    process = models.CharField("process", max_length=20, choices=Process)
    parent = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="subgroups",
        verbose_name="undergrupp till",
    )
    meetings_a_year = models.PositiveSmallIntegerField("möten om året", null=True, blank=True)
    from_date = models.DateField("gäller från")
    to_date = models.DateField("gäller till och med", null=True, blank=True)

    class Meta:
        verbose_name = "grupp"
        verbose_name_plural = "grupper"
        ordering = ["name", "id"]
        constraints = [
            models.CheckConstraint(condition=_has_its_place(), name="group_kind_has_its_process"),
            models.CheckConstraint(
                condition=_ends_after_it_starts(), name="group_ends_after_it_starts"
            ),
            models.CheckConstraint(
                condition=Q(parent__isnull=True) | ~Q(parent=F("id")),
                name="group_is_not_its_own_subgroup",
            ),
            models.CheckConstraint(
                condition=Q(meetings_a_year__isnull=True)
                | Q(meetings_a_year__gte=1, meetings_a_year__lte=MOST_MEETINGS),
                name="group_meets_on_days_of_the_year",
            ),
            models.CheckConstraint(condition=~Q(name=""), name="group_has_a_name"),
        ]

    def __str__(self) -> str:
        return self.code


class Seat(models.Model):
    """Somebody's place in a group: by a role, from an administration, with a mandate."""

    group = models.ForeignKey(Group, models.PROTECT, related_name="seats", verbose_name="grupp")
    part = models.CharField("del", max_length=20, choices=SeatPart, default=SeatPart.MEMBER)
    role = models.CharField("roll", max_length=NAME_LENGTH, help_text="En roll, aldrig ett namn.")
    unit_id = models.CharField(
        "förvaltning", max_length=ID_LENGTH, blank=True, help_text="Tomt för regionen."
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="seats",
        verbose_name="konto",
    )
    mandate = models.TextField("mandat", blank=True)
    from_date = models.DateField("gäller från")
    to_date = models.DateField("gäller till och med", null=True, blank=True)

    class Meta:
        verbose_name = "plats i en grupp"
        verbose_name_plural = "platser i grupper"
        ordering = ["group", "part", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(part__in=SeatPart.values), name="seat_part_is_known"
            ),
            models.CheckConstraint(condition=~Q(role=""), name="seat_names_a_role"),
            models.CheckConstraint(
                condition=_ends_after_it_starts(), name="seat_ends_after_it_starts"
            ),
            models.UniqueConstraint(
                fields=["group"],
                condition=Q(part=SeatPart.CHAIR, to_date__isnull=True),
                name="seat_of_one_chair",
            ),
            models.UniqueConstraint(
                fields=["group", "role", "unit_id", "from_date"], name="seat_once_from_a_date"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.group}: {self.role}"


class Relation(models.Model):
    """A group reports or escalates to another group, or to a role; or they touch each other."""

    source = models.ForeignKey(Group, models.PROTECT, related_name="ways_out", verbose_name="från")
    way = models.CharField("väg", max_length=20, choices=Way)
    target = models.ForeignKey(
        Group, models.PROTECT, null=True, blank=True, related_name="ways_in", verbose_name="till"
    )
    role = models.CharField(
        "till en roll", max_length=NAME_LENGTH, blank=True, help_text="När det inte är en grupp."
    )
    note = models.TextField("gränsdragning", blank=True)
    from_date = models.DateField("gäller från")
    to_date = models.DateField("gäller till och med", null=True, blank=True)

    class Meta:
        verbose_name = "väg mellan grupper"
        verbose_name_plural = "vägar mellan grupper"
        ordering = ["source", "way", "id"]
        constraints = [
            models.CheckConstraint(condition=Q(way__in=Way.values), name="relation_way_is_known"),
            models.CheckConstraint(
                condition=(Q(target__isnull=False) & Q(role=""))
                | (Q(target__isnull=True) & ~Q(role="")),
                name="relation_leads_to_one_thing",
            ),
            models.CheckConstraint(
                condition=Q(target__isnull=True) | ~Q(target=F("source")),
                name="relation_leads_to_another_group",
            ),
            models.CheckConstraint(
                condition=_ends_after_it_starts(), name="relation_ends_after_it_starts"
            ),
            models.UniqueConstraint(
                fields=["source", "way", "target"],
                condition=Q(to_date__isnull=True, target__isnull=False),
                name="relation_once_between_groups",
            ),
            models.UniqueConstraint(
                fields=["source", "way", "role"],
                condition=Q(to_date__isnull=True, target__isnull=True),
                name="relation_once_to_a_role",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.source} {self.way} {self.target or self.role}"


class Duty(models.Model):
    """Something that some group must answer for; ``group`` is the one that does, if any."""

    code = models.SlugField("kod", max_length=60, unique=True)
    text = models.CharField("ansvar", max_length=NAME_LENGTH)
    group = models.ForeignKey(
        Group,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="duties",
        verbose_name="grupp som har det",
    )

    class Meta:
        verbose_name = "ansvar som någon ska ha"
        verbose_name_plural = "ansvar som någon ska ha"
        ordering = ["code"]
        constraints = [models.CheckConstraint(condition=~Q(text=""), name="duty_says_what")]

    def __str__(self) -> str:
        return self.code
