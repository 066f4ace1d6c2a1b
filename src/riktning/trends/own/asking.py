"""How someone wants their own series charted and judged, checked against what the series has."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from riktning.catalogue.model import Polarity, Words
from riktning.core.errors import SeriesError
from riktning.trends.ar1 import Bools, Floats
from riktning.trends.breaks import last_new_level
from riktning.trends.charts.chart import ChartKind
from riktning.trends.charts.profiles import RuleSet
from riktning.trends.faults import Row, fault
from riktning.trends.own.periods import Every, label, written
from riktning.trends.own.reading import OwnSeries, no_period
from riktning.trends.verdict import Target

RATIOS = (ChartKind.P, ChartKind.U)
WHOLE = (ChartKind.C, ChartKind.G)
_PHASE, _LEFT_OUT = Words("ett skede", "a phase"), Words("det som utesluts", "what to exclude")
_MEND = Words(
    "rätta raden, eller välj ett annat --chart", "correct the row, or choose another --chart"
)
_NUMERATOR = Words("täljaren {}", "the numerator {}")
_DENOMINATOR = Words("nämnaren {}", "the denominator {}")
_FIGURE = Words("{}", "{}")
_NEGATIVE = Words("är negativ", "is negative")
_NOT_WHOLE = Words("är inget heltal", "is no whole number")
_ABOVE = Words(
    "är större än sin nämnare, vilket ingen andel kan vara",
    "is above its denominator, which no share can be",
)


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
    """The places at which phases begin: those asked for, and the last break in volume.

    SeriesError where the series has no such period.
    """
    places = {_place(series, text, _PHASE) for text in asked.phases}
    return tuple(sorted({*places, volume_break(series, asked)} - {0}))


def volume_break(series: OwnSeries, asked: Asked) -> int:
    """Where the number counted on last changes its level, as in a run; 0 where it does not.

    Looked for in the months of shares and rates: see :func:`riktning.trends.breaks.last_new_level`.
    """
    if series.every is not Every.MONTH or asked.kind_for(series) not in RATIOS:
        return 0
    return int(last_new_level(series.denominator[None, :])[0])


def left_out(series: OwnSeries, asked: Asked) -> Bools:
    """The points that do not count: marked in the file, or asked to be left out; shape (n,)."""
    marks = series.excluded.copy()
    for text in asked.excluded:
        marks[_place(series, text, _LEFT_OUT)] = True
    return marks


def _place(series: OwnSeries, text: str, what: Words) -> int:
    period = written(text)
    if period is None:
        raise no_period(text, what)
    labels, name = series.labels, label(period)
    if period.every is Every.DAY and series.every is Every.MONTH:
        name = name[: len("2025-03")]
    if name not in labels:
        raise fault(
            Words(f"serien har ingen period {name}", f"the series has no {name}"),
            what,
            Words(
                f"ange en period från {labels[0]} till {labels[-1]}",
                f"give a period from {labels[0]} to {labels[-1]}",
            ),
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
            raise fault(
                Words(
                    f"ett {kind}-diagram behöver täljare och nämnare",
                    f"a {kind} chart needs numerators and denominators",
                ),
                file,
                Words(
                    "ange kolumnerna täljare och nämnare, eller välj --chart xmr",
                    "give the columns numerator and denominator, or choose --chart xmr",
                ),
            )
        _refuse_ratios(series, kind, file)
        return series.numerator, series.denominator
    values = series.value
    if np.isnan(values).all() and series.counted:
        _refuse(series, series.denominator < 0, series.denominator, file, (_DENOMINATOR, _NEGATIVE))
        size = np.where(series.denominator > 0, series.denominator, np.nan)
        values = series.numerator / size
        if kind in WHOLE and (values % 1 > 0).any():
            raise _no_counts(kind, file)
    if kind is not ChartKind.XMR and kind is not ChartKind.RUN:
        _refuse(series, values < 0, values, file, (_FIGURE, _NEGATIVE))
    if kind in WHOLE:
        _refuse(series, values % 1 > 0, values, file, (_FIGURE, _NOT_WHOLE))
    return values, None


def _no_counts(kind: ChartKind, file: str) -> SeriesError:
    """A chart of counts was asked for of a file that has ratios."""
    return fault(
        Words(
            f"ett {kind}-diagram visar antal, men filen har täljare och nämnare",
            f"a {kind} chart shows counts, but the file has numerators and denominators",
        ),
        file,
        Words(
            "välj --chart u eller p, eller ange antalen i kolumnen värde",
            "choose --chart u or p, or give the counts in the column value",
        ),
    )


def _refuse_ratios(series: OwnSeries, kind: ChartKind, file: str) -> None:
    above, below = series.numerator, series.denominator
    _refuse(series, below < 0, below, file, (_DENOMINATOR, _NEGATIVE))
    _refuse(series, above < 0, above, file, (_NUMERATOR, _NEGATIVE))
    _refuse(series, above % 1 > 0, above, file, (_NUMERATOR, _NOT_WHOLE))
    if kind is ChartKind.P:
        _refuse(series, below % 1 > 0, below, file, (_DENOMINATOR, _NOT_WHOLE))
        _refuse(series, above > below, above, file, (_NUMERATOR, _ABOVE))


def _refuse(
    series: OwnSeries, wrong: Bools, figure: Floats, file: str, what: tuple[Words, Words]
) -> None:
    if wrong.any():
        place = int(np.flatnonzero(wrong)[0])
        name, fails = what
        shown = f"{figure[place]:.15g}"
        raise fault(
            Words(
                f"{name.sv.format(shown.replace('.', ','))} {fails.sv}",
                f"{name.en.format(shown)} {fails.en}",
            ),
            Row(file, int(series.rows[place])),
            _MEND,
        )


def refuse_target(series: OwnSeries, asked: Asked) -> None:
    """Raise SeriesError where no series of this kind could be at the target.

    A share is never below 0 or above the whole; counts, rates and what lies between events are
    never negative.
    """
    if asked.target is None:
        return
    value = asked.target.value if isinstance(asked.target, Target) else asked.target
    kind, whole = asked.kind_for(series), asked.scale_for(series)
    if kind is ChartKind.P and not 0 <= value <= whole:
        raise fault(
            Words("ingen andel kan vara vid målet", "no share can be at the target"),
            "--target",
            Words(f"ange ett tal från 0 till {whole:g}", f"give a number from 0 to {whole:g}"),
        )
    if kind not in (ChartKind.P, ChartKind.XMR, ChartKind.RUN) and value < 0:
        raise fault(
            Words("inget antal kan vara vid målet", "no count can be at the target"),
            "--target",
            Words("ange ett tal från 0", "give a number from 0"),
        )


def refuse_baseline(file: Sequence[OwnSeries], asked: Asked) -> None:
    """Raise SeriesError where every series is too short for limits to be frozen at all."""
    longest = max(len(series.numbers) for series in file)
    if asked.baseline is not None and asked.baseline >= longest:
        raise fault(
            Words(
                f"den längsta serien har {longest} perioder",
                f"the longest series has {longest} periods",
            ),
            "--baseline",
            Words("frys gränserna efter färre", "freeze the limits after fewer"),
        )
