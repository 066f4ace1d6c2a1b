"""Joint development needs, what is said and decided of each, and the frame they stand in."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from riktning.apps.governance.models import Group
from riktning.apps.needs.steps import NEEDS_REASON, Standing, Step

NAME_LENGTH = 300
LOWEST, HIGHEST = 1, 10  # of importance and urgency; from 6 on it is important, or urgent


class Origin(models.TextChoices):
    """Where a need comes from."""

    POLITICAL = "political", _("politiskt uppdrag")
    LAW = "law", _("ny eller ändrad lag eller föreskrift")
    IDENTIFIED = "identified", _("identifierat behov av gemensamt arbete")


class Level(models.TextChoices):
    """How wide a need is."""

    COUNTY = "county", _("hela länet")
    SUBREGIONAL = "subregional", _("delregionalt")
    LOCAL = "local", _("lokalt")


class Reply(models.TextChoices):
    """What is answered to a criterion."""

    YES = "yes", _("ja")
    PARTLY = "partly", _("delvis")
    NO = "no", _("nej")


class Size(models.TextChoices):
    """How large an assignment is; it decides what resources it needs."""

    SMALL = "small", _("litet")
    MEDIUM = "medium", _("mellanstort")
    LARGE = "large", _("stort")


class BodyPart(models.TextChoices):
    """What a body does in the process."""

    POSITION = "position", _("tar ställning")
    CONSULTATION = "consultation", _("politiskt samråd")


class ReportKind(models.TextChoices):
    """What is reported of an assignment."""

    INTERIM = "interim", _("delrapport")
    FINAL = "final", _("slutrapport")


class Perspective(models.Model):
    """One of the perspectives that the prioritised areas are gathered in."""

    code = models.SlugField("kod", max_length=60, unique=True)
    order = models.PositiveIntegerField("ordning")
    name = models.CharField("namn", max_length=NAME_LENGTH)
    text = models.TextField("text", blank=True)

    class Meta:
        verbose_name = "perspektiv"
        verbose_name_plural = "perspektiv"
        ordering = ["order", "id"]

    def __str__(self) -> str:
        return self.name


class PriorityArea(models.Model):
    """A prioritised area that needs belong to."""

    perspective = models.ForeignKey(Perspective, models.PROTECT, related_name="areas")
    code = models.SlugField("kod", max_length=60, unique=True)
    order = models.PositiveIntegerField("ordning")
    name = models.CharField("namn", max_length=NAME_LENGTH)

    class Meta:
        verbose_name = "prioriterat område"
        verbose_name_plural = "prioriterade områden"
        ordering = ["perspective", "order", "id"]

    def __str__(self) -> str:
        return self.name


class Criterion(models.Model):
    """A question that is answered before a need is prioritised; no longer asked when retired."""

    code = models.SlugField("kod", max_length=60, unique=True)
    order = models.PositiveIntegerField("ordning")
    question = models.CharField("fråga", max_length=NAME_LENGTH)
    retired = models.BooleanField("ställs inte längre", default=False)

    class Meta:
        verbose_name = "kriterium"
        verbose_name_plural = "kriterier"
        ordering = ["order", "id"]

    def __str__(self) -> str:
        return self.question


class Body(models.Model):
    """Which group takes the positions, and which is consulted."""

    part = models.CharField("del", max_length=20, choices=BodyPart, unique=True)
    group = models.ForeignKey(Group, models.PROTECT, related_name="+", verbose_name="grupp")

    class Meta:
        verbose_name = "beslutande organ"
        verbose_name_plural = "beslutande organ"
        constraints = [
            models.CheckConstraint(condition=Q(part__in=BodyPart.values), name="body_part_is_known")
        ]

    def __str__(self) -> str:
        return f"{self.part}: {self.group}"


class Need(models.Model):
    """A joint development need; its step and standing go only the ways of ``steps``."""

    title = models.CharField("rubrik", max_length=NAME_LENGTH)
    origin = models.CharField("kommer från", max_length=20, choices=Origin)
    problem = models.TextField("problem", blank=True)
    affected = models.TextField("vilka som berörs", blank=True)
    level = models.CharField("nivå", max_length=20, choices=Level)
    area = models.ForeignKey(
        PriorityArea, models.PROTECT, null=True, blank=True, related_name="needs"
    )
    consulted = models.BooleanField("ska till politiskt samråd", default=False)
    step = models.CharField("steg", max_length=20, choices=Step, default=Step.IDENTIFIED)
    standing = models.CharField("läge", max_length=20, choices=Standing, default=Standing.ACTIVE)
    since = models.DateTimeField("i steget sedan")
    edit = models.PositiveIntegerField("ändring", default=0)
    registered_at = models.DateTimeField("anmält", auto_now_add=True)
    registered_by = models.CharField("anmält av", max_length=NAME_LENGTH)

    class Meta:
        verbose_name = "utvecklingsbehov"
        verbose_name_plural = "utvecklingsbehov"
        ordering = ["id"]
        indexes = [models.Index(fields=["step", "standing", "since"], name="need_on_the_board")]
        constraints = [
            models.CheckConstraint(condition=Q(origin__in=Origin.values), name="need_origin_known"),
            models.CheckConstraint(condition=Q(level__in=Level.values), name="need_level_is_known"),
            models.CheckConstraint(condition=Q(step__in=Step.values), name="need_step_is_known"),
            models.CheckConstraint(
                condition=Q(standing__in=Standing.values), name="need_standing_is_known"
            ),
            models.CheckConstraint(
                condition=~Q(standing=Standing.CLOSED) | Q(step=Step.COMPLETED),
                name="need_is_closed_when_completed",
            ),
            models.CheckConstraint(
                condition=~Q(title="") & ~Q(registered_by=""), name="need_says_what_and_by_whom"
            ),
        ]

    def __str__(self) -> str:
        return f"need {self.pk}"


class Commission(models.Model):
    """What is to be done about a need, by whom, with what, and what came of it."""

    need = models.OneToOneField(Need, models.PROTECT, related_name="commission")
    size = models.CharField("storlek", max_length=20, choices=Size, blank=True)
    state_grant = models.TextField("statsbidrag", blank=True)
    description = models.TextField("uppdragsbeskrivning", blank=True)
    purpose = models.TextField("syfte och mål", blank=True)
    boundaries = models.TextField("avgränsningar", blank=True)
    composition = models.TextField("gruppsammansättning", blank=True)
    time_plan = models.TextField("tidsåtgång och tidplan", blank=True)
    leader = models.CharField("processledare", max_length=NAME_LENGTH, blank=True)
    working_group = models.TextField("arbetsgrupp", blank=True)
    group_ended_on = models.DateField("arbetsgruppen avslutad", null=True, blank=True)
    product = models.TextField("slutprodukt", blank=True)
    published_on = models.DateField("publicerad", null=True, blank=True)
    edit = models.PositiveIntegerField("ändring", default=0)

    class Meta:
        verbose_name = "uppdrag"
        verbose_name_plural = "uppdrag"
        constraints = [
            models.CheckConstraint(
                condition=Q(size__in=["", *Size.values]), name="commission_size_is_known"
            ),
        ]

    def __str__(self) -> str:
        return f"commission of {self.need_id}"


class CriterionReply(models.Model):
    """What somebody answered to a criterion, and why; append-only, the latest counts."""

    need = models.ForeignKey(Need, models.PROTECT, related_name="replies")
    criterion = models.ForeignKey(Criterion, models.PROTECT, related_name="replies")
    reply = models.CharField("svar", max_length=10, choices=Reply)
    reason = models.TextField("motivering")
    actor = models.CharField("vem", max_length=NAME_LENGTH)
    at = models.DateTimeField("när", auto_now_add=True)

    class Meta:
        verbose_name = "svar på kriterium"
        verbose_name_plural = "svar på kriterier"
        ordering = ["need", "id"]
        constraints = [
            models.CheckConstraint(condition=Q(reply__in=Reply.values), name="reply_is_known"),
            models.CheckConstraint(
                condition=~Q(reason="") & ~Q(actor=""), name="reply_says_why_and_who"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.need}: {self.reply}"


def _within(*fields: str) -> Q:
    found = Q()
    for name in fields:
        found &= Q(**{f"{name}__gte": LOWEST, f"{name}__lte": HIGHEST})
    return found


class Placement(models.Model):
    """Where one person places a need in the matrix; append-only, each person's latest counts."""

    need = models.ForeignKey(Need, models.PROTECT, related_name="placements")
    actor = models.CharField("vem", max_length=NAME_LENGTH)
    importance = models.PositiveSmallIntegerField("viktigt")
    urgency = models.PositiveSmallIntegerField("bråttom")
    at = models.DateTimeField("när", auto_now_add=True)

    class Meta:
        verbose_name = "placering"
        verbose_name_plural = "placeringar"
        ordering = ["need", "id"]
        constraints = [
            models.CheckConstraint(
                condition=_within("importance", "urgency"), name="placement_is_in_the_matrix"
            ),
            models.CheckConstraint(condition=~Q(actor=""), name="placement_says_whose"),
        ]

    def __str__(self) -> str:
        return f"{self.need}: {self.importance}, {self.urgency}"


class Agreement(models.Model):
    """Where those who placed a need agreed that it stands; append-only, the latest counts."""

    need = models.ForeignKey(Need, models.PROTECT, related_name="agreements")
    importance = models.PositiveSmallIntegerField("viktigt")
    urgency = models.PositiveSmallIntegerField("bråttom")
    reason = models.TextField("motivering")
    placed = models.JSONField("placeringar då", default=list)
    actor = models.CharField("vem", max_length=NAME_LENGTH)
    at = models.DateTimeField("när", auto_now_add=True)

    class Meta:
        verbose_name = "enighet om placering"
        verbose_name_plural = "enighet om placeringar"
        ordering = ["need", "id"]
        constraints = [
            models.CheckConstraint(
                condition=_within("importance", "urgency"), name="agreement_is_in_the_matrix"
            ),
            models.CheckConstraint(
                condition=~Q(reason="") & ~Q(actor=""), name="agreement_says_why_and_who"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.need}: {self.importance}, {self.urgency}"


class NeedReport(models.Model):
    """An interim or the final report of an assignment; append-only."""

    need = models.ForeignKey(Need, models.PROTECT, related_name="reports")
    kind = models.CharField("slag", max_length=20, choices=ReportKind)
    given_on = models.DateField("lämnad")
    text = models.TextField("text")
    actor = models.CharField("vem", max_length=NAME_LENGTH)
    at = models.DateTimeField("när", auto_now_add=True)

    class Meta:
        verbose_name = "rapport om ett behov"
        verbose_name_plural = "rapporter om behov"
        ordering = ["need", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=ReportKind.values), name="need_report_kind_is_known"
            ),
            models.CheckConstraint(
                condition=~Q(text="") & ~Q(actor=""), name="need_report_says_what_and_who"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.need} {self.kind} {self.given_on}"


class Move(models.Model):
    """A move of a need: from where, to where, by whom and why; append-only."""

    need = models.ForeignKey(Need, models.PROTECT, related_name="moves")
    at = models.DateTimeField("när")
    act = models.CharField("vad", max_length=20)
    actor = models.CharField("vem", max_length=NAME_LENGTH)
    before = models.CharField("steg före", max_length=20, choices=Step)
    step = models.CharField("steg", max_length=20, choices=Step)
    standing = models.CharField("läge", max_length=20, choices=Standing)
    reason = models.TextField("skäl", blank=True)

    class Meta:
        verbose_name = "förflyttning"
        verbose_name_plural = "förflyttningar"
        ordering = ["need", "id"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(act__in=sorted(act.value for act in NEEDS_REASON)) | ~Q(reason=""),
                name="move_says_why",
            ),
            models.CheckConstraint(condition=~Q(actor=""), name="move_says_who"),
        ]

    def __str__(self) -> str:
        return f"{self.need} {self.act}"
