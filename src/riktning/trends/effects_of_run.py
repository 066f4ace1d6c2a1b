"""The effects of activities in a run: their series, and the units each can be compared with."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from riktning.core.periods import Month
from riktning.core.units import UnitKind, UnitTree
from riktning.trends.assembling import Measured
from riktning.trends.effect.finding import Activity, EffectFinding
from riktning.trends.effect.judging import Source, judge_effects
from riktning.trends.finding import Aim
from riktning.trends.judged import Family
from riktning.trends.observed import period_series
from riktning.trends.run_input import RunInput


def effects_in(
    run: RunInput,
    definitions: Mapping[str, Measured],
    activities: Sequence[Activity],
    tree: UnitTree,
    last: Month,
    q: float,
) -> tuple[EffectFinding, ...]:
    """The effect of every activity, in the run's months up to ``last``.

    A unit is compared with the other units of its kind; one without a unit is the region's.
    """
    kinds = {unit.unit_id: unit.kind for unit in tree}
    region = next(name for name, kind in kinds.items() if kind is UnitKind.REGION)
    named = [each if each.unit_id else replace(each, unit_id=region) for each in activities]
    asked = {kinds[each.unit_id] for each in named}
    units = {name for name, kind in kinds.items() if kind in asked}
    series = period_series(run.observations, units, run.first, last) if named else {}
    sources = {
        name: Source(
            series.get(name),
            definitions[name].kind,
            Aim(definitions[name].polarity, definitions[name].target_interval),
            definitions[name].breaks,
        )
        for name in {each.indicator_id for each in named}
    }

    def peers(unit: str) -> set[str]:
        return {name for name, kind in kinds.items() if kind is kinds[unit]}

    return judge_effects(named, sources, peers, run.first, q)


def effect_family(effects: Sequence[EffectFinding], q: float) -> Family:
    """The effects as a family: all asked for, those estimated, and those told from chance."""
    called = [each for each in effects if each.q_value is not None and each.q_value <= q]
    always = [e for e in called if e.any_dependence is not None and e.any_dependence <= q]
    return Family(
        size=len(effects),
        judged=sum(each.q_value is not None for each in effects),
        q=q,
        expected_false=q * len(called),
        called=len(called),
        called_always=len(always),
    )
