"""Whether the month of reaching, and the probability of being in time, are what they say."""

from itertools import pairwise

import numpy as np

from riktning.trends.direction import trends
from riktning.trends.pace import Projection, being_there, crossing, projection
from verdicts.made import START, Floats, ar1, block

AHEAD = 2.0  # years
BINS = (0.0, 0.05, 0.2, 0.4, 0.6, 0.8, 0.95, 1.0)


def pace(series: int) -> None:
    """How often the Fieller set (an unbounded one included) holds the true month of reaching."""
    print("| autocorrelation | n | bounded | all sets cover | bounded sets cover |")
    print("|---|---|---|---|---|")
    for phi in (0.0, 0.3, 0.6):
        for months in (36, 48, 60):
            rng = np.random.default_rng([int(phi * 10), months])
            values = ar1(rng, (series, months), phi) + 1.5 * np.arange(months) / 12
            target = 1.5 * ((months - 1) / 12 + AHEAD)
            held = [_covers(line, target) for line in lines(values)]
            sure = [hit for bounded, hit in held if bounded]
            share, right = 100 * np.mean([hit for _, hit in held]), 100 * np.mean(sure)
            bound = 100 * len(sure) / len(held)
            print(f"| {phi:g} | {months} | {bound:.0f} % | {share:.1f} % | {right:.1f} % |")
    _probability(series)


def _probability(series: int) -> None:
    """Targets at random distances: of those given 20-40 %, 20-40 % should be there in time."""
    print("\n| probability told | " + " | ".join(f"{100 * b:g} %" for b in BINS[1:]) + " |")
    print("|---|" + "---|" * (len(BINS) - 1))
    for phi in (0.0, 0.3, 0.6):
        rng = np.random.default_rng([int(phi * 10), 7])
        slopes = rng.normal(0, 1.5, series)
        values = ar1(rng, (series, 48), phi) + slopes[:, None] * np.arange(48) / 12
        truth = slopes * (47 / 12 + AHEAD)
        targets = truth + rng.normal(0, 1.5, series)
        due = START.plus(int(12 * AHEAD))
        told = np.array(
            [
                being_there(line, (target, np.inf), due)
                for line, target in zip(lines(values), targets, strict=True)
            ]
        )
        there = truth >= targets
        inside = [(told >= low) & (told < high) for low, high in pairwise(BINS)]
        cells = [f"{100 * there[each].mean():.0f} %" for each in inside]
        print(f"| of these there, AR(1) {phi:g} | " + " | ".join(cells) + " |")


def lines(values: Floats) -> list[Projection]:
    line = trends(block(values)).line
    return [projection(line, row, START, 0.0, moves=True) for row in range(len(values))]


def _covers(line: Projection, target: float) -> tuple[bool, bool]:
    """Whether the set is bounded, and whether the true time, two years ahead, is in it."""
    gap = line.level + line.slope * AHEAD - target
    variance = line.level_variance + 2 * AHEAD * line.covariance + AHEAD**2 * line.slope_variance
    return crossing(line, target).bounded, bool(gap**2 <= line.critical**2 * variance)
