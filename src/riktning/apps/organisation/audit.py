"""The trail: every action says who did what."""

from typing import Any

from riktning.apps.organisation.models import AuditEvent
from riktning.core.errors import RiktningError


def audit(*, actor: str, action: str, subject: str, **detail: Any) -> AuditEvent:
    """Write one event inside the caller's transaction; an action without an actor is refused."""
    if not actor.strip():
        raise RiktningError(
            f"{action} needs to know who acts", remedy="give the role or account as actor"
        )
    return AuditEvent.objects.create(actor=actor, action=action, subject=subject, detail=detail)
