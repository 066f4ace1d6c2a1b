"""Control charts: time a series, memory by the number of series, and how often rules cry wolf."""

import resource
import tracemalloc
from collections.abc import Callable

import numpy as np

from riktning.catalogue.model import Kind
from riktning.core.periods import Month
from riktning.trends.charts.arrays import ChartPlan, charts, in_blocks
from riktning.trends.charts.chart import ChartKind
from riktning.trends.charts.of_indicators import Chartable, control_charts
from riktning.trends.charts.profiles import ANHOEJ, CAUTIOUS, NELSON, NHS, PROFILES
from verdicts.made import Floats, ar1

QCC = 900.0  # microseconds a series of 60 for R's qcc with its four rules, measured elsewhere
SERIES, MONTHS = 10_000, 60


def charting(series: int) -> None:
    """The three tables; ``series`` is how many each null family has."""
    speed()
    memory()
    alarms(series)


def speed() -> None:
    """CPU time of the whole answer: kind, limits, status, and every point that a rule marks."""
    rng = np.random.default_rng(1)
    values = rng.normal(50, 5, (SERIES, MONTHS))
    gaps = np.where(rng.random(values.shape) < 0.05, np.nan, values)
    size = rng.integers(100, 500, values.shape).astype(float)
    events = rng.binomial(size.astype(int), 0.3).astype(float)
    final = np.ones(values.shape, dtype=bool)
    block = Chartable(Month(2021, 1), Kind.MEAN, 1.0, values, values, size, final)
    halves = (MONTHS // 2,)
    rows: dict[str, Callable[[], object]] = {
        "XmR, the four NHS rules": lambda: charts(ChartPlan(ChartKind.XMR, NHS), values),
        "the same, 5 % of points missing": lambda: charts(ChartPlan(ChartKind.XMR, NHS), gaps),
        "the same, two phases": lambda: charts(
            ChartPlan(ChartKind.XMR, NHS, starts=halves), values
        ),
        "XmR, Nelson's eight": lambda: charts(ChartPlan(ChartKind.XMR, NELSON), values),
        "P or P′, the four NHS rules": lambda: charts(ChartPlan(ChartKind.P, NHS), events, size),
        "run chart, Anhøj": lambda: charts(ChartPlan(ChartKind.RUN, ANHOEJ), values),
        "one object a series, months and words' keys": lambda: control_charts(block, CAUTIOUS),
    }
    print(f"{SERIES} series × {MONTHS}; CPU, the least of five runs\n")
    print("| chart and rules | µs a series | times as fast as qcc's 0.9 ms |\n|---|---|---|")
    for name, work in rows.items():
        each = 1e6 * min(_cpu(work) for _ in range(5)) / SERIES
        print(f"| {name} | {each:.1f} | {QCC / each:.0f} |")


def _cpu(work: Callable[[], object]) -> float:
    before = resource.getrusage(resource.RUSAGE_SELF)
    work()
    after = resource.getrusage(resource.RUSAGE_SELF)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def memory() -> None:
    """What is allocated at most beyond the input, when blocks are used up one at a time."""
    print("\n| series | most memory beyond the input |\n|---|---|")
    for series in (1_000, 10_000, 50_000):
        values = np.random.default_rng(2).normal(50, 5, (series, MONTHS))
        tracemalloc.start()
        for _ in in_blocks(ChartPlan(ChartKind.XMR, NHS), values):
            pass
        most = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        print(f"| {series} | {most / 1e6:.1f} MB |")


def alarms(series: int) -> None:
    """The share of series without any change in which at least one point is marked."""
    names = list(PROFILES)
    print(f"\n{series} series a cell, XmR\n")
    print("| null family | n | " + " | ".join(names) + " |")
    print("|---|---|" + "---|" * len(names))
    for phi in (0.0, 0.3, 0.6):
        for months in (24, 60):
            values = ar1(np.random.default_rng([int(10 * phi), months]), (series, months), phi)
            shares = [_marked(values, name) for name in names]
            cells = " | ".join(f"{100 * share:.0f} %" for share in shares)
            print(f"| AR(1) {phi:g} | {months} | {cells} |")


def _marked(values: Floats, name: str) -> float:
    made = charts(ChartPlan(ChartKind.XMR, PROFILES[name]), values)
    return float(np.mean(np.any([mask.any(axis=1) for mask in made.marks.values()], axis=0)))
