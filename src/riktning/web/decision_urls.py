"""The addresses of decisions and what follows of them, and what each asks of who comes."""

from collections.abc import Callable

from django.http import HttpResponseBase
from django.urls import URLPattern, path

from riktning.apps.organisation.rights import Action
from riktning.web.access import allowed
from riktning.web.views import decisions, items_of_decisions

DECISION = "beslut/<int:number>/"
ITEM = "beslut/atgarder/<int:number>/"


def to(action: Action, route: str, view: Callable[..., HttpResponseBase], name: str) -> URLPattern:
    """A page for whoever may do the action somewhere."""
    return path(route, allowed(action)(view), name=name)


decision_pages = [
    to(Action.READ_PUBLISHED, "beslut/", decisions.register, "decisions"),
    to(Action.READ_PUBLISHED, "beslut/register.<str:ending>", decisions.register_file,
       "decision_table"),
    to(Action.RECORD_DECISION, "beslut/nytt/", decisions.new_decision, "decision_new"),
    to(Action.READ_PUBLISHED, DECISION, decisions.one_decision, "decision"),
    to(Action.GIVE_ITEM, f"{DECISION}atgard/", items_of_decisions.give, "item_give"),
    to(Action.READ_INTERNAL, "beslut/atgarder/", items_of_decisions.item_list, "items"),
    to(Action.READ_INTERNAL, "beslut/atgarder.<str:ending>", items_of_decisions.item_file,
       "item_table"),
    to(Action.READ_INTERNAL, ITEM, items_of_decisions.one_item, "item"),
    to(Action.FOLLOW_UP_ITEM, f"{ITEM}uppfoljning/", items_of_decisions.follow_up, "item_note"),
]  # fmt: skip
