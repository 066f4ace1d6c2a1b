"""A section goes from hand to hand: handed on, approved, sent back; then the whole report."""

from collections.abc import Iterator, Mapping
from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from riktning import __version__
from riktning.apps.organisation.audit import audit
from riktning.apps.organisation.rights import COMMAND_LINE, Actor
from riktning.apps.reports.assembling import manuscript_of_report
from riktning.apps.reports.errors import ChangedMeanwhileError, ReportError, SamePersonError
from riktning.apps.reports.kinds import Act, ReportState, SectionState
from riktning.apps.reports.lines import pieces
from riktning.apps.reports.models import Frozen, Report, ReportSection, SectionStep, SectionVersion
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
    _four_eyes(act, behind(now), actor, str(now))
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


def behind(section: ReportSection) -> frozenset[str]:
    """Who wrote any of the section since it was last approved, and who last handed it on."""
    steps = section.steps.order_by("-id")
    approved = steps.filter(act=Act.APPROVE).values_list("version", flat=True).first()
    versions = SectionVersion.objects.filter(section=section, number__gt=approved or 0)
    handed = steps.filter(act=Act.HAND_ON).values_list("actor", flat=True)[:1]
    return _writers(section.report, versions) | frozenset(handed)


def behind_each(report: Report) -> Mapping[int, frozenset[str]]:
    """The same of every section of the report, by its number in the store. Four queries at most."""
    approved, handed = dict[int, int](), dict[int, str]()
    steps = report.steps.filter(act__in=(Act.APPROVE, Act.HAND_ON), section__isnull=False)
    told = steps.order_by("id").values_list("section_id", "act", "version", "actor")
    for section, act, version, actor in told:  # a later one stays
        if act == Act.APPROVE:
            approved[section] = version
        else:
            handed[section] = actor
    found = {section: {actor} for section, actor in handed.items()}
    for section, number, actor in _wrote(
        report, SectionVersion.objects.filter(section__report=report)
    ):
        if number > approved.get(section, 0):
            found.setdefault(section, set()).add(actor)
    return {section: frozenset(names) for section, names in found.items()}


def behind_all(report: Report) -> frozenset[str]:
    """Who wrote or last handed on any of the sections that stand approved. Four queries at most."""
    versions = SectionVersion.objects.filter(
        section__report=report, section__state=SectionState.APPROVED
    )
    steps = SectionStep.objects.filter(
        report=report, act=Act.HAND_ON, section__state=SectionState.APPROVED
    )
    last = dict(steps.order_by("id").values_list("section_id", "actor"))  # a later one stays
    return _writers(report, versions) | frozenset(last.values())


def _writers(report: Report, versions: QuerySet[SectionVersion]) -> frozenset[str]:
    return frozenset(actor for _section, _number, actor in _wrote(report, versions))


def _wrote(report: Report, versions: QuerySet[SectionVersion]) -> Iterator[tuple[int, int, str]]:
    """Section, number and writer of the versions that somebody wrote. The evidence that a report
    begins with, and the words that came along from an approved one, are nobody's in this report."""
    first = list(
        versions.filter(number=1).values_list("section_id", "section__key", "text", "actor")
    )
    earlier = report.follows.sections.values_list("key", "text") if first and report.follows else ()
    came_along = {key: _words(text) for key, text in earlier}
    for section, key, text, actor in first:
        if _words(text) != came_along.get(key, []):
            yield section, 1, actor
    later = versions.filter(number__gt=1).order_by("section_id", "number")
    yield from later.values_list("section_id", "number", "actor")


def _words(text: str) -> list[str]:
    return [word for kind, piece in pieces(text) if kind == "prose" for word in piece.split()]


def own_words(act: Act, whose: frozenset[str], actor: Actor) -> bool:
    """Whether four eyes would be two. The command line is nobody in particular."""
    if not settings.RIKTNING_FOUR_EYES or act not in FOUR_EYES:
        return False
    return actor.name in whose and actor.name != COMMAND_LINE.name


def _four_eyes(act: Act, whose: frozenset[str], actor: Actor, where: str) -> None:
    if own_words(act, whose, actor):
        raise SamePersonError(
            f"{actor.name} wrote in it or handed it on and cannot {act.value} it",
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
    _four_eyes(Act.APPROVE_REPORT, behind_all(now), actor, str(now))
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
        sha256=frozen.sha256, release=__version__,
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
