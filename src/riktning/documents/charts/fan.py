"""The fan: what a scenario may lead to year by year, as bands, with the baseline beside."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import altair as alt

from riktning.core.errors import SeriesError
from riktning.core.periods import MONTHS_A_YEAR, Month
from riktning.documents.charts.axes import (
    drawn_from,
    foot_notes,
    head_note,
    month_axis,
    value_axis,
    value_domain,
    y_pixel,
)
from riktning.documents.charts.facts import ChartText
from riktning.documents.charts.numbers import in_english, number
from riktning.documents.charts.theme import PAPER, Theme
from riktning.documents.charts.titles import Drawing, titled

BANDS = ((0, 6, 0.30), (1, 5, 0.55), (2, 4, 1.0))  # 95, 80 and 50 %: places in a row, and how dark
MEDIAN, WIDTH = 3, 7
NARROW, APART, GAP = 420, 15, 8  # pixels: a phone's width, between labels, before a label
_WORDS = {
    "simulated": (
        "Simulerat ur syntetiska data – inte verkliga resultat",
        "Simulated from synthetic data – not real results",
    ),
    "bands": (
        "fält: 50, 80 och 95 % av vad antagandena gör möjligt",
        "bands: 50, 80 and 95% of what the assumptions make possible",
    ),
    "baseline": ("streckad linje: {name}", "dashed line: {name}"),
    "broken": ("axeln börjar inte vid 0", "the axis does not start at 0"),
    "target": ("mål {value}", "target {value}"),
    "it": ("scenariot", "scenario"),
    "other": ("jämförelsen", "baseline"),
}


@dataclass(frozen=True, slots=True)
class FanPlot:
    """``quantiles``: a row a year, at 2.5, 10, 25, 50, 75, 90 and 97.5 %; None where not known.

    ``baseline``: its median a year, or None. ``target``: a value and the year it is due. ``span``:
    values that the axis holds too, so that fans beside each other have the same.
    """

    years: Sequence[int]
    quantiles: Sequence[tuple[float, ...] | None]
    name: str
    baseline: Sequence[float | None] | None = None
    baseline_name: str = ""
    target: tuple[float, int] | None = None
    span: tuple[float, ...] = ()

    def __post_init__(self) -> None:
        rows = [row for row in self.quantiles if row is not None]
        if not rows:
            raise SeriesError("there is nothing to draw", remedy="give at least one year's values")
        lines = [self.quantiles, *([self.baseline] if self.baseline is not None else [])]
        if any(len(line) != len(self.years) for line in lines):
            raise SeriesError("a line and its years differ in length", remedy="give one a year")
        if any(len(row) != WIDTH or list(row) != sorted(row) for row in rows):
            raise SeriesError("a year's quantiles are not seven that rise", remedy="sort them")


def fan_chart(
    plot: FanPlot,
    text: ChartText,
    *,
    theme: Theme = PAPER,
    width: int = 680,
    height: int = 300,
) -> Drawing:
    """Draw the bands, the median, the baseline and the target; sizes are the plotting area's.

    A fan in the Bank of England's way (Britton, Fisher and Whitley 1998), with bands that say how
    sure the assumptions are, not the chance of a single year.
    """
    frame = _Fan(plot, text, theme, width, height)
    layers = [
        *frame.bands(),
        *frame.target(),
        *frame.lines(),
        *frame.labels(),
        head_note(frame.unit, theme=theme),
        *foot_notes(frame.notes(), theme=theme, width=width, height=height),
    ]
    chart = alt.layer(*layers).properties(width=width, height=height)
    return titled(chart, text, theme=theme, width=width)


def _word(key: str, language: str) -> str:
    return _WORDS[key][in_english(language)]


def _december(year: int) -> int:
    return Month(year, MONTHS_A_YEAR).index


class _Fan:
    """The layers of one fan; they share axes, theme and words."""

    def __init__(
        self, plot: FanPlot, text: ChartText, theme: Theme, width: int, height: int
    ) -> None:
        self.plot, self.text, self.theme = plot, text, theme
        self.width, self.height = width, height
        ends = [value for row in plot.quantiles if row is not None for value in row]
        others = [value for value in plot.baseline or () if value is not None]
        aim = [plot.target[0]] if plot.target else []
        self.domain = value_domain([*ends, *others, *aim, *plot.span])
        first, last = (Month(year, MONTHS_A_YEAR) for year in (plot.years[0], plot.years[-1]))
        self.x = month_axis(first, last, width=width, language=text.language, step=MONTHS_A_YEAR)
        self.y = value_axis(self.domain, decimals=text.decimals)

    @property
    def unit(self) -> str:
        broken = f" · {_word('broken', self.text.language)}" if self.domain.broken else ""
        return f"{self.text.unit}{broken}"

    def bands(self) -> Iterator[alt.Chart]:
        for low, high, dark in BANDS:
            rows = [
                {"month": _december(year), "value": row[low], "high": row[high]}
                for year, row in zip(self.plot.years, self.plot.quantiles, strict=True)
                if row is not None
            ]
            yield (
                drawn_from(rows)
                .mark_area(color=self.theme.fan, opacity=dark)
                .encode(x=self.x, y=self.y, y2=alt.Y2("high"))
            )

    def lines(self) -> Iterator[alt.Chart]:
        plot = self.plot
        if plot.baseline is not None:
            rows = self._rows(plot.baseline)
            mark = drawn_from(rows).mark_line(
                color=self.theme.centre, strokeDash=[5, 4], strokeWidth=2
            )
            yield mark.encode(x=self.x, y=self.y)
        rows = self._rows([None if row is None else row[MEDIAN] for row in plot.quantiles])
        mark = drawn_from(rows).mark_line(color=self.theme.line, strokeWidth=2.5)
        yield mark.encode(x=self.x, y=self.y)

    def _rows(self, values: Sequence[float | None]) -> list[dict[str, float]]:
        return [
            {"month": _december(year), "value": value}
            for year, value in zip(self.plot.years, values, strict=True)
            if value is not None
        ]

    def target(self) -> Iterator[alt.Chart]:
        if self.plot.target is None:
            return
        value, due = self.plot.target
        ends = [{"month": _december(year), "value": value} for year in self._ends()]
        yield (
            drawn_from(ends)
            .mark_line(color=self.theme.target, strokeDash=[2, 3], strokeWidth=2)
            .encode(x=self.x, y=self.y)
        )
        if self.plot.years[0] <= due <= self.plot.years[-1]:
            yield (
                drawn_from([{"month": _december(due), "value": value}])
                .mark_point(shape="diamond", size=90, filled=True, color=self.theme.target)
                .encode(x=self.x, y=self.y, opacity=alt.value(1))
            )

    def _ends(self) -> tuple[int, int]:
        return self.plot.years[0], self.plot.years[-1]

    def labels(self) -> Iterator[alt.Chart]:
        """At the right end of what they name, apart from each other."""
        wanted = sorted(self._named(), key=lambda each: each[0])
        places: list[float] = []
        for place, _, _ in wanted:
            places.append(max(place, places[-1] + APART) if places else place)
        over = max(0.0, places[-1] - self.height) if places else 0.0
        for place, (_, words, role) in zip(places, wanted, strict=True):
            mark = drawn_from([{"month": _december(self.plot.years[-1])}]).mark_text(
                text=words, align="left", baseline="middle", dx=GAP, fontSize=12,
                fontWeight=600 if role == "line" else 400, color=getattr(self.theme, role),
            )  # fmt: skip
            yield mark.encode(x=self.x, y=y_pixel(place - over))

    def _named(self) -> Iterator[tuple[float, str, str]]:
        """Pixel from the top, words, and the role of their colour."""
        plot, spoken, short = self.plot, self.text.language, self.width < NARROW
        known = [row for row in plot.quantiles if row is not None]
        yield self._pixel(known[-1][MEDIAN]), _word("it", spoken) if short else plot.name, "line"
        others = [value for value in plot.baseline or () if value is not None]
        if others:
            words = _word("other", spoken) if short else plot.baseline_name
            yield self._pixel(others[-1]), words, "quiet_ink"
        if plot.target is not None:
            value = number(plot.target[0], self.text.decimals, spoken)
            words = _word("target", spoken).format(value=value)
            yield self._pixel(plot.target[0]), words, "target"

    def _pixel(self, value: float) -> float:
        part = (value - self.domain.low) / (self.domain.high - self.domain.low)
        return self.height * (1 - part)

    def notes(self) -> list[tuple[str, bool]]:
        spoken = self.text.language
        parts = [_word("bands", spoken)]
        if self.plot.baseline is not None:
            parts.append(_word("baseline", spoken).format(name=self.plot.baseline_name))
        sentence = " · ".join(parts)
        notes = [(_word("simulated", spoken), True)] if self.text.synthetic else []
        return [*notes, (sentence[0].upper() + sentence[1:], False)]
