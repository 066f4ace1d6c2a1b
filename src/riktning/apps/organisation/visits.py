"""What has happened since somebody was last here."""

from datetime import datetime, timedelta

from django.utils import timezone

from riktning.apps.organisation.models import AuditEvent
from riktning.apps.organisation.trail import PEOPLE

LONGEST_AGO = timedelta(days=30)
SIGNED_IN = "user.sign_in"


def last_sign_in(name: str) -> datetime | None:
    """When the account last signed in. One query."""
    signed_in = AuditEvent.objects.filter(actor=name, action=SIGNED_IN).order_by("-pk")
    return signed_in.values_list("at", flat=True).first()


def not_too_long_ago(moment: datetime | None) -> datetime:
    """The moment, or thirty days ago when it is earlier or unknown."""
    earliest = timezone.now() - LONGEST_AGO
    return max(moment, earliest) if moment else earliest


def since(moment: datetime, *, but_not: str, most: int) -> list[AuditEvent]:
    """What others have done since, the newest first, nothing about accounts. One query."""
    events = AuditEvent.objects.filter(at__gte=moment).exclude(actor=but_not)
    return list(events.exclude(action__startswith=PEOPLE).order_by("-pk")[:most])
