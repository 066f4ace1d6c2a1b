"""10 000 series of 60 months: what each part costs, beside statsmodels one by one."""

import resource
import tracemalloc
from collections.abc import Callable

import numpy as np

from riktning.catalogue.model import Kind, Polarity
from riktning.trends.charts.of_indicators import Chartable, control_charts
from riktning.trends.direction import Block, trends
from riktning.trends.finding import Aim, findings
from riktning.trends.pace import pace, projection
from riktning.trends.uncollected import uncollected
from riktning.trends.verdict import Target
from verdicts.made import START, Floats, ar1, block
from verdicts.peers import exact, glsar, glsar_told

SERIES, MONTHS, ONE_BY_ONE = 10_000, 60, 100
TARGET = Target(2.0, START.plus(MONTHS + 24))


def speed() -> None:
    """Seconds of processor time, both in this process; the peers' hundred are really a hundred."""
    values = ar1(np.random.default_rng(1), (SERIES, MONTHS), 0.3)
    for work in (direction, verdicts, charted):
        work(values[:50])  # compiled, and imported, before the clock
    parts = {
        "direction test": direction,
        "direction, family and pace, as verdicts": verdicts,
        "control charts and rules, as charts": charted,
    }
    spent = {name: clock(lambda work=work: work(values)) for name, work in parts.items()}
    whole = spent["direction, family and pace, as verdicts"]
    whole += spent["control charts and rules, as charts"]
    hundred = values[:ONE_BY_ONE]
    peers = {
        "statsmodels GLSAR (autocorrelation taken as known), 100": lambda: [
            glsar(row) for row in hundred
        ],
        "the same, with p-value, interval and the level when due, 100": lambda: [
            glsar_told(row, 24) for row in hundred
        ],
        "statsmodels SARIMAX (exact AR(1) likelihood), 100": lambda: [
            exact(row) for row in hundred
        ],
    }
    theirs = {name: clock(work) for name, work in peers.items()}
    print(f"{SERIES} series × {MONTHS} months; seconds of processor time, the least of three\n")
    print("| | seconds | µs a series |")
    print("|---|---|---|")
    for name, seconds in (*spent.items(), ("all of it: the full verdict", whole)):
        print(f"| {name} | {seconds:.2f} | {1e6 * seconds / SERIES:.0f} |")
    for name, seconds in theirs.items():
        print(f"| {name} one by one | {seconds:.2f} | {1e6 * seconds / ONE_BY_ONE:.0f} |")
    memory()


def direction(values: Floats) -> None:
    trends(block(values))


def verdicts(values: Floats) -> None:
    with uncollected():  # as judging does
        _verdicts(block(values))


def _verdicts(made: Block) -> None:
    answers = trends(made)
    found = findings(made, answers, [Aim(Polarity.HIGHER)] * len(made.values), q=0.05)
    for row, finding in enumerate(found):
        start = finding.start_level or 0.0
        line = projection(answers.line, row, finding.last or START, start, moves=True)
        pace(line, TARGET, Polarity.HIGHER)


def charted(values: Floats) -> None:
    seen = np.ones(values.shape, dtype=bool)
    with uncollected():
        control_charts(Chartable(START, Kind.COUNT, 1.0, values, values, values, seen))


def memory() -> None:
    """What the direction test needs beside its input and its answers, at two sizes."""
    print("\n| series | most memory beside the input, MB |")
    print("|---|---|")
    for series in (5_000, 20_000, 80_000):
        made = block(np.random.default_rng(2).normal(size=(series, MONTHS)))
        tracemalloc.start()
        trends(made)
        print(f"| {series} | {tracemalloc.get_traced_memory()[1] / 1e6:.0f} |")
        tracemalloc.stop()


def clock(work: Callable[[], object]) -> float:
    """Seconds of processor time, the least of three: the machine may be busy with other things."""
    return min(_spent(work) for _ in range(3))


def _spent(work: Callable[[], object]) -> float:
    before = resource.getrusage(resource.RUSAGE_SELF)
    work()
    after = resource.getrusage(resource.RUSAGE_SELF)
    return after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime
