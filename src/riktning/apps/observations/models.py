"""Published runs. Nothing here is about a person: a run is published after disclosure control."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from riktning.catalogue.model import Kind as MeasureKind
from riktning.catalogue.model import Polarity as MeasurePolarity
from riktning.core.periods import PeriodKind as CorePeriodKind
from riktning.trends import verdict

ID_LENGTH = 100
NAME_LENGTH = 300
NUMBERS = ("numerator", "denominator", "square_sum", "value", "low", "high")


class Run(models.Model):
    """One computation of all indicators, published; every number can be walked back to it."""

    run_id = models.CharField("körning", max_length=ID_LENGTH, unique=True)
    created_at = models.DateTimeField("beräknad")
    published_at = models.DateTimeField("publicerad", auto_now_add=True)
    synthetic = models.BooleanField("syntetiska data")
    label = models.CharField("benämning", max_length=NAME_LENGTH)
    region_unit_id = models.CharField(
        "regionens enhets-id", max_length=ID_LENGTH, help_text="Enheten som allt summeras till."
    )
    first_month = models.DateField("första månad", help_text="Månadens första dag.")
    last_month = models.DateField("sista månad", help_text="Månadens första dag.")
    as_of = models.DateField("uppgifter till och med")
    manifest = models.JSONField("manifest", help_text="Så som motorn skrev det.")
    quality = models.JSONField("kvalitetskontroller", default=list)
    observations_sha256 = models.CharField(
        "siffrornas kontrollsumma",
        max_length=64,
        blank=True,
        help_text="Tom för körningar som publicerades innan den fördes.",
    )
    family = models.JSONField(
        "bedömda tillsammans",
        null=True,
        blank=True,
        help_text="Antal serier som bedömts, tillåten andel falska och väntat antal falska.",
    )
    effects = models.JSONField(
        "aktiviteters effekter",
        default=list,
        blank=True,
        help_text="Så som motorn skattade dem; tom när inga aktiviteter angavs.",
    )
    verdicts_sha256 = models.CharField("bedömningarnas kontrollsumma", max_length=64, blank=True)
    current = models.BooleanField("visas", default=False, help_text="Högst en körning visas.")

    class Meta:
        verbose_name = "körning"
        verbose_name_plural = "körningar"
        ordering = ["-created_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["current"], condition=Q(current=True), name="run_current_is_one"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.label} ({self.run_id})"


class IndicatorState(models.TextChoices):
    """Whether the run has figures for the indicator."""

    COMPUTED = "computed", _("beräknad")
    NO_SOURCE = "no source", _("källa saknas")
    WITHHELD = "withheld", _("hålls inne")


class Kind(models.TextChoices):
    """How numerator and denominator become a value."""

    PROPORTION = MeasureKind.PROPORTION.value, _("andel")
    RATE = MeasureKind.RATE.value, _("tal")
    MEAN = MeasureKind.MEAN.value, _("medelvärde")
    COUNT = MeasureKind.COUNT.value, _("antal")
    RATIO = MeasureKind.RATIO.value, _("kvot")
    INDEX = MeasureKind.INDEX.value, _("index")
    MEDIAN = MeasureKind.MEDIAN.value, _("median")


class Polarity(models.TextChoices):
    """Which direction is the better one."""

    HIGHER = MeasurePolarity.HIGHER.value, _("högre är bättre")
    LOWER = MeasurePolarity.LOWER.value, _("lägre är bättre")
    TARGET_INTERVAL = MeasurePolarity.TARGET_INTERVAL.value, _("ska ligga i ett intervall")
    NONE = MeasurePolarity.NONE.value, _("ingen riktning är bättre")


class Indicator(models.Model):
    """A measure as it was defined when the run was computed."""

    run = models.ForeignKey(Run, models.CASCADE, related_name="indicators")
    order = models.PositiveIntegerField("ordning")
    indicator_id = models.SlugField("mått", max_length=ID_LENGTH)
    code = models.CharField("kod", max_length=40, blank=True)
    name_sv = models.CharField("namn", max_length=NAME_LENGTH)
    name_en = models.CharField("namn på engelska", max_length=NAME_LENGTH)
    says_sv = models.TextField("vad måttet säger")
    says_en = models.TextField("vad måttet säger, på engelska")
    kind = models.CharField("slag", max_length=20, choices=Kind)
    polarity = models.CharField("riktning", max_length=20, choices=Polarity)
    unit_sv = models.CharField("enhet", max_length=60, blank=True)
    unit_en = models.CharField("enhet på engelska", max_length=60, blank=True)
    decimals = models.PositiveSmallIntegerField("decimaler", default=1)
    version = models.PositiveIntegerField("version")
    definition_sha256 = models.CharField("definitionens kontrollsumma", max_length=64)
    definition = models.JSONField("definition", help_text="Hela definitionen ur katalogen.")
    state = models.CharField("läge", max_length=20, choices=IndicatorState)
    state_reason = models.TextField("skäl", blank=True)

    class Meta:
        verbose_name = "indikator"
        verbose_name_plural = "indikatorer"
        ordering = ["run", "order"]
        constraints = [
            models.UniqueConstraint(fields=["run", "indicator_id"], name="indicator_once_a_run"),
            models.CheckConstraint(
                condition=Q(state__in=IndicatorState.values), name="indicator_state_is_known"
            ),
            models.CheckConstraint(
                condition=Q(state=IndicatorState.COMPUTED) | ~Q(state_reason=""),
                name="indicator_without_figures_says_why",
            ),
        ]

    def __str__(self) -> str:
        return self.name_sv


class PeriodKind(models.TextChoices):
    """How long a period is."""

    MONTH = CorePeriodKind.MONTH.value, _("månad")
    TERTIAL = CorePeriodKind.TERTIAL.value, _("tertial")
    YEAR = CorePeriodKind.YEAR.value, _("år")
    ROLLING_12 = CorePeriodKind.ROLLING_12.value, _("rullande tolv månader")


class Hidden(models.TextChoices):
    """Why a figure is not shown; a hidden figure is not in the database at all."""

    NO = "", _("visas")
    PRIMARY = "primary", _("döljs (för få)")
    SECONDARY = "secondary", _("döljs (skulle röja en annan)")
    SMALL_DENOMINATOR = "small_denominator", _("döljs (för litet underlag)")


class Series(models.Model):
    """Figures of one indicator at one unit, of one kind of period, for a sex and an age group.

    The run is the indicator's; ``figures`` is read and written by ``packing`` alone (see
    docs/decisions on how figures are stored). The unique index serves a unit's series and, as an
    unbroken range, those of all units.
    """

    indicator = models.ForeignKey(Indicator, models.CASCADE, related_name="series", db_index=False)
    unit_id = models.CharField("enhet", max_length=ID_LENGTH)
    period_kind = models.CharField("periodens slag", max_length=10, choices=PeriodKind)
    sex = models.CharField("kön", max_length=3, default="all")
    age_group = models.CharField("åldersgrupp", max_length=8, default="all")
    count = models.PositiveIntegerField("antal värden")
    hidden = models.PositiveIntegerField("varav dolda", default=0)
    figures = models.BinaryField("värden", help_text="Packade, den äldsta perioden först.")

    class Meta:
        verbose_name = "serie"
        verbose_name_plural = "serier"
        constraints = [
            models.UniqueConstraint(
                fields=["indicator", "sex", "age_group", "period_kind", "unit_id"],
                name="series_once",
            ),
            models.CheckConstraint(
                condition=Q(period_kind__in=PeriodKind.values), name="series_period_is_known"
            ),
            models.CheckConstraint(
                condition=Q(count__gt=0) & Q(hidden__lte=F("count")), name="series_has_figures"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.indicator.indicator_id} {self.unit_id} {self.period_kind}"


class Direction(models.TextChoices):
    """The four things that can be said of a direction."""

    IMPROVING = verdict.Direction.IMPROVING.value, _("förbättras")
    WORSENING = verdict.Direction.WORSENING.value, _("försämras")
    NO_EVIDENCE = verdict.Direction.NO_EVIDENCE.value, _("ingen säker förändring")
    CANNOT_TELL = verdict.Direction.CANNOT_TELL.value, _("går inte att avgöra")


class Pace(models.TextChoices):
    """How a series moves against its target; empty where there is no target."""

    NO_TARGET = "", _("inget målvärde")
    REACHED = verdict.Pace.REACHED.value, _("uppnått")
    ON_TIME = verdict.Pace.ON_TIME.value, _("i tid")
    LATE = verdict.Pace.LATE.value, _("sent")
    WRONG_WAY = verdict.Pace.WRONG_WAY.value, _("fel håll")
    NO_DATE = verdict.Pace.NO_DATE.value, _("inget datum kan anges")


class Verdict(models.Model):
    """What the engine says of one indicator at one unit. The run is the indicator's."""

    indicator = models.ForeignKey(
        Indicator, models.CASCADE, related_name="verdicts", db_index=False
    )
    unit_id = models.CharField("enhet", max_length=ID_LENGTH)
    direction = models.CharField("riktning", max_length=20, choices=Direction)
    reason = models.CharField(
        "skäl", max_length=40, blank=True, help_text="Varför riktningen inte går att avgöra."
    )
    pace = models.CharField("takt", max_length=20, choices=Pace, blank=True, default=Pace.NO_TARGET)
    finding = models.JSONField("underlag", help_text="Prövningen av riktning och takt i siffror.")
    chart = models.JSONField("styrdiagram", null=True, blank=True)

    class Meta:
        verbose_name = "bedömning av data"
        verbose_name_plural = "bedömningar av data"
        ordering = ["indicator", "unit_id"]
        constraints = [
            models.UniqueConstraint(fields=["indicator", "unit_id"], name="verdict_once"),
            models.CheckConstraint(
                condition=Q(direction__in=Direction.values), name="verdict_direction_is_known"
            ),
            models.CheckConstraint(condition=Q(pace__in=Pace.values), name="verdict_pace_is_known"),
            models.CheckConstraint(
                condition=Q(direction=Direction.CANNOT_TELL, reason__gt="")
                | (~Q(direction=Direction.CANNOT_TELL) & Q(reason="")),
                name="verdict_that_cannot_tell_says_why",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.indicator.indicator_id} {self.unit_id}: {self.direction}"
