"""Where a need is registered and changed, its assignment written and its criteria answered."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from riktning.apps.needs.errors import MovedMeanwhileError, NeedError
from riktning.apps.needs.facts import known
from riktning.apps.needs.judging import answer_criterion
from riktning.apps.needs.models import Level, Need, Origin, Reply
from riktning.apps.needs.registering import (
    COMMISSION_FIELDS,
    FIELDS,
    change_commission,
    change_need,
    register_need,
)
from riktning.web.access import acting
from riktning.web.need_forms import CommissionForm, CriterionForm, NeedForm
from riktning.web.refusals import told_of
from riktning.web.views.needs import found_need


def meanwhile() -> str:
    """What is said when somebody else was first."""
    return _(
        "Någon annan har ändrat behovet medan du skrev. Det du skrev står kvar; läs hur behovet "
        "ser ut nu och spara igen."
    )


def new_need(request: HttpRequest) -> HttpResponse:
    """A form, and the need that is made of it."""
    form = NeedForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        said = {name: form.cleaned_data[name] for name in FIELDS}
        said["origin"], said["level"] = Origin(said["origin"]), Level(said["level"])
        need = register_need(actor=acting(request), **said)
        messages.success(request, _("Behovet är anmält."))
        return HttpResponseRedirect(reverse("web:need", args=[need.pk]))
    status = 422 if form.is_bound and form.errors else 200
    context = {"form": form, "heading": _("Anmäl ett behov"), "button": _("Anmäl behovet")}
    return render(request, "needs/form.html", context, status=status)


def edit_need(request: HttpRequest, number: int) -> HttpResponse:
    """What is said of the need."""
    need = found_need(number)
    stands = {name: getattr(need, name) for name in (*FIELDS, "edit")}
    form = NeedForm(request.POST or None, initial=stands)
    return _saved(request, need, form, FIELDS, change_need, need.edit, _("Ändra behovet"))


def edit_commission(request: HttpRequest, number: int) -> HttpResponse:
    """The assignment: resources, the document, who leads it, what came of it."""
    need = found_need(number)
    work = known(need).commission
    stands = {name: getattr(work, name) for name in (*COMMISSION_FIELDS, "edit")}
    form = CommissionForm(request.POST or None, initial=stands)
    heading = _("Uppdraget")
    return _saved(request, need, form, COMMISSION_FIELDS, change_commission, work.edit, heading)


def _saved(
    request: HttpRequest,
    need: Need,
    form: Any,
    fields: tuple[str, ...],
    change: Any,
    edit: int,
    heading: str,
) -> HttpResponse:
    fault, status = "", 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            values = {name: form.cleaned_data[name] for name in fields}
            try:
                change(
                    need=need, values=values, edit=form.cleaned_data["edit"], actor=acting(request)
                )
            except MovedMeanwhileError:
                fault, status = meanwhile(), 409
                form.data = {**request.POST.dict(), "edit": str(edit)}
            except NeedError as error:
                fault, status = told_of(error), 409
            else:
                messages.success(request, _("Ändringen är sparad."))
                return HttpResponseRedirect(reverse("web:need", args=[need.pk]))
    context = {"form": form, "need": need, "fault": fault, "heading": heading, "button": _("Spara")}
    return render(request, "needs/form.html", context, status=status)


def criteria(request: HttpRequest, number: int) -> HttpResponse:
    """Every criterion on one page; those that are answered anew are stored."""
    need = found_need(number)
    everything = known(need)
    rows, wrong, fault = [], False, ""
    for criterion in (one for one in everything.criteria if not one.retired):
        said = everything.replies.get(criterion.pk)
        stands = {"reply": said.reply, "reason": said.reason} if said else {}
        form = CriterionForm(
            request.POST if request.method == "POST" else None,
            initial=stands,
            prefix=criterion.code,
        )
        if request.method == "POST" and form.is_valid():
            wrong |= not _whole(form)
        rows.append((criterion, form, stands))
    if request.method == "POST" and not wrong:
        try:
            for criterion, form, stands in rows:
                given = {name: form.cleaned_data[name].strip() for name in ("reply", "reason")}
                if given["reply"] and given != stands:
                    answer_criterion(
                        need=need, criterion=criterion, reply=Reply(given["reply"]),
                        reason=given["reason"], actor=acting(request),
                    )  # fmt: skip
        except NeedError as error:
            fault = told_of(error)
        else:
            messages.success(request, _("Svaren är sparade."))
            return HttpResponseRedirect(reverse("web:need", args=[need.pk]))
    context = {"need": need, "rows": rows, "fault": fault}
    return render(request, "needs/criteria.html", context, status=422 if wrong or fault else 200)


def _whole(form: CriterionForm) -> bool:
    """An answer and its reason come together, or neither."""
    reply, reason = form.cleaned_data["reply"], form.cleaned_data["reason"].strip()
    if reply and not reason:
        form.add_error("reason", _("Skriv varför."))
    if reason and not reply:
        form.add_error("reply", _("Välj ett svar."))
    return not form.errors
