"""A unit: an administration with its plan and rounds, a hospital, a ward or a care centre."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils import timezone

from riktning.apps.followup.contradictions import in_answers, in_plans
from riktning.apps.followup.rounds.models import Report
from riktning.apps.observations import queries
from riktning.apps.observations.figures import Judged
from riktning.apps.organisation.queries import units_on
from riktning.apps.organisation.rights import Action, Actor, may_read_drafts, may_somewhere
from riktning.apps.plans.estates import every_revision, met, met_first
from riktning.apps.plans.models import Goal, PlanKind, Revision
from riktning.apps.plans.queries import indicator_areas, targets_of
from riktning.core.periods import Month
from riktning.core.units import Unit, UnitKind
from riktning.trends.labels import DIRECTION_WORDS
from riktning.web.access import acting
from riktning.web.presenters import unit_page as present
from riktning.web.presenters.overview import AttentionGroup, attention_groups
from riktning.web.presenters.plan import state_words, targets_at
from riktning.web.presenters.start import TOLD_OTHERWISE, ToldOtherwise, told_in_answers
from riktning.web.presenters.units import kind_words
from riktning.web.table_files import table_file
from riktning.web.views.reading import Shown, reader_language, shown

MOST_ROUNDS = 12


@dataclass(frozen=True, slots=True)
class _Chosen:
    """What the address filters by."""

    area: str
    direction: str


def unit(request: HttpRequest, unit_id: str) -> HttpResponse:
    """Its measures against the region's; an administration's plan and rounds; its parts."""
    actor, today = acting(request), timezone.localdate()
    every_plan = every_revision(drafts=may_read_drafts(actor))
    now = Shown(queries.current_run(), met_first(every_plan), reader_language())
    place, units = _place(now, unit_id)
    areas = indicator_areas(now.revision) if now.revision else {}
    known = _judged(now, unit_id)
    every = _measures(now, known)
    chosen = _chosen(request)
    administration = place.kind is UnitKind.ADMINISTRATION
    inside = administration and may_somewhere(actor, Action.READ_INTERNAL)
    own = _own_plan(unit_id, every_plan) if administration else None
    context = {
        "run": now.run,
        "place": place,
        "kind": kind_words(place.kind),
        "above": present.above(place, units),
        "picture": present.unit_picture(every, known, now.language),
        "contradictions": _contradictions(now, own, known) if administration else (),
        "measures": _filtered(every, chosen, areas),
        "total": len(every),
        "chosen": chosen,
        "areas": list(dict.fromkeys(each for some in areas.values() for each in some)),
        "directions": [(s.value, w.in_(now.language)) for s, w in DIRECTION_WORDS.items()],
        "address": request.GET.urlencode(),
        "administration": administration,
        "own": own,
        "own_state": state_words(own.state) if own else "",
        "goals": _goals(own) if own else [],
        "inside": inside,
        "rounds": present.unit_rounds(_reports(unit_id), actor, today) if inside else (),
        "told_heading": TOLD_OTHERWISE.in_(now.language),
        "told_in_answers": _told_in_answers(actor, place, known, now.language) if inside else [],
        "parts": present.parts_of(unit_id, units),
    }
    return render(request, "unit.html", context)


def _contradictions(now: Shown, own: Revision | None, known: Judged) -> tuple[AttentionGroup, ...]:
    """What people say of the administration in the shared plan and in its own against the data.

    Two queries.
    """
    plans = {now.revision: known.unit_id} if now.revision else {}
    if own is not None:
        plans[own] = ""  # all that is said of its own plan is said of the administration
    return attention_groups(in_plans(plans, known), now.language)


def _told_in_answers(
    actor: Actor, place: Unit, known: Judged, language: str
) -> list[ToldOtherwise]:
    """What the administration last answered against the data. One query."""
    found = in_answers(actor, known.infos, (place.unit_id,))
    return told_in_answers(found, {place.unit_id: place.name}, language)


def unit_table(request: HttpRequest, unit_id: str, ending: str) -> HttpResponseBase:
    """The unit's measures beside the region's, filtered as the address says, as a file."""
    now = shown(request)
    _place(now, unit_id)
    areas = indicator_areas(now.revision) if now.revision else {}
    rows = _filtered(_measures(now, _judged(now, unit_id)), _chosen(request), areas)
    return table_file(
        ending,
        unit_id,
        present.table_headings(),
        present.table_rows(rows),
        synthetic=bool(now.run and now.run.synthetic),
    )


def _place(now: Shown, unit_id: str) -> tuple[Unit, Mapping[str, Unit]]:
    """The unit as it stands on the day of the data, and all of them. One query."""
    units = units_on(now.run.as_of if now.run else timezone.localdate())
    if unit_id not in units:
        raise Http404
    return units[unit_id], units


def _judged(now: Shown, unit_id: str) -> Judged:
    """The measures and their verdicts at the unit. Two queries, none without a run."""
    return queries.judged(now.run, unit_id) if now.run else Judged("", {}, {})


def _measures(now: Shown, known: Judged) -> tuple[present.UnitMeasure, ...]:
    """Four queries, none without a run."""
    if now.run is None:
        return ()
    region, unit_id = now.run.region_unit_id, known.unit_id
    rows = queries.indicator_rows(now.run, unit_id, known=known)
    at_region = queries.finest(now.run, known.infos, region) if unit_id != region else {}
    targets = targets_of(now.revision) if now.revision else []
    aims = targets_at(targets, region, unit_id, Month.of(now.run.last_month))
    return present.unit_measures(rows, at_region, aims, language=now.language, k=now.k)


def _chosen(request: HttpRequest) -> _Chosen:
    return _Chosen(request.GET.get("omrade", ""), request.GET.get("riktning", ""))


def _filtered(
    every: tuple[present.UnitMeasure, ...],
    chosen: _Chosen,
    areas: Mapping[str, tuple[tuple[str, str], ...]],
) -> tuple[present.UnitMeasure, ...]:
    return tuple(
        row
        for row in every
        if chosen.direction in ("", row.direction)
        and (
            not chosen.area
            or any(slug == chosen.area for slug, _name in areas.get(row.indicator_id, ()))
        )
    )


def _own_plan(unit_id: str, every: list[Revision]) -> Revision | None:
    """The administration's local plan as readers meet it."""
    local = (r for r in met(every) if r.plan.kind == PlanKind.LOCAL and r.plan.unit_id == unit_id)
    return next(local, None)


def _goals(own: Revision) -> list[tuple[int, str, str]]:
    """The number, the text and the period of each goal. One query."""
    rows = Goal.objects.filter(sub_area__area__revision=own)
    ordered = rows.order_by("sub_area__area__order", "sub_area__order", "row", "period__order")
    return list(ordered.values_list("item__number", "text", "period__heading"))


def _reports(unit_id: str) -> list[Report]:
    """The newest rounds' reports. One query."""
    rows = Report.objects.filter(unit_id=unit_id).select_related("round")
    return list(rows.order_by("-round__year", "-round__opens_on", "-pk")[:MOST_ROUNDS])
