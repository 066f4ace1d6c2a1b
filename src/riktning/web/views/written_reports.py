"""Reports: which there are, one of them, the whole of it to read, and as a document."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import content_disposition_header

from riktning.apps.observations.queries import current_run
from riktning.apps.organisation.rights import Action, may_somewhere
from riktning.apps.reports.assembling import manuscript_of_report
from riktning.apps.reports.handing import behind_all, behind_each, left_of, own_words
from riktning.apps.reports.kinds import Act, ReportState
from riktning.apps.reports.models import Report
from riktning.apps.reports.permissions import may_of_report, require_reading
from riktning.apps.reports.queries import (
    find_report,
    frozen_of,
    reports_for,
    sections_in,
    steps_of,
)
from riktning.documents.manuscript.json import manuscript_from_json
from riktning.documents.manuscript.model import Manuscript
from riktning.web.access import acting
from riktning.web.decision_subjects import WRITTEN
from riktning.web.presenters import written_reports as present
from riktning.web.presenters.report_steps import many_steps
from riktning.web.report_text import document, whole
from riktning.web.views.reading import reader_language

CONTENT_TYPES = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "odt": "application/vnd.oasis.opendocument.text",
    "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "pdf": "application/pdf",
    "html": "text/html; charset=utf-8",
    "zip": "application/zip",
}


def found_report(request: HttpRequest, number: int) -> Report:
    """The report, when the reader may read it; otherwise who may is told."""
    report = find_report(number)
    if report is None:
        raise Http404
    require_reading(acting(request), report)
    return report


def report_list(request: HttpRequest) -> HttpResponse:
    """Every report the reader may read: what is written first, then what is approved."""
    actor = acting(request)
    rows = present.report_rows(reports_for(actor), reader_language())
    context = {
        "drafts": [row for row in rows if row.report.state == ReportState.DRAFT],
        "approved": [row for row in rows if row.report.state == ReportState.APPROVED],
        "begin": may_somewhere(actor, Action.BEGIN_REPORT),
        "inside": may_somewhere(actor, Action.READ_REPORT_DRAFT),
    }
    return render(request, "reports/list.html", context)


def one_report(request: HttpRequest, number: int) -> HttpResponse:
    """The report: its sections while it is written, its text when it is approved."""
    report = found_report(request, number)
    if report.state == ReportState.APPROVED:
        return read_page(request, report)
    return report_page(request, report)


def report_page(
    request: HttpRequest, report: Report, *, fault: str = "", status: int = 200
) -> HttpResponse:
    """The sections of a draft: who writes what, how far each has come, what is left."""
    actor, run = acting(request), current_run()
    sections = sections_in(report)
    may_approve = may_of_report(actor, Action.APPROVE_REPORT, report)
    rows = present.section_rows(sections, actor)
    context = {
        "run": run,
        "report": report,
        "template": present.template_names(reader_language()).get(report.template_key, ""),
        "rows": rows,
        "many": many_steps(rows, actor, behind_each(report)),
        "newer": run if run is not None and run.pk != report.run_id else None,
        "assign": may_of_report(actor, Action.ASSIGN_SECTION, report),
        "may_approve": may_approve,
        "own": may_approve and own_words(Act.APPROVE_REPORT, behind_all(report), actor),
        "waiting": left_of(sections),
        "formats": present.addresses(report),
        "history": present.step_lines(steps_of(report)),
        "fault": fault,
    }
    return render(request, "reports/report.html", context, status=status)


def read_report(request: HttpRequest, number: int) -> HttpResponse:
    """The whole of the report as text."""
    return read_page(request, found_report(request, number))


def read_page(request: HttpRequest, report: Report) -> HttpResponse:
    """The text: of an approved report as it was frozen, of a draft as it is now."""
    frozen = frozen_of(report)
    manuscript, _mark = manuscript_and_mark(report)
    context = {
        "report": report,
        "frozen": frozen,
        "manuscript": manuscript,
        "text": whole(manuscript),
        "formats": present.addresses(report),
        "internal": may_somewhere(acting(request), Action.READ_INTERNAL),
        "decision_key": f"{WRITTEN}{report.pk}",
        "carries_on": frozen is not None
        and may_of_report(acting(request), Action.BEGIN_REPORT, report),
    }
    return render(request, "reports/read.html", context)


def manuscript_and_mark(report: Report) -> tuple[Manuscript, str]:
    """What the documents are made of, and its fingerprint: a draft is as it is now, without one."""
    frozen = frozen_of(report)
    if frozen is not None:
        return manuscript_from_json(frozen.manuscript), frozen.sha256
    return manuscript_of_report(report), ""


def report_document(request: HttpRequest, number: int, ending: str) -> HttpResponse:
    """The report in a format, to save; named and made as the command does."""
    from riktning.documents.manuscript.write import file_stem

    report = found_report(request, number)
    if ending not in CONTENT_TYPES:
        raise Http404
    manuscript, mark = manuscript_and_mark(report)
    response = HttpResponse(document(manuscript, mark, ending), content_type=CONTENT_TYPES[ending])
    name = f"{file_stem(manuscript)}.{ending}"
    response.headers["Content-Disposition"] = content_disposition_header(True, name) or "attachment"
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response
