"""The addresses of start page, units, alignment and the items of plans."""

from collections.abc import Callable

from django.http import HttpResponseBase
from django.urls import URLPattern, path

from riktning.apps.organisation.rights import Action
from riktning.web.access import allowed
from riktning.web.views import alignment, items, start, units

ITEM = "planen/<slug:plan>/post/<int:number>/"


def to(
    action: Action | None, route: str, view: Callable[..., HttpResponseBase], name: str
) -> URLPattern:
    """A page for whoever may do the action; None: for everybody who has signed in."""
    return path(route, allowed(action)(view), name=name)


place_pages = [
    to(None, "start/", start.start, "start"),
    to(Action.READ_PUBLISHED, "enhet/<str:unit_id>/", units.unit, "unit"),
    to(Action.READ_PUBLISHED, "enhet/<str:unit_id>/matt.<str:ending>", units.unit_table,
       "unit_table"),
    to(Action.READ_PUBLISHED, "samband/", alignment.alignment, "alignment"),
    to(Action.READ_PUBLISHED, "samband.<str:ending>", alignment.alignment_table,
       "alignment_table"),
    to(Action.READ_PUBLISHED, ITEM, items.item, "item_history"),
    to(Action.READ_INTERNAL, f"{ITEM}svar.<str:ending>", items.item_table, "item_answers"),
]  # fmt: skip
