"""All that judging a run gives: verdicts with their charts, and the family of their tests."""

from dataclasses import dataclass

from riktning.core.periods import Month
from riktning.trends.charts.chart import ControlChart
from riktning.trends.effect.finding import EffectFinding
from riktning.trends.verdict import Target, Verdict


@dataclass(frozen=True, slots=True)
class PlannedTarget:
    """A target of the plan for one indicator; ``unit_id`` None means the region."""

    indicator_id: str
    unit_id: str | None
    target: Target


@dataclass(frozen=True, slots=True)
class JudgedSeries:
    """A verdict and the chart it is shown with."""

    verdict: Verdict
    chart: ControlChart


@dataclass(frozen=True, slots=True)
class Family:
    """The tests of a run taken together.

    ``size`` series were looked at, ``judged`` of them tested, ``called`` given a direction, of
    which at most ``expected_false`` are expected to be false (q times called). ``called_always``
    would be called whatever the dependence between series (Benjamini–Yekutieli). All five count a
    series once: ``repeated`` more units have a verdict on a series that another unit has already.
    """

    size: int
    judged: int
    q: float
    expected_false: float
    called: int = 0
    repeated: int = 0
    called_always: int = 0


@dataclass(frozen=True, slots=True)
class RunVerdicts:
    """What was said of every series of one run, and of every activity that may have moved one.

    ``effect_family`` counts the effects as a family of their own; None where none was asked for.
    """

    run_id: str
    synthetic: bool
    as_of: Month
    verdicts: tuple[JudgedSeries, ...]
    family: Family
    effects: tuple[EffectFinding, ...] = ()
    effect_family: Family | None = None
