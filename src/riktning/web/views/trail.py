"""The audit trail: a page that is filtered by its address, and the same as a file."""

from collections.abc import Iterator
from datetime import date

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import render
from django.utils.http import content_disposition_header
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from riktning.apps.organisation.rights import Action, may_somewhere
from riktning.apps.organisation.trail import PEOPLE, Sought, events
from riktning.web.access import acting
from riktning.web.presenters.tables import CSV, EXCEL, table_csv, table_workbook
from riktning.web.presenters.trail import NEVER_TOLD, WORDS, trail_rows

ON_A_PAGE = 50


def trail(request: HttpRequest) -> HttpResponse:
    """Who changed what, when and why, newest first."""
    sought, faults = _sought(request)
    people = _people(request)
    pages = Paginator(events(sought, people=people), ON_A_PAGE)
    page = pages.get_page(request.GET.get("sida"))
    kept = request.GET.copy()
    kept.pop("sida", None)
    context = {
        "sought": sought,
        "faults": faults,
        "page": page,
        "total": pages.count,
        "rows": trail_rows(page.object_list, acting(request)),
        "address": kept.urlencode(),
        "actions": [
            (value, words)
            for value, words in WORDS.items()
            if value not in NEVER_TOLD and (people or not value.startswith(PEOPLE))
        ],
    }
    return render(request, "trail.html", context)


def trail_csv(request: HttpRequest) -> HttpResponseBase:
    """The same as CSV, all of it."""
    lines = table_csv(_headings(), _lines(request), get_language() or "sv")
    return _file(StreamingHttpResponse(lines, content_type=CSV), "csv")


def trail_excel(request: HttpRequest) -> HttpResponseBase:
    """The same as a workbook, all of it."""
    book = table_workbook(_("Historik"), _headings(), _lines(request))
    return _file(HttpResponse(book, content_type=EXCEL), "xlsx")


def _headings() -> list[str]:
    return [_("När"), _("Vem"), _("Vad"), _("På vad"), _("Varför"), _("Detaljer")]


def _lines(request: HttpRequest) -> Iterator[list[str]]:
    sought, _faults = _sought(request)
    found = events(sought, people=_people(request)).iterator(chunk_size=1000)
    for row in trail_rows(found, acting(request), longest=None):
        details = "; ".join(f"{heading}: {text}" for heading, text in row.details)
        yield [f"{row.at:%Y-%m-%d %H:%M:%S}", row.who, row.what, row.on, row.why, details]


def _file(response: HttpResponseBase, ending: str) -> HttpResponseBase:
    name = f"{_('historik')}.{ending}"
    response.headers["Content-Disposition"] = content_disposition_header(True, name) or "attachment"
    return response


def _people(request: HttpRequest) -> bool:
    return may_somewhere(acting(request), Action.READ_PEOPLE)


def _sought(request: HttpRequest) -> tuple[Sought, list[str]]:
    """What the address looks for, and what of it is no day."""
    given = {key: request.GET.get(key, "").strip() for key in ("om", "vem", "vad", "fran", "till")}
    days: dict[str, date | None] = {}
    faults = []
    for key in ("fran", "till"):
        try:
            days[key] = date.fromisoformat(given[key]) if given[key] else None
        except ValueError:
            days[key] = None
            faults.append(_("%(text)s är ingen dag; skriv som 2025-12-31.") % {"text": given[key]})
    sought = Sought(given["om"], given["vem"], given["vad"], days["fran"], days["till"])
    return sought, faults
