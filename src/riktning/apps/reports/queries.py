"""Reports as they are read. The number of queries does not depend on how many there are."""

from dataclasses import dataclass

from django.db.models import Count, Q

from riktning.apps.organisation.rights import Action, Actor, may_somewhere
from riktning.apps.reports.kinds import ReportState, SectionState
from riktning.apps.reports.models import Frozen, Report, ReportSection, SectionStep

ON_A_PAGE = 200


@dataclass(frozen=True, slots=True)
class Progress:
    """How many sections of a report have come how far."""

    report: Report
    sections: int
    approved: int
    ready: int
    mine: int


def readable(actor: Actor) -> Q:
    """The reports that the actor may read."""
    seen = Q(state=ReportState.APPROVED)
    if not may_somewhere(actor, Action.READ_INTERNAL):
        seen &= Q(open_to_all=True)
    if may_somewhere(actor, Action.READ_REPORT_DRAFT):
        seen |= Q(state=ReportState.DRAFT)
    return seen


def reports_for(actor: Actor) -> list[Progress]:
    """The reports that the actor may read, drafts first, then the newest. One query."""
    said = ~Q(sections__state=SectionState.EMPTY)
    rows = (
        Report.objects.filter(readable(actor))
        .select_related("revision__plan", "run", "frozen")
        .annotate(
            all_sections=Count("sections"),
            approved_sections=Count("sections", Q(sections__state=SectionState.APPROVED)),
            ready_sections=Count("sections", Q(sections__state=SectionState.READY)),
            own_sections=Count("sections", Q(sections__writer=actor.name) & said),
        )
        .order_by("-state", "-created_at", "-id")[:ON_A_PAGE]
    )
    return [
        Progress(
            report=row,
            sections=getattr(row, "all_sections", 0),
            approved=getattr(row, "approved_sections", 0),
            ready=getattr(row, "ready_sections", 0),
            mine=getattr(row, "own_sections", 0),
        )
        for row in rows
    ]


def find_report(number: int) -> Report | None:
    """The report with this number, with its plan and run. One query."""
    found = Report.objects.select_related("revision__plan", "run", "frozen", "follows")
    return found.filter(pk=number).first()


def find_section(number: int, key: str) -> ReportSection | None:
    """The section, with its report. One query."""
    found = ReportSection.objects.select_related(
        "report__revision__plan", "report__run", "report__follows__run"
    )
    return found.filter(report=number, key=key).first()


def sections_in(report: Report) -> list[ReportSection]:
    """The sections in their order, each with the report at hand. One query."""
    rows = list(report.sections.order_by("order", "id"))
    for row in rows:
        row.report = report
    return rows


def steps_of(report: Report, section: ReportSection | None = None) -> list[SectionStep]:
    """What was done with the report, or with one section, the newest first. One query."""
    rows = report.steps.select_related("section").order_by("-id")
    return list((rows.filter(section=section) if section else rows)[:100])


def frozen_of(report: Report) -> Frozen | None:
    """What was approved; None while the report is written. No query when it was asked with it."""
    return getattr(report, "frozen", None)
