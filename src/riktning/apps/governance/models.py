"""Groups, who sits in them, how they stand to one another, what they are to do and decide."""

from functools import reduce
from operator import or_

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from riktning.apps.governance.kinds import (
    PLACES,
    AssignmentState,
    GroupKind,
    ItemState,
    Outcome,
    Process,
    SeatPart,
    SubjectKind,
    Way,
)

ID_LENGTH = 100
NAME_LENGTH = 300
MOST_MEETINGS = 366
# The texts of an assignment document, in the order in which they stand in it.
FIELDS = (
    "area_of_responsibility",
    "commissioner",
    "assignee",
    "purpose",
    "description",
    "organisation",
    "participants",
    "adjunct",
    "frequency",
    "subgroups",
    "relations",
    "communication",
    "decision_order",
    "reporting",
    "escalation",
)


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


class Assignment(models.Model):
    """A version of a group's assignment document; decided, it never changes (``triggers``)."""

    group = models.ForeignKey(
        Group, models.PROTECT, related_name="assignments", verbose_name="grupp"
    )
    number = models.PositiveIntegerField("version")
    state = models.CharField(
        "läge", max_length=20, choices=AssignmentState, default=AssignmentState.DRAFT
    )
    edit = models.PositiveIntegerField("ändring", default=0, help_text="Räknas upp vid sparning.")
    area_of_responsibility = models.TextField("ansvarsområde", blank=True)
    commissioner = models.TextField("uppdragsgivare", blank=True)
    assignee = models.TextField("uppdragstagare", blank=True)
    purpose = models.TextField("syfte", blank=True)
    description = models.TextField("uppdragsbeskrivning", blank=True)
    organisation = models.TextField("arbetsorganisation", blank=True)
    participants = models.TextField("deltagare", blank=True)
    adjunct = models.TextField("adjungerade", blank=True)
    frequency = models.TextField("mötesfrekvens", blank=True)
    subgroups = models.TextField("undergrupper", blank=True)
    relations = models.TextField("samband och gränsdragning", blank=True)
    communication = models.TextField("kommunikation", blank=True)
    decision_order = models.TextField("beslutsordning", blank=True)
    reporting = models.TextField("rapportering", blank=True)
    escalation = models.TextField("eskalering", blank=True)
    decided_on = models.DateField("beslutsdatum", null=True, blank=True)
    decided_by = models.CharField("beslutad av", max_length=NAME_LENGTH, blank=True)
    diary_number = models.CharField("diarienummer", max_length=60, blank=True)

    class Meta:
        verbose_name = "uppdragshandling"
        verbose_name_plural = "uppdragshandlingar"
        ordering = ["group", "-number"]
        constraints = [
            models.UniqueConstraint(
                fields=["group", "number"], name="assignment_number_once_a_group"
            ),
            models.UniqueConstraint(
                fields=["group"],
                condition=Q(state=AssignmentState.DECIDED),
                name="assignment_decided_once_a_group",
            ),
            models.UniqueConstraint(
                fields=["group"],
                condition=Q(state=AssignmentState.DRAFT),
                name="assignment_drafted_once_a_group",
            ),
            models.CheckConstraint(
                condition=Q(state__in=AssignmentState.values), name="assignment_state_is_known"
            ),
            models.CheckConstraint(
                condition=Q(state=AssignmentState.DRAFT)
                | (Q(decided_on__isnull=False) & ~Q(decided_by="") & ~Q(diary_number="")),
                name="assignment_decided_says_when_and_where",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.group} {self.number}"


class Decision(models.Model):
    """What a body decided, as it was written down; append-only (``triggers``)."""

    body = models.ForeignKey(Group, models.PROTECT, related_name="decisions", verbose_name="organ")
    decided_on = models.DateField("datum")
    paragraph = models.CharField("paragraf", max_length=40)
    diary_number = models.CharField("diarienummer", max_length=60, blank=True)
    outcome = models.CharField("utfall", max_length=20, choices=Outcome)
    text = models.TextField("beslut")
    subject_kind = models.CharField("gäller", max_length=20, choices=SubjectKind)
    subject_key = models.CharField("vilken", max_length=ID_LENGTH)
    stage = models.CharField("skede", max_length=30, blank=True)
    recorded_at = models.DateTimeField("införd", auto_now_add=True)
    recorded_by = models.CharField("införd av", max_length=NAME_LENGTH)

    class Meta:
        verbose_name = "beslut"
        verbose_name_plural = "beslut"
        ordering = ["-decided_on", "-id"]
        indexes = [models.Index(fields=["subject_kind", "subject_key"], name="decision_by_subject")]
        constraints = [
            models.CheckConstraint(
                condition=Q(outcome__in=Outcome.values), name="decision_outcome_is_known"
            ),
            models.CheckConstraint(
                condition=Q(subject_kind__in=SubjectKind.values) & ~Q(subject_key=""),
                name="decision_is_about_something",
            ),
            models.CheckConstraint(
                condition=~Q(paragraph="") & ~Q(text=""), name="decision_says_what_and_where"
            ),
            models.CheckConstraint(condition=~Q(recorded_by=""), name="decision_says_who_wrote_it"),
        ]

    def __str__(self) -> str:
        return f"{self.body} {self.decided_on} § {self.paragraph}"


class ActionItem(models.Model):
    """What somebody is to do because of a decision; only its state changes (``triggers``)."""

    decision = models.ForeignKey(
        Decision, models.PROTECT, related_name="items", verbose_name="beslut"
    )
    text = models.TextField("åtgärd")
    owner_role = models.CharField("ägande roll", max_length=NAME_LENGTH, blank=True)
    owner_unit = models.CharField("ägande förvaltning", max_length=ID_LENGTH, blank=True)
    owner_group = models.ForeignKey(
        Group,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="items",
        verbose_name="ägande grupp",
    )
    due_on = models.DateField("klar senast", help_text="Som först sagt; den kan flyttas.")
    state = models.CharField("läge", max_length=20, choices=ItemState, default=ItemState.OPEN)
    given_at = models.DateTimeField("given", auto_now_add=True)
    given_by = models.CharField("given av", max_length=NAME_LENGTH)

    class Meta:
        verbose_name = "åtgärd"
        verbose_name_plural = "åtgärder"
        ordering = ["due_on", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=ItemState.values), name="item_state_is_known"
            ),
            models.CheckConstraint(
                condition=~Q(text="") & ~Q(given_by=""), name="item_says_what_and_by_whom"
            ),
            models.CheckConstraint(
                condition=~Q(owner_role="") | ~Q(owner_unit="") | Q(owner_group__isnull=False),
                name="item_has_an_owner",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.decision_id}/{self.pk}"


class ItemNote(models.Model):
    """What was said when an action was followed up; append-only (``triggers``)."""

    item = models.ForeignKey(
        ActionItem, models.PROTECT, related_name="notes", verbose_name="åtgärd"
    )
    text = models.TextField("uppföljning")
    state = models.CharField("läge", max_length=20, choices=ItemState)
    due_on = models.DateField("klar senast", null=True, blank=True, help_text="När den flyttas.")
    noted_at = models.DateTimeField("när", auto_now_add=True)
    noted_by = models.CharField("av", max_length=NAME_LENGTH)

    class Meta:
        verbose_name = "uppföljning av en åtgärd"
        verbose_name_plural = "uppföljningar av åtgärder"
        ordering = ["item", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=ItemState.values), name="note_state_is_known"
            ),
            models.CheckConstraint(
                condition=~Q(text="") & ~Q(noted_by=""), name="note_says_what_and_by_whom"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.item} {self.noted_at:%Y-%m-%d}"
