"""Rounds: which there are, how far each has come, and what is said in it."""

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from riktning.apps.followup.rounds.models import ReportState
from riktning.apps.followup.rounds.opening import administrations
from riktning.apps.followup.rounds.queries import all_rounds, find_round, owed, progress, voices
from riktning.apps.organisation.rights import Action, may
from riktning.apps.plans.models import Area
from riktning.web.access import acting
from riktning.web.presenters import plan_tables as tables
from riktning.web.presenters import rounds as present
from riktning.web.table_files import table_file


def round_list(request: HttpRequest) -> HttpResponse:
    """Every round, the newest first."""
    rows = [
        {
            "row": row,
            "title": present.title(row.round.kind, row.round.year),
            "sentence": present.round_sentence(row),
            "states": present.state_counts(row.states),
        }
        for row in all_rounds()
    ]
    today = timezone.localdate()
    mine = present.owed_rows(owed(acting(request)), administrations(today), today)
    return render(request, "rounds.html", {"rows": rows, "owed": mine})


def rounds_table(request: HttpRequest, ending: str) -> HttpResponseBase:
    """Every round as CSV or Excel."""
    rows = tables.round_rows(all_rounds())
    return table_file(ending, _("rundor"), tables.round_headings(), rows)


def units_table(request: HttpRequest, key: int, ending: str) -> HttpResponseBase:
    """One round, administration by administration, as CSV or Excel."""
    found = find_round(key)
    if found is None:
        raise Http404
    how_far = progress(found, units=administrations(found.opens_on))
    rows = tables.progress_rows(present.unit_rows(how_far, acting(request)))
    name = present.title(found.kind, found.year)
    return table_file(ending, name, tables.unit_headings(), rows)


def round_progress(request: HttpRequest, key: int) -> HttpResponse:
    """One round: completeness and timeliness, administration by administration, and the counts."""
    found = find_round(key)
    if found is None:
        raise Http404
    units = administrations(found.opens_on)
    how_far, said = progress(found, units=units), voices(found)
    areas = dict(Area.objects.filter(slug__in={v.area for v in said}).values_list("slug", "name"))
    context = {
        "round": found,
        "title": present.title(found.kind, found.year),
        "sentences": present.progress_sentences(how_far),
        "states": present.state_counts(how_far.states),
        "units": present.unit_rows(how_far, acting(request)),
        "not_asked": how_far.not_asked,
        "rollups": present.rollups(said, areas, units),
        "goals": present.shared_goals(said, units),
        "may_lock": how_far.states.get(ReportState.ACCEPTED)
        and may(acting(request), Action.LOCK_ROUND),
    }
    return render(request, "round.html", context)
