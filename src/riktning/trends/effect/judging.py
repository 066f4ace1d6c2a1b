"""The effects of all activities on a run's series, tested as one family."""

from collections import defaultdict
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from riktning.catalogue.model import Kind
from riktning.core.periods import Month
from riktning.trends.ar1 import Floats
from riktning.trends.breaks import find_breaks
from riktning.trends.effect.estimating import bare_finding, estimate_effect
from riktning.trends.effect.finding import Activity, EffectFinding, EffectState
from riktning.trends.effect.panel import UNTOUCHED, Panel
from riktning.trends.finding import Aim, gain
from riktning.trends.multiplicity import benjamini_hochberg, benjamini_yekutieli
from riktning.trends.observed import IndicatorSeries
from riktning.trends.sampling import SIZED_KINDS

Peers = Callable[[str], Collection[str]]


@dataclass(frozen=True, slots=True)
class Source:
    """An indicator's monthly series, and what estimating needs to know of its definition."""

    series: IndicatorSeries | None
    kind: Kind
    aim: Aim
    breaks: tuple[Month, ...]


def judge_effects(
    activities: Sequence[Activity],
    sources: Mapping[str, Source],
    peers: Peers,
    first: Month,
    q: float,
) -> tuple[EffectFinding, ...]:
    """One finding for each activity and indicator, in the order they are first named.

    ``peers`` gives the units that a unit can be compared with, itself included; ``first`` is the
    series' first month. The mean effect over the months after the start is what is tested, and the
    p-values are adjusted over all that were estimated (Benjamini and Hochberg 1995).
    """
    grouped: dict[tuple[str, str], list[Activity]] = defaultdict(list)
    for each in activities:
        grouped[each.activity, each.indicator_id].append(each)
    found = [
        _one(group, sources[indicator], peers, first) for (_, indicator), group in grouped.items()
    ]
    return _as_family(found, sources, q)


def _one(group: Sequence[Activity], source: Source, peers: Peers, first: Month) -> EffectFinding:
    head, series = group[0], source.series
    units = tuple(each.unit_id for each in group)
    bare = bare_finding(
        head.activity, head.indicator_id, units, tuple(each.start for each in group)
    )
    starts = {each.unit_id: each.start.index - first.index for each in group}
    if series is None or not set(units) & set(series.units):
        return bare
    wanted = {peer for unit in units for peer in peers(unit)} | set(units)
    rows = [row for row, unit in enumerate(series.units) if unit in wanted]
    names = tuple(series.units[row] for row in rows)
    panel = _panel(series, rows, [starts.get(name) for name in names], source, first)
    said = estimate_effect(panel, bare, names)
    absent = tuple(unit for unit in units if unit not in names)
    return replace(said, left_out=(*said.left_out, *absent))


def _panel(
    series: IndicatorSeries,
    rows: list[int],
    starts: list[int | None],
    source: Source,
    first: Month,
) -> Panel:
    """Final figures after the last break; a start outside the months leaves none on one side."""
    values = np.where(series.preliminary[rows], np.nan, series.value[rows])
    size = series.denominator[rows] if source.kind in SIZED_KINDS else None
    defined = [month.index - first.index for month in source.breaks]
    since = find_breaks(values.shape, defined, size).since
    values = np.where(np.arange(values.shape[1]) < since[:, None], np.nan, values)
    weight = np.ones(len(rows)) if size is None else _row_mean(size)
    inside = [UNTOUCHED if at is None else min(max(at, 0), values.shape[1]) for at in starts]
    start = np.array(inside, dtype=np.int64)
    return Panel(values, start, weight, relative=source.kind is Kind.COUNT)


def _row_mean(size: Floats) -> Floats:
    known = np.maximum((~np.isnan(size)).sum(axis=1), 1)
    return np.asarray(np.nan_to_num(size).sum(axis=1) / known, dtype=np.float64)


def _as_family(
    found: Sequence[EffectFinding], sources: Mapping[str, Source], q: float
) -> tuple[EffectFinding, ...]:
    tested = [row for row, each in enumerate(found) if each.mean is not None]
    p_values = np.array([each.mean.p_value for each in found if each.mean is not None])
    said = list(found)
    for row, adjusted, always in zip(
        tested, benjamini_hochberg(p_values), benjamini_yekutieli(p_values), strict=True
    ):
        each = replace(found[row], q_value=float(adjusted), any_dependence=float(always))
        said[row] = replace(each, state=_state(each, sources[each.indicator_id].aim, q))
    return tuple(said)


def _state(found: EffectFinding, aim: Aim, q: float) -> EffectState:
    if found.mean is None or found.q_value is None or found.level_after is None:
        return EffectState.CANNOT_TELL
    better = gain(aim, found.level_after - found.mean.value, found.level_after)
    if better is None:
        return EffectState.NO_POLARITY
    if found.q_value > q or better == 0:
        return EffectState.NO_EVIDENCE
    return EffectState.BETTER if better > 0 else EffectState.WORSE
