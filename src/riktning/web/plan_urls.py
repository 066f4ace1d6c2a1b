"""The addresses where plans are changed; whose plan it is, and the area, is asked for inside."""

from collections.abc import Callable

from django.http import HttpResponseBase
from django.urls import URLPattern, path

from riktning.apps.organisation.rights import Action
from riktning.web.access import allowed
from riktning.web.views import (
    plan_bring,
    plan_decide,
    plan_edit,
    plan_item,
    plan_local,
    plan_matches,
    plan_year,
)

REVISION = "planen/<slug:plan>/<int:number>/"
ITEM = f"{REVISION}post/<int:item>/"


def to(action: Action, route: str, view: Callable[..., HttpResponseBase], name: str) -> URLPattern:
    """A page for whoever may do the action somewhere."""
    return path(route, allowed(action)(view), name=name)


def editing(route: str, view: Callable[..., HttpResponseBase], name: str) -> URLPattern:
    """A page where a plan is changed: for those who may change some plan."""
    return to(Action.EDIT_LOCAL_PLAN, route, view, name)


editing_pages = [
    editing(f"{REVISION}redigera/", plan_edit.whole, "edit"),
    editing(f"{REVISION}redigera/<int:item>/", plan_edit.area, "edit_area"),
    editing(f"{REVISION}redigera/ny/", plan_edit.new, "edit_new"),
    editing(f"{REVISION}redigera/fraga/<int:key>/", plan_edit.question, "edit_question"),
    editing(f"{REVISION}redigera/nytt/", plan_edit.news, "edit_news"),
    editing(f"{REVISION}motsvarigheter/svar/", plan_matches.decide_match, "decide_match"),
    editing(ITEM, plan_item.item, "edit_item"),
    editing(f"{REVISION}ny-revidering/", plan_decide.copy, "copy"),
    to(Action.DECIDE_LOCAL_PLAN, f"{REVISION}beslut/", plan_decide.decide, "decide"),
    to(Action.DRAFT_LOCAL_PLAN, "planen/ny-lokal/", plan_local.draft, "local_plan"),
    to(Action.CREATE_DRAFT, "planen/las-in/", plan_bring.bring, "bring_plan"),
    editing(f"{REVISION}arshjul/uppgift/", plan_year.year_task, "year_task"),
    editing(f"{REVISION}ta-upp/", plan_local.take, "take_up"),
]
