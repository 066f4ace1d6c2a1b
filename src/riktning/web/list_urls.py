"""The addresses of lists as files, and what each asks of who comes: what its page asks."""

from collections.abc import Callable

from django.http import HttpResponseBase
from django.urls import URLPattern, path

from riktning.apps.organisation.rights import Action
from riktning.web.access import allowed
from riktning.web.drafts import of_revision
from riktning.web.views import list_tables, plan_changes

REVISION = "planen/<slug:plan>/<int:number>/"


def listed(route: str, view: Callable[..., HttpResponseBase], name: str) -> URLPattern:
    """A list for whoever reads what is published; what else is in it, is asked inside."""
    return path(f"{route}.<str:ending>", allowed(Action.READ_PUBLISHED)(view), name=name)


list_files = [
    listed("planen", list_tables.plans_table, "plans_table"),
    listed(f"{REVISION}innehall", of_revision(list_tables.revision_table), "revision_table"),
    listed(f"{REVISION}andringar", of_revision(plan_changes.changes_table), "changes_table"),
    listed(f"{REVISION}arshjul", of_revision(list_tables.wheel_table), "wheel_table"),
    listed("grupper", list_tables.groups_table, "groups_table"),
    listed("moten", list_tables.meetings_table, "meetings_table"),
    listed("rapporter", list_tables.reports_table, "reports_table"),
]
