"""The addresses of reports that are written, and what each asks of who comes.

Which reports, and who may write what in them, is asked for inside: a named writer may write.
"""

from collections.abc import Callable

from django.http import HttpResponseBase
from django.urls import URLPattern, path

from riktning.apps.organisation.rights import Action
from riktning.web.access import allowed
from riktning.web.views import (
    report_desk,
    report_section,
    report_steps,
    reports_newer,
    written_reports,
)

REPORT = "rapporter/<int:number>/"
SECTION = f"{REPORT}avsnitt/<str:key>/"


def to(action: Action, route: str, view: Callable[..., HttpResponseBase], name: str) -> URLPattern:
    """A page for whoever may do the action somewhere."""
    return path(route, allowed(action)(view), name=name)


report_pages = [
    to(Action.READ_PUBLISHED, "rapporter/", written_reports.report_list, "written_reports"),
    to(Action.BEGIN_REPORT, "rapporter/ny/", report_desk.new_report, "report_new"),
    to(Action.READ_PUBLISHED, REPORT, written_reports.one_report, "written_report"),
    to(Action.READ_PUBLISHED, f"{REPORT}las/", written_reports.read_report, "report_read"),
    to(
        Action.READ_PUBLISHED,
        f"{REPORT}rapport.<str:ending>",
        written_reports.report_document,
        "report_document",
    ),
    to(Action.ASSIGN_SECTION, f"{REPORT}om/", report_desk.about_report, "report_about"),
    to(Action.ASSIGN_SECTION, f"{REPORT}nytt/", reports_newer.newer, "report_newer"),
    to(Action.APPROVE_REPORT, f"{REPORT}godkann/", report_desk.approve, "report_approve"),
    to(Action.READ_REPORT_DRAFT, f"{REPORT}steg/", report_steps.steps, "report_steps"),
    to(Action.READ_REPORT_DRAFT, SECTION, report_section.section, "report_section"),
    to(Action.READ_REPORT_DRAFT, f"{SECTION}spara/", report_section.keep, "report_keep"),
    to(
        Action.READ_REPORT_DRAFT,
        f"{SECTION}forhandsvisning/",
        report_section.preview,
        "report_preview",
    ),
    to(
        Action.READ_REPORT_DRAFT,
        f"{SECTION}underlag/",
        report_section.evidence,
        "report_evidence",
    ),
    to(Action.READ_REPORT_DRAFT, f"{SECTION}steg/", report_section.step, "report_step"),
]
