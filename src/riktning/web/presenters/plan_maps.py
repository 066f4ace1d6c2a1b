"""The strategy map's period and the timeline's cells."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from riktning.core.periods import PlanPeriod
from riktning.documents.plans.change_words import months_words
from riktning.documents.plans.timeline import Bar, Timeline


@dataclass(frozen=True, slots=True)
class BarRow:
    """An activity with the empty years before its bar, the bar, and the empty years after."""

    text: str
    number: int
    before: int
    span: int
    after: int
    years: str


@dataclass(frozen=True, slots=True)
class BarArea:
    """An area's rows."""

    name: str
    rows: tuple[BarRow, ...]


def chosen_period(asked: str, every: Sequence[str], year: int) -> str:
    """The period asked for; otherwise the one this year lies in, the last before it, the first."""
    if asked in every:
        return asked
    dated = [(PlanPeriod.parse(heading), heading) for heading in every]
    within = [h for p, h in dated if p and p.first_year <= year <= p.last_year]
    before = [h for p, h in dated if p and p.last_year < year]
    return next(iter([*within, *reversed(before), *every]), "")


def timeline_areas(found: Timeline) -> tuple[BarArea, ...]:
    """Every area with its bars."""
    return tuple(
        BarArea(area.name, tuple(_row(bar, found.years) for bar in area.bars))
        for area in found.areas
    )


def _row(bar: Bar, years: tuple[int, ...]) -> BarRow:
    text, number = bar.said.text, bar.said.number
    if bar.years is None:
        return BarRow(text, number, 0, 0, len(years), _("ingen tid angiven"))
    before = bar.years.first_year - years[0]
    span = bar.years.last_year - bar.years.first_year + 1
    when = months_words(bar.said.months) or str(bar.years)
    return BarRow(text, number, before, span, len(years) - before - span, when)
