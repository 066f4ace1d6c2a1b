"""What is held of a series' autocorrelation before it is looked at: the weight of each φ.

A short series says little of its autocorrelation, and a flat weight then leaves too little to the
high values: two years of months that resemble each other as much as 0.8 were called in 10 cases of
100. The weight is therefore (1 - φ²) to a negative power that shrinks as a series grows, at most
-1/2 (the reference prior of Berger and Yang 1994, doi:10.1017/S026646660000863X) in the shortest.

From 11 residual degrees of freedom on (two years of months) the series itself can tell a negative
autocorrelation from none. φ below -0.4 is then looked at too: left out, series of independent
points were taken to be more alike than they are, and their intervals covered 99 % instead of 95.
With these the ends weigh more, and low φ a little more than high. In shorter series that would
call too much at 0.6. Every number here was chosen by the calibration in benchmarks/trends.py.
"""

from dataclasses import dataclass

import numpy as np

from riktning.trends.ar1 import Floats, Ints

PHI_LOWEST, PHI_LOW, PHI_HIGH = -0.95, -0.4, 0.98
_NODES_BELOW, _NODES = 8, 24


@dataclass(frozen=True, slots=True, eq=False)
class Prior:
    """The weight of φ for series of ``fewest_df`` residual degrees of freedom or more.

    ``leaning`` over the degrees of freedom, at most ``most_leaning``, is the power of 1 / (1 - φ²);
    ``tilt`` that of exp(-φ). ``phi`` (G,) is the grid and ``log_weight`` (G,) the log of its
    weights (Gauss and Legendre's) with the tilt.
    """

    fewest_df: int
    leaning: float
    most_leaning: float
    phi: Floats
    log_weight: Floats

    def log_prior(self, df: Ints) -> Floats:
        """The log weight of every φ of the grid for each of S series, (S, G)."""
        power = np.minimum(self.leaning / df, self.most_leaning)
        return np.asarray(self.log_weight - power[:, None] * np.log1p(-(self.phi**2)))


def _grid(low: float, high: float, nodes: int) -> tuple[Floats, Floats]:
    place, weight = np.polynomial.legendre.leggauss(nodes)
    return (low + high) / 2 + (high - low) / 2 * place, np.log(weight * (high - low))


def _priors() -> tuple[Prior, ...]:
    below, weight_below = _grid(PHI_LOWEST, PHI_LOW, _NODES_BELOW)
    phi, weight = _grid(PHI_LOW, PHI_HIGH, _NODES)
    whole = np.concatenate([below, phi])
    tilted = np.concatenate([weight_below, weight]) - 0.3 * whole
    return Prior(1, 5.0, 0.5, phi, weight), Prior(11, 8.0, 0.8, whole, tilted)


PRIORS = _priors()  # the shortest series' first


def parts(df: Ints) -> list[tuple[Prior, Ints]]:
    """Each prior with the places of the series (S,) that it holds for; none of them is empty."""
    number = np.searchsorted([prior.fewest_df for prior in PRIORS], df, side="right") - 1
    places = ((prior, np.flatnonzero(number == at)) for at, prior in enumerate(PRIORS))
    return [(prior, rows.astype(np.int64)) for prior, rows in places if len(rows)]
