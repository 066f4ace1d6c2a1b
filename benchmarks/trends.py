"""Is the direction test honest, and how fast? Prints the tables of docs/explanation/verdicts.md.

python benchmarks/trends.py calibration [series]   false positives and coverage on null families
python benchmarks/trends.py families [families]    families of 100 series judged together
python benchmarks/trends.py power [series]         how often a slope of a stated size is called
python benchmarks/trends.py pace [series]          coverage of the projected month
python benchmarks/trends.py speed                  against statsmodels GLSAR, one by one
"""

import sys
import time
from collections.abc import Callable, Iterator

import numpy as np
import statsmodels.api as sm
from numpy.typing import NDArray

from riktning.catalogue.model import Kind, Polarity
from riktning.core.periods import Month
from riktning.trends.charts.of_indicators import Chartable, control_charts
from riktning.trends.direction import Block, Trends, trends
from riktning.trends.finding import Aim, findings
from riktning.trends.pace import Projection, crossing
from riktning.trends.sampling import relative_variance
from riktning.trends.verdict import Direction

Floats = NDArray[np.float64]
START = Month(2021, 1)
LENGTHS = (18, 21, 24, 36, 48, 60)
SEASON = np.array([0, 1, 1, 2, 1, 0, -6, -3, 1, 2, 1, 0]) / 2.0


def ar1(rng: np.random.Generator, shape: tuple[int, int], phi: float) -> Floats:
    """Stationary AR(1) noise with variance 1."""
    noise = rng.standard_normal(shape)
    series = np.empty(shape)
    series[:, 0] = noise[:, 0]
    for month in range(1, shape[1]):
        series[:, month] = phi * series[:, month - 1] + np.sqrt(1 - phi**2) * noise[:, month]
    return series


def block(values: Floats, variance: Floats | None = None) -> Block:
    no = np.zeros(values.shape, dtype=bool)
    return Block(START, values, np.ones_like(values) if variance is None else variance, no, no)


def counts(rng: np.random.Generator, shape: tuple[int, int]) -> Block:
    """Overdispersed proportions with varying denominators: beta-binomial, dispersion about 3."""
    size = rng.integers(60, 600, shape).astype(float)
    p = rng.beta(0.3 * 150, 0.7 * 150, shape)
    events = rng.binomial(size.astype(int), p).astype(float)
    variance = relative_variance(Kind.PROPORTION, events, size, np.full(shape, np.nan))
    return block(100 * events / size, variance)


def rare(rng: np.random.Generator, shape: tuple[int, int]) -> Block:
    """Small counts, negative binomial with mean 6 and dispersion 2."""
    return block(rng.negative_binomial(6, 0.5, shape).astype(float))


def seasons(shape: tuple[int, int]) -> Floats:
    """A strong season that rises for twelve months and falls back, starting in any of them."""
    phase = np.arange(shape[0])[:, None] % 12
    return ((np.arange(shape[1])[None, :] + phase) % 12) / 2.0


Family = Callable[[np.random.Generator, tuple[int, int]], Block]
FAMILIES: dict[str, Family] = {
    "iid": lambda rng, shape: block(ar1(rng, shape, 0.0)),
    "AR(1) 0.3": lambda rng, shape: block(ar1(rng, shape, 0.3)),
    "AR(1) 0.6": lambda rng, shape: block(ar1(rng, shape, 0.6)),
    "AR(1) 0.8": lambda rng, shape: block(ar1(rng, shape, 0.8)),
    "seasonal, AR(1) 0.3": lambda rng, shape: block(
        ar1(rng, shape, 0.3) + np.resize(SEASON, shape[1])
    ),
    "season only, every phase": lambda rng, shape: block(ar1(rng, shape, 0.0) + seasons(shape)),
    "overdispersed proportions": counts,
    "overdispersed small counts": rare,
    "t with 3 df": lambda rng, shape: block(rng.standard_t(3, shape)),
}


def cells(series: int) -> Iterator[tuple[str, int, Block, Trends]]:
    for seed, (name, family) in enumerate(FAMILIES.items()):
        for months in LENGTHS:
            made = family(np.random.default_rng([seed, months]), (series, months))
            yield name, months, made, trends(made)


def calibration(series: int) -> None:
    """Share called at 5 % where nothing moves; the 95 % interval covers 0 in the rest."""
    error = 100 * np.sqrt(0.05 * 0.95 / series)
    print(f"{series} series a cell; Monte Carlo error of 5 % ± {error:.1f} (one standard error)\n")
    print("| null family | n | called at 5 % | coverage of 95 % | GLSAR, called at 5 % |")
    print("|---|---|---|---|---|")
    for name, months, made, answer in cells(series):
        share = 100 * np.mean(answer.line.p_value < 0.05)
        plug_in = 100 * plugged_in(made, min(series, 300))
        print(f"| {name} | {months} | {share:.1f} % | {100 - share:.1f} % | {plug_in:.0f} % |")


def plugged_in(made: Block, series: int) -> float:
    """The usual practice: GLSAR with the autocorrelation estimated and then taken as known."""
    return float(np.mean([abs(glsar(made.values[row])[1]) > 1.96 for row in range(series)]))


def glsar(values: Floats) -> tuple[float, float]:
    months = len(values)
    dummies = np.eye(12)[np.arange(months) % 12]
    X = np.column_stack([dummies, np.arange(months) / 12])
    model = sm.GLSAR(values, X, rho=1)
    answer = model.iterative_fit(maxiter=8)
    return float(answer.params[-1]), float(answer.tvalues[-1])


def families(count: int) -> None:
    """Families of 100 series, none or 20 of them moving by 1.5 sd a year, judged together."""
    print("| family of 100 | n | any false direction, none true | false share, 20 true | found |")
    print("|---|---|---|---|---|")
    for phi in (0.0, 0.3, 0.6):
        for months in (18, 24, 36, 60):
            rng = np.random.default_rng([int(phi * 10), months])
            print(f"| AR(1) {phi:g} | {months} | {family_line(rng, phi, months, count)} |")


def family_line(rng: np.random.Generator, phi: float, months: int, count: int) -> str:
    any_false, proportion, found = [], [], []
    for _ in range(count):
        noise = ar1(rng, (100, months), phi)
        any_false.append(any(called(noise)))
        noise[:20] += 1.5 * np.arange(months) / 12
        marks = called(noise)
        proportion.append(sum(marks[20:]) / max(sum(marks), 1))
        found.append(sum(marks[:20]) / 20)
    return (
        f"{100 * np.mean(any_false):.1f} % | {100 * np.mean(proportion):.1f} % | "
        f"{100 * np.mean(found):.0f} %"
    )


def called(values: Floats) -> list[bool]:
    made = block(values)
    found = findings(made, trends(made), [Aim(Polarity.HIGHER)] * len(values), q=0.05)
    return [finding.state in (Direction.IMPROVING, Direction.WORSENING) for finding in found]


def power(series: int) -> None:
    """Slopes in standard deviations of the noise a year, each series tested alone at 5 %."""
    print("| slope (sd a year) | autocorrelation | n = 18 | 21 | 24 | 36 | 48 | 60 |")
    print("|---|---|---|---|---|---|---|---|")
    for phi in (0.0, 0.3, 0.6):
        for slope in (0.25, 0.5, 1.0, 2.0):
            shares = []
            for months in LENGTHS:
                rng = np.random.default_rng([int(phi * 10), months])
                values = ar1(rng, (series, months), phi) + slope * np.arange(months) / 12
                shares.append(100 * np.mean(trends(block(values)).line.p_value < 0.05))
            print(f"| {slope:g} | {phi:g} | " + " | ".join(f"{s:.0f} %" for s in shares) + " |")


def pace(series: int) -> None:
    """How often the Fieller set (an unbounded one included) holds the true month of reaching."""
    print("| autocorrelation | n | bounded | all sets cover | bounded sets cover |")
    print("|---|---|---|---|---|")
    for phi in (0.0, 0.3, 0.6):
        for months in (36, 48, 60):
            rng = np.random.default_rng([int(phi * 10), months])
            values = ar1(rng, (series, months), phi) + 1.5 * np.arange(months) / 12
            target = 1.5 * (months - 1 + 24) / 12
            held = [covers(trends_line, target) for trends_line in lines(values)]
            sure = [hit for bounded, hit in held if bounded]
            share = 100 * np.mean([hit for _, hit in held])
            bound = 100 * len(sure) / len(held)
            right = 100 * np.mean(sure)
            print(f"| {phi:g} | {months} | {bound:.0f} % | {share:.1f} % | {right:.1f} % |")


def lines(values: Floats) -> list[Projection]:
    line = trends(block(values)).line
    return [
        Projection(
            last=START,
            start_level=0.0,
            level=line.level[row],
            slope=line.slope[row],
            level_variance=line.level_sd[row] ** 2,
            slope_variance=line.slope_sd[row] ** 2,
            covariance=line.covariance[row],
            critical=line.critical[row],
            moves=True,
        )
        for row in range(len(values))
    ]


def covers(line: Projection, target: float) -> tuple[bool, bool]:
    """Whether the set is bounded, and whether the true time, two years ahead, is in it."""
    ahead = 2.0
    gap = line.level + line.slope * ahead - target
    variance = line.level_variance + 2 * ahead * line.covariance + ahead**2 * line.slope_variance
    return crossing(line, target).bounded, bool(gap**2 <= line.critical**2 * variance)


def speed() -> None:
    """1000 series × 48 months: charts, rules, direction and family, against GLSAR one by one."""
    rng = np.random.default_rng(1)
    values = ar1(rng, (1000, 48), 0.3)
    judge_all(values[:50])
    ours = clock(lambda: judge_all(values))
    direction = clock(lambda: trends(block(values)))
    theirs = clock(lambda: [glsar(row) for row in values])
    print("1000 series × 48 months, one process, one run\n")
    print("| | seconds | a series | ratio |")
    print("|---|---|---|---|")
    print(f"| statsmodels GLSAR, monthly levels, one by one | {theirs:.2f} | {theirs:.2f} ms | 1 |")
    print(f"| direction test | {direction:.2f} | {direction:.2f} ms | {theirs / direction:.1f} |")
    print(
        f"| charts, rules, direction, family | {ours:.2f} | {ours:.2f} ms | {theirs / ours:.1f} |"
    )


def judge_all(values: Floats) -> None:
    made = block(values)
    seen = np.ones(values.shape, dtype=bool)
    control_charts(Chartable(START, Kind.COUNT, 1.0, values, values, values, seen))
    findings(made, trends(made), [Aim(Polarity.HIGHER)] * len(values), q=0.05)


def clock(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def main() -> None:
    what = sys.argv[1] if len(sys.argv) > 1 else "calibration"
    size = int(sys.argv[2]) if len(sys.argv) > 2 else 0
    if what == "calibration":
        calibration(size or 4000)
    elif what == "families":
        families(size or 200)
    elif what == "power":
        power(size or 1000)
    elif what == "pace":
        pace(size or 1000)
    elif what == "speed":
        speed()
    else:
        sys.exit(__doc__)


if __name__ == "__main__":
    main()
