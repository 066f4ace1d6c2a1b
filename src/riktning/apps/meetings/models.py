"""Meetings of groups, what they take up, what was asked before and said afterwards."""

from uuid import uuid4

from django.db import models
from django.db.models import F, Q

from riktning.apps.governance.models import ID_LENGTH, NAME_LENGTH, ActionItem, Decision, Group
from riktning.apps.meetings.kinds import (
    NEEDS_WORDS,
    MeetingState,
    PointKind,
    PositionWord,
    Presence,
    ShownTo,
)
from riktning.apps.organisation.letters import Letter
from riktning.apps.plans.models import Area, Item, Revision

MOST_MINUTES = 24 * 60
ADDRESS_LENGTH = 1000


class Meeting(models.Model):
    """A group meets; with approved minutes neither it nor what hangs on it changes (``triggers``).

    ``uid`` and ``sequence`` are how calendars know the meeting again and which telling is latest.
    ``run_id`` is the run that was current when the meeting was held: its picture of the areas.
    """

    group = models.ForeignKey(Group, models.PROTECT, related_name="meetings", verbose_name="grupp")
    title = models.CharField("rubrik", max_length=NAME_LENGTH)
    day = models.DateField("dag")
    starts = models.TimeField("börjar")
    ends = models.TimeField("slutar")
    place = models.CharField("plats", max_length=NAME_LENGTH, blank=True)
    state = models.CharField(
        "läge", max_length=20, choices=MeetingState, default=MeetingState.PLANNED
    )
    revision = models.ForeignKey(
        Revision,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="meetings",
        verbose_name="plan som lägen frågas för",
    )
    answer_by = models.DateField("svara senast", null=True, blank=True)
    reminder = models.TextField("påminnelse", blank=True)
    run_id = models.CharField("körning", max_length=ID_LENGTH, blank=True)
    synthetic = models.BooleanField("påhittat", default=False)
    shown_to = models.CharField(
        "visas för", max_length=20, choices=ShownTo, default=ShownTo.MEMBERS
    )
    secretary = models.CharField("sekreterare", max_length=NAME_LENGTH, blank=True)
    introduction = models.TextField("inledning i protokollet", blank=True)
    approved_on = models.DateField("justerat", null=True, blank=True)
    approved_by = models.CharField("justerat av", max_length=NAME_LENGTH, blank=True)
    cancelled_because = models.TextField("inställt därför att", blank=True)
    uid = models.UUIDField("kalenderns nummer", default=uuid4, unique=True, editable=False)
    sequence = models.PositiveIntegerField("ändring", default=0)
    changed_at = models.DateTimeField("ändrat", auto_now=True)
    called_at = models.DateTimeField("kallat", auto_now_add=True)
    called_by = models.CharField("kallat av", max_length=NAME_LENGTH)

    class Meta:
        verbose_name = "möte"
        verbose_name_plural = "möten"
        ordering = ["day", "starts", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=MeetingState.values), name="meeting_state_is_known"
            ),
            models.CheckConstraint(
                condition=Q(shown_to__in=ShownTo.values), name="meeting_is_shown_to_some"
            ),
            models.CheckConstraint(
                condition=Q(ends__gt=F("starts")), name="meeting_ends_after_it_starts"
            ),
            models.CheckConstraint(
                condition=~Q(title="") & ~Q(called_by=""), name="meeting_says_what_and_by_whom"
            ),
            models.CheckConstraint(
                condition=Q(answer_by__isnull=True)
                | (Q(revision__isnull=False) & Q(answer_by__lte=F("day"))),
                name="meeting_is_answered_before_it",
            ),
            models.CheckConstraint(
                condition=(
                    Q(state=MeetingState.MINUTED, approved_on__isnull=False) & ~Q(approved_by="")
                )
                | (~Q(state=MeetingState.MINUTED) & Q(approved_on__isnull=True, approved_by="")),
                name="meeting_minuted_says_when_and_by_whom",
            ),
            models.CheckConstraint(
                condition=~Q(state=MeetingState.CANCELLED) | ~Q(cancelled_because=""),
                name="meeting_cancelled_says_why",
            ),
        ]

    def __str__(self) -> str:
        return f"meeting {self.pk}"


class Point(models.Model):
    """A point of the agenda, and what the minutes say of it."""

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="points", verbose_name="möte")
    order = models.PositiveIntegerField("ordning")
    heading = models.CharField("rubrik", max_length=NAME_LENGTH)
    kind = models.CharField("slag", max_length=20, choices=PointKind)
    purpose = models.TextField("syfte", blank=True)
    presenter = models.CharField("föredragande", max_length=NAME_LENGTH, blank=True)
    minutes = models.PositiveSmallIntegerField("minuter", null=True, blank=True)
    wanted = models.TextField("beslut som önskas", blank=True)
    takes_up_areas = models.BooleanField("tar upp lägena per område", default=False)
    notes = models.TextField("vad som sades", blank=True)

    class Meta:
        verbose_name = "punkt på dagordningen"
        verbose_name_plural = "punkter på dagordningen"
        ordering = ["meeting", "order", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=PointKind.values), name="point_kind_is_known"
            ),
            models.CheckConstraint(condition=~Q(heading=""), name="point_has_a_heading"),
            models.CheckConstraint(
                condition=Q(minutes__isnull=True) | Q(minutes__gte=1, minutes__lte=MOST_MINUTES),
                name="point_takes_minutes_of_a_day",
            ),
            models.CheckConstraint(
                condition=~Q(kind=PointKind.DECISION) | ~Q(wanted=""),
                name="point_of_decision_says_what_is_wanted",
            ),
            models.UniqueConstraint(
                fields=["meeting"],
                condition=Q(takes_up_areas=True),
                name="point_of_areas_once_a_meeting",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.meeting}: {self.heading}"


class PointDocument(models.Model):
    """Something to read before a point: where it is kept."""

    point = models.ForeignKey(Point, models.CASCADE, related_name="documents", verbose_name="punkt")
    title = models.CharField("handling", max_length=NAME_LENGTH)
    address = models.CharField("adress", max_length=ADDRESS_LENGTH)

    class Meta:
        verbose_name = "handling till en punkt"
        verbose_name_plural = "handlingar till punkter"
        ordering = ["point", "id"]
        constraints = [
            models.CheckConstraint(condition=~Q(title=""), name="document_has_a_title"),
            models.CheckConstraint(
                condition=Q(address__startswith="https://") | Q(address__startswith="http://"),
                name="document_lies_on_the_web",
            ),
        ]

    def __str__(self) -> str:
        return self.title


class Position(models.Model):
    """How an administration says that it stands in an area; asked for, and answered or not yet."""

    meeting = models.ForeignKey(
        Meeting, models.PROTECT, related_name="positions", verbose_name="möte"
    )
    area = models.ForeignKey(Area, models.PROTECT, related_name="positions", verbose_name="område")
    unit_id = models.CharField("förvaltning", max_length=ID_LENGTH)
    word = models.CharField("läge", max_length=20, choices=PositionWord, blank=True)
    text = models.TextField("med egna ord", blank=True)
    answered_at = models.DateTimeField("svarat", null=True, blank=True)
    answered_by = models.CharField("svarat av", max_length=NAME_LENGTH, blank=True)

    class Meta:
        verbose_name = "läge i ett område"
        verbose_name_plural = "lägen i områden"
        ordering = ["meeting", "area__order", "unit_id"]
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "area", "unit_id"], name="position_once_a_place"
            ),
            models.CheckConstraint(
                condition=Q(word__in=["", *PositionWord.values]) & ~Q(unit_id=""),
                name="position_word_is_known",
            ),
            models.CheckConstraint(
                condition=Q(word="", text="", answered_at__isnull=True, answered_by="")
                | (~Q(word="") & Q(answered_at__isnull=False) & ~Q(answered_by="")),
                name="position_answered_says_when_and_by_whom",
            ),
            models.CheckConstraint(
                condition=~Q(word__in=[word.value for word in NEEDS_WORDS]) | ~Q(text=""),
                name="position_behind_says_why",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.meeting} {self.area_id} {self.unit_id}"


class Attendance(models.Model):
    """Whether a role was there; never a name."""

    meeting = models.ForeignKey(
        Meeting, models.PROTECT, related_name="attendance", verbose_name="möte"
    )
    role = models.CharField("roll", max_length=NAME_LENGTH)
    unit_id = models.CharField("förvaltning", max_length=ID_LENGTH, blank=True)
    presence = models.CharField("närvaro", max_length=20, choices=Presence)
    note = models.CharField("anteckning", max_length=NAME_LENGTH, blank=True)

    class Meta:
        verbose_name = "närvaro"
        verbose_name_plural = "närvaro"
        ordering = ["meeting", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "role", "unit_id"], name="attendance_once_a_role"
            ),
            models.CheckConstraint(
                condition=Q(presence__in=Presence.values) & ~Q(role=""),
                name="attendance_says_who_and_whether",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.meeting}: {self.role}"


class PointDecision(models.Model):
    """A decision of the register that was made at a point."""

    point = models.ForeignKey(Point, models.PROTECT, related_name="decided", verbose_name="punkt")
    decision = models.OneToOneField(
        Decision, models.PROTECT, related_name="at_point", verbose_name="beslut"
    )

    class Meta:
        verbose_name = "beslut vid en punkt"
        verbose_name_plural = "beslut vid punkter"
        ordering = ["point", "id"]

    def __str__(self) -> str:
        return f"{self.point_id}/{self.decision_id}"


class ItemActivity(models.Model):
    """The activity of a draft plan that an action became."""

    action = models.OneToOneField(
        ActionItem, models.PROTECT, related_name="activity", verbose_name="åtgärd"
    )
    activity = models.ForeignKey(
        Item, models.PROTECT, related_name="from_actions", verbose_name="aktivitet"
    )

    class Meta:
        verbose_name = "aktivitet av en åtgärd"
        verbose_name_plural = "aktiviteter av åtgärder"
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.action_id}/{self.activity_id}"


class PositionReminder(Letter):
    """A letter to be sent once: who is reminded of the positions that a meeting waits for."""

    meeting = models.ForeignKey(
        Meeting, models.PROTECT, related_name="reminders", verbose_name="möte"
    )
    unit_id = models.CharField("förvaltning", max_length=ID_LENGTH)

    class Meta:
        verbose_name = "påminnelse om lägen"
        verbose_name_plural = "påminnelser om lägen"
        ordering = ["-made_at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "unit_id", "due", "occasion", "address"],
                name="position_reminder_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.meeting} {self.unit_id} {self.occasion}"
