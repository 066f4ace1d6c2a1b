"""Who may do what to a report: by the place of the report or section, or as its named writer."""

from django.contrib.auth.models import User
from django.db.models import QuerySet

from riktning.apps.organisation.rights import (
    PERMISSIONS,
    Action,
    Actor,
    NotAllowedError,
    may,
    may_somewhere,
    require_somewhere,
)
from riktning.apps.reports.kinds import ReportState
from riktning.apps.reports.models import Report, ReportSection


def reading_asks(report: Report) -> Action:
    """A draft: for whoever writes, approves or follows reports. An approved one: for whoever has a
    role, and for everybody where that was said of it."""
    if report.state == ReportState.DRAFT:
        return Action.READ_REPORT_DRAFT
    return Action.READ_PUBLISHED if report.open_to_all else Action.READ_INTERNAL


def may_read(actor: Actor, report: Report) -> bool:
    """Whether the actor may read the report as it stands."""
    return may_somewhere(actor, reading_asks(report))


def require_reading(actor: Actor, report: Report) -> None:
    """NotAllowedError, which says who would be allowed, unless the actor may read it."""
    require_somewhere(actor, reading_asks(report))


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


def writers() -> QuerySet[User]:
    """The accounts that can be named as writers: those with a role that writes, somewhere."""
    writing = PERMISSIONS[Action.WRITE_SECTION]
    return User.objects.filter(is_active=True, grants__role__in=writing).distinct()
