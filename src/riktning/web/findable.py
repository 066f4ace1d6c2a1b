"""What can be found beside plans and figures, each kind by the rights of its own pages."""

from collections.abc import Callable
from typing import Any

from django.db.models import Case, CharField, F, Q, QuerySet, Subquery, Value, When

from riktning.apps.followup.search.finding import Rows, at
from riktning.apps.followup.search.sources import Found
from riktning.apps.governance.courses import Standing
from riktning.apps.governance.models import ActionItem, Decision, ItemNote
from riktning.apps.governance.proposals.queries import visible
from riktning.apps.meetings.kinds import MeetingState
from riktning.apps.meetings.models import Meeting, Point, Position
from riktning.apps.meetings.queries import meetings_of
from riktning.apps.meetings.rights import told_decisions, within
from riktning.apps.needs.finding import needs_to_find
from riktning.apps.needs.models import Commission, Initiative, NeedReport
from riktning.apps.organisation.rights import Action, Actor, may_somewhere
from riktning.apps.reports.kinds import ReportState
from riktning.apps.reports.models import Report, ReportSection
from riktning.apps.reports.queries import readable
from riktning.apps.scenarios.models import Job, Publication, Scenario
from riktning.apps.scenarios.queries import shown_jobs

Kinds = dict[Found, Callable[[], QuerySet[Any, Any]]]


def found_elsewhere(actor: Actor) -> Rows:
    """Needs, decisions, meetings, reports and scenarios, with where each is read. No query."""
    every = _of_needs(actor) | _of_decisions(actor) | _of_meetings(actor) | _of_reports(actor)
    return every | {
        Found.SCENARIO: lambda: at(_scenarios(), "slug"),
        Found.SCENARIO_RUN: lambda: _runs(actor),
        Found.PROPOSAL: lambda: at(visible(actor), "pk", "group__name"),
    }


def _scenarios() -> QuerySet[Scenario]:
    latest = Publication.objects.order_by("-pk").values("pk")[:1]
    return Scenario.objects.filter(publication=Subquery(latest))


def _runs(actor: Actor) -> QuerySet[Any, Any]:
    """Runs of scenarios: those shown, and for those at work every one, with who asked for it."""
    if may_somewhere(actor, Action.READ_INTERNAL):
        return at(Job.objects.all(), "pk", "actor")
    return at(shown_jobs(), "pk")


def _of_needs(actor: Actor) -> Kinds:
    """A need, or an initiative, that was refused is found by those at work alone."""
    going = Initiative.objects.exclude(standing=Standing.REFUSED)
    found: Kinds = {
        Found.NEED: lambda: at(needs_to_find(actor), "pk"),
        Found.INITIATIVE: lambda: at(going, "pk"),
    }
    if may_somewhere(actor, Action.READ_INTERNAL):
        about, every = ("need_id", "need__title"), Initiative.objects.all()
        found[Found.INITIATIVE] = lambda: at(every, "pk")
        found[Found.INITIATIVE_WORK] = lambda: at(every, "pk", "title")
        found[Found.COMMISSION] = lambda: at(Commission.objects.all(), *about)
        found[Found.NEED_REPORT] = lambda: at(NeedReport.objects.all(), *about)
    return found


def _of_decisions(actor: Actor) -> Kinds:
    """Decisions that the actor is told of, and for those at work what follows of them."""

    def told() -> QuerySet[Decision]:
        return Decision.objects.filter(told_decisions(actor))

    def items() -> QuerySet[ActionItem]:
        return ActionItem.objects.filter(decision__in=told().values("pk"))

    def notes() -> QuerySet[ItemNote]:
        return ItemNote.objects.filter(item__in=items().values("pk"))

    found: Kinds = {Found.DECISION: lambda: at(told(), "pk", "body__name")}
    if may_somewhere(actor, Action.READ_INTERNAL):
        found[Found.ACTION] = lambda: at(items(), "pk", "decision__body__name")
        found[Found.ACTION_NOTE] = lambda: at(notes(), "item_id", "item__text")
    return found


def _of_meetings(actor: Actor) -> Kinds:
    """What was said waits for the minutes' approval, but for those who meet; positions are theirs
    alone."""
    place = ("meeting_id", "meeting__title")

    def met() -> QuerySet[Meeting]:
        return meetings_of(actor).order_by().select_related(None)

    def told() -> QuerySet[Meeting]:
        return met().filter(Q(state=MeetingState.MINUTED) | within(actor))

    def inside() -> QuerySet[Meeting]:
        return Meeting.objects.filter(within(actor)).order_by()

    return {
        Found.MEETING: lambda: at(met(), "pk", "group__name"),
        Found.POINT: lambda: at(Point.objects.filter(meeting__in=met().values("pk")), *place),
        Found.MINUTES: lambda: at(Point.objects.filter(meeting__in=told().values("pk")), *place),
        Found.POSITION: lambda: at(
            Position.objects.filter(meeting__in=inside().values("pk")), *place
        ),
    }


def _of_reports(actor: Actor) -> Kinds:
    def reports() -> QuerySet[Report]:
        return Report.objects.filter(readable(actor)).order_by()

    def sections() -> QuerySet[ReportSection]:
        """A section of a draft is read where it is written, of an approved report in the whole."""
        draft = When(report__state=ReportState.DRAFT, then=F("key"))
        written = Case(draft, default=Value(""), output_field=CharField())
        found = ReportSection.objects.filter(report__in=reports().values("pk"))
        return found.annotate(written=written)

    return {
        Found.REPORT: lambda: at(reports(), "pk"),
        Found.SECTION: lambda: at(sections(), "report_id", "written"),
    }
