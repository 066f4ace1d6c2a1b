"""The audit trail as it is read: who changed what, when and why."""

from dataclasses import dataclass
from datetime import MAXYEAR, MINYEAR, date, datetime, time, timedelta

from django.db.models import QuerySet
from django.utils import timezone

from riktning.apps.organisation.models import AuditEvent

PEOPLE = "user."  # the actions on accounts and at the door begin so


@dataclass(frozen=True, slots=True)
class Sought:
    """What is looked for: part of the subject or the actor's name, an action, days inclusive."""

    subject: str = ""
    actor: str = ""
    action: str = ""
    first: date | None = None
    last: date | None = None


def events(sought: Sought, *, people: bool) -> QuerySet[AuditEvent]:
    """What fits, newest first; what is done to accounts only for who may read of ``people``."""
    found = AuditEvent.objects.order_by("-pk")
    if not people:
        found = found.exclude(action__startswith=PEOPLE)
    if sought.subject:
        found = found.filter(subject__icontains=sought.subject)
    if sought.actor:
        found = found.filter(actor__icontains=sought.actor)
    if sought.action:
        found = found.filter(action=sought.action)
    # Nothing happened in the first or the last year there is, whose days lack a neighbour.
    if sought.first and sought.first.year > MINYEAR:
        found = found.filter(at__gte=_midnight(sought.first))
    if sought.last and sought.last.year < MAXYEAR:
        found = found.filter(at__lt=_midnight(sought.last + timedelta(1)))
    return found


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))
