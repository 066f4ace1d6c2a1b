"""Several sections of a report are handed on or approved at once."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from riktning.apps.reports.kinds import Act
from riktning.apps.reports.many import AT_ONCE, take_steps
from riktning.apps.reports.models import Report, ReportSection
from riktning.apps.reports.queries import sections_in
from riktning.web.access import acting
from riktning.web.presenters.report_steps import done_words, refused_words
from riktning.web.views.written_reports import found_report


@require_POST
def steps(request: HttpRequest, number: int) -> HttpResponse:
    """The ticked sections take the step, each in the version that was on the page."""
    report = found_report(request, number)
    act = next((each for each in AT_ONCE if each.value == request.POST.get("handling")), None)
    if act is None:
        raise Http404
    _take(request, report, act)
    return HttpResponseRedirect(reverse("web:written_report", args=[report.pk]))


def _take(request: HttpRequest, report: Report, act: Act) -> None:
    ticked = _ticked(report, request.POST.getlist("avsnitt"))
    if not ticked:
        messages.warning(request, _("Kryssa för avsnitten först."))
        return
    several = take_steps(sections=ticked, act=act, actor=acting(request))
    if several.done:
        messages.success(request, done_words(act, len(several.done)))
    for words in refused_words(several):
        messages.warning(request, words)


def _ticked(report: Report, values: list[str]) -> list[tuple[ReportSection, int]]:
    """The sections of this report, with the version that each was ticked in."""
    wanted = dict(value.partition(".")[::2] for value in values)
    return [
        (section, _version(wanted[str(section.pk)]))
        for section in sections_in(report)
        if str(section.pk) in wanted
    ]


def _version(typed: str) -> int:
    if not (typed.isascii() and typed.isdigit() and len(typed) < 10):
        raise Http404
    return int(typed)
