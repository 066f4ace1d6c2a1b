"""Scenarios of one's own: the form, the runs that were asked for, and one of them."""

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from riktning.apps.scenarios import queries
from riktning.apps.scenarios.actions import RUN
from riktning.apps.scenarios.drafting import file_to_run, own_id
from riktning.apps.scenarios.jobs import ORDERS, cancel_job, may_cancel, queue_job
from riktning.apps.scenarios.models import Job
from riktning.apps.scenarios.starts import Start, baseline_of, published_start, starts
from riktning.apps.scenarios.working import BROKEN_OFF
from riktning.core.errors import RiktningError
from riktning.core.periods import MONTHS_A_YEAR
from riktning.documents.charts import number
from riktning.simulation.scenarios.lever_files import lever_catalogue
from riktning.web.access import acting
from riktning.web.presenters.scenario_jobs import ASSUMED_PACE, expected, progress, subsets_of
from riktning.web.presenters.scenario_levers import lever_rows, used_levers
from riktning.web.refusals import told_of
from riktning.web.scenario_forms import ScenarioForm, filled_from, from_address, in_address
from riktning.web.views.reading import reader_language
from riktning.web.views.scenarios import run_number, scenario_page, table_of

FIRST_CHOICE = "plan-as-decided"
LONGEST_KEY = 60  # signs of what an address names, as it is told
LONGEST = 10  # digits of a number in the form
MOST_ODD = 5  # of what an address says that the form cannot take, as it is told


def new(request: HttpRequest) -> HttpResponse:
    """The form, as the address fills it in; and the run that is asked for with it."""
    shown = queries.shown()
    known = starts(shown)
    asked_from = (request.POST or request.GET).get("fran", "")
    start = run_start(asked_from) or _start(known, asked_from)
    other = _other_start(asked_from, start)
    form = ScenarioForm(request.POST or None, start=start)
    said, odd = from_address(form, request.GET)
    form.initial = filled_from(start) | said
    if form.is_bound and other:
        form.full_clean()
        form.add_error(None, other)
    if request.method == "POST" and "lank" in request.POST:
        return HttpResponseRedirect(f"{request.path}?{urlencode(in_address(form, request.POST))}")
    if request.method == "POST" and form.is_valid():
        try:
            asked = form.asked(baseline_of(known, shown))
            job = queue_job(asked=asked, actor=acting(request))
        except RiktningError as error:
            form.add_error(None, told_of(error))
        else:
            return HttpResponseRedirect(reverse("web:scenario_job", args=[job.pk]))
    status = 422 if form.is_bound and form.errors else 200
    told = [] if form.is_bound else [other, _odd_words(odd)]
    context = _form_context(form, known, shown) | {"told": [each for each in told if each]}
    return render(request, "scenario_new.html", context, status=status)


def run_start(asked: str) -> Start | None:
    """A run to start from, by its name in an address: who makes scenarios reads every run."""
    number = run_number(asked)
    job = queries.job(number) if number is not None else None
    shown = queries.led_to(job) if job is not None else None
    content = shown.content(own_id(job.scenario)) if job is not None and shown else None
    return Start({**published_start(content).told, "id": asked}) if content else None


def _start(known: tuple[Start, ...], slug: str) -> Start:
    if not known:
        raise Http404
    by_slug = {each.slug: each for each in known}
    return by_slug.get(slug) or by_slug.get(FIRST_CHOICE) or known[0]


def _other_start(asked: str, start: Start) -> str:
    """In words, that the form starts from another scenario than the one asked for."""
    if not asked or asked == start.slug:
        return ""
    return _(
        "Scenariot som adressen utgår från finns inte: %(name)s. Formuläret utgår från %(start)s."
    ) % {"name": asked[:LONGEST_KEY], "start": start.name(reader_language())}


def _odd_words(odd: list[str]) -> str:
    """In words, what the address says that the form cannot take."""
    if not odd:
        return ""
    return _(
        "Det här i adressen kan formuläret inte ta, och har i stället det som scenariot har: "
        "%(odd)s."
    ) % {"odd": "; ".join(odd[:MOST_ODD])}


def _form_context(
    form: ScenarioForm, known: tuple[Start, ...], shown: queries.Shown | None
) -> dict[str, Any]:
    language = reader_language()
    return {
        "form": form, "rows": lever_rows(form, language), "start": form.begins,
        "starts": [
            (each.slug, each.name(language))
            for each in (known if form.begins in known else (*known, form.begins))
        ],
        "start_name": form.begins.name(language), "first": form.first,
        "wrong": [
            (_named(form, name), form[name].id_for_label, errors)
            for name, errors in form.errors.items() if name in form.fields
        ],
        **_size(form, population(shown), language),
    }  # fmt: skip


def _named(form: ScenarioForm, name: str) -> str:
    """A field in the list of what is wrong: a lever's with the name of the lever."""
    label, lever = str(form[name].label), lever_catalogue().levers.get(name.partition("-")[0])
    return (
        f"{lever.name.in_(reader_language())}, {label[:1].lower()}{label[1:]}" if lever else label
    )


def _size(form: ScenarioForm, people: int, language: str) -> dict[str, Any]:
    """What the run takes, in words; empty where the numbers are none."""
    pace = queries.pace()
    found: dict[str, Any] = {"people": people, "pace": int(pace or ASSUMED_PACE), "pairs": ORDERS}
    found["population"] = number(people, 0, language) if people else ""
    values = [str(form[name].value()) for name in ("persons", "draws", "replicates", "last")]
    if not all(each.isascii() and each.isdecimal() and 0 < len(each) < LONGEST for each in values):
        return found
    persons, draws, replicates, last = map(int, values)
    runs, years = 2 * draws * replicates, max(1, last - form.first.year + 1)
    if form["shares"].value():
        runs += replicates * subsets_of(used_levers(form))
    return found | {
        "runs": runs,
        "time": expected(runs * years * MONTHS_A_YEAR * persons, pace),
        "each": number(people / persons, 0, language) if people and persons else "",
    }


def population(shown: queries.Shown | None) -> int:
    """Of the region, as the latest publication has it; 0 where there is none."""
    return int(shown.contents[0]["population"]) if shown and shown.contents else 0


def job_list(request: HttpRequest) -> HttpResponse:
    """The runs that were asked for, the latest first."""
    language = reader_language()
    found = queries.jobs()
    rows = [(each, progress(each, 0, language)) for each in found]
    shown = {each.pk for each in queries.shown_runs()}
    return render(request, "scenario_jobs.html", {"rows": rows, "shown": shown})


def job(request: HttpRequest, number: int) -> HttpResponse:
    """How far a run has come; and when it is done, what it led to."""
    found, language = found_job(number), reader_language()
    shown = queries.led_to(found)
    if shown is not None:
        address = reverse("web:scenario_job", args=[number])
        told, named = queries.published_run(number), f"{RUN}{number}"
        return scenario_page(request, shown, own_id(found.scenario), address, found, told, named)
    ahead = queries.ahead_of(found)
    context = {
        "job": found,
        "progress": progress(found, ahead, language),
        "may_cancel": may_cancel(acting(request), found),
        "broken_off": found.fault == BROKEN_OFF,
    }
    return render(request, "scenario_job.html", context)


def job_table(request: HttpRequest, number: int, ending: str) -> HttpResponseBase:
    """Every outcome of a run, year by year, as a file."""
    found = found_job(number)
    shown = queries.led_to(found)
    if shown is None:
        raise Http404
    return table_of(shown, own_id(found.scenario), ending, f"{found.name}_{number}")


def job_file(request: HttpRequest, number: int) -> HttpResponse:
    """The scenario as the file that the command line reads."""
    found = found_job(number)
    name = f"{own_id(found.scenario)}.yaml"
    text = file_to_run(found.scenario, found.persons, found.draws, found.replicates, found.orders)
    response = HttpResponse(text, content_type="application/yaml; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@require_POST
def cancel(request: HttpRequest, number: int) -> HttpResponse:
    """Break a run off."""
    found = found_job(number)
    if cancel_job(job=found, actor=acting(request)):
        messages.success(request, _("Körningen är avbruten."))
    else:
        messages.info(request, _("Körningen hade redan slutat."))
    return HttpResponseRedirect(reverse("web:scenario_job", args=[number]))


def found_job(number: int) -> Job:
    """The run that an address names; Http404 where there is none."""
    found = queries.job(number) if number < 2**63 else None
    if found is None:
        raise Http404
    return found
