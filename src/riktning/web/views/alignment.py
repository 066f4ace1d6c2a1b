"""Alignment: which administrations carry which shared goals, seen from either end."""

from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from riktning.apps.followup.rounds.opening import administrations
from riktning.apps.observations.queries import current_run
from riktning.apps.organisation.rights import may_read_drafts
from riktning.apps.plans.carrying import Alignment, SharedGoal
from riktning.apps.plans.carrying import alignment as read_alignment
from riktning.apps.plans.estates import met_revisions
from riktning.apps.plans.models import PlanKind, Revision
from riktning.web.access import acting
from riktning.web.presenters import alignment as present
from riktning.web.presenters.alignment_picture import BearingPicture, bearing_picture
from riktning.web.table_files import table_file

MOST_CELLS = 500  # a larger matrix comes area by area, so that the page stays one that can be read
SHARED = (PlanKind.IMPLEMENTATION, PlanKind.COUNTY_WIDE, PlanKind.STRATEGY, PlanKind.OPERATIONAL)
WAYS = ("mal", "forvaltning")


@dataclass(frozen=True, slots=True)
class Shown:
    """What the address chooses."""

    plans: list[Revision]
    shared: Revision
    found: Alignment
    units: dict[str, str]
    area: str
    period: str
    unit: str

    @property
    def goals(self) -> tuple[SharedGoal, ...]:
        return present.chosen_goals(self.found, self.area, self.period)

    @property
    def chosen_units(self) -> dict[str, str]:
        return {key: name for key, name in self.units.items() if self.unit in ("", key)}


def alignment(request: HttpRequest) -> HttpResponse:
    """The matrix, or administration by administration."""
    now = _shown(request, whole=False)
    if now is None:
        return render(request, "alignment.html", {"run": current_run(), "shared": None})
    way = request.GET.get("vy", "")
    rows = present.goal_rows(now.found, now.goals, now.units)
    kept = request.GET.copy()
    kept.pop("vy", None)
    context = {
        "run": current_run(),
        "shared": now.shared,
        "plans": now.plans,
        "units": now.units,
        "areas": present.areas_of(now.found),
        "periods": present.periods_of(now.found),
        "chosen": now,
        "way": way if way in WAYS else WAYS[0],
        "kept": kept.urlencode(),
        "address": request.GET.urlencode(),
        "sentence": present.summary(rows),
        "about": dict(present.areas_of(now.found)).get(now.area, ""),
        "picture": _picture(now),
        "rows": present.goal_rows(now.found, now.goals, now.chosen_units),
        "parts": present.unit_parts(now.found, now.goals, now.chosen_units),
    }
    return render(request, "alignment.html", context)


def _picture(now: Shown) -> BearingPicture | None:
    """All areas at once, whichever of them the table shows."""
    goals = present.chosen_goals(now.found, "", now.period)
    plan = now.shared.plan.code
    return bearing_picture(now.found, goals, now.chosen_units, plan=plan, period=now.period)


def alignment_table(request: HttpRequest, ending: str) -> HttpResponseBase:
    """Every goal with every administration, as the address chooses, as a file."""
    now = _shown(request, whole=True)
    if now is None:
        raise Http404
    rows = present.table_rows(now.found, now.goals, now.chosen_units)
    return table_file(ending, _("samband"), present.table_headings(), rows)


def _shown(request: HttpRequest, *, whole: bool) -> Shown | None:
    """Eleven queries; None where there is no plan to share."""
    every, today = met_revisions(drafts=may_read_drafts(acting(request))), timezone.localdate()
    plans = [r for kind in SHARED for r in every if r.plan.kind == kind]
    code = request.GET.get("plan", "")
    shared = next(
        (r for r in plans if r.plan.code == code), plans[0] if plans and not code else None
    )
    if shared is None:
        if code:
            raise Http404
        return None
    found, units = read_alignment(shared, every, today), administrations(today)
    area, unit = request.GET.get("omrade"), request.GET.get("enhet", "")
    if unit not in ("", *units):
        raise Http404
    areas = [slug for slug, _name in present.areas_of(found)]
    if area is None and not whole and not unit and len(found.goals) * len(units) > MOST_CELLS:
        area = areas[0] if areas else ""
    if area and area not in areas:
        raise Http404
    return Shown(plans, shared, found, units, area or "", request.GET.get("period", ""), unit)
