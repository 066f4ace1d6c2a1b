"""Showing a run to everybody, and taking it back."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from riktning.apps.scenarios.publishing import publish_run, withdraw_run
from riktning.core.errors import ScenarioError
from riktning.web.access import acting
from riktning.web.refusals import told_of
from riktning.web.views.scenario_jobs import found_job


@require_POST
def publish(request: HttpRequest, number: int) -> HttpResponse:
    """Show it to everybody."""
    try:
        publish_run(job=found_job(number), actor=acting(request))
    except ScenarioError as error:
        messages.error(request, told_of(error))
    else:
        messages.success(request, _("Scenariot är publicerat och visas för alla."))
    return HttpResponseRedirect(reverse("web:scenario_job", args=[number]))


@require_POST
def withdraw(request: HttpRequest, number: int) -> HttpResponse:
    """Show it no more, with the reason."""
    try:
        reason = request.POST.get("skal", "")
        withdraw_run(job=found_job(number), reason=reason, actor=acting(request))
    except ScenarioError as error:
        messages.error(request, told_of(error))
    else:
        messages.success(request, _("Scenariot är tillbakadraget; skälet visas där det stod."))
    return HttpResponseRedirect(reverse("web:scenario_job", args=[number]))
