"""What the introduction of a need's result did to the measures it is to change.

The units that introduced it are compared with those of their kind that had not yet, by the same
estimate as a plan's activities (``trends.effect``), from published figures alone.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import date

import numpy as np

from riktning.apps.needs.uptake import Spell, Taken
from riktning.apps.observations.figures import IndicatorInfo, Point
from riktning.apps.observations.models import Run, Series
from riktning.apps.observations.packing import unpack
from riktning.apps.observations.queries import EVERYONE
from riktning.core.periods import Month, PeriodKind
from riktning.core.units import Unit, UnitKind
from riktning.trends.effect.finding import Activity, EffectFinding
from riktning.trends.effect.judging import Source, judge_effects
from riktning.trends.finding import Aim
from riktning.trends.judging import DEFAULT_Q
from riktning.trends.observed import IndicatorSeries


def introduction_effects(
    run: Run,
    infos: Mapping[str, IndicatorInfo],
    title: str,
    stands: Mapping[str, Taken],
    units: Mapping[str, Unit],
) -> tuple[EffectFinding, ...]:
    """One finding for each measure of ``infos``, all tested as one family. One query.

    Of a measure the units of one kind are taken, that of which most have introduced it and have
    months of it: a whole and its parts are never counted as two.
    """
    using = {unit: taken.spells for unit, taken in stands.items() if taken.spells}
    if not using or not infos:
        return ()
    asked = {units[unit].kind for unit in using if unit in units}
    of_kind = {unit.unit_id for unit in units.values() if unit.kind in asked}
    points = _months(run, infos, of_kind)
    first, last = Month.of(run.first_month), Month.of(run.last_month)
    activities, sources = [], {}
    for key, info in infos.items():
        kind = _kind(using, points[key], units)
        touched = sorted(u for u in using if kind is None or _is(units, u, kind))
        activities += [Activity(title, key, unit, begun(using[unit][0].since)) for unit in touched]
        found = {
            unit: _while_used(rows, using.get(unit, ()))
            for unit, rows in points[key].items()
            if kind is not None and _is(units, unit, kind)
        }
        sources[key] = Source(
            _series(found, first, last) if found else None,
            info.kind,
            Aim(info.polarity, _interval(info)),
            tuple(Month.parse(each) for each in info.definition.get("breaks", ())),
        )

    def peers(unit: str) -> set[str]:
        return {each for each in of_kind if unit in units and _is(units, each, units[unit].kind)}

    return judge_effects(activities, sources, peers, first, DEFAULT_Q)


def begun(day: date) -> Month:
    """The first month that is wholly after the day, or begins with it."""
    month = Month.of(day)
    return month if day.day == 1 else month.plus(1)


def _is(units: Mapping[str, Unit], unit_id: str, kind: UnitKind) -> bool:
    return unit_id in units and units[unit_id].kind is kind


def _kind(
    using: Collection[str], points: Mapping[str, Sequence[Point]], units: Mapping[str, Unit]
) -> UnitKind | None:
    """The kind of which most units have both; None where no unit has."""
    kinds = Counter(units[unit].kind for unit in sorted(using) if unit in points and unit in units)
    return kinds.most_common(1)[0][0] if kinds else None


def _months(
    run: Run, measures: Collection[str], units: Collection[str]
) -> dict[str, dict[str, tuple[Point, ...]]]:
    rows = Series.objects.filter(
        indicator__run=run,
        indicator__indicator_id__in=measures,
        unit_id__in=units,
        period_kind=PeriodKind.MONTH.value,
        **EVERYONE,
    )
    found: dict[str, dict[str, tuple[Point, ...]]] = defaultdict(dict)
    for key, unit_id, figures in rows.values_list("indicator__indicator_id", "unit_id", "figures"):
        found[key][unit_id] = tuple(unpack(figures, PeriodKind.MONTH))
    return found


def _while_used(points: Sequence[Point], spells: Sequence[Spell]) -> Sequence[Point]:
    """The months up to the end of the first spell: what comes after tells nothing of the use."""
    end = spells[0].until if spells else None
    if end is None:
        return points
    return [point for point in points if point.period.end < Month.of(end)]


def _series(points: Mapping[str, Sequence[Point]], first: Month, last: Month) -> IndicatorSeries:
    names = tuple(sorted(points))
    shape = (len(names), last.index - first.index + 1)
    value, numerator, denominator = (np.full(shape, np.nan) for _each in range(3))
    preliminary, hidden = np.zeros(shape, dtype=np.bool_), np.zeros(shape, dtype=np.bool_)
    for row, name in enumerate(names):
        for point in points[name]:
            at = point.period.start.index - first.index
            if not 0 <= at < shape[1]:
                continue
            value[row, at] = np.nan if point.value is None else point.value
            numerator[row, at] = np.nan if point.numerator is None else point.numerator
            denominator[row, at] = np.nan if point.denominator is None else point.denominator
            preliminary[row, at], hidden[row, at] = point.preliminary, bool(point.hidden)
    squares = np.full(shape, np.nan)
    return IndicatorSeries(names, value, numerator, denominator, squares, preliminary, hidden)


def _interval(info: IndicatorInfo) -> tuple[float | None, float | None] | None:
    said = info.definition.get("target_interval")
    return (said[0], said[1]) if said else None
