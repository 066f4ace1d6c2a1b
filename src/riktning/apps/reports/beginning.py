"""A report is begun from a template, and it is said who writes what."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from riktning.apps.observations.models import Run
from riktning.apps.organisation.audit import audit
from riktning.apps.organisation.rights import Action, Actor, require
from riktning.apps.plans.models import Revision
from riktning.apps.reports.assembling import starting_text, titles
from riktning.apps.reports.errors import ReportError
from riktning.apps.reports.evidence.material import Material
from riktning.apps.reports.following import require_followable, texts_of
from riktning.apps.reports.kinds import SectionState
from riktning.apps.reports.lines import added, keys_in
from riktning.apps.reports.models import (
    NAME_LENGTH,
    Report,
    ReportSection,
    SectionVersion,
)
from riktning.apps.reports.offered import offers_named_in
from riktning.apps.reports.permissions import require_of_report, require_of_section, writers
from riktning.apps.reports.policies import require_draft
from riktning.apps.reports.templates import laid_out, template
from riktning.apps.reports.templates.template import Scope, Template, TemplateSection
from riktning.apps.reports.writing import held, take_in
from riktning.core.plain import plain

_TOO_EARLY = _("Uppgifterna gäller läget %(day)s. Välj den dagen eller en senare, till och med i dag.")  # fmt: skip  # noqa: E501 - one text to translate


@dataclass(frozen=True, slots=True)
class About:
    """What a report is about: a day, a language, and an area's address or a unit's id if any."""

    as_of: date
    language: str = "sv"
    area: str = ""
    unit_id: str = ""


@transaction.atomic
def begin_report(
    *,
    template_key: str,
    revision: Revision,
    run: Run,
    about: About,
    title: str,
    open_to_all: bool | None = None,
    follows: Report | None = None,
    actor: Actor,
) -> Report:
    """A draft with the template's sections, and in them the evidence that stands there by itself.

    ``follows`` is the approved report that it carries on from: its texts are there from the start,
    and the evidence in them by the figures of this run.
    """
    require(actor, Action.BEGIN_REPORT, unit_id=about.unit_id, area=about.area)
    kind, title = template(template_key), " ".join(plain(title).split())[:NAME_LENGTH]
    _check(kind, revision, about, title)
    _check_day(run, about.as_of)
    report = Report(
        template_key=kind.key, template_version=kind.version, revision=revision, run=run,
        as_of=about.as_of, language=about.language, area=about.area, unit_id=about.unit_id,
        title=title, follows=follows, created_by=actor.name,
        open_to_all=kind.public if open_to_all is None else open_to_all,
    )  # fmt: skip
    if follows is not None:
        require_followable(report, follows, actor)
    report.save()
    earlier = texts_of(follows, report) if follows else {}
    sections = sections_of(kind, revision, about)
    made = [
        _section(report, order, each, about.language, earlier)
        for order, each in enumerate(sections, start=1)
    ]
    take_in(report, (key for section in made for key in keys_in(section.text)), actor)
    stored = ReportSection.objects.bulk_create(made)
    SectionVersion.objects.bulk_create(
        SectionVersion(section=section, number=1, text=section.text, actor=actor.name)
        for section in stored
        if section.text
    )
    audit(
        actor=actor.name, action=Action.BEGIN_REPORT.value, subject=str(report),
        template=kind.key, revision=str(revision), run=run.run_id, title=title,
        follows=str(follows or ""),
    )  # fmt: skip
    return report


def sections_of(kind: Template, revision: Revision, about: About) -> tuple[TemplateSection, ...]:
    """The template's sections laid out for the plan: one an area where the template says so."""
    areas = list(revision.areas.order_by("order").values_list("slug", "name"))
    return laid_out(kind, areas=areas, area=about.area, unit=about.unit_id)


def title_of(kind: Template, revision: Revision, run: Run, about: About) -> str:
    """The title that the template has for such a report."""
    material = Material(run, revision, about.as_of, about.language, about.unit_id, about.area)
    return titles(kind, material)[0]


def _check(kind: Template, revision: Revision, about: About, title: str) -> None:
    if not title:
        raise ReportError("a report has a title", remedy="write one")
    if (kind.scope is Scope.AREA) != bool(about.area):
        raise ReportError(f"the template {kind.key} is about an area", remedy="choose one")
    if (kind.scope is Scope.UNIT) != bool(about.unit_id):
        raise ReportError(f"the template {kind.key} is about a unit", remedy="choose one")
    if about.area and not revision.areas.filter(slug=about.area).exists():
        raise ReportError(f"the revision has no area {about.area!r}", where=str(revision))


def _check_day(run: Run, day: date) -> None:
    """A report is of a day that its figures reach, and that has been."""
    today = timezone.localdate()
    if not run.as_of <= day <= max(today, run.as_of):
        raise ReportError(
            f"the figures are as of {run.as_of}, which a report of {day} cannot hold",
            remedy=f"write a day from {run.as_of} up to today",
        ).telling(
            _(
                "Uppgifterna gäller läget %(day)s. Välj den dagen eller en senare, till och med"
                " i dag."
            )
            % {"day": run.as_of}
        )


def _section(
    report: Report, order: int, made_of: TemplateSection, language: str, earlier: Mapping[str, str]
) -> ReportSection:
    text = plain(earlier.get(made_of.key) or _starting_text(report, made_of))
    return ReportSection(
        report=report,
        key=made_of.key,
        template_section=made_of.key.split("--")[0],
        area=made_of.area,
        order=order,
        heading=made_of.heading.in_(language),
        level=made_of.level,
        words=made_of.words or None,
        guidance=made_of.guidance.in_(language),
        state=SectionState.DRAFT if text else SectionState.EMPTY,
        text=text,
        version=1 if text else 0,
    )


def _starting_text(report: Report, made_of: TemplateSection) -> str:
    """The evidence that stands there by itself; some of it only when it says anything."""
    offers = offers_named_in(report, made_of.if_any) if made_of.if_any else {}
    some = tuple(key for key, offer in offers.items() if not offer.empty)
    return added(starting_text(made_of), some)


@transaction.atomic
def name_writer(*, section: ReportSection, writer: str, actor: Actor) -> ReportSection:
    """Say whose section it is: an account's name, or nobody's in particular (blank)."""
    require_of_section(actor, Action.ASSIGN_SECTION, section)
    now, writer = held(section), writer.strip()
    require_draft(now.report)
    if writer and not writers().filter(username=writer).exists():
        raise ReportError(
            f"no account {writer!r} writes reports", remedy="name one with a role that writes"
        ).telling(str(_("Inget konto som kan skriva rapporter heter så.")))
    if now.writer == writer:
        return now
    before, now.writer = now.writer, writer
    now.save(update_fields=["writer"])
    audit(
        actor=actor.name, action=Action.ASSIGN_SECTION.value, subject=str(now.report),
        section=now.key, before=before, after=writer,
    )  # fmt: skip
    return now


@transaction.atomic
def change_report(*, report: Report, title: str, open_to_all: bool, actor: Actor) -> Report:
    """Another title, or others who may read it once it is approved."""
    require_of_report(actor, Action.ASSIGN_SECTION, report)
    now = Report.objects.select_for_update().get(pk=report.pk)
    require_draft(now)
    title = " ".join(plain(title).split())[:NAME_LENGTH]
    if not title:
        raise ReportError("a report has a title", where=str(now), remedy="write one")
    if (now.title, now.open_to_all) != (title, open_to_all):
        now.title, now.open_to_all = title, open_to_all
        now.save(update_fields=["title", "open_to_all"])
        audit(
            actor=actor.name, action=Action.ASSIGN_SECTION.value, subject=str(now), title=title,
            open_to_all=open_to_all,
        )  # fmt: skip
    return now
