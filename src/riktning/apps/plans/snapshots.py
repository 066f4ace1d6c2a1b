"""A revision as plain values for what compares plans."""

from collections.abc import Sequence

from riktning.apps.plans.models import Revision
from riktning.apps.plans.remembering import keep, recall
from riktning.apps.plans.saying import items_said
from riktning.documents.plans.snapshot import RevisionText, Said


def snapshot(revision: Revision) -> RevisionText:
    """Every item with what the revision says of it. Eight queries."""
    return snapshots([revision])[0]


def snapshots(revisions: Sequence[Revision], *, targets: bool = True) -> list[RevisionText]:
    """Some revisions, of one plan or several, perhaps without their targets.

    Eight queries at most, seven without targets, however many they are.
    """
    known = {r.pk: found for r in revisions if (found := recall(r, ("items", targets)))}
    left = [revision for revision in revisions if revision.pk not in known]
    read = items_said([each.pk for each in left], targets=targets) if left else {}
    for revision in left:
        known[revision.pk] = read[revision.pk]
        keep(revision, ("items", targets), known[revision.pk])
    return [_snapshot(revision, known[revision.pk]) for revision in revisions]


def _snapshot(revision: Revision, items: tuple[Said, ...]) -> RevisionText:
    return RevisionText(
        plan=revision.plan.code,
        name=revision.plan.name,
        number=revision.number,
        state=revision.state,
        decision=decision_words(revision),
        items=items,
        kind=revision.plan.kind,
        unit_id=revision.plan.unit_id,
    )


def decision_words(revision: Revision) -> str:
    """``2024-11-27, nämnden, § 225, SSN 2024-1``: what is known of the decision."""
    day = revision.decided_on.isoformat() if revision.decided_on else ""
    parts = (day, revision.decided_by, revision.decision_paragraph, revision.diary_number)
    return ", ".join(part for part in parts if part)
