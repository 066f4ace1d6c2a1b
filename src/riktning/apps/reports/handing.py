"""A section goes from hand to hand: handed on, approved, sent back; then the whole report."""

from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from riktning.apps.organisation.audit import audit
from riktning.apps.organisation.rights import COMMAND_LINE, Actor
from riktning.apps.reports.assembling import manuscript_of_report
from riktning.apps.reports.errors import ChangedMeanwhileError, ReportError, SamePersonError
from riktning.apps.reports.kinds import Act, ReportState, SectionState
from riktning.apps.reports.models import Frozen, Report, ReportSection, SectionStep
from riktning.apps.reports.permissions import require_of_report, require_of_section
from riktning.apps.reports.policies import (
    ASKED_OF,
    FINISHED,
    FOUR_EYES,
    NEEDS_REASON,
    after,
    require_draft,
)
from riktning.apps.reports.writing import held
from riktning.core.plain import plain
from riktning.documents.manuscript.json import fingerprint, manuscript_to_json


@transaction.atomic
def take_step(
    *, section: ReportSection, act: Act, version: int | None = None, reason: str = "", actor: Actor
) -> ReportSection:
    """Hand the section on, approve it or send it back with a reason.

    ``version`` is the one that was read: nobody approves a text they have not seen.
    """
    if act not in ASKED_OF or act in {Act.WRITE, Act.APPROVE_REPORT}:
        raise ReportError(f"{act.value!r} is no step of a section", where=str(section))
    require_of_section(actor, ASKED_OF[act], section)
    now, reason = held(section), plain(reason).strip()
    follows = after(now, act)
    if version is not None and version != now.version:
        raise ChangedMeanwhileError(
            "the section was changed since it was read", where=str(now), remedy="read it again"
        )
    _four_eyes(act, handed_on_by(now), actor, str(now))
    if act in NEEDS_REASON and not reason:
        raise ReportError(f"{act.value!r} needs a reason", where=str(now), remedy="say why")
    before = now.state
    now.state = follows
    now.save(update_fields=["state"])
    SectionStep.objects.create(
        report=now.report, section=now, act=act, version=now.version, reason=reason,
        actor=actor.name,
    )  # fmt: skip
    audit(
        actor=actor.name, action=ASKED_OF[act].value, subject=str(now.report), section=now.key,
        before=before, after=follows.value, reason=reason,
    )  # fmt: skip
    return now


def handed_on_by(section: ReportSection) -> frozenset[str]:
    """Who last handed the section on; empty when nobody has."""
    steps = section.steps.filter(act=Act.HAND_ON).order_by("-id")
    return frozenset(steps.values_list("actor", flat=True)[:1])


def handed_on_in(report: Report) -> frozenset[str]:
    """Who last handed on any of the sections that stand approved. One query."""
    steps = SectionStep.objects.filter(
        report=report, act=Act.HAND_ON, section__state=SectionState.APPROVED
    )
    last = dict(steps.order_by("id").values_list("section_id", "actor"))  # a later one stays
    return frozenset(last.values())


def own_words(act: Act, handed_on: frozenset[str], actor: Actor) -> bool:
    """Whether four eyes would be two. The command line is nobody in particular."""
    if not settings.RIKTNING_FOUR_EYES or act not in FOUR_EYES:
        return False
    return actor.name in handed_on and actor.name != COMMAND_LINE.name


def _four_eyes(act: Act, handed_on: frozenset[str], actor: Actor, where: str) -> None:
    if own_words(act, handed_on, actor):
        raise SamePersonError(
            f"{actor.name} handed it on and cannot {act.value} it",
            where=where,
            remedy="somebody else takes this step, unless RIKTNING_FOUR_EYES is off",
        )


@transaction.atomic
def approve_report(*, report: Report, actor: Actor, at: datetime | None = None) -> Frozen:
    """Freeze the report with its evidence: from now on it never changes."""
    require_of_report(actor, ASKED_OF[Act.APPROVE_REPORT], report)
    now = (
        Report.objects.select_for_update(of=("self",))
        .select_related("revision__plan", "run")
        .get(pk=report.pk)
    )
    require_draft(now)
    waiting = unfinished(now)
    if waiting:
        raise ReportError(
            f"{len(waiting)} of the sections are not approved",
            where=str(now),
            remedy="every section that says something is approved first",
        )
    _four_eyes(Act.APPROVE_REPORT, handed_on_in(now), actor, str(now))
    now.state = ReportState.APPROVED
    text = manuscript_to_json(manuscript_of_report(now))
    moment = at or timezone.now()
    SectionStep.objects.create(report=now, act=Act.APPROVE_REPORT, actor=actor.name)
    frozen = Frozen.objects.create(
        report=now, manuscript=text, sha256=fingerprint(text), actor=actor.name, at=moment
    )
    now.save(update_fields=["state"])
    audit(
        actor=actor.name, action=ASKED_OF[Act.APPROVE_REPORT].value, subject=str(now),
        sha256=frozen.sha256,
    )  # fmt: skip
    return frozen


def unfinished(report: Report) -> list[ReportSection]:
    """The sections that keep the report from being approved; all of them when none is approved."""
    return left_of(list(report.sections.order_by("order", "id")))


def left_of(sections: list[ReportSection]) -> list[ReportSection]:
    """The same of sections that are at hand."""
    if not any(section.state == SectionState.APPROVED for section in sections):
        return sections
    return [section for section in sections if section.state not in FINISHED]
