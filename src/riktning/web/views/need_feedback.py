"""The yearly feedback on joint needs, as a page and as a file."""

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from riktning.apps.needs.feedback import Feedback, feedback
from riktning.web.presenters import need_feedback as present
from riktning.web.table_files import table_file


def feedback_page(request: HttpRequest) -> HttpResponse:
    """How long each step takes, how much goes through, and what has stood too long."""
    found = _asked(request)
    context = {
        "found": found,
        "lead": present.lead(found),
        "headings": present.headings(),
        "rows": present.rows(found),
        "oldest": present.oldest(found),
    }
    return render(request, "needs/feedback.html", context)


def feedback_file(request: HttpRequest, ending: str) -> HttpResponseBase:
    """The table of the steps."""
    found = _asked(request)
    name = _("återkoppling %(year)d") % {"year": found.year}
    cells = (row.cells for row in present.rows(found))
    return table_file(ending, name, present.headings(), cells)


def _asked(request: HttpRequest) -> Feedback:
    """Of the year in the address; what is no year is the present one."""
    asked = request.GET.get("ar", "")
    year = int(asked) if asked.isdecimal() and len(asked) == 4 else None
    return feedback(year, timezone.now())
