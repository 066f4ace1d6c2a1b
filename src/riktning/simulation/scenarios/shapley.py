"""Which lever gives what: Shapley values, which add up to the whole.

A lever's value is what it adds to those before it, on average over all orders in which the levers
could come (Shapley 1953, doi:10.1515/9781400881970-018). Up to six levers all subsets are run; of
more, orders are sampled (Castro, Gómez and Tejada 2009, doi:10.1016/j.cor.2008.04.004), each with
its reverse, which evens out who comes early (Mitchell et al. 2022, JMLR 23:43).
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations

import numpy as np

from riktning.simulation.arrays import Floats

EXACT_MOST = 6
PAIRS = 12  # of orders, when nothing else is asked for
_ORDER_KEY = 0x0D_E2
_TWO = 2
Subset = tuple[str, ...]


@dataclass(frozen=True)
class Shares:
    """``values`` (levers, …) of each lever, ``error`` their standard errors, None where one
    replicate of an exact sum has none; ``pairs`` of orders sampled, None when all subsets ran.
    ``alone``: what each changes when no other lever is there, None where that was not run; what it
    lacks of the whole is the levers' interaction."""

    levers: tuple[str, ...]
    values: Floats
    error: Floats | None
    pairs: int | None
    replicates: int
    alone: Floats | None = None


def orders(levers: Sequence[str], pairs: int, seed: int) -> list[Subset]:
    """``pairs`` orders, each followed by its reverse; more pairs begin with the same ones."""
    return [order for number in range(pairs) for order in _pair(levers, number, seed)]


def _pair(levers: Sequence[str], number: int, seed: int) -> tuple[Subset, Subset]:
    luck = np.random.SeedSequence(entropy=seed, spawn_key=(_ORDER_KEY, number))
    order = np.random.default_rng(luck).permutation(len(levers))
    one = tuple(levers[at] for at in order)
    return one, one[::-1]


def subsets_asked(levers: Subset, pairs: int, seed: int) -> list[Subset]:
    """The subsets that have to be run, each once, its levers in the order of ``levers``; each lever
    alone too."""
    if len(levers) <= EXACT_MOST:
        every = range(len(levers) + 1)
        return [subset for size in every for subset in combinations(levers, size)]
    starts = (
        order[:size] for order in orders(levers, pairs, seed) for size in range(len(order) + 1)
    )
    alone = ((lever,) for lever in levers)
    return list(dict.fromkeys([*(_in_order(start, levers) for start in starts), *alone]))


def shares(
    levers: Subset, values: Mapping[Subset, Floats], seed: int, pairs: int = PAIRS
) -> Shares | None:
    """From the outcomes (replicates, …) of each subset run, with the same luck in all.

    As many pairs of orders are used as all subsets are there of; None when not even one.
    """
    if len(levers) <= EXACT_MOST:
        if any(subset not in values for subset in subsets_asked(levers, 0, seed)):
            return None
        return replace(_exact(levers, values), alone=_alone(levers, values))
    count = 0
    while count < pairs and _there(_pair(levers, count, seed), levers, values):
        count += 1
    if not count:
        return None
    found = _sampled(levers, values, orders(levers, count, seed))
    return replace(found, alone=_alone(levers, values))


def _alone(levers: Subset, values: Mapping[Subset, Floats]) -> Floats | None:
    """v(i) − v(∅) of each lever, on average over the replicates."""
    if any((lever,) not in values for lever in levers):
        return None
    return np.array([(values[lever,] - values[()]).mean(axis=0) for lever in levers])


def _exact(levers: Subset, values: Mapping[Subset, Floats]) -> Shares:
    """φᵢ = Σ |S|! (n − |S| − 1)! / n! (v(S ∪ i) − v(S)) over all S without i."""
    n, found = len(levers), []
    for lever in levers:
        others = [each for each in levers if each != lever]
        total = np.zeros_like(values[()])
        for size in range(n):
            weight = math.factorial(size) * math.factorial(n - size - 1) / math.factorial(n)
            for subset in combinations(others, size):
                with_it = _in_order((*subset, lever), levers)
                total += weight * (values[with_it] - values[subset])
        found.append(total)
    each = np.array(found).reshape(n, *values[()].shape)
    replicates = values[()].shape[0]
    error = each.std(axis=1, ddof=1) / replicates**0.5 if replicates >= _TWO else None
    return Shares(levers, each.mean(axis=1), error, None, replicates)


def _sampled(levers: Subset, values: Mapping[Subset, Floats], drawn: list[Subset]) -> Shares:
    found = np.array([_marginal(order, levers, values) for order in drawn])
    pairs = found.reshape(-1, _TWO, *found.shape[1:]).mean(axis=1)  # (pairs, levers, replicates, …)
    count, replicates = pairs.shape[0], pairs.shape[2]
    # Orders and replicates are crossed: what varies with each is left in the mean.
    error = None
    if count >= _TWO and replicates >= _TWO:
        of_orders = pairs.mean(axis=2).var(axis=0, ddof=1) / count
        of_luck = pairs.mean(axis=0).var(axis=1, ddof=1) / replicates
        error = np.sqrt(of_orders + of_luck)
    return Shares(levers, pairs.mean(axis=(0, 2)), error, count, replicates)


def _marginal(order: Subset, levers: Subset, values: Mapping[Subset, Floats]) -> Floats:
    """What each lever adds to those before it, (levers, replicates, …)."""
    found = {}
    for at, lever in enumerate(order):
        before, then = _in_order(order[:at], levers), _in_order(order[: at + 1], levers)
        found[lever] = values[then] - values[before]
    return np.array([found[lever] for lever in levers])


def _there(some: Sequence[Subset], levers: Subset, values: Mapping[Subset, Floats]) -> bool:
    return all(
        _in_order(order[:size], levers) in values
        for order in some
        for size in range(len(order) + 1)
    )


def _in_order(some: Sequence[str], levers: Subset) -> Subset:
    chosen = set(some)
    return tuple(lever for lever in levers if lever in chosen)
