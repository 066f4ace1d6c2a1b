"""Two to four scenarios side by side; which ones stands in the address, which can be shared."""

from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from riktning.apps.organisation.rights import Action, may_somewhere
from riktning.apps.scenarios import queries
from riktning.apps.scenarios.actions import RUN
from riktning.apps.scenarios.drafting import own_id
from riktning.apps.scenarios.models import JobState
from riktning.core.digits import whole_number
from riktning.web.access import acting
from riktning.web.presenters import scenario_compare as present
from riktning.web.presenters.scenario_compare import Compared
from riktning.web.presenters.scenario_jobs import told_apart
from riktning.web.presenters.scenarios import choices, chosen
from riktning.web.scenario_charts import HALF, fan_picture
from riktning.web.table_files import table_file
from riktning.web.views.reading import reader_language
from riktning.web.views.scenarios import run_number

MOST = 4
LONGEST_KEY = 60  # signs of what an address names, as it is told
OFFERED = 12  # runs that can be chosen beside what is published


def compare(request: HttpRequest) -> HttpResponse:
    """The plan's targets as rows, a scenario a column; every outcome below."""
    language = reader_language()
    shown = queries.shown()
    found = _chosen(request, _offered(request, shown, language))
    context: dict[str, Any] = {
        "offered": _boxes(request, shown, found, language), "found": found, "most": MOST,
        "missing": _missing(request, found),
    }  # fmt: skip
    years = present.common_years(found)
    if years:
        context |= _side_by_side(request, found, years, language)
    return render(request, "scenario_compare.html", context)


def _side_by_side(
    request: HttpRequest, found: list[Compared], years: list[int], language: str
) -> dict[str, Any]:
    first = found[0].content
    asked = whole_number(request.GET.get("ar", ""))
    year = asked if asked is not None and asked in years else years[-1]
    other = next((each.content for each in found if each.content["baseline"]), first)
    outcome, _last = chosen(other, request.GET.get("utfall", ""), "")
    keys = [each.key for each in found]
    return {
        "years": years, "year": year, "outcome": outcome,
        "choices": choices(first, outcome, language),
        "goals": present.goal_rows(found, language),
        "groups": present.outcome_groups(found, year, language),
        "same_luck": present.same_luck(found),
        "pictures": [
            (each, fan_picture(plot, text, HALF), text)
            for each, plot, text in present.pictures(found, outcome, year, language)
        ],
        "keys": keys,
        "files": urlencode({"med": keys}, doseq=True),
        "address": reverse("web:scenario_compare"),
    }  # fmt: skip


def table(request: HttpRequest, ending: str) -> HttpResponseBase:
    """The same scenarios as a file: every outcome and year."""
    language = reader_language()
    found = _chosen(request, _offered(request, queries.shown(), language))
    if not found or _missing(request, found):
        raise Http404
    rows = present.file_rows(found, language)
    return table_file(ending, _("scenarier"), present.headings(), rows, synthetic=True)


def _offered(request: HttpRequest, shown: queries.Shown | None, language: str) -> list[Compared]:
    """What the reader may compare: what is published, and for those at work the runs asked for.

    A run is read only where it is asked for, with one query each, or two.
    """
    found = [
        Compared(each["id"], each["name"][language], reverse("web:scenario", args=[each["id"]]),
                 each)
        for each in (shown.contents if shown else ())
    ]  # fmt: skip
    inside = may_somewhere(acting(request), Action.READ_INTERNAL)
    wanted = request.GET.getlist("med")[: 2 * MOST]
    runs = (_run(key, inside) for key in dict.fromkeys(wanted) if key.startswith(RUN))
    return [*found, *(each for each in runs if each is not None)]


def _missing(request: HttpRequest, found: list[Compared]) -> str:
    """In words, what the address names and is not shown; empty where all is."""
    keys = {each.key for each in found}
    named = list(dict.fromkeys(request.GET.getlist("med")))[: 2 * MOST]
    names = [key[:LONGEST_KEY] for key in named if key not in keys]
    if not names or len(keys & set(named)) == MOST:
        return ""
    return _(
        "Det som adressen namnger kan inte visas: %(names)s. Det finns inte, är inte klart eller"
        " läses bara av den som är inloggad."
    ) % {"names": ", ".join(names)}


def _boxes(
    request: HttpRequest, shown: queries.Shown | None, found: list[Compared], language: str
) -> list[tuple[str, str, str, bool]]:
    """Key, name, what tells it apart and whether it is chosen, of all there is to choose. Two
    queries."""
    contents = shown.contents if shown else ()
    named = {each["id"]: (each["name"][language], "") for each in contents}
    for each in queries.shown_runs():
        named[f"{RUN}{each.pk}"] = each.name, told_apart(each.pk, each.created_at)
    if may_somewhere(acting(request), Action.READ_INTERNAL):
        done = [each for each in queries.jobs() if each.state == JobState.DONE][:OFFERED]
        for each in done:
            named[f"{RUN}{each.pk}"] = (
                each.name, told_apart(each.pk, each.created_at, each.actor)
            )  # fmt: skip
    named |= {each.key: (each.name, each.apart) for each in found}
    chosen = {each.key for each in found}
    return [(key, name, apart, key in chosen) for key, (name, apart) in named.items()]


def _run(key: str, inside: bool) -> Compared | None:
    """A run as those at work read it, or as it is shown to everybody."""
    number = run_number(key)
    if number is None:
        return None
    job = queries.job(number) if inside else queries.shown_run(number)
    shown = queries.led_to(job) if job is not None else None
    content = shown.content(own_id(job.scenario)) if job is not None and shown else None
    if job is None or content is None:
        return None
    address = (
        reverse("web:scenario_job", args=[number]) if inside
        else reverse("web:scenario", args=[key])
    )  # fmt: skip
    apart = told_apart(number, job.created_at, job.actor if inside else "")
    return Compared(f"{RUN}{number}", job.name, address, content, apart)


def _chosen(request: HttpRequest, offered: list[Compared]) -> list[Compared]:
    """As the address names them, each once; the first ones where it names none."""
    by_key = {each.key: each for each in offered}
    named = list(dict.fromkeys(key for key in request.GET.getlist("med") if key in by_key))
    return [by_key[key] for key in named][:MOST] if named else offered[:MOST]
