"""A table of a page as a file to take away, CSV or Excel by the end of its address."""

from collections.abc import Iterable, Sequence

from django.http import Http404, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.utils.http import content_disposition_header
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from riktning.web.presenters.tables import CSV, EXCEL, TableCell, table_csv, table_workbook

LONGEST_NAME = 120


def table_file(
    ending: str,
    name: str,
    headings: Sequence[str],
    rows: Iterable[Sequence[TableCell]],
    *,
    synthetic: bool = False,
) -> HttpResponseBase:
    """The rows as ``name`` with the ending; not found when it is neither csv nor xlsx.

    What comes of synthetic data says so in every row, so that it still does when some are copied.
    """
    if synthetic:
        mark = _("Syntetiska data – inte verkliga resultat")
        headings, rows = (*headings, _("märkning")), ((*row, mark) for row in rows)
    response: HttpResponseBase
    if ending == "csv":
        lines = table_csv(headings, rows, (get_language() or "sv")[:2])
        response = StreamingHttpResponse(lines, content_type=CSV)
    elif ending == "xlsx":
        response = HttpResponse(table_workbook(name, headings, rows), content_type=EXCEL)
    else:
        raise Http404
    safe = "".join(each if each.isalnum() or each in "-_" else "_" for each in name)[:LONGEST_NAME]
    said = content_disposition_header(True, f"{safe}.{ending}")
    response.headers["Content-Disposition"] = said or "attachment"
    return response
