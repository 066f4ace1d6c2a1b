"""What may be done to a plan. Every action is atomic, names its actor and leaves a trace."""

import re
from collections.abc import Collection, Sequence
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from riktning.apps.organisation.audit import audit
from riktning.apps.organisation.models import Unit
from riktning.apps.plans import policies
from riktning.apps.plans.drafting import store_draft
from riktning.apps.plans.errors import PlanError
from riktning.apps.plans.identity import locked
from riktning.apps.plans.linking import (
    Lines,
    MeasureLink,
    check_measures,
    check_targets,
    check_units,
    store_targets,
)
from riktning.apps.plans.models import Measure, Plan, PlanKind, Question, Revision, State
from riktning.apps.plans.places import rows_of
from riktning.apps.plans.succession import (
    carry_measures,
    carry_months,
    next_revision,
    predecessor_in,
)
from riktning.documents.draft import DraftPlan

_CODE = re.compile(r"[-a-zA-Z0-9_]{1,60}")

__all__ = [
    "MeasureLink",
    "answer_question",
    "create_draft_revision",
    "decide_revision",
    "link_measures",
    "put_in_force",
]


@transaction.atomic
def create_draft_revision(
    *,
    plan_code: str,
    plan_name: str | None = None,
    draft: DraftPlan,
    source_name: str,
    source_sha256: str,
    actor: str,
    kind: PlanKind = PlanKind.IMPLEMENTATION,
    unit_id: str = "",
) -> Revision:
    """Store a draft as the plan's next revision; the same document again is the same revision.

    What stands at the same place in the plan's revision before it keeps its item, its measures
    and its targets. ``kind`` and ``unit_id`` are for a new plan.
    """
    _check_code(plan_code)
    if not draft.areas:
        raise PlanError(
            "the document holds no area of a plan",
            where=source_name,
            remedy="see what was read with `riktning plan read`",
        ).telling(_("Dokumentet har inget område som kan läsas som en plan."))
    plan, _new = Plan.objects.get_or_create(
        code=plan_code,
        defaults={"name": plan_name or plan_code, "kind": kind, "unit_id": _unit_of(kind, unit_id)},
    )
    same = Revision.objects.filter(plan=plan, source_sha256=source_sha256).first()
    if same is not None:
        return same
    before = predecessor_in(plan)
    revision = next_revision(plan, before, source_name=source_name, source_sha256=source_sha256)
    known = rows_of(before) if before else None
    rows = store_draft(revision, draft, known)
    if known:
        carry_measures(rows, known)
        carry_months(rows, known)
    audit(
        actor=actor,
        action="create draft revision",
        subject=str(revision),
        source=source_name,
        sha256=source_sha256,
        areas=len(draft.areas),
        questions=len(draft.questions),
    )
    return revision


@transaction.atomic
def link_measures(*, revision: Revision, links: Sequence[MeasureLink], actor: str) -> int:
    """Say which measures follow which indicator lines and what they shall reach; all or nothing.

    Several rows of one measure and unit are interim targets, a month each. Linking again makes the
    targets of the measures and units that are named what the rows say, and changes nothing else.
    Answers how many rows there were.
    """
    revision = locked(revision)
    policies.require(revision, policies.Act.LINK)
    check_measures(links, _catalogue_ids())
    check_units(links, _known_units())
    lines = Lines(revision)
    aims: dict[tuple[Measure, str | None], list[MeasureLink]] = {}
    for link in links:
        measure, _new = Measure.objects.get_or_create(
            plan_indicator=lines.find(link.area, link.indicator, where=link.where),
            indicator_id=link.indicator_id,
        )
        if link.value is not None and link.due is not None:
            aims.setdefault((measure, link.unit_id), []).append(link)
    for (measure, unit_id), given in aims.items():
        store_targets(measure, unit_id, given)
    check_targets(revision, links)
    audit(
        actor=actor,
        action="link measures",
        subject=str(revision),
        measures=sorted({link.indicator_id for link in links}),
        targets=sum(1 for link in links if link.value is not None),
    )
    return len(links)


@transaction.atomic
def answer_question(*, question: Question, answer: str, actor: str) -> Question:
    """Keep what a person decided about something the reader could not."""
    revision = locked(question.revision)
    policies.require(revision, policies.Act.ANSWER)
    Question.objects.filter(pk=question.pk).update(answer=answer)
    audit(
        actor=actor,
        action="answer question",
        subject=str(revision),
        question=question.pk,
        answer=answer,
    )
    question.refresh_from_db()
    return question


@transaction.atomic
def decide_revision(
    *,
    revision: Revision,
    decided_on: date,
    decided_by: str,
    paragraph: str = "",
    diary_number: str = "",
    document: str = "",
    document_sha256: str = "",
    actor: str,
) -> Revision:
    """Record the decision; from here on the revision never changes, the database sees to that."""
    revision = locked(revision)
    policies.require(revision, policies.Act.DECIDE)
    if not decided_by.strip():
        raise PlanError(
            "a decision needs the body that took it",
            where=str(revision),
            remedy="give the board or committee",
        ).telling(_("Skriv vilken nämnd eller vilket organ som har beslutat."))
    revision.state = State.DECIDED
    revision.decided_on, revision.decided_by = decided_on, decided_by
    revision.decision_paragraph, revision.diary_number = paragraph, diary_number
    revision.decision_document, revision.decision_sha256 = document, document_sha256
    revision.save()
    audit(
        actor=actor,
        action="decide revision",
        subject=str(revision),
        decided_on=decided_on.isoformat(),
        decided_by=decided_by,
        paragraph=paragraph,
        diary_number=diary_number,
        document=document,
        sha256=document_sha256,
    )
    return revision


@transaction.atomic
def put_in_force(*, revision: Revision, actor: str) -> Revision:
    """Make a decided revision the one that applies; the one before it is superseded."""
    revision = locked(revision)
    policies.require(revision, policies.Act.PUT_IN_FORCE)
    before = revision.plan.revisions.select_for_update().filter(state=State.IN_FORCE).first()
    if before is not None:
        policies.require(before, policies.Act.SUPERSEDE)
        before.state = State.SUPERSEDED
        before.save(update_fields=["state"])
    revision.state = State.IN_FORCE
    revision.save(update_fields=["state"])
    audit(
        actor=actor,
        action="put in force",
        subject=str(revision),
        supersedes=str(before) if before else None,
    )
    return revision


def _check_code(code: str) -> None:
    """The code is part of the plan's address."""
    if not _CODE.fullmatch(code):
        raise PlanError(
            f"{code!r} cannot be the code of a plan",
            remedy="use at most 60 letters a to z, digits, hyphens and underscores",
        ).telling(
            _("Planens kod får ha högst 60 tecken: a–z, siffror, bindestreck och understreck.")
        )


def _unit_of(kind: PlanKind, unit_id: str) -> str:
    """The unit of a local plan; other plans have none."""
    known = _known_units()
    if kind is PlanKind.LOCAL and not unit_id:
        raise PlanError(
            "a local plan needs the administration whose it is", remedy="give the unit's id"
        ).telling(_("En lokal plan hör till en förvaltning. Välj vilken."))
    if kind is not PlanKind.LOCAL and unit_id:
        raise PlanError(
            f"a plan of the kind {kind.value} is no unit's own", remedy="leave it out"
        ).telling(_("En plan av det slaget hör inte till en enda förvaltning."))
    if unit_id and known and unit_id not in known:
        raise PlanError(
            f"there is no unit {unit_id!r}", remedy="write the unit_id as in the care data"
        ).telling(_("Det finns ingen sådan enhet."))
    return unit_id


def _known_units() -> frozenset[str]:
    return frozenset(Unit.objects.values_list("unit_id", flat=True))


def _catalogue_ids() -> frozenset[str]:
    from riktning.catalogue import load

    indicators: Collection[str] = load().indicators
    return frozenset(indicators)
