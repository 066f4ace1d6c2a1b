"""What stands around the revisions of a plan: what is the same, whose it is, what it serves.

None of it is part of what was decided. Who is responsible and what serves what changes between two
revisions and is therefore valid from a day; nothing of it is removed, it ends.
"""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

NAME_LENGTH = 300
ID_LENGTH = 100


class ItemKind(models.TextChoices):
    """What can be the same thing from one revision to the next."""

    AREA = "area", _("område")
    PERIOD = "period", _("period")
    SUB_AREA = "sub_area", _("delområde")
    GOAL = "goal", _("mål")
    ACTIVITY = "activity", _("aktivitet")
    INDICATOR = "indicator", _("indikator")
    TARGET = "target", _("målvärde")


class Item(models.Model):
    """Something a plan holds, whatever a revision calls it; each revision has a row that says it.

    A trigger in the database forbids that an item becomes another; see ``triggers``.
    """

    plan = models.ForeignKey("plans.Plan", models.CASCADE, related_name="items")
    kind = models.CharField("slag", max_length=20, choices=ItemKind)
    number = models.PositiveIntegerField("nummer", help_text="Löpande i planen.")

    class Meta:
        verbose_name = "planpost"
        verbose_name_plural = "planposter"
        ordering = ["plan", "number"]
        constraints = [
            models.UniqueConstraint(fields=["plan", "number"], name="item_number_once_a_plan"),
            models.CheckConstraint(
                condition=Q(kind__in=ItemKind.values), name="item_kind_is_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.plan.code}#{self.number}"


class Part(models.TextChoices):
    """What someone is to an item."""

    OWNER = "owner", _("ägare")
    LEAD = "lead", _("uppdragsledare")


class Valid(models.Model):
    """Something that holds from a day on, perhaps to one; it is ended, never removed."""

    from_date = models.DateField("gäller från")
    to_date = models.DateField("gäller till och med", null=True, blank=True)

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=Q(to_date__isnull=True) | Q(to_date__gte=F("from_date")),
                name="%(class)s_ends_after_it_starts",
            ),
        ]


class Responsibility(Valid):
    """A role that owns or leads an item during a stretch of time; never a person's name."""

    item = models.ForeignKey(Item, models.CASCADE, related_name="responsibilities")
    part = models.CharField("ansvar", max_length=20, choices=Part)
    role = models.CharField("roll", max_length=NAME_LENGTH, help_text="En roll, aldrig ett namn.")
    unit_id = models.CharField("enhet", max_length=ID_LENGTH, blank=True)

    class Meta:
        verbose_name = "ansvar"
        verbose_name_plural = "ansvar"
        ordering = ["item", "part", "from_date"]
        constraints = [
            models.UniqueConstraint(
                fields=["item", "part", "from_date"], name="responsibility_once_from_a_day"
            ),
            models.UniqueConstraint(
                fields=["item", "part"],
                condition=Q(to_date__isnull=True),
                name="responsibility_open_once",
            ),
            models.CheckConstraint(
                condition=Q(part__in=Part.values), name="responsibility_part_is_known"
            ),
            models.CheckConstraint(condition=~Q(role=""), name="responsibility_names_a_role"),
            *Valid.Meta.constraints,
        ]

    def __str__(self) -> str:
        return f"{self.item} {self.part}: {self.role}"


class Link(Valid):
    """An item of one plan serves an item of another, from a day on."""

    source = models.ForeignKey(Item, models.CASCADE, related_name="serves")
    target = models.ForeignKey(Item, models.CASCADE, related_name="served_by")

    class Meta:
        verbose_name = "koppling"
        verbose_name_plural = "kopplingar"
        ordering = ["source", "target", "from_date"]
        constraints = [
            models.UniqueConstraint(
                fields=["source", "target"],
                condition=Q(to_date__isnull=True),
                name="link_open_once",
            ),
            models.CheckConstraint(
                condition=~Q(source=F("target")), name="link_leads_to_another_item"
            ),
            *Valid.Meta.constraints,
        ]

    def __str__(self) -> str:
        return f"{self.source} → {self.target}"


class DeclinedMatch(models.Model):
    """A person has said that an item is not the earlier one, so that nobody is asked again."""

    item = models.ForeignKey(Item, models.CASCADE, related_name="declined")
    predecessor = models.ForeignKey(Item, models.CASCADE, related_name="+")

    class Meta:
        verbose_name = "avvisad motsvarighet"
        verbose_name_plural = "avvisade motsvarigheter"
        ordering = ["item", "predecessor"]
        constraints = [
            models.UniqueConstraint(fields=["item", "predecessor"], name="declined_match_once"),
            models.CheckConstraint(
                condition=~Q(item=F("predecessor")), name="declined_match_is_of_two_items"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.item} ≠ {self.predecessor}"


class YearlyTask(models.Model):
    """Something that is done for the plan in a month of every year: a mark on the annual wheel."""

    plan = models.ForeignKey("plans.Plan", models.CASCADE, related_name="yearly_tasks")
    month = models.PositiveSmallIntegerField("månad", help_text="1 till 12.")
    text = models.CharField("vad som görs", max_length=NAME_LENGTH)
    role = models.CharField("roll", max_length=NAME_LENGTH, blank=True)

    class Meta:
        verbose_name = "årlig händelse"
        verbose_name_plural = "årliga händelser"
        ordering = ["plan", "month", "id"]
        constraints = [
            models.UniqueConstraint(fields=["plan", "month", "text"], name="yearly_task_once"),
            models.CheckConstraint(
                condition=Q(month__gte=1, month__lte=12), name="yearly_task_is_in_a_month"
            ),
            models.CheckConstraint(condition=~Q(text=""), name="yearly_task_says_what"),
        ]

    def __str__(self) -> str:
        return f"{self.plan.code} {self.month}: {self.text}"
