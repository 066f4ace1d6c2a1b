"""How fast is a hospital followed bed by bed? Beside Ciw and SimPy, where they are installed.

python benchmarks/beds.py [patients]

Poisson arrivals, exponential stays, 30 beds at 90 per cent, waiting first come first served. An
event is an arrival or a discharge. CPU seconds; the others follow a hundredth of the patients.
"""

import importlib.util
import sys
import time
from collections.abc import Callable

import numpy as np

from riktning.simulation.arrays import Floats
from riktning.simulation.beds.hospital import WhenFull, follow_beds

BEDS, LOAD, PATIENTS, FEWER, TRIES = 30, 27.0, 2_000_000, 100, 3


def patients(count: int) -> tuple[Floats, Floats]:
    rng = np.random.default_rng(1)
    return np.cumsum(rng.exponential(1 / LOAD, count)), rng.exponential(1.0, count)


def ours(comes: Floats, days: Floats) -> None:
    follow_beds(comes, days, np.array([BEDS]), WhenFull.WAIT)


def with_ciw(comes: Floats, days: Floats) -> None:
    import ciw

    network = ciw.create_network(
        arrival_distributions=[ciw.dists.Sequential([*np.diff(comes, prepend=0.0), 1e9])],
        service_distributions=[ciw.dists.Sequential([*days])],
        number_of_servers=[BEDS],
    )
    ciw.Simulation(network).simulate_until_max_time(comes[-1] + 100)


def with_simpy(comes: Floats, days: Floats) -> None:
    import simpy

    world = simpy.Environment()
    ward = simpy.Resource(world, BEDS)

    def patient(stay: float):  # type: ignore[no-untyped-def]  # a SimPy process is a generator
        with ward.request() as bed:
            yield bed
            yield world.timeout(stay)

    def door():  # type: ignore[no-untyped-def]  # as above
        for come, stay in zip(comes, days, strict=True):
            yield world.timeout(come - world.now)
            world.process(patient(stay))

    world.process(door())
    world.run()


def rate(follow: Callable[[Floats, Floats], None], count: int) -> float:
    """Events a CPU second, the best of a few."""
    comes, days = patients(count)
    best = np.inf
    for _ in range(TRIES):
        start = time.process_time()
        follow(comes, days)
        best = min(best, time.process_time() - start)
    return 2 * count / best


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else PATIENTS
    ours(*patients(100))
    own = rate(ours, count)
    print(f"{BEDS} beds, load {LOAD}\n\n| | events a CPU second | Riktning is |\n|---|---|---|")
    print(f"| Riktning | {own / 1e6:.1f} M | |")
    for name, follow in {"ciw": with_ciw, "simpy": with_simpy}.items():
        if importlib.util.find_spec(name) is None:
            print(f"| {name} | not installed | |")
            continue
        theirs = rate(follow, max(1, count // FEWER))
        print(f"| {name} | {theirs / 1e3:.0f} thousand | {own / theirs:.0f} times as fast |")


if __name__ == "__main__":
    main()
