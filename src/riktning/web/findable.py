"""What can be found beside plans and figures, each kind by the rights of its own pages."""

from typing import Any

from django.db.models import Case, CharField, F, Q, QuerySet, Subquery, Value, When

from riktning.apps.followup.search.finding import Rows, at
from riktning.apps.followup.search.sources import Found
from riktning.apps.governance.models import ActionItem, Decision, ItemNote
from riktning.apps.meetings.kinds import MeetingState
from riktning.apps.meetings.models import Meeting, Point, Position
from riktning.apps.meetings.queries import meetings_of
from riktning.apps.meetings.rights import told_decisions, within
from riktning.apps.needs.finding import needs_to_find
from riktning.apps.needs.models import Commission, NeedReport
from riktning.apps.organisation.rights import Action, Actor, may_somewhere
from riktning.apps.reports.kinds import ReportState
from riktning.apps.reports.models import Report, ReportSection
from riktning.apps.reports.queries import readable
from riktning.apps.scenarios.models import Publication, Scenario

Kinds = dict[Found, QuerySet[Any, Any]]


def found_elsewhere(actor: Actor) -> Rows:
    """Needs, decisions, meetings, reports and scenarios, with where each is read. No query."""
    every = _of_needs(actor) | _of_decisions(actor) | _of_meetings(actor) | _of_reports(actor)
    latest = Publication.objects.order_by("-pk").values("pk")[:1]
    every[Found.SCENARIO] = at(Scenario.objects.filter(publication=Subquery(latest)), "slug")
    return every


def _of_needs(actor: Actor) -> Kinds:
    found = {Found.NEED: at(needs_to_find(actor), "pk")}
    if may_somewhere(actor, Action.READ_INTERNAL):
        found[Found.COMMISSION] = at(Commission.objects.all(), "need_id", "need__title")
        found[Found.NEED_REPORT] = at(NeedReport.objects.all(), "need_id", "need__title")
    return found


def _of_decisions(actor: Actor) -> Kinds:
    """Decisions that the actor is told of, and for those at work what follows of them."""
    told = Decision.objects.filter(told_decisions(actor))
    found = {Found.DECISION: at(told, "pk", "body__name")}
    if may_somewhere(actor, Action.READ_INTERNAL):
        items = ActionItem.objects.filter(decision__in=told.values("pk"))
        found[Found.ACTION] = at(items, "pk", "decision__body__name")
        notes = ItemNote.objects.filter(item__in=items.values("pk"))
        found[Found.ACTION_NOTE] = at(notes, "item_id", "item__text")
    return found


def _of_meetings(actor: Actor) -> Kinds:
    """What was said waits for the minutes' approval, but for those who meet; positions are theirs
    alone."""
    met, meeting = meetings_of(actor).order_by(), "meeting__title"
    told = met.filter(Q(state=MeetingState.MINUTED) | within(actor)).values("pk")
    inside = Meeting.objects.filter(within(actor)).order_by().values("pk")
    points = Point.objects.filter(meeting__in=met.values("pk"))
    said = Point.objects.filter(meeting__in=told)
    asked = Position.objects.filter(meeting__in=inside)
    return {
        Found.MEETING: at(met.select_related(None), "pk", "group__name"),
        Found.POINT: at(points, "meeting_id", meeting),
        Found.MINUTES: at(said, "meeting_id", meeting),
        Found.POSITION: at(asked, "meeting_id", meeting),
    }


def _of_reports(actor: Actor) -> Kinds:
    """A section of a draft is read where it is written, of an approved report in the whole."""
    reports = Report.objects.filter(readable(actor))
    draft = When(report__state=ReportState.DRAFT, then=F("key"))
    sections = ReportSection.objects.filter(report__in=reports.order_by().values("pk"))
    written = sections.annotate(written=Case(draft, default=Value(""), output_field=CharField()))
    return {
        Found.REPORT: at(reports, "pk"),
        Found.SECTION: at(written, "report_id", "written"),
    }
