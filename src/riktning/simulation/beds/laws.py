"""What theory says of beds: how often all are taken, how long one waits, how many are too many.

``load`` is the offered load: patients a day times the mean days each needs a bed.
"""

import numpy as np
from scipy import special

from riktning.simulation.arrays import Floats


def erlang_b(load: float, beds: int) -> float:
    """The share turned away where nobody waits (Erlang 1917), whatever the lengths' distribution.

    By the recursion in the number of beds (Jagerman 1974, doi:10.1002/j.1538-7305.1974.tb02756.x).
    """
    inverse = 1.0
    for bed in range(1, beds + 1):
        inverse = 1.0 + inverse * bed / load
    return 1.0 / inverse


def erlang_c(load: float, beds: int) -> float:
    """The share who wait where all do until a bed is free; lengths exponential. 1 if overloaded."""
    if load >= beds:
        return 1.0
    lost = erlang_b(load, beds)
    return lost / (1.0 - load / beds * (1.0 - lost))


def mean_wait(load: float, beds: int, stay: float) -> float:
    """The mean wait of all, in the unit of the mean ``stay``; infinite if overloaded."""
    if load >= beds:
        return float("inf")
    return erlang_c(load, beds) * stay / (beds - load)


def excess(load: Floats, beds: Floats) -> Floats:
    """Patients beyond the beds, on average, where nobody is refused.

    Those present are then Poisson about the load whatever the lengths' distribution (M/G/∞: Mirasol
    1963, doi:10.1287/opre.11.5.785), and E(N − c)⁺ = a P(N ≥ c) − c P(N > c) for whole c.
    """
    whole = np.floor(beds)
    found: Floats = load * _beyond(whole - 1, load) - beds * _beyond(whole, load)
    return np.maximum(found, 0.0)


def full(load: Floats, beds: Floats) -> Floats:
    """The share of the time that every bed is taken, where nobody is refused."""
    return _beyond(np.ceil(beds) - 1, load)


def _beyond(count: Floats, load: Floats) -> Floats:
    """P(N > count), N Poisson about the load: as scipy.stats gives it, in a tenth of the time."""
    found: Floats = np.where(count < 0, 1.0, special.pdtrc(np.maximum(count, 0.0), load))
    return found


def misplaced(loads: Floats, beds: Floats) -> Floats:
    """Patients in a bed of another clinic of the hospital, on average, of each clinic.

    Who finds the own clinic full takes any bed left in the hospital, and is overcrowded when there
    is none. Clinics' patients are independent and Poisson, and so is their sum: beyond the clinics'
    own beds are Σ E(Nᵢ − cᵢ)⁺, beyond the hospital's E(N − c)⁺, and the difference is misplaced.
    It is told by clinic as what each has beyond its beds.
    """
    beyond = excess(loads, beds)
    whole = beyond.sum()
    if whole <= 0:
        return np.zeros(loads.size)
    crowded = float(excess(np.array([loads.sum()]), np.array([beds.sum()]))[0])
    found: Floats = beyond * max(0.0, 1.0 - crowded / float(whole))
    return found
