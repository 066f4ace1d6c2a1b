"""What groups are to do and what they decide: assignments, decisions and what follows of them."""

from django.db import models
from django.db.models import Q

from riktning.apps.governance.kinds import AssignmentState, ItemState, Outcome, SubjectKind
from riktning.apps.governance.models.groups import ID_LENGTH, NAME_LENGTH, Group
from riktning.apps.organisation.letters import Letter

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


class ItemReminder(Letter):
    """A letter to be sent once: who is reminded of an action that is due."""

    item = models.ForeignKey(
        ActionItem, models.PROTECT, related_name="reminders", verbose_name="åtgärd"
    )

    class Meta:
        verbose_name = "påminnelse om en åtgärd"
        verbose_name_plural = "påminnelser om åtgärder"
        ordering = ["-made_at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["item", "due", "occasion", "address"], name="item_reminder_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.item} {self.occasion}"
