"""What the pages of plans list, as CSV or Excel."""

from django.http import HttpRequest, HttpResponseBase
from django.utils.translation import gettext as _

from riktning.documents.plans.coverage_memory import known_faults
from riktning.web.presenters import plan_tables as present
from riktning.web.table_files import table_file
from riktning.web.views.plan_changes import reading_language
from riktning.web.views.plan_coverage import every_plan
from riktning.web.views.plan_maps import bars_of


def coverage_table(request: HttpRequest, ending: str) -> HttpResponseBase:
    """Every fault, of all plans or of the one that the address names."""
    together, _every = every_plan(request)
    found = known_faults(together, request.GET.get("plan") or None)
    rows = present.fault_rows(found, reading_language())
    return table_file(ending, _("granskning"), present.fault_headings(), rows)


def timeline_table(request: HttpRequest, plan: str, number: int, ending: str) -> HttpResponseBase:
    """Every activity of a revision with the years that it goes on."""
    years, areas = bars_of(plan, number)
    name = f"{_('aktiviteter')}-{plan}-{number}"
    return table_file(ending, name, present.bar_headings(years), present.bar_rows(areas, years))
