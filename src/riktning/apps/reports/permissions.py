"""Who may do what to a report: by the place of the report or section, or as its named writer."""

from riktning.apps.organisation.rights import (
    Action,
    Actor,
    NotAllowedError,
    may,
    may_somewhere,
)
from riktning.apps.reports.kinds import ReportState
from riktning.apps.reports.models import Report, ReportSection


def may_read(actor: Actor, report: Report) -> bool:
    """A draft: whoever writes, approves or follows reports. An approved one: whoever has a role,
    and everybody where that was said of it."""
    if report.state == ReportState.DRAFT:
        return may_somewhere(actor, Action.READ_REPORT_DRAFT)
    wanted = Action.READ_PUBLISHED if report.open_to_all else Action.READ_INTERNAL
    return may_somewhere(actor, wanted)


def may_of_report(actor: Actor, action: Action, report: Report) -> bool:
    """Whether the actor may do this to the report as a whole."""
    return may(actor, action, unit_id=report.unit_id, area=report.area)


def may_of_section(actor: Actor, action: Action, section: ReportSection) -> bool:
    """Whether the actor may do this to the section: at its place, or by being its writer."""
    report = section.report
    if action == Action.WRITE_SECTION and _writes(actor, section):
        return True
    return may(actor, action, unit_id=report.unit_id, area=section.area or report.area)


def _writes(actor: Actor, section: ReportSection) -> bool:
    named = bool(section.writer) and actor.name == section.writer
    return named and may_somewhere(actor, Action.WRITE_SECTION)


def require_of_report(actor: Actor, action: Action, report: Report) -> None:
    """NotAllowedError, which says who would be allowed, unless the actor may."""
    if not may_of_report(actor, action, report):
        raise NotAllowedError(actor, action, report.unit_id, report.area)


def require_of_section(actor: Actor, action: Action, section: ReportSection) -> None:
    """The same of one section."""
    if not may_of_section(actor, action, section):
        raise NotAllowedError(
            actor, action, section.report.unit_id, section.area or section.report.area
        )
