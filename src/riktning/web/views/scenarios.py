"""The scenarios that are published, and one of them: what is assumed, and what it leads to."""

from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from riktning.apps.observations import queries as observations
from riktning.apps.observations.models import Run
from riktning.apps.scenarios import queries
from riktning.apps.scenarios.models import Job
from riktning.core.periods import PeriodKind
from riktning.simulation.scenarios.outcomes import OUTCOMES
from riktning.web.charts import Picture
from riktning.web.presenters import scenario_words as assumed
from riktning.web.presenters import scenarios as present
from riktning.web.scenario_charts import fan_picture
from riktning.web.table_files import table_file
from riktning.web.views.reading import reader_language

RUN = "korning-"  # before the number of a run, where scenarios are named in an address


def scenario_list(request: HttpRequest) -> HttpResponse:
    """Every scenario of the latest publication. Two queries, and the frame's."""
    found, language = queries.shown(), reader_language()
    rows = [present.listed(each, language) for each in found.contents] if found else []
    context = {"rows": rows, "found": found, "about": present.about(found, language)}
    return render(request, "scenarios.html", context)


def scenario(request: HttpRequest, slug: str) -> HttpResponse:
    """One scenario, with the outcome and the year that the address chooses."""
    return scenario_page(request, queries.shown(), slug, reverse("web:scenario", args=[slug]))


def scenario_page(
    request: HttpRequest,
    found: queries.Shown | None,
    slug: str,
    address: str,
    job: Job | None = None,
) -> HttpResponse:
    """A scenario that is published, or that the run ``job`` led to; ``address``: where it is."""
    language = reader_language()
    content = _content(found, slug)
    run = observations.current_run()
    chosen = present.chosen(content, request.GET.get("utfall", ""), request.GET.get("ar", ""))
    outcome, year = chosen
    text = present.fan_text(content, outcome, year, language)
    picture: Picture = fan_picture(present.fan_plot(content, outcome, language), text)
    shares = present.share_rows(content, outcome, year, language)
    context = {
        "run": run,
        "job": job,
        "address": address,
        "compare": f"{reverse('web:scenario_compare')}?{urlencode(compared(content, job), True)}",
        "content": content,
        "name": content["name"][language],
        "says": content["says"][language],
        "baseline": present.baseline_name(content, language),
        "facts": present.facts(content, language),
        "levers": assumed.levers(content, language),
        "parameters": assumed.parameters(content, language),
        "choices": present.choices(content, outcome, language),
        "years": content["years"],
        "year": year,
        "outcome": outcome,
        "picture": picture,
        "text": text,
        "behind": present.behind(content, outcome, language),
        "shares": shares,
        "has_error": any(error for _lever, _value, error in shares),
        "groups": present.groups(content, year, _measured(run), language),
    }
    return render(request, "scenario.html", context)


def compared(content: dict[str, Any], job: Job | None) -> dict[str, list[str]]:
    """What the page of comparing is asked for: this scenario beside what it is compared with."""
    base = content["baseline"]
    own = content["id"] if job is None else f"{RUN}{job.pk}"
    return {"med": [*([base["id"]] if base else []), own]}


def table(request: HttpRequest, slug: str, ending: str) -> HttpResponseBase:
    """Every outcome of a scenario, year by year, as a file."""
    return table_of(queries.shown(), slug, ending, slug)


def table_of(found: queries.Shown | None, slug: str, ending: str, name: str) -> HttpResponseBase:
    """The same of one that is published, or that a run led to."""
    content = _content(found, slug)
    rows = present.file_rows(content, reader_language())
    name = f"{_('scenario')}_{name}"
    return table_file(ending, name, present.file_headings(), rows, synthetic=True)


def _content(found: queries.Shown | None, slug: str) -> dict[str, Any]:
    content = found.content(slug) if found else None
    if content is None:
        raise Http404
    return content


def _measured(run: Run | None) -> present.Measured:
    """The latest whole year's value of each measure in the region. One query."""
    if run is None:
        return {}
    measures = [outcome.measure for outcome in OUTCOMES if outcome.measure]
    found = observations.many_series(run, measures, run.region_unit_id, PeriodKind.YEAR)
    return {
        indicator_id: (point.period.start.year, point.value)
        for indicator_id, points in found.items()
        for point in points  # the latest comes last
        if point.value is not None and not point.preliminary
    }
