"""A report's history, its workbook out and in, and the locking of a whole round."""

import tempfile
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    HttpResponseRedirect,
    StreamingHttpResponse,
)
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from riktning.apps.followup.rounds.answering import Stored
from riktning.apps.followup.rounds.checking import more_than_all
from riktning.apps.followup.rounds.errors import NotPermittedError
from riktning.apps.followup.rounds.exporting import Cell, answer_rows, headings
from riktning.apps.followup.rounds.handing import lock_round
from riktning.apps.followup.rounds.models import Report
from riktning.apps.followup.rounds.opening import administrations
from riktning.apps.followup.rounds.queries import answers_before, find_report, find_round, history
from riktning.apps.followup.rounds.reading import may_read
from riktning.apps.followup.rounds.words import not_now_words
from riktning.apps.followup.rounds.workbook_in import (
    MOST_FAULTS,
    FileFaultsError,
    TooLargeError,
    read_report,
)
from riktning.apps.followup.rounds.workbook_out import write_report
from riktning.apps.organisation.queries import unit_history
from riktning.apps.organisation.rights import Action, NotAllowedError
from riktning.core.errors import DocumentError
from riktning.web.access import acting
from riktning.web.presenters.round_history import history_rows
from riktning.web.presenters.round_questions import plain_figure
from riktning.web.presenters.rounds import title
from riktning.web.presenters.tables import (
    CSV,
    EXCEL,
    Figure,
    TableCell,
    table_csv,
    table_workbook,
)
from riktning.web.views.plan_changes import reading_language

LARGEST = 10 * 1024 * 1024


def report_history(request: HttpRequest, key: int, unit: str) -> HttpResponse:
    """Who did what with the report, when and why."""
    found = _found(key, unit)
    context = {
        **_named(found),
        "events": history_rows(history(found, acting(request)), reading_language()),
    }
    return render(request, "round_history.html", context)


def report_template(request: HttpRequest, key: int, unit: str) -> HttpResponse:
    """The report as a workbook to fill in."""
    found = _found(key, unit)
    if not may_read(acting(request), found):
        raise NotAllowedError(acting(request), Action.READ_ROUND_DRAFT, unit)
    _last, before = answers_before(found)
    response = HttpResponse(write_report(found, before), content_type=EXCEL)
    name = f"{_('uppfoljning')}-{found.round.year}-{found.round.kind}-{unit}.xlsx"
    response["Content-Disposition"] = content_disposition_header(True, name) or "attachment"
    return response


@require_POST
def report_read(request: HttpRequest, key: int, unit: str) -> HttpResponse:
    """A workbook that was filled in: all of it is stored, or its faults are told row by row."""
    found = _found(key, unit)
    file = request.FILES.get("fil")
    if file is None or file.size is None or file.size > LARGEST:
        what = _("Välj en Excelfil som är mindre än 10 MB.")
        return _told(request, found, what, status=413 if file else 422)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "svar.xlsx"
        path.write_bytes(file.read())
        try:
            stored = read_report(report=found, path=path, actor=acting(request))
        except FileFaultsError as refused:
            what = _("Inget är lagrat. Rätta raderna i filen och läs in den igen.")
            return _told(request, found, what, faults=_first(refused), status=422)
        except TooLargeError:
            what = _("Filen är större än en rapport kan vara. Hämta mallen på nytt och fyll i den.")
            return _told(request, found, what, status=413)
        except DocumentError:
            what = _("Filen går inte att läsa som rapportens Excelmall. Hämta mallen på nytt.")
            return _told(request, found, what, status=422)
        except NotPermittedError:
            what = not_now_words(found)
            return _told(request, found, what, status=409)
    return _told(request, found, _taken(stored), faults=_to_read(stored.values()))


def _taken(stored: Mapping[int, Stored]) -> str:
    """How many answers the file has; or that nothing in it was new."""
    if not any(each.new for each in stored.values()):
        return _("Filen är läst, men inget i den var nytt.")
    what = ngettext("%(rows)d svar är inläst.", "%(rows)d svar är inlästa.", len(stored))
    return what % {"rows": len(stored)}


def _to_read(stored: Iterable[Stored]) -> list[str]:
    """What is worth reading again of answers that were read in, and why."""
    others: list[str] = []
    own: list[str] = []
    over: list[str] = []
    for each in sorted(stored, key=lambda one: one.answer.order):
        if each.told:
            (others if each.others else own).append(str(each.answer.order))
        if more_than_all(each.put.said):
            over.append(str(each.answer.order))
    said = (
        (_("Någon annan hade ändrat samma svar; läs igenom fråga %(all)s."), others),
        (_("Du hade själv ändrat svaret sedan filen gjordes; läs igenom fråga %(all)s."), own),
        (_("Täljaren är större än nämnaren i fråga %(all)s. Stämmer det?"), over),
    )
    return [words % {"all": ", ".join(numbers)} for words, numbers in said if numbers]


def _first(refused: FileFaultsError) -> list[str]:
    """The first faults, and how many more there are: a page must stay one that can be read."""
    shown = [str(fault) for fault in refused.faults[:MOST_FAULTS]]
    more = len(refused.faults) - len(shown)
    if more > 0:
        shown.append(
            ngettext("… och %(more)d fel till.", "… och %(more)d fel till.", more) % {"more": more}
        )
    return shown


def answers_csv(request: HttpRequest, key: int) -> HttpResponseBase:
    """Every answer of a round as CSV that Excel opens."""
    lines = table_csv(headings(), _lines(key, _as_words), reading_language())
    return _attached(StreamingHttpResponse(lines, content_type=CSV), key, "csv")


def answers_xlsx(request: HttpRequest, key: int) -> HttpResponseBase:
    """The same as a workbook."""
    book = table_workbook(_("Svar"), headings(), _lines(key, _as_number))
    return _attached(HttpResponse(book, content_type=EXCEL), key, "xlsx")


def _lines(key: int, told: Callable[[Cell], TableCell]) -> list[list[TableCell]]:
    found = find_round(key)
    if found is None:
        raise Http404
    rows = answer_rows(found, administrations(found.opens_on))
    return [[told(cell) for cell in row] for row in rows]


def _as_words(cell: Cell) -> str:
    if cell is None:
        return ""
    return plain_figure(cell, reading_language()) if isinstance(cell, float) else str(cell)


def _as_number(cell: Cell) -> TableCell:
    """What is a number stays one, with the decimals it was given with."""
    if cell is None:
        return ""
    if not isinstance(cell, float):
        return cell
    return Figure(cell, len(plain_figure(cell, "en").partition(".")[2]))


def _attached(response: HttpResponseBase, key: int, ending: str) -> HttpResponseBase:
    name = f"{_('uppfoljning')}-{key}.{ending}"
    response["Content-Disposition"] = content_disposition_header(True, name) or "attachment"
    return response


@require_POST
def lock(request: HttpRequest, key: int) -> HttpResponse:
    """Lock every accepted report of the round."""
    found = find_round(key)
    if found is None:
        raise Http404
    lock_round(round_=found, actor=acting(request))
    return HttpResponseRedirect(reverse("web:round", args=[key]))


def _found(key: int, unit: str) -> Report:
    found = find_report(key, unit)
    if found is None:
        raise Http404
    return found


def _named(found: Report) -> dict[str, object]:
    units = unit_history(found.unit_id)
    return {
        "report": found,
        "unit_name": units[-1].name if units else found.unit_id,
        "title": title(found.round.kind, found.round.year),
    }


def _told(
    request: HttpRequest,
    found: Report,
    what: str,
    *,
    faults: list[str] | None = None,
    status: int = 200,
) -> HttpResponse:
    context = {**_named(found), "what": what, "faults": faults or [], "well": status == 200}
    return render(request, "round_read_in.html", context, status=status)
