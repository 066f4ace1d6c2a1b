"""The addresses of groups and their papers, and what each asks of who comes."""

from collections.abc import Callable

from django.http import HttpResponseBase
from django.urls import URLPattern, path

from riktning.apps.organisation.rights import Action
from riktning.web.access import allowed
from riktning.web.views import assignments, group_changes, group_files, groups

GROUP = "grupper/<slug:code>/"
VERSION = f"{GROUP}uppdrag/<int:number>/"


def to(action: Action, route: str, view: Callable[..., HttpResponseBase], name: str) -> URLPattern:
    """A page for whoever may do the action somewhere."""
    return path(route, allowed(action)(view), name=name)


group_pages = [
    to(Action.READ_PUBLISHED, "grupper/", groups.group_list, "groups"),
    to(Action.FORM_GROUP, "grupper/ny/", group_changes.new_group, "group_new"),
    to(Action.READ_INTERNAL, "grupper/fynd/", groups.group_findings, "group_findings"),
    to(Action.READ_INTERNAL, "grupper/fynd.<str:ending>", group_files.findings_file,
       "group_findings_table"),
    to(Action.READ_PUBLISHED, "grupper/natet.<str:ending>", group_files.network_file,
       "group_network_table"),
    to(Action.READ_PUBLISHED, "grupper/natet/", groups.network_page, "group_network"),
    to(Action.READ_PUBLISHED, GROUP, groups.one_group, "group"),
    to(Action.CHANGE_GROUP, f"{GROUP}andra/", group_changes.edit_group, "group_edit"),
    to(Action.SEAT_MEMBER, f"{GROUP}platser/", group_changes.seats, "group_seats"),
    to(Action.RELATE_GROUPS, f"{GROUP}vagar/", group_changes.ways, "group_ways"),
    to(Action.WRITE_ASSIGNMENT, f"{GROUP}uppdrag/", assignments.begin, "assignment_begin"),
    to(Action.READ_PUBLISHED, VERSION, assignments.version, "assignment"),
    to(Action.READ_PUBLISHED, f"{VERSION}handling.docx", assignments.as_word, "assignment_word"),
    to(Action.READ_PUBLISHED, f"{VERSION}handling.pdf", assignments.as_pdf, "assignment_pdf"),
    to(Action.WRITE_ASSIGNMENT, f"{VERSION}skriv/", assignments.write, "assignment_write"),
    to(Action.DECIDE_ASSIGNMENT, f"{VERSION}beslut/", assignments.decide, "assignment_decide"),
]  # fmt: skip
