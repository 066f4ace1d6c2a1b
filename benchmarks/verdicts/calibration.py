"""Where nothing moves: how often a direction is called, alone and in families."""

import numpy as np

from riktning.trends.direction import trends
from riktning.trends.multiplicity import benjamini_hochberg, benjamini_yekutieli
from verdicts.made import NULL, Floats, ar1, block
from verdicts.peers import glsar

LENGTHS = (18, 21, 24, 36, 48, 60)
FAMILY, MOVING, Q = 100, 20, 0.05


def calibration(series: int) -> None:
    """Share called at 5 % where nothing moves; the 95 % interval covers 0 in the rest."""
    error = 100 * np.sqrt(0.05 * 0.95 / series)
    print(f"{series} series a cell; Monte Carlo error of 5 % ± {error:.1f} (one standard error)\n")
    print("| null family | n | called at 5 % | coverage of 95 % | GLSAR, called at 5 % |")
    print("|---|---|---|---|---|")
    for seed, (name, made) in enumerate(NULL.items()):
        for months in LENGTHS:
            found = made(np.random.default_rng([seed, months]), (series, months))
            share = 100 * np.mean(trends(found).line.p_value < 0.05)
            theirs = 100 * np.mean(
                [abs(glsar(row)[1]) > 1.96 for row in found.values[: min(series, 300)]]
            )
            print(f"| {name} | {months} | {share:.1f} % | {100 - share:.1f} % | {theirs:.0f} % |")


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
