"""What the note under a control chart explains: that which can be seen in it, and nothing else."""

from collections.abc import Iterator

from riktning.documents.charts.axes import ValueDomain
from riktning.documents.charts.facts import ControlPlot

LEAST_SEEN = 0.01  # of the value axis: a narrower field looks like a line


def shown_keys(plot: ControlPlot, domain: ValueDomain) -> Iterator[str]:
    """The keys (of ``words``) of what this chart shows, in the order they are told."""
    known = [month for month, value in zip(plot.months, plot.values, strict=True)
             if value is not None]  # fmt: skip
    if any(low is not None and high is not None
           for low, high in zip(plot.lower, plot.upper, strict=True)):  # fmt: skip
        yield "band_trend" if plot.along_trend else "band"
    if set(plot.breached) & set(known):
        yield "breach_trend" if plot.along_trend else "breach"
    if set(plot.in_run) & set(known):
        yield "run"
    if any(early and value is not None
           for early, value in zip(plot.preliminary, plot.values, strict=True)):  # fmt: skip
        yield "preliminary"
    if any(value is None and known and known[0] < month < known[-1]
           for month, value in zip(plot.months, plot.values, strict=True)):  # fmt: skip
        yield "gap"
    ahead = plot.projection
    if ahead is not None:
        field = ahead.high - ahead.low > LEAST_SEEN * (domain.high - domain.low)
        yield "fan" if field else "path"
    if plot.phases:
        yield "phase_trend" if plot.along_trend else "phase"
    if plot.marks:
        yield "started"
