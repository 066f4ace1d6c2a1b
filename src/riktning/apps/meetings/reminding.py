"""Reminders of the positions that a meeting waits for: in the same outbox as those of rounds."""

from collections.abc import Iterator
from datetime import date, datetime

from django.conf import settings
from django.core.mail import EmailMessage
from django.db.models import Q
from django.urls import NoReverseMatch, reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from riktning.apps.followup.rounds.opening import administrations
from riktning.apps.meetings.kinds import MeetingState
from riktning.apps.meetings.models import Meeting, Position, PositionReminder
from riktning.apps.organisation.models import Grant
from riktning.apps.organisation.outbox import Sent, message_id, occasion, send_letters
from riktning.apps.organisation.rights import PERMISSIONS, Action, Role

ASKED = Role.REPORTER  # of those who may answer: whose task it is


def write_reminders(*, today: date | None = None) -> int:
    """Write the letters that are due; a letter once written is not written again."""
    day = today or timezone.localdate()
    now = timezone.now()
    wanted = [
        PositionReminder(
            meeting=meeting, unit_id=unit, due=due, occasion=when, address=address, next_try=now
        )
        for meeting, unit, due, when in _due(day)
        for address in sorted(_addresses(unit, day))
    ]
    before = PositionReminder.objects.count()
    PositionReminder.objects.bulk_create(wanted, ignore_conflicts=True)
    return PositionReminder.objects.count() - before


def _due(day: date) -> Iterator[tuple[Meeting, str, date, str]]:
    """The administrations that owe a position to a meeting that is still to come."""
    owed = Position.objects.filter(
        word="", meeting__state=MeetingState.PLANNED, meeting__day__gte=day,
        meeting__answer_by__isnull=False,
    )  # fmt: skip
    pairs = list(owed.order_by("meeting", "unit_id").values_list("meeting", "unit_id").distinct())
    meetings = Meeting.objects.in_bulk({number for number, _unit in pairs})
    for number, unit in pairs:
        due = meetings[number].answer_by
        when = occasion(due, day) if due else None
        if due and when:
            yield meetings[number], unit, due, when


def _addresses(unit: str, day: date) -> set[str]:
    """The addresses of those who report for the administration today."""
    if ASKED not in PERMISSIONS[Action.ANSWER_POSITION]:
        return set()
    held = Grant.objects.filter(
        role=ASKED, unit_id__in=["", unit], from_date__lte=day, user__is_active=True
    ).filter(Q(to_date__isnull=True) | Q(to_date__gte=day))
    return {address for address in held.values_list("user__email", flat=True) if address}


def send_reminders(*, now: datetime | None = None, language: str = "sv") -> Sent:
    """Send what waits, as the reminders of rounds are sent."""
    names: dict[date, dict[str, str]] = {}

    def write(reminder: PositionReminder) -> EmailMessage:
        day = reminder.meeting.day
        units = names.setdefault(day, administrations(day))
        with translation.override(language):
            return _letter(reminder, units.get(reminder.unit_id, reminder.unit_id))

    letters = PositionReminder.objects.select_related("meeting__group")
    return send_letters(letters, write, now=now)


def _letter(reminder: PositionReminder, unit: str) -> EmailMessage:
    meeting = reminder.meeting
    named = {"unit": unit, "meeting": meeting.title, "day": reminder.due.isoformat()}
    texts = {
        "soon": _("Sista dagen är %(day)s."),
        "today": _("Sista dagen är i dag."),
        "late": _("Sista dagen var %(day)s."),
    }
    held = _("Mötet är %(day)s.") % {"day": meeting.day.isoformat()}
    lines = [texts[reminder.occasion] % named, held, meeting.reminder]
    told = "\n".join(line for line in lines if line)
    return EmailMessage(
        subject=" ".join((_("%(unit)s: svara om era lägen inför %(meeting)s") % named).split()),
        body=f"{told}\n\n{_address(reminder)}\n",
        to=[reminder.address],
        headers={"Message-ID": message_id("position-reminder", reminder.pk)},
    )


def _address(reminder: PositionReminder) -> str:
    try:
        path = reverse("web:meeting_answer", args=[reminder.meeting_id, reminder.unit_id])
    except NoReverseMatch:
        path = "/"
    return f"{settings.RIKTNING_ADDRESS.rstrip('/')}{path}"
