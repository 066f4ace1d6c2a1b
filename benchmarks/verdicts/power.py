"""How often a change of a stated size is found, beside rules on the same series."""

import numpy as np

from riktning.trends.direction import trends
from verdicts.made import Floats, ar1, block
from verdicts.peers import rules

LENGTHS = (24, 36, 60)


def _slope(size: float, months: int) -> Floats:
    return size * np.arange(months) / 12


def _shift(size: float, months: int) -> Floats:
    """A step at two thirds of the series."""
    return np.where(np.arange(months) >= 2 * months // 3, size, 0.0)


CHANGES = {
    "none": np.zeros,
    "slope 0.25 sd a year": lambda months: _slope(0.25, months),
    "slope 0.5 sd a year": lambda months: _slope(0.5, months),
    "slope 1 sd a year": lambda months: _slope(1.0, months),
    "slope 2 sd a year": lambda months: _slope(2.0, months),
    "shift 0.5 sd": lambda months: _shift(0.5, months),
    "shift 1 sd": lambda months: _shift(1.0, months),
    "shift 2 sd": lambda months: _shift(2.0, months),
}


def power(series: int) -> None:
    """Direction tested alone at 5 %; the rules: any mark, and a mark on the last point."""
    print("direction at 5 % / any mark of the four NHS rules / a mark on the last point\n")
    print("| change | autocorrelation | n = 24 | 36 | 60 |")
    print("|---|---|---|---|---|")
    for phi in (0.0, 0.3, 0.6):
        for name, change in CHANGES.items():
            parts = []
            for months in LENGTHS:
                rng = np.random.default_rng([int(phi * 10), months])
                values = ar1(rng, (series, months), phi) + change(months)
                ours = np.mean(trends(block(values)).line.p_value < 0.05)
                any_mark, icon = (np.mean(each) for each in rules(values))
                parts.append(" / ".join(f"{100 * x:.0f}" for x in (ours, any_mark, icon)))
            print(f"| {name} | {phi:g} | " + " | ".join(parts) + " |")
