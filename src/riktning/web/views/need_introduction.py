"""Who has introduced the result of a need: the units as a table, a file, and a form."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from riktning.apps.needs.errors import NeedError
from riktning.apps.needs.introducing import (
    by_kind,
    introduce_at,
    introduced,
    introduced_by,
    introduces,
    may_be_introduced,
    may_introduce,
)
from riktning.apps.needs.models import Need, Uptake
from riktning.apps.organisation.queries import unit_tree
from riktning.apps.organisation.rights import Action, may_somewhere, require_somewhere
from riktning.core.units import UnitKind, UnitTree
from riktning.web.access import acting
from riktning.web.need_forms import UptakeForm
from riktning.web.presenters import need_results as present
from riktning.web.refusals import told_of
from riktning.web.table_files import table_file
from riktning.web.views.needs import found_need
from riktning.web.views.reading import reader_language


def introduction(request: HttpRequest, number: int) -> HttpResponse:
    """The units with what they do; whoever may speak for a unit says so in the form."""
    need, tree = found_need(number), unit_tree(timezone.localdate())
    language = reader_language()
    choices = _choices(request, need, tree, language)
    asked = request.GET.get("enhet", "")
    initial = {
        "on": timezone.localdate(),
        "units": [asked] if asked else [],
        "uptake": Uptake.INTRODUCED,
    }
    form = UptakeForm(request.POST or None, units=choices, initial=initial)
    fault, status = "", 200
    if request.method == "POST":
        require_somewhere(acting(request), Action.INTRODUCE_NEED)
        status = 422
        if form.is_valid():
            try:
                made = _told(request, need, form.cleaned_data)
            except NeedError as error:
                fault, status = told_of(error), 409
            else:
                words = ngettext(
                    "Införandet är sparat för %(count)d enhet.",
                    "Införandet är sparat för %(count)d enheter.",
                    made,
                )
                messages.success(request, words % {"count": made})
                return HttpResponseRedirect(reverse("web:need_introduction", args=[number]))
    return _page(request, need, tree, form, bool(choices), fault, status)


def introduction_table(request: HttpRequest, number: int, ending: str) -> HttpResponseBase:
    """The units with what they do, as a file."""
    need, tree = found_need(number), unit_tree(timezone.localdate())
    units = {unit.unit_id: unit for unit in tree}
    rows = present.uptake_rows(introduced_by(need), units, reader_language())
    name = _("införande %(number)d") % {"number": number}
    return table_file(ending, name, present.uptake_headings(), present.uptake_cells(rows))


def _page(
    request: HttpRequest, need: Need, tree: UnitTree, form: Any, may: bool, fault: str, status: int
) -> HttpResponse:
    language = reader_language()
    units = {unit.unit_id: unit for unit in tree}
    stands = introduced_by(need)
    found = introduced(need, stands, by_kind(tree))
    mine = {unit for unit in stands if unit in tree and may_introduce(acting(request), tree, unit)}
    context = {
        "need": need,
        "spreads": present.spread_rows(found, language),
        "told": present.lead(found, language),
        "pictures": present.share_pictures(found, timezone.localdate(), language),
        "rows": present.uptake_rows(stands, units, language),
        "mine": mine if may_be_introduced(need) else set(),
        "form": form if may else None,
        "kinds": present.unit_boxes(form["units"]) if may else (),
        "rest": _rest(form),
        "begun": may_be_introduced(need),
        "fault": fault,
    }
    return render(request, "needs/introduction.html", context, status=status)


def _rest(form: UptakeForm) -> dict[str, Any]:
    """The fields below the units, as a form is written."""
    fields = [form[name] for name in ("uptake", "on", "outcome")]
    return {"visible_fields": fields, "non_field_errors": form.non_field_errors()}


def _told(request: HttpRequest, need: Need, said: dict[str, Any]) -> int:
    """Of how many units something was said."""
    made = introduce_at(
        need=need, unit_ids=said["units"], uptake=Uptake(said["uptake"]), on=said["on"],
        outcome=said["outcome"], actor=acting(request),
    )  # fmt: skip
    return len(made)


def _choices(
    request: HttpRequest, need: Need, tree: UnitTree, language: str
) -> list[tuple[str, list[tuple[str, str]]]]:
    """The units that the reader may speak for, kind by kind; none when there is no result yet."""
    actor = acting(request)
    if not may_be_introduced(need) or not may_somewhere(actor, Action.INTRODUCE_NEED):
        return []
    first = (UnitKind.SUBREGION, UnitKind.MUNICIPALITY)
    kinds = [*first, *(kind for kind in UnitKind if kind not in first)]
    groups = []
    for kind in kinds:
        own = [
            (unit.unit_id, unit.name)
            for unit in tree
            if unit.kind is kind and introduces(unit) and may_introduce(actor, tree, unit.unit_id)
        ]
        if own:
            groups.append((present.kind_words(kind, language), sorted(own, key=lambda u: u[1])))
    return groups
