"""A measure by unit: the worst first, with links, and the same scale for all."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from riktning.apps.observations.figures import IndicatorInfo, Point, UnitRow
from riktning.apps.observations.unit_funnel import KIND_NAMES
from riktning.catalogue.model import Kind, Polarity
from riktning.core.units import UnitKind
from riktning.documents.charts import UnitPlot, sparkline_svg
from riktning.documents.charts import UnitRow as ChartRow
from riktning.trends.labels import Label
from riktning.web.presenters.figures import (
    has_interval,
    interval_words,
    point_words,
    value_words,
)
from riktning.web.presenters.verdicts import concern, in_words, pace_of, verdict_label

MOST_IN_CHART = 25
MOST_AT_ONCE = 30
COMPARED = (UnitKind.ADMINISTRATION, UnitKind.HOSPITAL, UnitKind.SUBREGION, UnitKind.CLINIC)


@dataclass(frozen=True, slots=True)
class UnitLine:
    """One unit in the table."""

    unit_id: str
    name: str
    value: str
    interval: str
    year_before: str
    preliminary: bool
    verdict: Label
    pace: Label | None
    sparkline: str
    drawn: bool  # the small line has at least two values
    judged: bool
    chosen: bool


@dataclass(frozen=True, slots=True)
class UnitGroup:
    """The units of one kind; the flags say which columns hold anything."""

    heading: str
    lines: tuple[UnitLine, ...]
    key: str = ""  # names the group in the address
    asked: bool = False

    @property
    def shown(self) -> bool:
        """Whether the table comes with the page; a long list comes when it is asked for."""
        return self.asked or len(self.lines) <= MOST_AT_ONCE

    @property
    def by_name(self) -> list[UnitLine]:
        """The units as one looks for them in a list to choose from."""
        return sorted(self.lines, key=lambda line: line.name.casefold())

    @property
    def has_year_before(self) -> bool:
        return any(line.year_before for line in self.lines)

    @property
    def has_sparkline(self) -> bool:
        return any(line.drawn for line in self.lines)

    @property
    def has_verdict(self) -> bool:
        return any(line.judged for line in self.lines)

    @property
    def has_pace(self) -> bool:
        return any(line.pace for line in self.lines)


def kind_words(kind: UnitKind) -> str:
    """What a group of units is called."""
    return in_words(KIND_NAMES[kind])


def unit_groups(
    rows: Sequence[UnitRow],
    info: IndicatorInfo,
    series: Mapping[str, Sequence[Point]],
    *,
    chosen: str,
    language: str,
    k: int,
    asked: str = "",
) -> tuple[UnitGroup, ...]:
    """The units by kind, from the whole to its parts, the worst first in each.

    ``asked`` is the kind whose units a reader has asked to see.
    """
    groups = []
    for kind in UnitKind:
        found = [row for row in rows if row.unit.kind is kind]
        if found:
            ordered = sorted(found, key=lambda row: _weight(row, info))
            lines = tuple(_line(row, info, series, chosen, language, k) for row in ordered)
            groups.append(UnitGroup(_heading(kind, info), lines, kind.value, asked == kind.value))
    return tuple(groups)


_HOME = {UnitKind.SUBREGION, UnitKind.MUNICIPALITY}


def _heading(kind: UnitKind, info: IndicatorInfo) -> str:
    """The kind, and where a measure is counted both ways, which of them it is."""
    words = kind_words(kind)
    if len(info.definition.get("axes") or ()) < 2 or kind is UnitKind.REGION:
        return words
    where = _("efter var patienten bor") if kind in _HOME else _("efter var vården ges")
    return f"{words} ({where})"


def _weight(row: UnitRow, info: IndicatorInfo) -> tuple[tuple[int, int, int], float, str]:
    value = row.point.value
    if value is None:
        return ((99, 0, 0), 0.0, row.unit.name)
    sign = -1.0 if info.polarity is Polarity.LOWER else 1.0
    return (concern(row.verdict), sign * value, row.unit.name)


def _line(
    row: UnitRow,
    info: IndicatorInfo,
    series: Mapping[str, Sequence[Point]],
    chosen: str,
    language: str,
    k: int,
) -> UnitLine:
    values = [point.value for point in series.get(row.unit.unit_id, ())]
    return UnitLine(
        unit_id=row.unit.unit_id,
        name=row.unit.name,
        value=point_words(row.point, info, language, k),
        interval=interval_words(row.point, info, language),
        year_before=point_words(row.year_before, info, language, k) if row.year_before else "",
        preliminary=row.point.preliminary,
        verdict=verdict_label(row.verdict, language),
        pace=pace_of(row.verdict, language),
        sparkline=sparkline_svg(values),
        drawn=sum(value is not None for value in values) > 1,
        judged=row.verdict is not None,
        chosen=row.unit.unit_id == chosen,
    )


def unit_plot(
    rows: Sequence[UnitRow], info: IndicatorInfo, *, chosen: str, language: str, k: int
) -> UnitPlot | None:
    """The first kind worth comparing with more than one unit, the best value at the top.

    A count has no line for the region: a sum is nothing to compare its parts with.
    """
    region = next((row for row in rows if row.unit.kind is UnitKind.REGION), None)
    for kind in COMPARED:
        found = [row for row in rows if row.unit.kind is kind]
        shown = [row for row in found if row.point.value is not None]
        if len(shown) > 1 and len(found) <= MOST_IN_CHART:
            ordered = sorted(found, key=lambda row: -_better(row, info))
            return UnitPlot(
                rows=tuple(_chart_row(row, info, chosen, language, k) for row in ordered),
                reference=region.point.value if region and info.kind is not Kind.COUNT else None,
                reference_name=_("Regionen"),
            )
    return None


def _better(row: UnitRow, info: IndicatorInfo) -> float:
    if row.point.value is None:
        return float("-inf")
    return -row.point.value if info.polarity is Polarity.LOWER else row.point.value


def _chart_row(row: UnitRow, info: IndicatorInfo, chosen: str, language: str, k: int) -> ChartRow:
    point = row.point
    note = "" if point.value is not None else point_words(point, info, language, k)
    return ChartRow(
        name=row.unit.name,
        value=point.value,
        low=point.low if has_interval(info) else None,
        high=point.high if has_interval(info) else None,
        note=note,
        highlighted=row.unit.unit_id == chosen,
    )


def spread_sentence(rows: Sequence[UnitRow], info: IndicatorInfo, language: str) -> str:
    """The finding of the comparison: how far apart the units of the chart lie."""
    values = [row.point.value for row in rows if row.point.value is not None]
    if len(values) < 2:
        return _("För få enheter har uppgifter för att jämföras")
    low, high = (value_words(end, info, language) for end in (min(values), max(values)))
    return _("Enheterna ligger mellan %(low)s och %(high)s") % {"low": low, "high": high}
