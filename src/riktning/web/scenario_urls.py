"""The addresses of scenarios; what is published is open to everybody."""

from collections.abc import Callable

from django.http import HttpResponseBase
from django.urls import URLPattern, path

from riktning.apps.organisation.rights import Action
from riktning.web.access import allowed
from riktning.web.views import scenarios


def published(route: str, view: Callable[..., HttpResponseBase], name: str) -> URLPattern:
    """A page of what is published."""
    return path(route, allowed(Action.READ_PUBLISHED)(view), name=name)


scenario_pages = [
    published("scenarier/", scenarios.scenario_list, "scenarios"),
    published("scenarier/<slug:slug>/", scenarios.scenario, "scenario"),
    published("scenarier/<slug:slug>/tabell.<str:ending>", scenarios.table, "scenario_table"),
]
