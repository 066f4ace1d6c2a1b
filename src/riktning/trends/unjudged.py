"""Verdicts for indicators that have no series at all: nothing is silently left out."""

from collections.abc import Collection, Mapping

from riktning.core.periods import Month, months_between
from riktning.trends.charts.chart import ChartKind, ChartStatus, ControlChart
from riktning.trends.direction import Method
from riktning.trends.judged import JudgedSeries
from riktning.trends.verdict import Direction, DirectionFinding, Reason, Verdict


def without_series(
    absent: Mapping[str, Reason], judged: Collection[str], region: str, first: Month, last: Month
) -> tuple[JudgedSeries, ...]:
    """For each absent indicator that has no series at the region: cannot tell, and why."""
    return tuple(
        _cannot_tell(name, region, reason, first, last)
        for name, reason in sorted(absent.items())
        if name not in judged
    )


def _cannot_tell(name: str, region: str, reason: Reason, first: Month, last: Month) -> JudgedSeries:
    months = tuple(months_between(first, last))
    none = (None,) * len(months)
    finding = DirectionFinding(Direction.CANNOT_TELL, reason, str(Method.NONE), 0, None, None)
    chart = ControlChart(
        kind=ChartKind.XMR,
        status=ChartStatus.DESCRIPTIVE,
        months=months,
        values=none,
        preliminary=(False,) * len(months),
        centre=None,
        lower=none,
        upper=none,
        breaches=(),
    )
    return JudgedSeries(Verdict(name, region, finding, None), chart)
