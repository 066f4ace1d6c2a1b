"""Applies disclosure control to one indicator's margins: which figure is hidden, and why."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from riktning.catalogue.model import Kind
from riktning.core.periods import Month, Period, PeriodKind
from riktning.indicators.disclosure import Layer, Tree, hide
from riktning.indicators.grid import ROOT
from riktning.indicators.margins import Margins

Floats = npt.NDArray[np.float64]
Bools = npt.NDArray[np.bool_]
Marks = npt.NDArray[np.str_]
SHOWN, PRIMARY, SECONDARY, SMALL = "", "primary", "secondary", "small_denominator"
KINDS = (PeriodKind.YEAR, PeriodKind.TERTIAL, PeriodKind.MONTH)


@dataclass(frozen=True)
class Marking:
    """Why figures are hidden: "" when shown. Shapes (units, periods), (sexes, ages, periods)."""

    by_unit: Marks
    region: Marks


@dataclass(frozen=True)
class _Year:
    """One calendar year: its evaluated months, and its periods by length, longest first."""

    months: tuple[int, ...]
    periods: tuple[tuple[int, ...], ...]
    layers: tuple[Layer, ...]


def marking_of(margins: Margins, k: int) -> Marking:
    """Disclosure control, if the definition protects persons; then too small denominators."""
    count = len(margins.calendar.periods)
    by_unit = np.full((len(margins.units.ids), count), SHOWN, dtype="<U17")
    region = np.full((len(margins.sexes), len(margins.ages), count), SHOWN, dtype="<U17")
    marking = Marking(by_unit, region)
    if margins.definition.protects_persons:
        for year in _years(margins, k):
            _mark_year(margins, year, k, marking)
    _mark_small_denominators(margins, marking)
    return marking


def quantities(kind: Kind, parts: dict[str, Floats]) -> Floats:
    """What counts persons or events, stacked: numerators of sums (days) do not."""
    numerator, denominator = parts["numerator"], parts.get("denominator")
    if denominator is None:
        return np.stack([numerator])
    if kind is Kind.PROPORTION:
        return np.stack([numerator, denominator - numerator, denominator])
    if kind in (Kind.MEAN, Kind.INDEX):
        return np.stack([denominator])
    return np.stack([numerator, denominator])


def _years(margins: Margins, k: int) -> Iterator[_Year]:
    first = margins.calendar.months[0].index
    evaluated = [m for m in margins.calendar.months if m >= margins.calendar.first_evaluated]
    for year in sorted({month.year for month in evaluated}):
        inside = [month for month in evaluated if month.year == year]
        periods = {
            kind: [
                (number, period)
                for number, period in enumerate(margins.calendar.periods)
                if period.kind is kind and period.start.year == year
            ]
            for kind in KINDS
        }
        yield _Year(
            months=tuple(month.index - first for month in inside),
            periods=tuple(tuple(number for number, _ in periods[kind]) for kind in KINDS),
            layers=tuple(
                _layer([p for _, p in periods[kind]], inside, _longer(kind, periods), k, margins)
                for kind in KINDS
            ),
        )


def _longer(kind: PeriodKind, periods: dict[PeriodKind, list[tuple[int, Period]]]) -> list[Period]:
    """Published periods that ones of this length may lie in, the shortest first."""
    above = {
        PeriodKind.MONTH: (PeriodKind.TERTIAL, PeriodKind.YEAR),
        PeriodKind.TERTIAL: (PeriodKind.YEAR,),
        PeriodKind.YEAR: (),
    }[kind]
    return [period for longer in above for _, period in periods[longer]]


def _layer(
    periods: list[Period], inside: list[Month], longer: list[Period], k: int, margins: Margins
) -> Layer:
    def positions(period: Period) -> tuple[int, ...]:
        return tuple(i for i, m in enumerate(inside) if period.start <= m <= period.end)

    def around(period: Period) -> tuple[int, ...]:
        holding = [p for p in longer if p.start <= period.start and period.end <= p.end]
        return positions(holding[0]) if holding else ()

    length = periods[0].length if periods else 1
    threshold = k * length if margins.stock else k
    return Layer(tuple(positions(p) for p in periods), tuple(around(p) for p in periods), threshold)


def _mark_year(margins: Margins, year: _Year, k: int, marking: Marking) -> None:
    kind, months = margins.definition.kind, list(year.months)
    units = _unit_tree(margins, months)
    flat = [_flat_tree(margins, months, axis) for axis in (0, 1)] if _broken_down(margins) else []
    unit_hidden = hide(units, year.layers, k)
    flat_hidden = [hide(tree, year.layers, k) for tree in flat]
    root, gone = margins.region_unit, False
    cross = quantities(kind, {p: v[:-1, :-1, months] for p, v in margins.region.items()})
    hide_cross = _unsafe_cross(cross, year, flat_hidden)
    for number, (layer, places) in enumerate(zip(year.layers, year.periods, strict=True)):
        if not places:
            continue
        gone = gone or bool(unit_hidden[number][root]) or any(h[number][-1] for h in flat_hidden)
        sums = {part: layer.sums(values[:, months]) for part, values in margins.by_unit.items()}
        small = _is_small(quantities(kind, sums), layer)
        hidden = unit_hidden[number][: len(margins.units.ids), None] | gone
        _mark(marking.by_unit, (slice(None), list(places)), hidden, small)
        if flat_hidden:
            region = {p: layer.sums(v[..., months]) for p, v in margins.region.items()}
            masks = [h[number][:-1] for h in flat_hidden]
            pattern = _region_pattern(masks[0], masks[1], gone=gone, cross=hide_cross)
            small_region = _is_small(quantities(kind, region), layer)
            _mark(marking.region, (slice(None), slice(None), list(places)),
                  pattern[..., None], small_region)  # fmt: skip


def _is_small(counts: Floats, layer: Layer) -> Bools:
    found: Bools = ((counts > 0) & (counts < layer.threshold)).any(axis=0)
    return found


def _mark(marks: Marks, where: tuple[slice | list[int], ...], hidden: Bools, small: Bools) -> None:
    reasons = np.where(small, PRIMARY, SECONDARY)
    marks[where] = np.where(hidden, reasons, SHOWN)


def _broken_down(margins: Margins) -> bool:
    return len(margins.sexes) > 2


def _region_pattern(sexes: Bools, ages: Bools, *, gone: bool, cross: bool) -> Bools:
    """Which of (sexes + 1, ages + 1) are hidden."""
    pattern = np.zeros((len(sexes) + 1, len(ages) + 1), dtype=bool)
    pattern[:-1, :-1] = cross
    pattern[:-1, -1] = sexes
    pattern[-1, :-1] = ages
    return pattern | gone


def _unsafe_cross(cross: Floats, year: _Year, flat_hidden: list[list[Bools]]) -> bool:
    """Sex by age is shown for a year only when it is safe in all its periods, margins too."""
    if any(layer.any() for tree in flat_hidden for layer in tree):
        return True
    return any(bool(_is_small(layer.sums(cross), layer).any())
               for layer in year.layers if layer.periods)  # fmt: skip


def _flat_tree(margins: Margins, months: list[int], axis: int) -> Tree:
    """The region, last, and its sexes (axis 0) or ages (axis 1) below it."""
    parts = {
        part: (values[:, -1] if axis == 0 else values[-1])[:, months]
        for part, values in margins.region.items()
    }
    counts = quantities(margins.definition.kind, parts)
    nodes = counts.shape[1]
    parent = np.full((len(months), nodes), nodes - 1, dtype=np.int64)
    parent[:, -1] = ROOT
    return Tree(counts, parent)


def _unit_tree(margins: Margins, months: list[int]) -> Tree:
    """The units, and after them, for units with parts, what they have beside their parts."""
    kind = margins.definition.kind
    totals = quantities(kind, {p: v[:, months] for p, v in margins.by_unit.items()})
    own = quantities(kind, {p: v[:, months] for p, v in margins.own.items()})
    parent = margins.units.parent[months]
    with_parts = np.zeros(totals.shape[1], dtype=bool)
    with_parts[np.unique(parent[parent >= 0])] = True
    beside = np.flatnonzero(with_parts & (own != 0).any(axis=(0, 2)))
    counts = np.concatenate([totals, own[:, beside]], axis=1)
    above = np.where(parent[:, beside] == -2, -2, beside[None, :])
    return Tree(counts, np.concatenate([parent, above], axis=1))


def _mark_small_denominators(margins: Margins, marking: Marking) -> None:
    least = margins.definition.min_denominator
    if "denominator" not in margins.by_unit or least <= 0:
        return
    for marks, values in (
        (marking.by_unit, margins.by_unit["denominator"]),
        (marking.region, margins.region["denominator"]),
    ):
        sums = values @ margins.calendar.membership
        marks[(marks == SHOWN) & (sums > 0) & (sums < least)] = SMALL
