"""The assignment document of a group: a version is begun, written and decided."""

from collections.abc import Mapping
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from riktning.apps.governance import policies
from riktning.apps.governance.decisions import not_ahead
from riktning.apps.governance.errors import GovernanceError, WrittenMeanwhileError
from riktning.apps.governance.kinds import AssignmentState
from riktning.apps.governance.models import FIELDS, Assignment, Group
from riktning.apps.organisation.audit import audit
from riktning.apps.organisation.rights import Action, Actor, require, require_somewhere
from riktning.documents.report.syntax import literal


@transaction.atomic
def begin_assignment(*, group: Group, actor: Actor) -> Assignment:
    """The group's draft, or a new version that begins as the last one stands."""
    require_somewhere(actor, Action.WRITE_ASSIGNMENT)
    Group.objects.select_for_update().get(pk=group.pk)
    last = group.assignments.order_by("-number").first()
    if last is not None and last.state == AssignmentState.DRAFT:
        return last
    if group.to_date is not None:
        raise GovernanceError(f"the group was closed on {group.to_date}", where=group.code).telling(
            _("Gruppen är avslutad sedan %(day)s.") % {"day": group.to_date}
        )
    made = Assignment.objects.create(
        group=group,
        number=last.number + 1 if last else 1,
        **{name: getattr(last, name) if last else "" for name in FIELDS},
    )
    audit(actor=actor.name, action=Action.WRITE_ASSIGNMENT, subject=_subject(made), begun=True)
    return made


@transaction.atomic
def write_assignment(
    *, assignment: Assignment, texts: Mapping[str, str], edit: int | None = None, actor: Actor
) -> Assignment:
    """Store the texts that are given. ``edit`` is the one the form was made from: when somebody
    has written the same text since, WrittenMeanwhileError, and nothing is stored."""
    require_somewhere(actor, Action.WRITE_ASSIGNMENT)
    now = Assignment.objects.select_for_update().select_related("group").get(pk=assignment.pk)
    policies.require(now, policies.Act.WRITE)
    said = plain_texts(texts, str(now))
    if edit is not None and edit != now.edit:
        raise WrittenMeanwhileError(
            "somebody has written in it meanwhile", where=str(now), remedy="read it, save again"
        ).telling(_("Någon annan har skrivit i handlingen. Läs den, och spara igen."))
    changed = {name: text for name, text in said.items() if getattr(now, name) != text}
    if not changed:
        return now
    before = {name: getattr(now, name) for name in changed}
    for name, text in changed.items():
        setattr(now, name, text)
    now.edit += 1
    now.save(update_fields=[*changed, "edit"])
    audit(
        actor=actor.name,
        action=Action.WRITE_ASSIGNMENT,
        subject=_subject(now),
        before=before,
        texts=changed,
    )
    return now


@transaction.atomic
def decide_assignment(
    *, assignment: Assignment, decided_on: date, decided_by: str, diary_number: str, actor: Actor
) -> Assignment:
    """The version applies from the decision on; the one before is superseded."""
    require(actor, Action.DECIDE_ASSIGNMENT)
    now = Assignment.objects.select_for_update().select_related("group").get(pk=assignment.pk)
    policies.require(now, policies.Act.DECIDE)
    missing = lacking(now)
    if missing:
        raise GovernanceError(
            f"it lacks {', '.join(missing)}", where=str(now), remedy="write them"
        ).telling(_("Handlingen är inte fullständig: skriv alla delar innan den beslutas."))
    if not decided_by.strip() or not diary_number.strip():
        raise GovernanceError(
            "a decision says by whom and its diary number", where=str(now)
        ).telling(_("Ange vem som har beslutat, och diarienumret."))
    not_ahead(decided_on, str(now))
    before = now.group.assignments.filter(state=AssignmentState.DECIDED)
    before.update(state=AssignmentState.SUPERSEDED)
    now.state = AssignmentState.DECIDED
    now.decided_on, now.decided_by = decided_on, " ".join(decided_by.split())
    now.diary_number = " ".join(diary_number.split())
    now.save(update_fields=["state", "decided_on", "decided_by", "diary_number"])
    audit(
        actor=actor.name,
        action=Action.DECIDE_ASSIGNMENT,
        subject=_subject(now),
        decided_on=decided_on.isoformat(),
        decided_by=now.decided_by,
        diary_number=now.diary_number,
    )
    return now


# Without these nobody knows what a group is for or to whom it answers.
NEEDED = ("area_of_responsibility", "commissioner", "assignee", "purpose", "description")
NEEDED_TOO = ("participants", "decision_order", "reporting")


def lacking(assignment: Assignment) -> tuple[str, ...]:
    """The fields that must be written before a decision and are not."""
    return lacking_texts({name: getattr(assignment, name) for name in FIELDS})


def lacking_texts(texts: Mapping[str, str]) -> tuple[str, ...]:
    """The same of texts that are no version yet."""
    return tuple(name for name in (*NEEDED, *NEEDED_TOO) if not texts.get(name, "").strip())


def plain_texts(texts: Mapping[str, str], where: str) -> dict[str, str]:
    """The texts by field as they are stored; GovernanceError for a field that there is not."""
    unknown = sorted(set(texts) - set(FIELDS))
    if unknown:
        raise GovernanceError(f"there is no field {unknown[0]!r}", where=where).telling(
            _("Formuläret har ett fält som inte finns. Ladda om sidan.")
        )
    return {name: lines_of(text) for name, text in texts.items()}


def lines_of(text: str) -> str:
    """The text with its lines, without what no document can hold."""
    lines = (literal(line).rstrip() for line in text.splitlines())
    return "\n".join(lines).strip()


def _subject(assignment: Assignment) -> str:
    return f"assignment {assignment}"
