"""Digital initiatives: which step each is in, one of them, and the forms of each step."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from riktning.apps.governance.courses import NEEDS_REASON, Act, Standing
from riktning.apps.governance.errors import GovernanceError
from riktning.apps.governance.kinds import Outcome
from riktning.apps.needs.adoption import adoption, measures_of_use, uses
from riktning.apps.needs.errors import ClosedGateError, MovedMeanwhileError, NeedError
from riktning.apps.needs.initiating import (
    change_initiative,
    decide_initiative,
    known_initiative,
    move_initiative,
    register_initiative,
)
from riktning.apps.needs.models import Initiative
from riktning.apps.needs.queries import ON_A_PAGE, how_many, initiatives
from riktning.apps.needs.stages import Stage, StageLack
from riktning.apps.observations.figures import IndicatorInfo
from riktning.apps.observations.queries import indicators
from riktning.apps.organisation.queries import units_on
from riktning.apps.organisation.rights import Action, may_somewhere
from riktning.core.digits import whole_number
from riktning.core.units import Unit, UnitKind
from riktning.web.access import acting
from riktning.web.initiative_forms import IdeaForm, InitiativeDecisionForm, InitiativeForm
from riktning.web.presenters import initiatives as present
from riktning.web.presenters.need_results import kind_words
from riktning.web.presenters.use_multiples import use_tiles
from riktning.web.refusals import told_of
from riktning.web.table_files import table_file
from riktning.web.views.reading import Shown, reader_language, shown

OPEN = (Standing.ACTIVE, Standing.PAUSED)


def initiative_list(request: HttpRequest) -> HttpResponse:
    """Which step each initiative is in; the address chooses one."""
    asked = request.GET.get("steg", "")
    stage = asked if asked in Stage.values else ""
    internal = may_somewhere(acting(request), Action.READ_INTERNAL)
    page = max(whole_number(request.GET.get("sida", "")) or 1, 1)
    found, counts = initiatives(stage, stopped=internal, page=page)
    total = how_many(counts, stage, stopped=internal)
    context = {
        "rows": [(one, present.phase(one)) for one in found],
        "counts": present.stage_counts(counts),
        "stage": stage,
        "page": page,
        "pages": Paginator(range(total), ON_A_PAGE).num_pages,
    }
    return render(request, "needs/initiatives.html", context)


def new_initiative(request: HttpRequest) -> HttpResponse:
    """A form, and the initiative that is made of it."""
    form = IdeaForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        made = register_initiative(actor=acting(request), **form.cleaned_data)
        messages.success(request, _("Initiativet är anmält."))
        return HttpResponseRedirect(reverse("web:initiative", args=[made.pk]))
    status = 422 if form.is_bound else 200
    context = {"form": form, "heading": _("Anmäl ett digitalt initiativ"), "button": _("Anmäl")}
    return render(request, "needs/initiative_form.html", context, status=status)


def one_initiative(request: HttpRequest, number: int) -> HttpResponse:
    """For everybody what it is and where it stands; for those at work all of it."""
    return initiative_page(request, _found(number))


def initiative_page(
    request: HttpRequest, one: Initiative, *, fault: str = "", status: int = 200, **bound: Any
) -> HttpResponse:
    """The page of an initiative; ``bound`` is a form that was sent and is shown again as typed."""
    known, now = known_initiative(one), shown(request)
    units = units_on(timezone.localdate())
    infos = indicators(now.run) if now.run else {}
    live = one.standing in OPEN
    context = {
        "run": now.run,
        "one": one,
        "phase": present.phase(one),
        "steps": present.step_marks(one),
        "internal": may_somewhere(acting(request), Action.READ_INTERNAL),
        "fault": fault,
        "live": live,
        "gate": present.gate(known) if live else (),
        "moves": present.moves(known),
        "sections": present.sections(
            one,
            {key: unit.name for key, unit in units.items()},
            {key: info.name.in_(now.language) for key, info in infos.items()},
        ),
        "decisions": [(each, dict(Stage.choices).get(each.stage, "")) for each in known.decisions],
        "deciding": InitiativeDecisionForm(prefix="b"),
        "decides": live and one.stage == Stage.DECISION,
        "history": present.history(list(one.moves.all())),
        **_use(now, one, units, infos),
        **bound,
    }
    return render(request, "needs/initiative.html", context, status=status)


def _use(
    now: Shown, one: Initiative, units: dict[str, Unit], infos: dict[str, IndicatorInfo]
) -> dict[str, Any]:
    """How units took it up, when a measure of use is chosen and has figures. One query."""
    info = infos.get(one.measure)
    found = adoption(now.run, one.measure, one.threshold, units) if now.run and info else None
    if found is None or info is None:
        return {}
    language = now.language
    return {
        "use": present.use_sentence(one, found, language),
        "use_pictures": present.use_pictures(found, language),
        "use_tiles": use_tiles(found, info, one.threshold, one.pilot_units, language, now.k),
        "use_rows": present.use_rows(found, info, one.pilot_units, language, now.k),
        "measure": info.name.in_(language),
    }


def use_file(request: HttpRequest, number: int, ending: str) -> HttpResponseBase:
    """Every unit and month of the measure of use."""
    one, now = _found(number), shown(request)
    infos = indicators(now.run) if now.run else {}
    info = infos.get(one.measure)
    units = units_on(timezone.localdate())
    found = adoption(now.run, one.measure, one.threshold, units) if now.run and info else None
    if found is None or info is None or now.run is None:
        raise Http404
    rows = present.use_cells(
        found, one.pilot_units, lambda point: uses(point, one.threshold), info, now.language, now.k
    )
    name = _("användning %(number)d") % {"number": number}
    synthetic = now.run.synthetic
    return table_file(ending, name, present.use_headings(), rows, synthetic=synthetic)


def edit_initiative(request: HttpRequest, number: int) -> HttpResponse:
    """What is said for one step, the present one when the address names none."""
    one = _found(number)
    asked = request.GET.get("steg", "")
    stage = Stage(asked) if asked in Stage.values else Stage(one.stage)
    fields = present.FIELDS[stage]
    stands = {name: getattr(one, name) for name in (*fields, "edit") if name != "need"}
    now = shown(request)
    form = InitiativeForm(
        request.POST or None, stage=stage, units=_units(), measures=_measures(now, one),
        initial={**stands, "need": one.need_id},
    )  # fmt: skip
    fault, status = "", 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            values = {name: form.cleaned_data[name] for name in fields}
            try:
                change_initiative(
                    initiative=one, values=values, edit=form.cleaned_data["edit"],
                    actor=acting(request),
                )  # fmt: skip
            except MovedMeanwhileError as error:
                fault, status = told_of(error), 409
                form.data = request.POST.copy()
                form.data["edit"] = str(one.edit)
            except NeedError as error:
                fault, status = told_of(error), 409
            else:
                messages.success(request, _("Ändringen är sparad."))
                return HttpResponseRedirect(reverse("web:initiative", args=[number]))
    context = {
        "run": now.run,
        "form": form,
        "one": one,
        "fault": fault,
        "heading": stage.label.capitalize(),
        "button": _("Spara"),
    }
    return render(request, "needs/initiative_form.html", context, status=status)


@require_POST
def move(request: HttpRequest, number: int) -> HttpResponse:
    """Move it by one of its ways."""
    one = _found(number)
    try:
        act = Act(request.POST.get("handling", ""))
    except ValueError as error:
        raise Http404 from error
    reason = request.POST.get("skal", "")
    seen = (request.POST.get("steg", one.stage), request.POST.get("lage", one.standing))
    if act in NEEDS_REASON and not reason.strip():
        return initiative_page(request, one, fault=_("Skriv varför."), status=422)
    try:
        move_initiative(initiative=one, act=act, reason=reason, seen=seen, actor=acting(request))
    except ClosedGateError as error:
        missing = "; ".join(str(present.LACKS[StageLack(lack)]) for lack in error.lacks)
        words = _("Grinden är stängd. Det som återstår: %(lacks)s.") % {"lacks": missing}
        return initiative_page(request, one, fault=words, status=409)
    except NeedError as error:
        return initiative_page(request, _found(number), fault=told_of(error), status=409)
    messages.success(request, _("Initiativet är flyttat."))
    return HttpResponseRedirect(reverse("web:initiative", args=[number]))


@require_POST
def decide(request: HttpRequest, number: int) -> HttpResponse:
    """Keep what a body decided."""
    one, form = _found(number), InitiativeDecisionForm(request.POST, prefix="b")
    if not form.is_valid():
        return initiative_page(request, one, status=422, deciding=form)
    said = {**form.cleaned_data, "outcome": Outcome(form.cleaned_data["outcome"])}
    try:
        decide_initiative(initiative=one, actor=acting(request), **said)
    except (NeedError, GovernanceError) as error:
        return initiative_page(request, one, fault=told_of(error), status=409, deciding=form)
    messages.success(request, _("Beslutet är infört."))
    return HttpResponseRedirect(reverse("web:initiative", args=[number]))


def _found(number: int) -> Initiative:
    one = Initiative.objects.select_related("need").filter(pk=number).first()
    if one is None:
        raise Http404
    return one


def _units() -> list[tuple[str, list[tuple[str, str]]]]:
    """The units that a pilot can be at, kind by kind."""
    units, language = units_on(timezone.localdate()).values(), reader_language()
    groups = []
    for kind in UnitKind:
        own = [(unit.unit_id, unit.name) for unit in units if unit.kind is kind]
        if own and kind is not UnitKind.REGION:
            groups.append((kind_words(kind, language), sorted(own, key=lambda each: each[1])))
    return groups


def _measures(now: Shown, one: Initiative) -> list[tuple[str, str]]:
    """The measures that tell the use of digital services, and the one that is chosen."""
    infos = indicators(now.run) if now.run else {}
    found = {key: info.name.in_(now.language) for key, info in measures_of_use(infos).items()}
    if one.measure:
        found.setdefault(one.measure, one.measure)
    return sorted(found.items(), key=lambda each: each[1])
