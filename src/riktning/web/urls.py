"""The addresses of the pages; the address says where you are and what is filtered."""

from django.urls import path

from riktning.web.views import (
    areas,
    follow_up,
    indicators,
    overview,
    plan_changes,
    plan_coverage,
    plan_maps,
    plan_matches,
    plan_picture,
    plans,
    site,
)

app_name = "web"
urlpatterns = [
    path("", overview.overview, name="overview"),
    path("planen/", plans.plan_list, name="plans"),
    path("planen/<slug:plan>/<int:number>/", plans.revision, name="revision"),
    path("planen/granskning/", plan_coverage.coverage, name="coverage"),
    path("planen/styrbild/", plan_picture.picture, name="picture"),
    path("planen/styrbild.docx", plan_picture.picture_file, name="picture_file"),
    path("planen/<slug:plan>/<int:number>/andringar/", plan_changes.changes, name="changes"),
    path(
        "planen/<slug:plan>/<int:number>/andringar.docx",
        plan_changes.changes_file,
        name="changes_file",
    ),
    path("planen/<slug:plan>/<int:number>/motsvarigheter/", plan_matches.matches, name="matches"),
    path("planen/<slug:plan>/<int:number>/strategikarta/", plan_maps.strategy, name="strategy"),
    path("planen/<slug:plan>/<int:number>/tidslinje/", plan_maps.activities, name="timeline"),
    path("planen/<slug:plan>/<int:number>/arshjul/", plan_maps.wheel, name="wheel"),
    path(
        "planen/<slug:plan>/<int:number>/motsvarigheter/svar/",
        plan_matches.decide_match,
        name="decide_match",
    ),
    path("omrade/<slug:slug>/", areas.area, name="area"),
    path("indikatorer/", indicators.indicator_list, name="indicators"),
    path("indikator/<slug:indicator_id>/", indicators.indicator, name="indicator"),
    path("indikator/<slug:indicator_id>/data.csv", indicators.figures_file, name="data"),
    path("indikator/<slug:indicator_id>/diagram.svg", indicators.chart_file, name="chart"),
    path("uppfoljning/", follow_up.follow_up, name="follow_up"),
    path("uppfoljning/rapport/<int:report>/<int:number>/", follow_up.report_file, name="report"),
    path("stil", site.style, name="style"),
    path("om/", site.about, name="about"),
    path("utseende/", site.choose_scheme, name="scheme"),
]
