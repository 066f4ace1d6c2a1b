"""The matrix of important and urgent: each places on their own, by pointer, keys or a form."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from riktning.apps.needs.errors import NeedError
from riktning.apps.needs.judging import place_need
from riktning.apps.needs.queries import ON_THE_MATRIX, in_the_matrix, left_out_of_the_matrix
from riktning.apps.organisation.rights import Action, may_somewhere
from riktning.web.access import acting
from riktning.web.need_forms import PlacingForm, area_choices
from riktning.web.presenters import need_matrix as present
from riktning.web.presenters.needs import quadrant
from riktning.web.refusals import told_of
from riktning.web.views.needs import found_need, need_page, sought_in


def matrix(request: HttpRequest) -> HttpResponse:
    """The needs to prioritise, where the reader has placed them; nobody else's place is shown."""
    actor, sought = acting(request), sought_in(request)
    found = in_the_matrix(actor.name, sought)
    context = {
        "dots": present.dots(found),
        "left_out": left_out_of_the_matrix(sought) if len(found) == ON_THE_MATRIX else 0,
        "height": present.picture_height(found),
        "sought": sought,
        "areas": area_choices(),
        "may_place": may_somewhere(actor, Action.PLACE_NEED),
        "grades": range(1, 11),
    }
    return render(request, "needs/matrix.html", context)


@require_POST
def place(request: HttpRequest, number: int) -> HttpResponse:
    """Keep where the reader places the need; a script gets words, a form the page again."""
    need, form = found_need(number), PlacingForm(request.POST, prefix="p")
    script = request.headers.get("Accept", "").startswith("application/json")
    fault = "" if form.is_valid() else _("En plats är från 1 till 10.")
    if not fault:
        try:
            place_need(need=need, actor=acting(request), **form.cleaned_data)
        except NeedError as error:
            fault = told_of(error)
    if script:
        if fault:
            return JsonResponse({"said": fault}, status=409)
        said = form.cleaned_data
        where = quadrant(said["importance"], said["urgency"])
        words = _("Behov %(number)d är placerat: %(where)s.") % {"number": number, "where": where}
        return JsonResponse({"said": words, "says": where})
    if fault:
        return need_page(request, need, fault=fault, status=422, placing=form)
    messages.success(request, _("Placeringen är sparad."))
    back = "web:need_matrix" if request.POST.get("tillbaka") == "matris" else "web:need"
    return HttpResponseRedirect(reverse(back, args=[] if back.endswith("matrix") else [number]))
