"""The register of decisions."""

from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from riktning.apps.governance.errors import GovernanceError
from riktning.apps.governance.kinds import Outcome, SubjectKind
from riktning.apps.governance.models import Decision, Group
from riktning.apps.organisation.audit import audit
from riktning.apps.organisation.rights import Action, Actor, require


@transaction.atomic
def record_decision(
    *,
    body: Group,
    decided_on: date,
    paragraph: str,
    outcome: Outcome,
    text: str,
    subject: tuple[SubjectKind, str],
    stage: str = "",
    diary_number: str = "",
    actor: Actor,
) -> Decision:
    """Keep what a body decided; a mistake is mended by another entry, never by changing it."""
    require(actor, Action.RECORD_DECISION)
    paragraph, text = (
        " ".join(paragraph.strip().lstrip("§").split()),
        text.strip(),
    )  # § stands before it
    if not paragraph or not text:
        raise GovernanceError("a decision has a paragraph and a text", where=str(body)).telling(
            _("Ett beslut har en paragraf och en text.")
        )
    if decided_on < body.from_date or (body.to_date is not None and decided_on > body.to_date):
        raise GovernanceError(f"the body was not there on {decided_on}", where=str(body)).telling(
            _("Gruppen fanns inte %(day)s.") % {"day": decided_on}
        )
    not_ahead(decided_on, str(body))
    kind, key = subject
    made = Decision.objects.create(
        body=body, decided_on=decided_on, paragraph=paragraph, outcome=outcome, text=text,
        subject_kind=kind, subject_key=key, stage=stage,
        diary_number=" ".join(diary_number.split()),
        recorded_by=actor.name,
    )  # fmt: skip
    audit(
        actor=actor.name,
        action=Action.RECORD_DECISION,
        subject=f"{kind.value} {key}",
        body=body.code,
        decided_on=decided_on.isoformat(),
        paragraph=paragraph,
        outcome=outcome.value,
        text=text,
        stage=stage,
    )
    return made


def not_ahead(day: date, where: str) -> None:
    """Raise GovernanceError for a decision of a day that has not come: nothing is decided yet."""
    if day > timezone.localdate():
        raise GovernanceError(
            f"{day} has not come yet", where=where, remedy="enter it when it is decided"
        ).telling(
            _("%(day)s har inte varit ännu. Ett beslut förs in när det är fattat.") % {"day": day}
        )
