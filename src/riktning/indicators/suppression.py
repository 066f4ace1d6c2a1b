"""Applies disclosure control to one indicator's margins: which figure is hidden, and why."""

from collections.abc import Iterator, Sequence
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


@dataclass(frozen=True)
class Marking:
    """Why figures are hidden: "" when shown. Shapes (units, periods), (sexes, ages, periods).

    ``broken_down``: one array like the region's for each of the margins' breakdowns, or none at
    all, and then those tables are not published.
    """

    by_unit: Marks
    region: Marks
    broken_down: tuple[Marks, ...] = ()


@dataclass(frozen=True)
class _Year:
    """One calendar year: its evaluated months, and its periods in blocks hidden all or none."""

    months: tuple[int, ...]
    periods: tuple[tuple[int, ...], ...]
    layers: tuple[Layer, ...]


def marking_of(margins: Margins, k: int, linked: Sequence[Margins] = ()) -> Marking:
    """Disclosure control, if the definition protects persons; then too small denominators.

    ``linked`` are the margins of the indicators that are hidden together with this one, itself
    among them, in an order that is the same for them all: what is hidden in one is hidden in each.
    """
    together = tuple(linked) or (margins,)
    count = len(margins.calendar.periods)
    by_unit = np.full((len(margins.units.ids), count), SHOWN, dtype="<U17")
    region = np.full((len(margins.sexes), len(margins.ages), count), SHOWN, dtype="<U17")
    marking = Marking(by_unit, region)
    if margins.definition.protects_persons:
        rolling = margins.calendar.of_kinds((PeriodKind.ROLLING_12,))
        by_unit[:, rolling], region[..., rolling] = SECONDARY, SECONDARY
        for year in _years(margins, k):
            _mark_year(margins, together, year, marking, k)
    _mark_small_denominators(margins, marking)
    return marking


def quantities(kind: Kind, parts: dict[str, Floats]) -> Floats:
    """What counts persons or events, stacked: numerators of sums (days) do not."""
    if kind is Kind.MEDIAN:
        return np.stack([parts["denominator"]])
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
    evaluated = margins.calendar.evaluated
    for year in sorted({month.year for month in evaluated}):
        inside = [month for month in evaluated if month.year == year]
        here = [
            (number, period)
            for number, period in enumerate(margins.calendar.periods)
            if period.start.year == year
        ]
        blocks = _blocks(here)
        whole = [period for _, period in here]
        yield _Year(
            months=tuple(month.index - first for month in inside),
            periods=tuple(tuple(number for number, _ in block) for block in blocks),
            layers=tuple(
                _layer([p for _, p in block], inside, whole, min(number - 1, 1), k, margins)
                for number, block in enumerate(blocks)
            ),
        )


def _blocks(here: list[tuple[int, Period]]) -> list[list[tuple[int, Period]]]:
    """The year; its tertials; and, tertial by tertial, the months: each hidden all or none."""
    kinds: dict[PeriodKind, list[tuple[int, Period]]] = {kind: [] for kind in PeriodKind}
    for number, period in here:
        kinds[period.kind].append((number, period))
    by_tertial: dict[int, list[tuple[int, Period]]] = {}
    for number, period in kinds[PeriodKind.MONTH]:
        by_tertial.setdefault(period.start.tertial, []).append((number, period))
    return [kinds[PeriodKind.YEAR], kinds[PeriodKind.TERTIAL], *by_tertial.values()]


def _layer(
    periods: list[Period], inside: list[Month], whole: list[Period], base: int, k: int,
    margins: Margins,
) -> Layer:  # fmt: skip
    def positions(period: Period) -> tuple[int, ...]:
        return tuple(i for i, m in enumerate(inside) if period.start <= m <= period.end)

    def around(period: Period) -> tuple[int, ...]:
        """The months of the next longer published period that this one lies in."""
        holding = [
            other
            for other in whole
            if other.length > period.length and other.start <= period.start <= other.end
        ]
        return positions(min(holding, key=lambda other: other.length)) if holding else ()

    length = len(positions(periods[0])) if periods else 1
    return Layer(
        tuple(positions(period) for period in periods),
        tuple(around(period) for period in periods),
        k * length if margins.stock else k,
        base,
    )


def _mark_year(
    margins: Margins, together: Sequence[Margins], year: _Year, marking: Marking, k: int
) -> None:
    kind, months = margins.definition.kind, list(year.months)
    units = _unit_tree(together, months)
    flat = [_flat_tree(together, months, axis) for axis in (0, 1)] if _broken_down(margins) else []
    unit_hidden = hide(units, year.layers, k)
    flat_hidden = [hide(tree, year.layers, k) for tree in flat]
    root = margins.region_unit
    gone: list[bool] = []
    cross = np.concatenate([
        quantities(each.definition.kind, {p: v[:-1, :-1, months] for p, v in each.region.items()})
        for each in together
    ])  # fmt: skip
    hide_cross = _unsafe_cross(cross, year, flat_hidden)
    for number, (layer, places) in enumerate(zip(year.layers, year.periods, strict=True)):
        lost = bool(unit_hidden[number][root]) or any(h[number][-1] for h in flat_hidden)
        gone.append(lost or (layer.base >= 0 and gone[layer.base]))
        sums = {part: layer.sums(values[:, months]) for part, values in margins.by_unit.items()}
        small = _is_small(quantities(kind, sums), layer)
        hidden = unit_hidden[number][: len(margins.units.ids), None] | gone[number]
        _mark(marking.by_unit, (slice(None), list(places)), hidden, small)
        if flat_hidden:
            region = {p: layer.sums(v[..., months]) for p, v in margins.region.items()}
            masks = [tree[number][:-1] for tree in flat_hidden]
            pattern = _region_pattern(masks[0], masks[1], gone=gone[number], cross=hide_cross)
            small_region = _is_small(quantities(kind, region), layer)
            _mark(marking.region, (slice(None), slice(None), list(places)),
                  pattern[..., None], small_region)  # fmt: skip


def _is_small(counts: Floats, layer: Layer) -> Bools:
    small: Bools = (counts > 0) & (counts < layer.threshold)
    return np.asarray(small.any(axis=0), dtype=bool)


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
    return any(bool(_is_small(layer.sums(cross), layer).any()) for layer in year.layers)


def _flat_tree(together: Sequence[Margins], months: list[int], axis: int) -> Tree:
    """The region, last, and its sexes (axis 0) or ages (axis 1) below it."""
    counts = np.concatenate([
        quantities(each.definition.kind, {
            part: (values[:, -1] if axis == 0 else values[-1])[:, months]
            for part, values in each.region.items()
        })
        for each in together
    ])  # fmt: skip
    nodes = counts.shape[1]
    parent = np.full((len(months), nodes), nodes - 1, dtype=np.int64)
    parent[:, -1] = ROOT
    return Tree(counts, parent)


def _unit_tree(together: Sequence[Margins], months: list[int]) -> Tree:
    """The units, and after them, for units with parts, what they have beside their parts."""
    totals, own = (
        np.concatenate([
            quantities(each.definition.kind, {p: v[:, months] for p, v in parts.items()})
            for each, parts in found
        ])
        for found in ([(m, m.by_unit) for m in together], [(m, m.own) for m in together])
    )  # fmt: skip
    parent = together[0].units.parent[months]
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
