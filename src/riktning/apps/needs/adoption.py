"""Which units use a digital service, month by month, by the published figures of its measure."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from riktning.apps.observations.figures import IndicatorInfo, Point
from riktning.apps.observations.models import Run
from riktning.apps.observations.queries import unit_series
from riktning.core.periods import Month, PeriodKind
from riktning.core.units import Unit, UnitKind

FRAME = "service_month"  # what counts the use of digital services
_SUMS = (UnitKind.REGION, UnitKind.ADMINISTRATION)  # a whole is not counted beside its parts


@dataclass(frozen=True, slots=True)
class UnitUse:
    """A unit's months and the first from which on it has used it every month with a figure.

    ``since`` is None for one that does not use it in its last month with a figure.
    """

    unit: Unit
    points: tuple[Point, ...]
    since: Month | None
    latest: Point | None


@dataclass(frozen=True, slots=True)
class Adoption:
    """The units that have figures, and how many used it each month of those with a figure then."""

    kind: UnitKind
    units: tuple[UnitUse, ...]
    months: tuple[tuple[Month, int, int], ...]  # month, units that use it, units with a figure

    @property
    def using(self) -> int:
        """How many use it in their last month."""
        return sum(each.since is not None for each in self.units)


def measures_of_use(infos: Mapping[str, IndicatorInfo]) -> dict[str, IndicatorInfo]:
    """The measures that tell the use of digital services by month."""
    return {
        key: info
        for key, info in infos.items()
        if info.definition.get("frame") == FRAME and info.finest is PeriodKind.MONTH
    }


def adoption(
    run: Run, measure: str, threshold: float | None, units: Mapping[str, Unit]
) -> Adoption | None:
    """How the units took it up; None where no unit below the administrations has figures.

    Units of one kind are counted, that of which most have figures. One query.
    """
    series = {
        unit_id: points
        for unit_id, points in unit_series(run, measure, PeriodKind.MONTH).items()
        if unit_id in units and units[unit_id].kind not in _SUMS
    }
    kinds = Counter(units[unit_id].kind for unit_id in sorted(series))
    if not kinds:
        return None
    kind = kinds.most_common(1)[0][0]
    own = {key: points for key, points in series.items() if units[key].kind is kind}
    found = [_use(units[key], points, threshold) for key, points in own.items()]
    return Adoption(
        kind,
        tuple(sorted(found, key=lambda use: (_index(use.since), use.unit.name.casefold()))),
        _months(own.values(), threshold),
    )


def uses(point: Point, threshold: float | None) -> bool | None:
    """Whether it is used in the period; None where no figure is shown."""
    if point.value is None:
        return None
    return point.value > 0 if threshold is None else point.value >= threshold


def _index(month: Month | None) -> float:
    return float("inf") if month is None else month.index


def _use(unit: Unit, points: Sequence[Point], threshold: float | None) -> UnitUse:
    shown = [(point, uses(point, threshold)) for point in points]
    known = [(point, used) for point, used in shown if used is not None]
    since = None
    for point, used in reversed(known):
        if not used:
            break
        since = point.period.start
    return UnitUse(unit, tuple(points), since, known[-1][0] if known else None)


def _months(
    series: Iterable[Sequence[Point]], threshold: float | None
) -> tuple[tuple[Month, int, int], ...]:
    using: Counter[Month] = Counter()
    known: Counter[Month] = Counter()
    for points in series:
        for point in points:
            used = uses(point, threshold)
            if used is not None:
                known[point.period.start] += 1
                using[point.period.start] += used
    return tuple((month, using[month], known[month]) for month in sorted(known))
