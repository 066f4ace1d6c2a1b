"""Which measures follow which indicator line, and what they shall reach: the links, resolved."""

import difflib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from riktning.apps.plans.errors import PlanError
from riktning.apps.plans.models import ItemKind, Measure, PlanIndicator, Revision, Target
from riktning.apps.plans.places import folded, new_items
from riktning.core.digits import as_typed
from riktning.core.periods import Month


@dataclass(frozen=True, slots=True)
class MeasureLink:
    """One row of a link file: the line of the plan, the measure that follows it, its target.

    ``unit_id`` None is the region. ``value`` is in the measure's own unit (percent as 61.2);
    ``value`` and ``due`` are given together or not at all. ``row`` is the place in the file.
    """

    area: str
    indicator: str
    indicator_id: str
    unit_id: str | None = None
    value: float | None = None
    due: Month | None = None
    row: int = 0

    @property
    def where(self) -> str:
        return f"link row {self.row}" if self.row else f"link of {self.indicator_id!r}"


class Lines:
    """The indicator lines of a revision, found by area and text as a person writes them."""

    def __init__(self, revision: Revision) -> None:
        self._areas: dict[str, str] = {}
        self._lines: dict[str, dict[str, PlanIndicator]] = {}
        for area in revision.areas.prefetch_related("indicators"):
            key = folded(area.name)
            self._areas[key] = area.name
            self._lines[key] = {folded(line.text): line for line in area.indicators.all()}

    def find(self, area: str, indicator: str, *, where: str) -> PlanIndicator:
        """The line that is meant; PlanError with the nearest spelling when there is none."""
        area_key, text = folded(area), folded(indicator)
        if area_key not in self._areas:
            raise PlanError(
                f"the plan has no area {area!r}",
                where=where,
                remedy=_nearest(area_key, self._areas)
                or f"areas: {', '.join(self._areas.values())}",
            )
        lines = self._lines[area_key]
        if text not in lines:
            raise PlanError(
                f"the area {self._areas[area_key]!r} has no indicator {indicator!r}",
                where=where,
                remedy=_nearest(text, {key: line.text for key, line in lines.items()})
                or "write the indicator as the plan does",
            )
        return lines[text]


def _nearest(wanted: str, known: Mapping[str, str]) -> str:
    close = difflib.get_close_matches(wanted, known, n=1)
    return f"did you mean {known[close[0]]!r}?" if close else ""


def check_measures(links: Sequence[MeasureLink], known: frozenset[str]) -> None:
    """Refuse a link to a measure the catalogue does not hold, and half a target."""
    for link in links:
        if link.indicator_id not in known:
            spellings = {folded(name): name for name in known}
            raise PlanError(
                f"the catalogue has no measure {link.indicator_id!r}",
                where=link.where,
                remedy=_nearest(folded(link.indicator_id), spellings)
                or "`riktning catalogue` lists the measures",
            ).telling(_("Det finns inget sådant mått i katalogen."))
        if (link.value is None) != (link.due is None):
            raise PlanError(
                "a target needs both a value and a month",
                where=link.where,
                remedy="give both, or neither",
            ).telling(_("Ett målvärde behöver både ett värde och en månad."))


def check_units(links: Sequence[MeasureLink], known: frozenset[str]) -> None:
    """Refuse a unit nobody knows; before the first run is published, no unit is known."""
    for link in links:
        if known and link.unit_id is not None and link.unit_id not in known:
            raise PlanError(
                f"there is no unit {link.unit_id!r}",
                where=link.where,
                remedy=_nearest(folded(link.unit_id), {folded(name): name for name in known})
                or "write the unit_id as in the care data; leave it out for the region",
            ).telling(_("Det finns ingen sådan enhet."))


def store_targets(measure: Measure, unit_id: str | None, links: Sequence[MeasureLink]) -> None:
    """Make the targets of a measure at a unit those of the links: several months are interim.

    A target whose month or value changes stays the same target.
    """
    wanted = {link.due: link for link in links if link.due is not None}
    stored = list(Target.objects.filter(measure=measure, unit_id=unit_id).order_by("due_month"))
    kept = [t for t in stored if Month.of(t.due_month) in wanted]
    left = [t for t in stored if t not in kept]
    missing = sorted(wanted.keys() - {Month.of(t.due_month) for t in kept})
    for target, due in zip(left, missing, strict=False):
        target.due_month = due.first_day
        kept.append(target)
    for target in left[len(missing) :]:
        target.delete()
    for target in kept:
        target.value = _value(wanted[Month.of(target.due_month)])
        target.save()
    plan = measure.plan_indicator.area.revision.plan
    due_anew = missing[len(left) :]
    for item, due in zip(new_items(plan, [ItemKind.TARGET] * len(due_anew)), due_anew, strict=True):
        Target.objects.create(
            measure=measure,
            item=item,
            unit_id=unit_id,
            value=_value(wanted[due]),
            due_month=due.first_day,
        )


def _value(link: MeasureLink) -> float:
    if link.value is None:
        raise PlanError("a target needs both a value and a month", where=link.where)
    return link.value


def check_targets(revision: Revision, links: Sequence[MeasureLink]) -> None:
    """Refuse two values for one measure, unit and month, wherever the plan links it.

    Called when the links are stored, inside their transaction: a pace is against one target.
    """
    rows = {(link.indicator_id, link.unit_id): link.where for link in reversed(links)}
    _refuse_two_values(links)
    targets = Target.objects.filter(measure__plan_indicator__area__revision=revision)
    first: dict[tuple[str, str | None, date], Target] = {}
    for target in targets.select_related("measure__plan_indicator__area").order_by("id"):
        key = (target.measure.indicator_id, target.unit_id)
        other = first.setdefault((*key, target.due_month), target)
        if other.value != target.value:
            raise PlanError(
                f"{key[0]!r} would have two targets, {_said(other)} and {_said(target)}",
                where=rows.get(key, str(revision)),
                remedy="give one value a measure, unit and month, the same on every line",
            ).telling(
                _(
                    "Måttet har redan ett annat målvärde för samma enhet och månad"
                    ", på en annan indikator: %(said)s. Skriv samma värde."
                )
                % {"said": as_typed(other.value).replace(".", ",")}
            )


def _refuse_two_values(links: Sequence[MeasureLink]) -> None:
    first: dict[tuple[str, str | None, Month], MeasureLink] = {}
    for link in links:
        if link.due is None:
            continue
        other = first.setdefault((link.indicator_id, link.unit_id, link.due), link)
        if other.value != link.value:
            said = f"{_typed(other)} and {_typed(link)} by {link.due}"
            raise PlanError(
                f"{link.indicator_id!r} would have two targets, {said}",
                where=link.where,
                remedy="give one value a measure, unit and month, the same on every line",
            )


def _said(target: Target) -> str:
    area = target.measure.plan_indicator.area.name
    return f"{as_typed(target.value)} by {target.due_month:%Y-%m} in {area!r}"


def _typed(link: MeasureLink) -> str:
    return "" if link.value is None else as_typed(link.value)
