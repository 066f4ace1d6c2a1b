"""What the lists of plans, groups, meetings and reports show, as the rows of a file."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from riktning.apps.meetings.kinds import MeetingState
from riktning.apps.meetings.models import Meeting
from riktning.apps.plans.tree import AreaTree, PlanSummary
from riktning.documents.plans.wheel import YearEvent
from riktning.web.presenters.groups import GroupRow
from riktning.web.presenters.listed import plan_rows
from riktning.web.presenters.plan import kind_words, state_words
from riktning.web.presenters.written_reports import ReportRow

Row = tuple[str, ...]


def plan_list_headings() -> Row:
    """The columns of a list of plans with their revisions."""
    return (
        _("plan"), _("slag"), _("enhet"), _("revidering"), _("läge"), _("beslutad"),
        _("beslutad av"), _("källdokument"), _("inläst"),
    )  # fmt: skip


def plan_list_rows(plans: Iterable[PlanSummary], units: Mapping[str, str]) -> Iterator[Row]:
    """A row for each revision."""
    for plan in plans:
        for one in plan.revisions:
            yield (
                plan.name,
                kind_words(plan.kind),
                units.get(plan.unit_id, plan.unit_id),
                str(one.number),
                state_words(one.state),
                one.decided_on.isoformat() if one.decided_on else "",
                one.decided_by,
                one.source_name,
                localdate(one.created_at).isoformat(),
            )


def content_headings() -> Row:
    """The columns of all that a revision says."""
    return (
        _("område"), _("slag"), _("nummer i planen"), _("delområde"), _("period"), _("text"),
        _("mått"),
    )  # fmt: skip


def content_rows(areas: Iterable[AreaTree], names: Mapping[str, str]) -> Iterator[Row]:
    """A row for each goal, activity and indicator line, area by area."""
    wide = len(content_headings()) - 1
    for area in areas:
        for row in plan_rows(area, names, {}):
            yield area.name, *row[:wide]


def year_headings() -> Row:
    """The columns of what is done in the year."""
    return _("månad"), _("vad som görs"), _("roll"), _("ur planen")


def year_rows(events: Iterable[YearEvent]) -> Iterator[Row]:
    """A row for each event, January first."""
    for event in sorted(events, key=lambda each: each.month):
        yield str(event.month), event.text, event.role, "x" if event.derived else ""


def group_headings() -> Row:
    """The columns of a list of groups."""
    return (
        _("process"), _("grupp"), _("slag"), _("ordförande"), _("möten"), _("uppdrag beslutat"),
    )  # fmt: skip


def group_rows(processes: Sequence[tuple[str, Sequence[GroupRow]]]) -> Iterator[Row]:
    """A row for each group, process by process."""
    for process, rows in processes:
        for row in rows:
            yield process, row.name, row.kind, row.chair, row.meets, row.assignment


def meeting_headings() -> Row:
    """The columns of a list of meetings."""
    return (
        _("dag"), _("börjar"), _("slutar"), _("möte"), _("grupp"), _("plats"), _("läge"),
    )  # fmt: skip


def meeting_rows(meetings: Iterable[Meeting]) -> Iterator[Row]:
    """A row for each meeting."""
    for one in meetings:
        yield (
            one.day.isoformat(),
            f"{one.starts:%H:%M}",
            f"{one.ends:%H:%M}",
            one.title,
            one.group.name,
            one.place,
            str(MeetingState(one.state).label),
        )


def report_headings() -> Row:
    """The columns of a list of reports."""
    return _("rapport"), _("mall"), _("plan"), _("revidering"), _("avser"), _("hur långt")


def report_list_rows(rows: Iterable[ReportRow]) -> Iterator[Row]:
    """A row for each report."""
    for row in rows:
        report = row.report
        yield (
            report.title,
            row.template,
            report.revision.plan.name,
            str(report.revision.number),
            report.as_of.isoformat(),
            row.far,
        )
