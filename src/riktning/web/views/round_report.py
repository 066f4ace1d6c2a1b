"""An administration's report: filled in, saved as one goes, handed on, and read."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from riktning.apps.followup.rounds.answering import Given, Stored, save_answers
from riktning.apps.followup.rounds.calendar import figure_period
from riktning.apps.followup.rounds.checking import Fault, Lack, lacks
from riktning.apps.followup.rounds.content import Said, said_in
from riktning.apps.followup.rounds.errors import (
    NotPermittedError,
    RoundError,
    SamePersonError,
    SteppedMeanwhileError,
)
from riktning.apps.followup.rounds.evidence import evidence_at, says_otherwise
from riktning.apps.followup.rounds.handing import IncompleteError, own_report, submitter, take_step
from riktning.apps.followup.rounds.models import Answer, Report, ReportState
from riktning.apps.followup.rounds.policies import ASKED_OF, NEEDS_REASON, Act, permits
from riktning.apps.followup.rounds.queries import answers_before, find_report, returned
from riktning.apps.followup.rounds.reading import may_read
from riktning.apps.followup.rounds.words import (
    act_button,
    not_now_words,
    not_whole_words,
    own_words,
    stepped_words,
)
from riktning.apps.observations.queries import current_run, many_series
from riktning.apps.organisation.queries import unit_history
from riktning.apps.organisation.rights import Actor, may
from riktning.core.digits import whole_number
from riktning.web.access import acting
from riktning.web.presenters.round_parts import chosen, errors, parts_of
from riktning.web.presenters.round_questions import Around, Question, question
from riktning.web.presenters.rounds import title
from riktning.web.views.plan_changes import reading_language
from riktning.web.views.reading import SMALLEST_SHOWN
from riktning.web.views.round_forms import Typed, is_sent, typed

STEPS = (Act.APPROVE, Act.ACCEPT, Act.LOCK, Act.SEND_BACK, Act.REOPEN)


@dataclass(frozen=True, slots=True)
class Fill:
    """A report's page in the making: what is answered, what is wrong, what was typed."""

    said: Mapping[int, Said]
    faults: Mapping[int, Sequence[Fault]]
    texts: Mapping[int, Mapping[str, str]]
    told: Mapping[int, Stored]


NOTHING_NEW = Fill({}, {}, {}, {})


def report(request: HttpRequest, key: int, unit: str) -> HttpResponse:
    """The form while the report is a draft and one may answer; otherwise what it says."""
    found = _found(key, unit)
    if request.method != "POST":
        return _page(request, found, NOTHING_NEW)
    answers = list(found.answers.order_by("order"))
    fields = {a.pk: typed(a, request.POST) for a in answers if is_sent(a, request.POST)}
    if any(each.base is None for each in fields.values()):
        return _page(request, found, _unsaved(fields), told=not_whole_words(), status=409)
    try:
        stored = save_answers(report=found, given=_given(fields), actor=acting(request))
        if request.POST.get("handling") == Act.SUBMIT and not _bad(fields):
            take_step(report=found, act=Act.SUBMIT, actor=acting(request))
    except IncompleteError as refused:
        return _page(request, found, _fill(fields, stored, refused.faults), status=422)
    except NotPermittedError:
        return _page(request, found, NOTHING_NEW, told=not_now_words(found), status=409)
    if _bad(fields):
        return _page(request, found, _fill(fields, stored, {}), status=422)
    if any(each.told for each in stored.values()):
        return _page(request, found, _fill(fields, stored, {}))
    return HttpResponseRedirect(_address(found, request.POST.get("vidare", "")))


@require_POST
def answer(request: HttpRequest, key: int, unit: str, number: int) -> HttpResponse:
    """One answer saved as it is left: what the data say, what is missing, and who was there."""
    found = _found(key, unit)
    row = found.answers.filter(pk=number).first()
    if row is None:
        raise Http404
    given = typed(row, request.POST)
    if given.base is None:
        return HttpResponse(not_whole_words(), status=409)
    try:
        stored = save_answers(report=found, given=_given({row.pk: given}), actor=acting(request))[
            row.pk
        ]
    except NotPermittedError:
        return HttpResponse(not_now_words(found), status=409)
    around = _around(found, [stored.answer])
    faults = (*given.faults, *_soft(stored.answer, around))
    shown = question(stored.answer, said_in(stored.answer), around, faults, given.texts, open_=True)
    refused = bool(given.faults)
    context = {"question": shown, "report": found, "told": stored, "refused": refused}
    if not stored.told:
        return render(request, "components/round_saved.html", context)
    response = render(request, "components/round_question.html", context)
    response.headers["HX-Retarget"] = f"#fraga-{row.pk}"
    response.headers["HX-Reswap"] = "outerHTML"
    return response


@require_POST
def step(request: HttpRequest, key: int, unit: str) -> HttpResponse:
    """The report is handed on, or back with a reason."""
    found = _found(key, unit)
    try:
        act = Act(request.POST.get("handling", ""))
    except ValueError as error:
        raise Http404 from error
    reason = request.POST.get("skal", "").strip()
    if act in NEEDS_REASON and not reason:
        fault = _("Skriv ett skäl, så att den som ska rätta vet vad.")
        return _page(request, found, NOTHING_NEW, told=fault, status=422)
    try:
        seen = whole_number(request.POST.get("sett", ""))
        take_step(report=found, act=act, actor=acting(request), reason=reason, seen=seen)
    except SteppedMeanwhileError:
        return _page(request, found, NOTHING_NEW, told=stepped_words(), status=409)
    except NotPermittedError:
        return _page(request, found, NOTHING_NEW, told=not_now_words(found), status=409)
    except SamePersonError:
        return _page(request, found, NOTHING_NEW, status=409)  # the page says why
    except IncompleteError as refused:
        return _page(request, found, Fill({}, refused.faults, {}, {}), status=422)
    except RoundError as refused:  # no step of a report at all
        raise Http404 from refused
    return HttpResponseRedirect(reverse("web:round_report", args=[key, unit]))


def _found(key: int, unit: str) -> Report:
    found = find_report(key, unit)
    if found is None:
        raise Http404
    return found


def _address(found: Report, part: str) -> str:
    address = reverse("web:round_report", args=[found.round_id, found.unit_id])
    return f"{address}?sida={part}" if part.isascii() and part.isdigit() else address


def _given(fields: Mapping[int, Typed]) -> dict[int, Given]:
    whole = {key: each for key, each in fields.items() if each.base is not None}
    return {key: Given(each.said, each.base or 0) for key, each in whole.items()}


def _unsaved(fields: Mapping[int, Typed]) -> Fill:
    """What was typed, before any of it is stored."""
    return Fill(
        {key: each.said for key, each in fields.items()},
        {key: each.faults for key, each in fields.items() if each.faults},
        {key: each.texts for key, each in fields.items()},
        {},
    )


def _bad(fields: Mapping[int, Typed]) -> bool:
    return any(each.faults for each in fields.values())


def _fill(
    fields: Mapping[int, Typed], stored: Mapping[int, Stored], found: Mapping[int, Sequence[Fault]]
) -> Fill:
    faults = {key: (*each.faults, *found.get(key, ())) for key, each in fields.items()}
    return Fill(
        {key: said_in(each.answer) for key, each in stored.items()},
        {**found, **{key: some for key, some in faults.items() if some}},
        {key: each.texts for key, each in fields.items()},
        {key: each for key, each in stored.items() if each.told},
    )


def _soft(row: Answer, around: Around) -> tuple[Fault, ...]:
    """What an answer lacks once it has a status; before that nothing is held against anybody."""
    if not row.status:
        return ()
    otherwise = says_otherwise(row.status, around.evidence.of(row))
    part = around.evidence.part(row)
    found = lacks(said_in(row), kind=row.kind, takes=row.takes, contradicts=otherwise, part=part)
    return tuple(fault for fault in found if fault.lack is not Lack.NO_STATUS)


def _around(found: Report, answers: Sequence[Answer]) -> Around:
    """Seven queries."""
    run = current_run()
    before, last = answers_before(found)
    period = figure_period(found.round.kind, found.round.year)
    measures = {row.indicator_id for row in answers if row.indicator_id}
    series = many_series(run, measures, found.unit_id, period.kind) if run and measures else {}
    until = {
        name: tuple(p for p in points if p.period.start <= period.start)
        for name, points in series.items()
    }
    return Around(
        evidence_at(run, found.unit_id, answers),
        until,
        last,
        title(before.round.kind, before.round.year) if before else "",
        reading_language(),
        int(run.manifest.get("k", SMALLEST_SHOWN)) if run else SMALLEST_SHOWN,
    )


def _page(
    request: HttpRequest, found: Report, fill: Fill, *, told: str = "", status: int = 200
) -> HttpResponse:
    found = _found(found.round_id, found.unit_id) if request.method == "POST" else found
    answers = list(found.answers.order_by("order"))
    actor, steps = acting(request), list(found.steps.order_by("id"))
    read = [row for row in answers if may_read(actor, found, row.area)]
    parts = parts_of(read)
    shown = chosen(parts, request.GET.get("sida", ""), fill.faults)
    asked = parts[shown - 1].answers if parts else ()
    around = _around(found, asked)
    questions = _questions(found, asked, around, fill, actor)
    units = unit_history(found.unit_id)
    context = {
        "run": around.evidence.run,
        "report": found,
        "unit_name": units[-1].name if units else found.unit_id,
        "title": title(found.round.kind, found.round.year),
        "state": ReportState(found.state).label,
        "questions": _grouped(questions),
        "parts": parts if len(parts) > 1 else (),
        "shown": shown,
        "next": shown + 1 if shown < len(parts) else None,
        "answered": sum(1 for each in answers if each.status),
        "total": len(answers),
        "open": any(each.open for each in questions),
        "may_submit": may(actor, ASKED_OF[Act.SUBMIT], unit_id=found.unit_id),
        **_steps(found, actor, submitter(steps)),
        "hidden": len(answers) - len(read),
        "returned": returned(found, steps) if may_read(actor, found) else "",
        "opens_later": _opens_later(found),
        "last_step": steps[-1] if steps else None,
        "errors": errors(parts, fill.faults, shown),
        "told": told,
        "merged": [each.answer.order for each in fill.told.values()],
    }
    return render(request, "round_report.html", context, status=status)


def _questions(
    found: Report, answers: Sequence[Answer], around: Around, fill: Fill, actor: Actor
) -> list[Question]:
    """The questions of one page, with what stands beside them."""
    draft = found.state == ReportState.DRAFT
    now = draft and _opens_later(found) is None
    return [
        question(
            row,
            fill.said.get(row.pk) or said_in(row),
            around,
            fill.faults.get(row.pk) or (_soft(row, around) if draft else ()),
            fill.texts.get(row.pk),
            open_=now and may(actor, ASKED_OF[Act.ANSWER], unit_id=found.unit_id, area=row.area),
        )
        for row in answers
    ]


def _steps(found: Report, actor: Actor, submitted_by: str) -> dict[str, object]:
    """The steps that the state permits and the person may take, and why one is somebody else's."""
    acts = [
        act
        for act in STEPS
        if permits(found.state, act) and may(actor, ASKED_OF[act], unit_id=found.unit_id)
    ]
    others = [act for act in acts if own_report(act, submitted_by, actor)]
    steps = [
        {"act": act.value, "label": act_button(act), "reason": act in NEEDS_REASON}
        for act in acts
        if act not in others
    ]
    return {"steps": steps, "own": own_words() if others else ""}


def _opens_later(found: Report) -> date | None:
    """The day the round opens, while it is ahead."""
    opens = found.round.opens_on
    return opens if opens > timezone.localdate() else None


def _grouped(questions: Sequence[Question]) -> list[tuple[str, list[Question]]]:
    """The questions by the area of the plan, in their order."""
    groups: list[tuple[str, list[Question]]] = []
    for each in questions:
        area = each.place.partition(" › ")[0]
        if not groups or groups[-1][0] != area:
            groups.append((area, []))
        groups[-1][1].append(each)
    return groups
