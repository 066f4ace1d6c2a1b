"""How someone wants their own series charted and judged, checked against what the series has."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from riktning.catalogue.model import Polarity
from riktning.core.errors import SeriesError
from riktning.trends.ar1 import Bools, Floats
from riktning.trends.charts.chart import ChartKind
from riktning.trends.charts.profiles import RuleSet
from riktning.trends.own.periods import WAYS, Every, label, written
from riktning.trends.own.reading import OwnSeries
from riktning.trends.verdict import Target

RATIOS = (ChartKind.P, ChartKind.U)
WHOLE = (ChartKind.C, ChartKind.G)


@dataclass(frozen=True, slots=True)
class Asked:
    """``kind`` None lets the file decide: P for numerators and denominators, otherwise XmR.

    ``phases`` and ``excluded`` are periods as they are written in the file; ``baseline`` freezes
    the limits of each phase after so many periods. ``scale`` None is 100 for P, otherwise 1.
    """

    kind: ChartKind | None = None
    rules: RuleSet = RuleSet.CAUTIOUS
    polarity: Polarity = Polarity.HIGHER
    target: Target | float | None = None
    phases: Sequence[str] = ()
    excluded: Sequence[str] = ()
    baseline: int | None = None
    screened: bool = True
    scale: float | None = None
    q: float = 0.05

    def kind_for(self, series: OwnSeries) -> ChartKind:
        """The kind of chart of this series."""
        if self.kind is not None:
            return self.kind
        return ChartKind.P if series.counted else ChartKind.XMR

    def scale_for(self, series: OwnSeries) -> float:
        """What a ratio is multiplied by to be shown."""
        if self.scale is not None:
            return self.scale
        return 100.0 if self.kind_for(series) is ChartKind.P else 1.0


def starts(series: OwnSeries, asked: Asked) -> tuple[int, ...]:
    """The places at which phases begin; SeriesError where the series has no such period."""
    places = sorted({_place(series, text, "a phase") for text in asked.phases} - {0})
    return tuple(places)


def left_out(series: OwnSeries, asked: Asked) -> Bools:
    """The points that do not count: marked in the file, or asked to be left out; shape (n,)."""
    marks = series.excluded.copy()
    for text in asked.excluded:
        marks[_place(series, text, "what to exclude")] = True
    return marks


def _place(series: OwnSeries, text: str, what: str) -> int:
    period = written(text)
    if period is None:
        raise SeriesError(f"{text!r} is no period", where=what, remedy=f"write it as {WAYS}")
    labels, name = series.labels, label(period)
    if period.every is Every.DAY and series.every is Every.MONTH:
        name = name[: len("2025-03")]
    if name not in labels:
        raise SeriesError(
            f"the series has no {name}",
            where=what,
            remedy=f"give a period from {labels[0]} to {labels[-1]}",
        )
    return labels.index(name)


def figures(series: OwnSeries, asked: Asked, file: str) -> tuple[Floats, Floats | None]:
    """What is charted (n,), and the denominators where the kind has any.

    Raises SeriesError naming the row: a negative denominator or count, a numerator above its
    denominator in a share, a count that is not whole, a kind that the file has no figures for.
    """
    kind = asked.kind_for(series)
    if kind in RATIOS:
        if not series.counted:
            raise SeriesError(
                f"a {kind} chart needs numerators and denominators",
                where=file,
                remedy="give the columns numerator and denominator, or choose --chart xmr",
            )
        _refuse_ratios(series, kind, file)
        return series.numerator, series.denominator
    values = series.value
    if np.isnan(values).all() and series.counted:
        _refuse(series, series.denominator < 0, series.denominator, file, _negative)
        size = np.where(series.denominator > 0, series.denominator, np.nan)
        values = series.numerator / size
    if kind is not ChartKind.XMR and kind is not ChartKind.RUN:
        _refuse(series, values < 0, values, file, lambda x: f"{x:g} is negative")
    if kind in WHOLE:
        _refuse(series, values % 1 > 0, values, file, lambda x: f"{x:g} is no whole number")
    return values, None


def _negative(figure: float) -> str:
    return f"the denominator {figure:g} is negative"


def _refuse_ratios(series: OwnSeries, kind: ChartKind, file: str) -> None:
    above, below = series.numerator, series.denominator
    _refuse(series, below < 0, below, file, _negative)
    _refuse(series, above < 0, above, file, lambda x: f"the numerator {x:g} is negative")
    _refuse(series, above % 1 > 0, above, file, lambda x: f"the numerator {x:g} is no whole number")
    if kind is ChartKind.P:
        _refuse(
            series,
            below % 1 > 0,
            below,
            file,
            lambda x: f"the denominator {x:g} is no whole number",
        )
        _refuse(
            series,
            above > below,
            above,
            file,
            lambda x: f"the numerator {x:g} is above its denominator, which no share can be",
        )


def _refuse(
    series: OwnSeries, wrong: Bools, figure: Floats, file: str, what: Callable[[float], str]
) -> None:
    if wrong.any():
        place = int(np.flatnonzero(wrong)[0])
        raise SeriesError(
            what(float(figure[place])),
            where=f"{file}, row {series.rows[place]}",
            remedy="correct the row, or choose another --chart",
        )
