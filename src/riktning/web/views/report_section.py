"""A section of a report: its text, the evidence beside it, and its way from hand to hand."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from riktning.apps.organisation.rights import Action
from riktning.apps.reports.errors import (
    ChangedMeanwhileError,
    NoSuchEvidenceError,
    NotPermittedError,
    ReportError,
    SamePersonError,
)
from riktning.apps.reports.handing import behind, take_step
from riktning.apps.reports.kinds import Act
from riktning.apps.reports.lines import added, words_in
from riktning.apps.reports.models import ReportSection
from riktning.apps.reports.offered import offer_of, offers_for
from riktning.apps.reports.permissions import may_of_section, require_reading
from riktning.apps.reports.policies import permits
from riktning.apps.reports.queries import find_section, sections_in, steps_of
from riktning.apps.reports.writing import MOST_CHARACTERS, Written, write_section
from riktning.web.access import acting
from riktning.web.presenters import written_reports as present
from riktning.web.report_text import as_html, shown, taken_in
from riktning.web.views.reading import reader_language

MOST_PREVIEWED = 2 * MOST_CHARACTERS


def section(request: HttpRequest, number: int, key: str) -> HttpResponse:
    """The section: to write in for who may, to read for others."""
    found = found_section(request, number, key)
    if request.method != "POST":
        return section_page(request, found)
    text = added(request.POST.get("text", found.text), tuple(request.POST.getlist("underlag")))
    try:
        done = _written(request, found, text)
    except ReportError as error:
        words, status = _refusal(error)
        return section_page(request, found, typed=text, fault=words, status=status)
    _tell(request, done)
    return HttpResponseRedirect(reverse("web:report_section", args=[number, key]))


@require_POST
def keep(request: HttpRequest, number: int, key: str) -> JsonResponse:
    """The text saved while it is written, told to the page's script: its version now, and the text
    where it was put together with what others wrote."""
    found = found_section(request, number, key)
    if "text" not in request.POST:
        raise Http404
    try:
        done = _written(request, found, request.POST["text"], quietly=True)
    except ReportError as error:
        words, status = _refusal(error)
        return JsonResponse({"told": words}, status=status)
    answer = {
        "version": done.section.version,
        "state": done.section.state,
        "text": done.section.text if done.joined else None,
        "told": _told(done),
    }
    return JsonResponse(answer)


def _written(
    request: HttpRequest, found: ReportSection, text: str, *, quietly: bool = False
) -> Written:
    return write_section(
        section=found, text=text, base=_base(request), began=request.POST.get("fran"),
        quietly=quietly, actor=acting(request),
    )  # fmt: skip


def _refusal(error: ReportError) -> tuple[str, int]:
    """What a writer is told whose text was not stored, and the status of the answer."""
    if isinstance(error, NoSuchEvidenceError):
        return _("Det finns inget underlag som heter %(key)s.") % {"key": error.key}, 422
    if isinstance(error, NotPermittedError):
        return _("Avsnittet är lämnat eller godkänt medan du skrev. Det du skrev står kvar här."), 409  # fmt: skip  # noqa: E501 - one text to translate
    return _("Avsnittet är för långt. Det får vara högst 60 000 tecken och 200 underlag."), 422


def found_section(request: HttpRequest, number: int, key: str) -> ReportSection:
    """The section, when the reader may read its report."""
    found = find_section(number, key)
    if found is None:
        raise Http404
    require_reading(acting(request), found.report)
    return found


def _base(request: HttpRequest) -> int:
    base = request.POST.get("version", "")
    if not (base.isascii() and base.isdigit() and len(base) < 10):
        raise Http404
    return int(base)


def _tell(request: HttpRequest, done: Written) -> None:
    words = _told(done)
    if words:
        messages.warning(request, words)
    else:
        messages.success(request, _("Sparat."))


def _told(done: Written) -> str:
    """That others have written meanwhile; nothing when nobody has."""
    who = {"who": ", ".join(done.others) or _("du själv i ett annat fönster")}
    if done.both:
        return _("%(who)s ändrade samma ställe medan du skrev. Båda lydelserna står kvar, åtskilda av / – läs igenom.") % who  # fmt: skip  # noqa: E501 - one text to translate
    if done.joined:
        return _("Sparat, tillsammans med det som %(who)s ändrade medan du skrev. Läs igenom.") % who  # fmt: skip  # noqa: E501 - one text to translate
    return ""


def section_page(
    request: HttpRequest,
    found: ReportSection,
    *,
    typed: str | None = None,
    fault: str = "",
    status: int = 200,
) -> HttpResponse:
    """The page; ``typed`` is what was sent and could not be stored, shown again as typed, still a
    change of what the writer had in front of them."""
    actor, report = acting(request), found.report
    text = found.text if typed is None else typed
    writes = may_of_section(actor, Action.WRITE_SECTION, found) and permits(
        report.state, found.state, Act.WRITE
    )
    whose = behind(found)
    sections = sections_in(report)
    place = next(n for n, each in enumerate(sections) if each.pk == found.pk)
    context: dict[str, Any] = {
        "report": report,
        "section": found,
        "under": present.under(found, sections),
        "text": text,
        "typed": typed is not None,
        "version": found.version if typed is None else _base(request),
        "began": None if typed is None else request.POST.get("fran"),
        "writes": writes or typed is not None,
        "before": sections[place - 1] if place else None,
        "next": sections[place + 1] if place + 1 < len(sections) else None,
        "number": place + 1,
        "count": len(sections),
        "length": present.length_of(text, found.words),
        "evidence": present.evidence_count(text),
        "buttons": present.step_buttons(found, actor, whose),
        "another": present.waits_for_another(found, actor, whose),
        "preview": shown(text, taken_in(report, text), report.language),
        "history": present.step_lines(steps_of(report, found)),
        "carried": report.follows is not None and found.version == 1 and words_in(text) > 0,
        "fault": fault,
        "most": MOST_CHARACTERS,
    }
    return render(request, "reports/section.html", context, status=status)


@require_POST
def preview(request: HttpRequest, number: int, key: str) -> HttpResponse:
    """What is being typed, as it will be read. Nothing is stored."""
    found = found_section(request, number, key)
    text = request.POST.get("text", "")[:MOST_PREVIEWED]
    report = found.report
    context = {
        "preview": shown(text, taken_in(report, text), report.language),
        "length": present.length_of(text, found.words),
        "evidence": present.evidence_count(text),
        "report": report,
    }
    return render(request, "reports/preview.html", context)


def evidence(request: HttpRequest, number: int, key: str) -> HttpResponse:
    """What the section is offered; or, when the address names one piece, that piece as it reads."""
    found = found_section(request, number, key)
    context: dict[str, Any] = {"report": found.report, "section": found}
    if "nyckel" not in request.GET:
        offers = offers_for(found)
        context["groups"] = present.offer_groups(offers, found.text, reader_language())
        return render(request, "reports/offers.html", context)
    offer = offer_of(found.report, request.GET["nyckel"][:200])
    if offer is None:
        raise Http404
    context["offer"] = offer
    context["measures"] = dict.fromkeys(link.indicator_id for link in offer.links)
    context["piece"] = as_html(list(offer.blocks), found.report.language)
    return render(request, "reports/evidence.html", context)


@require_POST
def step(request: HttpRequest, number: int, key: str) -> HttpResponse:
    """Hand the section on, approve it, send it back."""
    found = found_section(request, number, key)
    act = next((each for each in Act if each.value == request.POST.get("handling")), None)
    if act is None or act in {Act.WRITE, Act.APPROVE_REPORT}:
        raise Http404
    try:
        take_step(
            section=found, act=act, version=_base(request), reason=request.POST.get("skal", ""),
            actor=acting(request),
        )  # fmt: skip
    except SamePersonError:
        words = _("Någon annan godkänner avsnittet: du har själv skrivit i det eller lämnat det.")
    except ChangedMeanwhileError:
        words = _("Avsnittet har ändrats sedan du läste det. Läs det igen först.")
    except NotPermittedError:
        words = _("Någon annan hann före: avsnittet är inte längre i det läget.")
    except ReportError:
        words = _("Skriv varför avsnittet lämnas tillbaka.")
    else:
        told = {
            Act.HAND_ON: _("Avsnittet är lämnat för godkännande."),
            Act.TAKE_BACK: _("Avsnittet kan skrivas vidare."),
            Act.APPROVE: _("Avsnittet är godkänt."),
            Act.SEND_BACK: _("Avsnittet är lämnat tillbaka."),
        }
        messages.success(request, told[act])
        return HttpResponseRedirect(reverse("web:report_section", args=[number, key]))
    return section_page(request, found_section(request, number, key), fault=words, status=409)
