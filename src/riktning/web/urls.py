"""The addresses of the pages, and what each asks of who comes; the address says what is filtered.

An address that does not say what it asks for is closed (:mod:`riktning.web.access`).
"""

from collections.abc import Callable

from django.http import HttpResponseBase
from django.urls import URLPattern, path

from riktning.apps.organisation.rights import Action
from riktning.web.access import allowed
from riktning.web.decision_urls import decision_pages
from riktning.web.drafts import of_revision
from riktning.web.group_urls import group_pages
from riktning.web.list_urls import list_files
from riktning.web.meeting_urls import meeting_pages
from riktning.web.need_urls import need_pages
from riktning.web.place_urls import place_pages
from riktning.web.plan_urls import editing_pages
from riktning.web.proposal_urls import proposal_pages
from riktning.web.report_urls import report_pages
from riktning.web.round_urls import round_pages
from riktning.web.scenario_urls import scenario_pages
from riktning.web.views import (
    account,
    areas,
    follow_up,
    indicators,
    overview,
    plan_changes,
    plan_coverage,
    plan_maps,
    plan_matches,
    plan_picture,
    plan_tables,
    plans,
    search,
    site,
    trail,
)

View = Callable[..., HttpResponseBase]


def to(action: Action | None, route: str, view: View, name: str) -> URLPattern:
    """A page for whoever may do the action; None: for everybody."""
    return path(route, allowed(action)(view), name=name)


def published(route: str, view: View, name: str) -> URLPattern:
    """A page of what is published: open to everybody when the site has a public part."""
    return to(Action.READ_PUBLISHED, route, view, name)


def of_a_revision(route: str, view: View, name: str) -> URLPattern:
    """A page of one revision of a plan; of a draft only for who may read drafts."""
    return published(f"{REVISION}{route}", of_revision(view), name)


REVISION = "planen/<slug:plan>/<int:number>/"

app_name = "web"
urlpatterns = [
    published("", overview.overview, "overview"),
    published("laget/omraden.<str:ending>", overview.areas_table, "overview_areas"),
    published("laget/uppmarksamhet.<str:ending>", overview.attention_table, "overview_attention"),
    published("planen/", plans.plan_list, "plans"),
    of_a_revision("", plans.revision, "revision"),
    published("planen/granskning/", plan_coverage.coverage, "coverage"),
    published("planen/granskning.<str:ending>", plan_tables.coverage_table, "coverage_table"),
    published("planen/styrbild/", plan_picture.picture, "picture"),
    published("planen/styrbild.docx", plan_picture.picture_file, "picture_file"),
    of_a_revision("andringar/", plan_changes.changes, "changes"),
    of_a_revision("andringar.docx", plan_changes.changes_file, "changes_file"),
    of_a_revision("motsvarigheter/", plan_matches.matches, "matches"),
    of_a_revision("strategikarta/", plan_maps.strategy, "strategy"),
    of_a_revision("tidslinje/", plan_maps.activities, "timeline"),
    of_a_revision("tidslinje.<str:ending>", plan_tables.timeline_table, "timeline_table"),
    of_a_revision("arshjul/", plan_maps.wheel, "wheel"),
    published("omrade/<slug:slug>/", areas.area, "area"),
    published("omrade/<slug:slug>/matt.<str:ending>", areas.measure_table, "area_measures"),
    published("omrade/<slug:slug>/plan.<str:ending>", areas.plan_table, "area_plan"),
    published("indikatorer/", indicators.indicator_list, "indicators"),
    published("indikatorer.<str:ending>", indicators.indicator_table, "indicators_table"),
    published("indikator/<slug:indicator_id>/", indicators.indicator, "indicator"),
    published("indikator/<slug:indicator_id>/data.csv", indicators.figures_file, "data"),
    published("indikator/<slug:indicator_id>/diagram.svg", indicators.chart_file, "chart"),
    published("uppfoljning/", follow_up.follow_up, "follow_up"),
    published("uppfoljning/rapport/<int:report>/<int:number>/", follow_up.report_file, "report"),
    *list_files,
    *editing_pages,
    *round_pages,
    *report_pages,
    *place_pages,
    *proposal_pages,
    *group_pages,
    *need_pages,
    *scenario_pages,
    *decision_pages,
    *meeting_pages,
    published("sok/", search.search, "search"),
    published("sok/traffar.<str:ending>", search.search_file, "search_table"),
    to(Action.READ_TRAIL, "historik/", trail.trail, "trail"),
    to(Action.READ_TRAIL, "historik.csv", trail.trail_csv, "trail_csv"),
    to(Action.READ_TRAIL, "historik.xlsx", trail.trail_excel, "trail_excel"),
    to(None, "stil", site.style, "style"),
    to(None, "om/", site.about, "about"),
    to(None, "utseende/", site.choose_scheme, "scheme"),
    to(None, "konto/", account.account, "account"),
]
