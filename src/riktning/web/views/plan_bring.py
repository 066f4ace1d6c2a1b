"""A plan document is brought in: it becomes a draft, with what could not be read as questions."""

import hashlib
import tempfile
from pathlib import Path

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from riktning.apps.organisation.rights import Action
from riktning.apps.plans.actions import create_draft_revision
from riktning.apps.plans.errors import PlanError
from riktning.apps.plans.models import Plan, PlanKind, Revision
from riktning.apps.plans.permissions import may_in, require_in
from riktning.core.errors import DocumentError
from riktning.core.plain import without_forbidden
from riktning.documents.draft import DraftPlan
from riktning.documents.reading.apart import TooSlowError, read_apart
from riktning.web.access import acting
from riktning.web.plan_desk import WrongError, fault_words, text_of

LARGEST = 10 * 1024 * 1024
ENDINGS = (".docx", ".docm", ".pdf", ".xlsx", ".xlsm", ".txt")
NEW = tuple(kind for kind in PlanKind if kind is not PlanKind.LOCAL)


def bring(request: HttpRequest) -> HttpResponse:
    """The form, and what came of it: a draft, or what was wrong with the file."""
    if request.method != "POST":
        return _page(request)
    try:
        made, draft = _brought(request)
    except WrongError as error:
        return _page(request, error.words, error.field, 422)
    except PlanError as error:
        return _page(request, fault_words(error), "", 422)
    place = reverse("web:edit", args=[made.plan.code, made.number])
    if draft is None:
        words = _("Samma dokument är redan inläst, som revidering %(number)d.")
        messages.warning(request, words % {"number": made.number})
        return HttpResponseRedirect(place)
    messages.success(request, _told(made, draft))
    return HttpResponseRedirect(f"{place}#fragor" if draft.questions else place)


def _brought(request: HttpRequest) -> tuple[Revision, DraftPlan | None]:
    """The revision, and the draft it was made of; None when the document was there already."""
    plan, kind, file = _plan(request), _kind(request), request.FILES.get("fil")
    if plan is not None:
        require_in(acting(request), Action.CREATE_DRAFT, plan)
    name = plan.name if plan else text_of(request.POST, "namn")
    content = _content(file)
    draft = _read(content, _safe_name(file), operational=kind is PlanKind.OPERATIONAL)
    digest = hashlib.sha256(content).hexdigest()
    there = Revision.objects.filter(plan=plan, source_sha256=digest).first() if plan else None
    made = create_draft_revision(
        plan_code=plan.code if plan else _free_code(name),
        plan_name=name,
        draft=draft,
        source_name=_safe_name(file),
        source_sha256=digest,
        kind=kind,
        unit_id=plan.unit_id if plan else "",
        actor=acting(request).name,
    )
    return made, None if there else draft


def _plan(request: HttpRequest) -> Plan | None:
    """The plan that the document is the next revision of; None for a plan of its own."""
    code = request.POST.get("plan", "")
    found = Plan.objects.filter(code=code).first() if code else None
    if code and found is None:
        raise WrongError("plan", _("Det finns ingen sådan plan."))
    return found


def _kind(request: HttpRequest) -> PlanKind:
    plan = _plan(request)
    if plan is not None:
        return PlanKind(plan.kind)
    kind = next((each for each in NEW if each.value == request.POST.get("slag")), None)
    if kind is None:
        raise WrongError("slag", _("Välj vad det är för slags plan."))
    return kind


def _content(file: "UploadedFile[bytes] | None") -> bytes:
    if file is None or not file.size:
        raise WrongError("fil", _("Välj ett dokument."))
    if file.size > LARGEST:
        raise WrongError("fil", _("Dokumentet är större än 10 MB. Ta bort bilderna."))
    content: bytes = file.read()
    return content


def _read(content: bytes, name: str, *, operational: bool) -> DraftPlan:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"plan{Path(name).suffix.lower()}"
        path.write_bytes(content)
        try:
            return read_apart(path, operational=operational)
        except TooSlowError as error:
            words = _("Dokumentet tog för lång tid att läsa. Klipp ut själva planen och försök igen.")  # fmt: skip  # noqa: E501 - one text to translate
            raise WrongError("fil", words) from error
        except DocumentError as error:
            words = _("Ingen plan kunde läsas i dokumentet. Det ska vara Word (.docx), PDF med text, Excelmallen eller ren text, med rubriker eller tabeller för effektmål, aktiviteter eller indikatorer.")  # fmt: skip  # noqa: E501 - one text to translate
            raise WrongError("fil", words) from error


def _safe_name(file: "UploadedFile[bytes] | None") -> str:
    """The name as it is shown; only an ending that is read is trusted to say the format."""
    name = " ".join(without_forbidden((file.name if file else "") or "").split())[:200]
    return name if name.lower().endswith(ENDINGS) else f"{name or 'plan'}.txt"


def _free_code(name: str) -> str:
    """The address of a new plan."""
    base = (slugify(name) or "plan")[:50]
    taken = set(Plan.objects.filter(code__startswith=base).values_list("code", flat=True))
    return next(c for c in (base, *(f"{base}-{n}" for n in range(2, 10_000))) if c not in taken)


def _told(made: Revision, draft: DraftPlan) -> str:
    """What was read, in a sentence or two."""
    areas = len(draft.areas)
    counts = {
        "number": made.number,
        "areas": ngettext("%(n)d område", "%(n)d områden", areas) % {"n": areas},
        "activities": sum(len(area.activities) for area in draft.areas),
        "lines": sum(len(area.indicators) for area in draft.areas),
    }
    words = _("Revidering %(number)d är inläst som utkast: %(areas)s, aktiviteter: %(activities)d, indikatorer: %(lines)d.") % counts  # fmt: skip  # noqa: E501 - one text to translate
    asked = len(draft.questions)
    if not asked:
        return words
    return f"{words} " + ngettext(
        "%(n)d fråga väntar på svar.", "%(n)d frågor väntar på svar.", asked
    ) % {"n": asked}


def _page(
    request: HttpRequest, fault: str = "", field: str = "", status: int = 200
) -> HttpResponse:
    actor = acting(request)
    plans = [p for p in Plan.objects.order_by("name") if may_in(actor, Action.CREATE_DRAFT, p)]
    context = {
        "plans": plans,
        "kinds": [(kind.value, kind.label) for kind in NEW],
        "endings": ",".join(ENDINGS),
        "given": request.POST or request.GET,
        "fault": fault,
        "field": field,
    }
    return render(request, "plan_bring.html", context, status=status)
