"""Reminders of a round: written to an outbox in the database, sent once, tried again."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime

from django.conf import settings
from django.core.mail import EmailMessage
from django.db.models import Q
from django.urls import NoReverseMatch, reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from riktning.apps.followup.rounds.models import Reminder, Report, ReportStep
from riktning.apps.followup.rounds.opening import administrations
from riktning.apps.followup.rounds.policies import ASKED_OF, FOUR_EYES, NEEDS_REASON, Act
from riktning.apps.followup.rounds.queries import WAITS_FOR
from riktning.apps.followup.rounds.words import round_words
from riktning.apps.organisation.models import Grant
from riktning.apps.organisation.outbox import Sent, message_id, occasion, send_letters
from riktning.apps.organisation.rights import PERMISSIONS, Role

BACK = "back-"  # and the number of the step that sent it back
# Of those who may take the step: whose task it is.
ASKS: Mapping[Act, Role] = {
    Act.SUBMIT: Role.REPORTER,
    Act.APPROVE: Role.APPROVER,
    Act.ACCEPT: Role.ANALYST,
}


def write_reminders(*, today: date | None = None) -> int:
    """Write the letters that are due to the outbox; a letter once written is not written again."""
    day = today or timezone.localdate()
    now = timezone.now()
    wanted = [
        Reminder(report=report, step=act, due=due, occasion=when, address=address, next_try=now)
        for report, act, due, when, but_not in _due(day)
        for address in sorted(_addresses(report, act, day, but_not))
    ]
    before = Reminder.objects.count()
    Reminder.objects.bulk_create(wanted, ignore_conflicts=True)
    return Reminder.objects.count() - before


def _due(day: date) -> Iterator[tuple[Report, Act, date, str, str]]:
    """With each letter the account that it is not for: who handed the report in."""
    open_ = Report.objects.filter(state__in=WAITS_FOR, round__opens_on__lte=day)
    last = {
        step.report_id: step for step in ReportStep.objects.filter(report__in=open_).order_by("id")
    }
    handed_in = ReportStep.objects.filter(report__in=open_, act=Act.SUBMIT).order_by("id")
    submitted_by = dict(handed_in.values_list("report_id", "actor"))
    four_eyes = settings.RIKTNING_FOUR_EYES
    for report in open_.select_related("round__revision__plan"):
        act, deadline = WAITS_FOR[report.state]
        due = getattr(report.round, deadline)
        step = last.get(report.pk)
        if step is not None and step.act in NEEDS_REASON:
            yield report, act, due, f"{BACK}{step.pk}", ""
        when = occasion(due, day)
        if when:
            handed = four_eyes and act in FOUR_EYES
            yield report, act, due, when, submitted_by.get(report.pk, "") if handed else ""


def _addresses(report: Report, act: Act, day: date, but_not: str) -> set[str]:
    """The addresses of those whose task it is, and who hold the role there today."""
    role = ASKS[act]
    if role not in PERMISSIONS[ASKED_OF[act]]:
        return set()
    held = Grant.objects.filter(
        role=role, unit_id__in=["", report.unit_id], from_date__lte=day, user__is_active=True
    ).filter(Q(to_date__isnull=True) | Q(to_date__gte=day))
    held = held.exclude(user__username=but_not)
    return {address for address in held.values_list("user__email", flat=True) if address}


def send_reminders(*, now: datetime | None = None, language: str = "sv") -> Sent:
    """Send what waits in the outbox; a failure is noted and tried again later, ever more seldom."""
    names: dict[date, dict[str, str]] = {}

    def write(reminder: Reminder) -> EmailMessage:
        opens = reminder.report.round.opens_on
        units = names.setdefault(opens, administrations(opens))
        with translation.override(language):
            return _letter(reminder, units.get(reminder.report.unit_id, ""))

    letters = Reminder.objects.select_related("report__round__revision__plan")
    return send_letters(letters, write, now=now)


def _letter(reminder: Reminder, unit: str) -> EmailMessage:
    report = reminder.report
    named = {
        "unit": unit or report.unit_id,
        "round": round_words(report.round.kind, report.round.year),
        "day": reminder.due.isoformat(),
    }
    subject, text = _words(reminder, named)
    return EmailMessage(
        subject=subject,
        body=f"{text}\n\n{_address(report)}\n",
        to=[reminder.address],
        headers={"Message-ID": message_id("reminder", reminder.pk)},
    )


def _words(reminder: Reminder, named: Mapping[str, str]) -> tuple[str, str]:
    subjects = {
        Act.SUBMIT: _("%(unit)s, %(round)s: rapporten lämnas senast %(day)s"),
        Act.APPROVE: _("%(unit)s, %(round)s: rapporten godkänns senast %(day)s"),
        Act.ACCEPT: _("%(unit)s, %(round)s: rapporten tas emot senast %(day)s"),
    }
    if reminder.occasion.startswith(BACK):
        return (
            _("%(unit)s, %(round)s: rapporten är tillbaka") % named,
            _("Rapporten behöver rättas; skälet står överst på sidan. Sista dagen är %(day)s.")
            % named,
        )
    texts = {
        "soon": _("Sista dagen är %(day)s."),
        "today": _("Sista dagen är i dag."),
        "late": _("Sista dagen var %(day)s."),
    }
    return subjects[Act(reminder.step)] % named, texts[reminder.occasion] % named


def _address(report: Report) -> str:
    try:
        path = reverse("web:round_report", args=[report.round_id, report.unit_id])
    except NoReverseMatch:
        path = "/"
    return f"{settings.RIKTNING_ADDRESS.rstrip('/')}{path}"
