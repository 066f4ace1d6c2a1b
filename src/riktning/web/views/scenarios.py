"""The scenarios that are published, and one of them: what is assumed, and what it leads to."""

from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from riktning.apps.observations import queries as observations
from riktning.apps.observations.models import Run
from riktning.apps.organisation.rights import Action, may_somewhere
from riktning.apps.scenarios import queries
from riktning.apps.scenarios.actions import RUN
from riktning.apps.scenarios.drafting import own_id
from riktning.apps.scenarios.models import Job
from riktning.core.periods import PeriodKind
from riktning.simulation.scenarios.outcomes import OUTCOMES
from riktning.web.access import acting
from riktning.web.charts import Picture
from riktning.web.presenters import scenario_words as assumed
from riktning.web.presenters import scenarios as present
from riktning.web.presenters.scenario_shares import share_rows
from riktning.web.scenario_charts import fan_picture
from riktning.web.table_files import table_file
from riktning.web.views.reading import reader_language

GONE = 410
LONGEST = 18  # digits of a number that a database can look for


def scenario_list(request: HttpRequest) -> HttpResponse:
    """Every scenario of the latest publication, and the runs shown beside them. Three queries, and
    the frame's."""
    found, language = queries.shown(), reader_language()
    rows = [present.listed(each, language) for each in found.contents] if found else []
    context = {
        "rows": rows, "found": found, "about": present.about(found, language),
        "runs": [_listed_run(job, language) for job in queries.published_runs()],
    }  # fmt: skip
    return render(request, "scenarios.html", context)


def _listed_run(job: Job, language: str) -> dict[str, Any]:
    shown = queries.led_to(job)
    content = _content(shown, own_id(job.scenario))
    told = {"slug": f"{RUN}{job.pk}", "number": job.pk, "about": present.about(shown, language)}
    return {**present.listed(content, language), **told, "shown_since": job.shown_since}  # type: ignore[attr-defined]  # as the query says


def scenario(request: HttpRequest, slug: str) -> HttpResponse:
    """One scenario, with the outcome and the year that the address chooses."""
    number = run_number(slug)
    if number is not None:
        return _shown_run(request, number, slug)
    return scenario_page(request, queries.shown(), slug, reverse("web:scenario", args=[slug]))


def run_number(slug: str) -> int | None:
    """The number of the run that an address names; None where it names none."""
    number = slug.removeprefix(RUN)
    plain = number.isascii() and number.isdecimal() and len(number) <= LONGEST
    return int(number) if slug.startswith(RUN) and plain else None


def _shown_run(request: HttpRequest, number: int, slug: str) -> HttpResponse:
    """A run that is published; why it is not any more; for those at work the run itself."""
    told = queries.published_run(number)
    if told is not None and told.withdrawn is not None:
        return render(request, "scenario_withdrawn.html", {"told": told}, status=GONE)
    job = queries.job(number)
    if job is None or (told is None and not may_somewhere(acting(request), Action.READ_INTERNAL)):
        raise Http404
    if told is None:
        return HttpResponseRedirect(reverse("web:scenario_job", args=[number]))
    address = reverse("web:scenario", args=[slug])
    shown, key = queries.led_to(job), own_id(job.scenario)
    return scenario_page(request, shown, key, address, told=told, named=slug)


def scenario_page(
    request: HttpRequest,
    found: queries.Shown | None,
    slug: str,
    address: str,
    job: Job | None = None,
    told: queries.PublishedRun | None = None,
    named: str = "",
) -> HttpResponse:
    """A scenario that is published, or that the run ``job`` led to; ``address``: where it is.

    ``told``: of a run, that it is shown to everybody; ``named``: what it is called in addresses,
    where that is not what it is called in its publication.
    """
    language, actor = reader_language(), acting(request)
    content = _content(found, slug)
    run = observations.current_run()
    chosen = present.chosen(content, request.GET.get("utfall", ""), request.GET.get("ar", ""))
    outcome, year = chosen
    text = present.fan_text(content, outcome, year, language)
    picture: Picture = fan_picture(present.fan_plot(content, outcome, language), text)
    shares = share_rows(content, outcome, year, language)
    context = {
        "run": run,
        "job": job,
        "address": address,
        "told": told,
        "key": named or content["id"],
        "may_publish": may_somewhere(actor, Action.PUBLISH_SCENARIOS),
        "may_withdraw": may_somewhere(actor, Action.WITHDRAW_SCENARIO),
        "compare": f"{reverse('web:scenario_compare')}?{urlencode(compared(content, named), True)}",
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
        "has_error": any(row.error for row in shares),
        "has_alone": any(row.alone for row in shares),
        "groups": present.groups(content, year, _measured(run), language),
    }
    return render(request, "scenario.html", context)


def compared(content: dict[str, Any], named: str) -> dict[str, list[str]]:
    """What the page of comparing is asked for: this scenario beside what it is compared with."""
    base = content["baseline"]
    return {"med": [*([base["id"]] if base else []), named or content["id"]]}


def table(request: HttpRequest, slug: str, ending: str) -> HttpResponseBase:
    """Every outcome of a scenario, year by year, as a file."""
    number = run_number(slug)
    if number is None:
        return table_of(queries.shown(), slug, ending, slug)
    job = queries.shown_run(number)
    if job is None:
        raise Http404
    return table_of(queries.led_to(job), own_id(job.scenario), ending, f"{job.name}_{number}")


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
