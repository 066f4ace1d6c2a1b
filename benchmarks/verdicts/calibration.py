"""Where nothing moves: how often a direction is called, alone and in families."""

import numpy as np

from riktning.trends.direction import Block, trends
from riktning.trends.multiplicity import benjamini_hochberg, benjamini_yekutieli
from verdicts.made import NULL, Floats, ar1, block
from verdicts.usual import design, least_squares, line, prais_winsten

LENGTHS = (16, 18, 21, 24, 36, 48, 60)
LONGER = (
    (4, "quarters", (8, 12, 20)),
    (3, "tertials", (7, 9, 12, 15)),
    (1, "years", (5, 6, 8, 12)),
)
FEW = (8, 10, 11)
WITHOUT_SEASON = ("iid", "AR(1) 0.3", "AR(1) 0.6", "season only, every phase")
CALLED = 0.05
PHIS, SLOPES = (0.0, 0.3, 0.6, 0.8), (0.5, 1.0, 2.0)
FAMILY, MOVING, Q = 100, 20, 0.05


def calibration(series: int) -> None:
    """Share called at 5 % where nothing moves; the 95 % interval covers 0 in the rest.

    Beside it what Prais–Winsten and least squares call of the same series.
    """
    error = 100 * np.sqrt(0.05 * 0.95 / series)
    print(f"{series} series a cell; Monte Carlo error of 5 % ± {error:.1f} (one standard error)\n")
    print("| null family | n | called at 5 % | coverage of 95 % | Prais–Winsten | least squares |")
    print("|---|---|---|---|---|---|")
    for seed, (name, made) in enumerate(NULL.items()):
        for months in LENGTHS:
            found = made(np.random.default_rng([seed, months]), (series, months))
            share = 100 * np.mean(trends(found).line.p_value < CALLED)
            plugged, plain = _usual(_whole(found), design(months, 12))
            print(f"| {name} | {months} | {share:.1f} % | {100 - share:.1f} % |", end=" ")
            print(f"{plugged:.1f} % | {plain:.1f} % |")
    _few_months(series)
    _longer_periods(series)


def _whole(found: Block) -> Floats:
    """The series that no value was set aside from: the usual tests know no gaps."""
    return found.values[~np.isnan(found.values).any(axis=1)]


def _few_months(series: int) -> None:
    """Under twelve months no like of a month is known: what a line without season would call."""
    print("\n| null family | n | Prais–Winsten, no season | least squares, no season |")
    print("|---|---|---|---|")
    for seed, name in enumerate(WITHOUT_SEASON):
        for months in FEW:
            found = NULL[name](np.random.default_rng([seed, months, 3]), (series, months))
            plugged, plain = _usual(_whole(found), line(months, 12))
            print(f"| {name} | {months} | {plugged:.1f} % | {plain:.1f} % |")


def _longer_periods(series: int) -> None:
    """The same for series of quarters, tertials and years; then what the test finds."""
    print("\n| periods | n | " + " | ".join(f"AR(1) {phi:g}" for phi in PHIS), end=" | ")
    print(" | ".join(f"slope {slope:g} sd a year" for slope in SLOPES) + " |")
    print("|---|---|" + "---|" * (len(PHIS) + len(SLOPES)))
    for cycle, name, lengths in LONGER:
        for points in lengths:
            rng = np.random.default_rng([cycle, points])
            shape = (series, points)
            noise = [ar1(rng, shape, phi) for phi in PHIS]
            moving = [ar1(rng, shape, 0.0) + s * np.arange(points) / cycle for s in SLOPES]
            cells = [_beside(y, cycle) for y in noise]
            cells += [f"{_share(y, cycle):.0f}" for y in moving]
            print(f"| {name} | {points} | " + " | ".join(cells) + " |")


def _beside(values: Floats, cycle: int) -> str:
    plugged, plain = _usual(values, design(values.shape[1], cycle))
    return f"{_share(values, cycle):.1f} / {plugged:.0f} / {plain:.0f}"


def _share(values: Floats, cycle: int) -> float:
    return float(100 * np.mean(trends(block(values, cycle=cycle)).line.p_value < CALLED))


def _usual(values: Floats, X: Floats) -> tuple[float, float]:
    """What Prais–Winsten and least squares call at 5 %, in per cent."""
    called = (prais_winsten(values, X) < CALLED, least_squares(values, X) < CALLED)
    plugged, plain = (float(100 * np.mean(each)) for each in called)
    return plugged, plain


def families(count: int) -> None:
    """Families of 100 series: any false direction where none is true, by q and by Yekutieli."""
    error = 100 * np.sqrt(Q * (1 - Q) / count)
    print(f"{count} families a cell; Monte Carlo error of 5 % ± {error:.1f} (one standard error)\n")
    print("| null family | n | any false direction | any, Benjamini-Yekutieli |")
    print("|---|---|---|---|")
    for seed, (name, made) in enumerate(NULL.items()):
        for months in (24, 36, 60):
            found = made(np.random.default_rng([seed, months, 1]), (FAMILY * count, months))
            p = trends(found).line.p_value.reshape(count, FAMILY)
            false = [(benjamini_hochberg(row) <= Q).any() for row in p]
            always = [(benjamini_yekutieli(row) <= Q).any() for row in p]
            shares = [f"{100 * np.mean(each):.1f} %" for each in (false, always)]
            print(f"| {name} | {months} | {' | '.join(shares)} |")
    _with_true_ones(count)


def _with_true_ones(count: int) -> None:
    """Twenty of the hundred move by 1.5 standard deviations a year."""
    print("\n| family of 100, 20 moving | n | false share of those called | found |")
    print("|---|---|---|---|")
    for phi in (0.0, 0.3, 0.6):
        for months in (24, 36, 60):
            rng = np.random.default_rng([int(phi * 10), months, 2])
            values = ar1(rng, (FAMILY * count, months), phi).reshape(count, FAMILY, months)
            values[:, :MOVING] += 1.5 * np.arange(months) / 12
            called = _called(values)
            false = called[:, MOVING:].sum(axis=1) / np.maximum(called.sum(axis=1), 1)
            found = 100 * called[:, :MOVING].mean()
            print(f"| AR(1) {phi:g} | {months} | {100 * false.mean():.1f} % | {found:.0f} % |")


def _called(values: Floats) -> Floats:
    count, size, months = values.shape
    p = trends(block(values.reshape(count * size, months))).line.p_value.reshape(count, size)
    return np.array([benjamini_hochberg(row) <= Q for row in p])
