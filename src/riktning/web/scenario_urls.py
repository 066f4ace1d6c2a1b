"""The addresses of scenarios; what is published is open to everybody, runs to those at work."""

from collections.abc import Callable

from django.http import HttpResponseBase
from django.urls import URLPattern, path

from riktning.apps.organisation.rights import Action
from riktning.web.access import allowed
from riktning.web.views import scenario_compare, scenario_jobs, scenario_shown, scenarios


def to(action: Action, route: str, view: Callable[..., HttpResponseBase], name: str) -> URLPattern:
    """A page for whoever may do the action somewhere."""
    return path(route, allowed(action)(view), name=name)


READ, RUN, INSIDE = Action.READ_PUBLISHED, Action.RUN_SCENARIO, Action.READ_INTERNAL
PUBLISH, WITHDRAW = Action.PUBLISH_SCENARIOS, Action.WITHDRAW_SCENARIO
JOB = "scenarier/korningar/<int:number>/"

scenario_pages = [
    to(READ, "scenarier/", scenarios.scenario_list, "scenarios"),
    to(RUN, "scenarier/ny/", scenario_jobs.new, "scenario_new"),
    to(READ, "scenarier/jamfor/", scenario_compare.compare, "scenario_compare"),
    to(READ, "scenarier/jamfor.<str:ending>", scenario_compare.table, "scenario_compare_table"),
    to(INSIDE, "scenarier/korningar/", scenario_jobs.job_list, "scenario_jobs"),
    to(INSIDE, JOB, scenario_jobs.job, "scenario_job"),
    to(INSIDE, f"{JOB}tabell.<str:ending>", scenario_jobs.job_table, "scenario_job_table"),
    to(INSIDE, f"{JOB}scenario.yaml", scenario_jobs.job_file, "scenario_job_file"),
    # one's own, and anybody's for the analyst and the administrator: asked for inside
    to(INSIDE, f"{JOB}avbryt/", scenario_jobs.cancel, "scenario_cancel"),
    to(PUBLISH, f"{JOB}publicera/", scenario_shown.publish, "scenario_publish"),
    to(WITHDRAW, f"{JOB}dra-tillbaka/", scenario_shown.withdraw, "scenario_withdraw"),
    to(READ, "scenarier/<slug:slug>/", scenarios.scenario, "scenario"),
    to(READ, "scenarier/<slug:slug>/tabell.<str:ending>", scenarios.table, "scenario_table"),
]
