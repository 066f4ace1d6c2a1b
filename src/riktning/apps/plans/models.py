"""A plan and its revisions. What was decided is kept as it was decided."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from riktning.apps.organisation.database import first_of_month
from riktning.apps.plans.around import (
    ID_LENGTH,
    NAME_LENGTH,
    DeclinedMatch,
    Item,
    ItemKind,
    Link,
    Part,
    Responsibility,
    YearlyTask,
)

FIRST_YEAR, LAST_YEAR = 1990, 2200
IF_SAID = "Månadens första dag; tomt om ej sagt."

__all__ = [
    "Activity",
    "Area",
    "AreaPeriod",
    "DeclinedMatch",
    "Goal",
    "Item",
    "ItemKind",
    "Link",
    "Measure",
    "Part",
    "Plan",
    "PlanIndicator",
    "PlanKind",
    "Question",
    "Responsibility",
    "Revision",
    "State",
    "SubArea",
    "Target",
    "YearlyTask",
]


class PlanKind(models.TextChoices):
    """What a plan is for; all kinds have the same parts under different names."""

    STRATEGY = "strategy", _("strategi")
    IMPLEMENTATION = "implementation", _("genomförandeplan")
    OPERATIONAL = "operational", _("verksamhetsplan")
    COUNTY_WIDE = "county_wide", _("länsgemensam plan")
    LOCAL = "local", _("lokal plan")


class Plan(models.Model):
    """A plan that lives through revisions, such as the implementation plan of a strategy."""

    code = models.SlugField("kod", max_length=60, unique=True)
    name = models.CharField("namn", max_length=NAME_LENGTH)
    kind = models.CharField(
        "slag", max_length=20, choices=PlanKind, default=PlanKind.IMPLEMENTATION
    )
    unit_id = models.CharField(
        "enhet",
        max_length=ID_LENGTH,
        blank=True,
        help_text="Förvaltningen som en lokal plan hör till; tomt för andra planer.",
    )

    class Meta:
        verbose_name = "plan"
        verbose_name_plural = "planer"
        ordering = ["code"]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=PlanKind.values), name="plan_kind_is_known"
            ),
            models.CheckConstraint(
                condition=(Q(kind=PlanKind.LOCAL) & ~Q(unit_id=""))
                | (~Q(kind=PlanKind.LOCAL) & Q(unit_id="")),
                name="plan_names_a_unit_when_local",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class State(models.TextChoices):
    """Where a revision stands; what each state permits is in ``policies``."""

    DRAFT = "draft", _("utkast")
    DECIDED = "decided", _("beslutad")
    IN_FORCE = "in_force", _("gällande")
    SUPERSEDED = "superseded", _("ersatt")


class Revision(models.Model):
    """One version of a plan, from one source document. It never changes once decided."""

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="revisions", verbose_name="plan")
    number = models.PositiveIntegerField("nummer")
    state = models.CharField("läge", max_length=20, choices=State, default=State.DRAFT)
    source_name = models.CharField("källdokument", max_length=NAME_LENGTH)
    source_sha256 = models.CharField(
        "källans kontrollsumma (SHA-256)",
        max_length=64,
        blank=True,
        help_text="Tomt när revideringen började som en avskrift av en tidigare.",
    )
    predecessor = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, verbose_name="föregående revidering"
    )
    created_at = models.DateTimeField("inläst", auto_now_add=True)
    decided_on = models.DateField("beslutsdatum", null=True, blank=True)
    decided_by = models.CharField("beslutande organ", max_length=NAME_LENGTH, blank=True)
    decision_paragraph = models.CharField("paragraf", max_length=40, blank=True)
    diary_number = models.CharField("diarienummer", max_length=60, blank=True)
    decision_document = models.CharField("beslutsdokument", max_length=NAME_LENGTH, blank=True)
    decision_sha256 = models.CharField(
        "beslutsdokumentets kontrollsumma (SHA-256)", max_length=64, blank=True
    )

    class Meta:
        verbose_name = "revidering"
        verbose_name_plural = "revideringar"
        ordering = ["plan", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["plan", "number"], name="revision_number_once_a_plan"),
            models.UniqueConstraint(
                fields=["plan", "source_sha256"],
                condition=~Q(source_sha256=""),
                name="revision_source_once_a_plan",
            ),
            models.UniqueConstraint(
                fields=["plan"],
                condition=Q(state=State.IN_FORCE),
                name="revision_in_force_once_a_plan",
            ),
            models.CheckConstraint(
                condition=Q(state__in=State.values), name="revision_state_is_known"
            ),
            models.CheckConstraint(
                condition=Q(state=State.DRAFT) | (Q(decided_on__isnull=False) & ~Q(decided_by="")),
                name="revision_decided_says_when_and_by_whom",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.plan.code} {self.number}"


class Area(models.Model):
    """A transformation area (omställningsområde) of a revision."""

    revision = models.ForeignKey(Revision, models.CASCADE, related_name="areas")
    item = models.ForeignKey(Item, models.RESTRICT, related_name="areas", verbose_name="planpost")
    order = models.PositiveIntegerField("ordning", help_text="Plats i dokumentet, från 1.")
    name = models.TextField("namn")
    slug = models.SlugField("adress", max_length=100, help_text="Namnet som del av en adress.")

    class Meta:
        verbose_name = "omställningsområde"
        verbose_name_plural = "omställningsområden"
        ordering = ["revision", "order"]
        constraints = [
            models.UniqueConstraint(fields=["revision", "order"], name="area_order_once"),
            models.UniqueConstraint(fields=["revision", "slug"], name="area_slug_once"),
            models.UniqueConstraint(fields=["revision", "item"], name="area_item_once"),
        ]

    def __str__(self) -> str:
        return self.name


class AreaPeriod(models.Model):
    """A column of an area's matrix of effect goals, with its heading as written."""

    area = models.ForeignKey(Area, models.CASCADE, related_name="periods")
    item = models.ForeignKey(Item, models.RESTRICT, related_name="periods", verbose_name="planpost")
    order = models.PositiveIntegerField("ordning")
    heading = models.TextField("rubrik")
    first_year = models.PositiveSmallIntegerField("första år", null=True, blank=True)
    last_year = models.PositiveSmallIntegerField(
        "sista år", null=True, blank=True, help_text="Målen i kolumnen ska nås sista december."
    )

    class Meta:
        verbose_name = "period"
        verbose_name_plural = "perioder"
        ordering = ["area", "order"]
        constraints = [
            models.UniqueConstraint(fields=["area", "heading"], name="period_heading_once"),
            models.UniqueConstraint(fields=["area", "order"], name="period_order_once"),
            models.UniqueConstraint(fields=["area", "item"], name="period_item_once"),
            models.CheckConstraint(
                condition=Q(first_year__isnull=True, last_year__isnull=True)
                | Q(
                    first_year__gte=FIRST_YEAR,
                    last_year__lte=LAST_YEAR,
                    last_year__gte=F("first_year"),
                ),
                name="period_years_are_in_order",
            ),
        ]

    def __str__(self) -> str:
        return self.heading


class SubArea(models.Model):
    """A row heading (delområde) of an area's matrix of effect goals."""

    area = models.ForeignKey(Area, models.CASCADE, related_name="sub_areas")
    item = models.ForeignKey(
        Item, models.RESTRICT, related_name="sub_areas", verbose_name="planpost"
    )
    order = models.PositiveIntegerField("ordning")
    name = models.TextField("namn")

    class Meta:
        verbose_name = "delområde"
        verbose_name_plural = "delområden"
        ordering = ["area", "order"]
        constraints = [
            models.UniqueConstraint(fields=["area", "order"], name="sub_area_order_once"),
            models.UniqueConstraint(fields=["area", "item"], name="sub_area_item_once"),
        ]

    def __str__(self) -> str:
        return self.name


class Goal(models.Model):
    """An effect goal (effektmål): one cell of the matrix."""

    sub_area = models.ForeignKey(SubArea, models.CASCADE, related_name="goals")
    item = models.ForeignKey(Item, models.RESTRICT, related_name="goals", verbose_name="planpost")
    period = models.ForeignKey(AreaPeriod, models.CASCADE, related_name="goals")
    row = models.PositiveIntegerField("rad", help_text="Rad inom delområdet, från 1.")
    text = models.TextField("text")

    class Meta:
        verbose_name = "effektmål"
        verbose_name_plural = "effektmål"
        ordering = ["sub_area", "row", "period__order"]
        constraints = [
            models.UniqueConstraint(fields=["sub_area", "period", "row"], name="goal_cell_once"),
            models.UniqueConstraint(fields=["sub_area", "item"], name="goal_item_once"),
        ]

    def __str__(self) -> str:
        return self.text


class Activity(models.Model):
    """An activity of an area, in its period, under its sub-area where the document says so."""

    area = models.ForeignKey(Area, models.CASCADE, related_name="activities")
    item = models.ForeignKey(
        Item, models.RESTRICT, related_name="activities", verbose_name="planpost"
    )
    period = models.ForeignKey(AreaPeriod, models.CASCADE, null=True, blank=True)
    sub_area = models.ForeignKey(SubArea, models.CASCADE, null=True, blank=True)
    order = models.PositiveIntegerField("ordning")
    text = models.TextField("text")
    first_month = models.DateField("första månad", null=True, blank=True, help_text=IF_SAID)
    last_month = models.DateField("sista månad", null=True, blank=True, help_text=IF_SAID)

    class Meta:
        verbose_name = "aktivitet"
        verbose_name_plural = "aktiviteter"
        ordering = ["area", "order"]
        constraints = [
            models.UniqueConstraint(fields=["area", "order"], name="activity_order_once"),
            models.UniqueConstraint(fields=["area", "item"], name="activity_item_once"),
            models.CheckConstraint(
                condition=Q(first_month__isnull=True, last_month__isnull=True)
                | (
                    first_of_month("first_month")
                    & first_of_month("last_month")
                    & Q(
                        first_month__year__gte=FIRST_YEAR,
                        last_month__year__lte=LAST_YEAR,
                        last_month__gte=F("first_month"),
                    )
                ),
                name="activity_months_are_in_order",
            ),
        ]

    def __str__(self) -> str:
        return self.text


class PlanIndicator(models.Model):
    """An indicator line as the plan writes it; which measures follow it is a link beside."""

    area = models.ForeignKey(Area, models.CASCADE, related_name="indicators")
    item = models.ForeignKey(
        Item, models.RESTRICT, related_name="indicators", verbose_name="planpost"
    )
    order = models.PositiveIntegerField("ordning")
    text = models.TextField("text")

    class Meta:
        verbose_name = "indikatorrad"
        verbose_name_plural = "indikatorrader"
        ordering = ["area", "order"]
        constraints = [
            models.UniqueConstraint(fields=["area", "order"], name="plan_indicator_order_once"),
            models.UniqueConstraint(fields=["area", "item"], name="plan_indicator_item_once"),
        ]

    def __str__(self) -> str:
        return self.text


class Measure(models.Model):
    """A measure of the catalogue that follows an indicator line of the plan."""

    plan_indicator = models.ForeignKey(PlanIndicator, models.CASCADE, related_name="measures")
    indicator_id = models.SlugField("mått", max_length=ID_LENGTH, help_text="Id i katalogen.")

    class Meta:
        verbose_name = "mått"
        verbose_name_plural = "mått"
        ordering = ["plan_indicator", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["plan_indicator", "indicator_id"], name="measure_once_a_line"
            ),
        ]

    def __str__(self) -> str:
        return self.indicator_id


class Target(models.Model):
    """The value a measure shall reach, for the region or one unit, and by when.

    Several months for one measure and unit are interim targets on the way to the last of them.
    """

    measure = models.ForeignKey(Measure, models.CASCADE, related_name="targets")
    item = models.ForeignKey(Item, models.RESTRICT, related_name="targets", verbose_name="planpost")
    unit_id = models.CharField(
        "enhet", max_length=ID_LENGTH, null=True, blank=True, help_text="Tomt för regionen."
    )
    value = models.FloatField("målvärde", help_text="I måttets enhet, procent som 61,2.")
    due_month = models.DateField("nås senast", help_text="Månadens första dag.")

    class Meta:
        verbose_name = "målvärde"
        verbose_name_plural = "målvärden"
        ordering = ["measure", "unit_id", "due_month"]
        constraints = [
            models.UniqueConstraint(
                fields=["measure", "unit_id", "due_month"], name="target_once_a_unit_and_month"
            ),
            models.UniqueConstraint(
                fields=["measure", "due_month"],
                condition=Q(unit_id__isnull=True),
                name="target_once_for_the_region_and_month",
            ),
            models.UniqueConstraint(fields=["measure", "item"], name="target_item_once"),
            models.CheckConstraint(
                condition=Q(unit_id__isnull=True) | ~Q(unit_id=""),
                name="target_unit_is_named_or_absent",
            ),
            models.CheckConstraint(
                condition=first_of_month("due_month")
                & Q(due_month__year__gte=FIRST_YEAR)
                & Q(due_month__year__lte=LAST_YEAR),
                name="target_is_due_in_a_month",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.value} {self.due_month:%Y-%m}"


class Question(models.Model):
    """Something the reader of the document could not decide, and what a person answered."""

    revision = models.ForeignKey(Revision, models.CASCADE, related_name="questions")
    where = models.TextField("var")
    problem = models.TextField("vad som är oklart")
    text = models.TextField("texten", blank=True)
    answer = models.TextField("svar", blank=True)

    class Meta:
        verbose_name = "fråga"
        verbose_name_plural = "frågor"
        ordering = ["revision", "id"]

    def __str__(self) -> str:
        return f"{self.where}: {self.problem}"
