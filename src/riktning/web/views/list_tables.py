"""What the lists of plans, groups, meetings and reports show, as CSV or Excel."""

from django.http import HttpRequest, HttpResponseBase
from django.utils import timezone
from django.utils.translation import gettext as _

from riktning.apps.followup.rounds.opening import administrations
from riktning.apps.governance.queries import groups_on
from riktning.apps.meetings.queries import coming, earlier
from riktning.apps.observations.queries import current_run, indicators
from riktning.apps.organisation.rights import may_read_drafts
from riktning.apps.plans.queries import all_plans, area_trees
from riktning.apps.plans.visibility import without_work_in_progress
from riktning.apps.reports.queries import reports_for
from riktning.web.access import acting
from riktning.web.plan_desk import revision_of
from riktning.web.presenters import list_tables as present
from riktning.web.presenters.groups import by_process
from riktning.web.presenters.written_reports import report_rows
from riktning.web.table_files import table_file
from riktning.web.views.plan_maps import events_of
from riktning.web.views.reading import reader_language


def plans_table(request: HttpRequest, ending: str) -> HttpResponseBase:
    """Every plan with its revisions."""
    plans = all_plans()
    if not may_read_drafts(acting(request)):
        plans = tuple(without_work_in_progress(plans))
    rows = present.plan_list_rows(plans, administrations(timezone.localdate()))
    return table_file(ending, _("planer"), present.plan_list_headings(), rows)


def revision_table(request: HttpRequest, plan: str, number: int, ending: str) -> HttpResponseBase:
    """All that a revision says: goals, activities and indicator lines, area by area."""
    revision, run, language = revision_of(plan, number), current_run(), reader_language()
    infos = indicators(run) if run else {}
    names = {key: info.name.in_(language) for key, info in infos.items()}
    rows = present.content_rows(area_trees(revision), names)
    return table_file(ending, f"{plan}-{number}", present.content_headings(), rows)


def wheel_table(request: HttpRequest, plan: str, number: int, ending: str) -> HttpResponseBase:
    """What is done in each month of the year."""
    events = events_of(revision_of(plan, number))
    name = f"{_('årshjul')}-{plan}-{number}"
    return table_file(ending, name, present.year_headings(), present.year_rows(events))


def groups_table(request: HttpRequest, ending: str) -> HttpResponseBase:
    """Every group of today that the address seeks."""
    found = by_process(groups_on(timezone.localdate()), request.GET.get("sok", "").strip())
    return table_file(ending, _("grupper"), present.group_headings(), present.group_rows(found))


def meetings_table(request: HttpRequest, ending: str) -> HttpResponseBase:
    """The meetings that the reader may see, those to come first."""
    actor, today = acting(request), timezone.localdate()
    rows = present.meeting_rows([*coming(actor, today), *earlier(actor, today)])
    return table_file(ending, _("möten"), present.meeting_headings(), rows)


def reports_table(request: HttpRequest, ending: str) -> HttpResponseBase:
    """The reports that the reader may read."""
    rows = report_rows(reports_for(acting(request)), reader_language())
    found = present.report_list_rows(rows)
    return table_file(ending, _("rapporter"), present.report_headings(), found)
