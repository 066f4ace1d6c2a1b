"""What does a month of a person take, part by part? The kernel alone, one thread.

python benchmarks/simulation_parts.py [persons] [tries] [months together]

Nanoseconds of CPU time a person, the best of the tries: population, conditions and care alone, and
care with one stream of demand at a time. What care takes without any demand is the generator and
the passes over all persons; what a stream adds to that is its events.
"""

import sys
import time
from pathlib import Path

import numpy as np

from riktning.core.periods import Month
from riktning.simulation.asked import Asked
from riktning.simulation.course import MONTHS_TOGETHER, _warm
from riktning.simulation.horizon import Horizon
from riktning.simulation.illness import condition_figures
from riktning.simulation.kernel.month import CARE, ILLNESS, LIVES, months_of_region
from riktning.simulation.region import read_region
from riktning.simulation.scenario import Scenario
from riktning.simulation.workers import Workers

FIRST, MONTHS, PERSONS, TRIES = Month(2024, 1), 12, 100_000, 60
REGION = read_region(
    Path(__file__).parents[1] / "examples" / "region", Horizon(FIRST, FIRST.plus(MONTHS))
)


def demand(stream: int | None) -> Scenario:
    """Care of one stream only; None: of none."""
    streams = len(condition_figures().streams)
    wanted = np.zeros((MONTHS, streams))
    if stream is not None:
        wanted[:, stream] = 1.0
    return Scenario(demand=wanted)


def best(workers: Workers, parts: int, scenario: Scenario, tries: int) -> float:
    """Nanoseconds a person and month; who dies or leaves comes back for the next try."""
    crowd, found, together = workers.crowd, np.inf, workers.together
    gone = crowd.persons.gone.copy()
    mothers, when = np.zeros(crowd.count, np.int32), np.zeros(crowd.count, np.int16)
    for number in range(tries):
        numbers = range(number % (MONTHS // together) * together, MONTHS)[:together]
        workers.set_out([FIRST.plus(n) for n in numbers], scenario, numbers)
        start = time.process_time()
        months_of_region(
            crowd.persons, 0, crowd.count, workers.key, workers.table, workers.nows, 0, together,
            workers.places, workers.notes[0], workers.tallies[0], workers.rooms[0], mothers, when,
            parts,
        )  # fmt: skip
        found = min(found, time.process_time() - start)
        crowd.persons.gone[:] = gone
    return 1e9 * found / crowd.count / together


def main() -> None:
    persons = int(sys.argv[1]) if len(sys.argv) > 1 else PERSONS
    tries = int(sys.argv[2]) if len(sys.argv) > 2 else TRIES
    together = int(sys.argv[3]) if len(sys.argv) > 3 else MONTHS_TOGETHER
    with Workers(REGION, Asked(persons, FIRST, MONTHS), 1, together) as workers:
        _warm(workers, FIRST, Scenario(), None)
        usual = Scenario()
        birthdays = best(workers, 0, usual, tries)
        idle = best(workers, CARE, demand(None), tries)
        lives = best(workers, LIVES, usual, tries)
        rows = {
            "birthdays": birthdays,
            "births, deaths, moves": lives - birthdays,
            "conditions": best(workers, LIVES | ILLNESS, usual, tries) - lives,
            "care: generator and passes": idle - birthdays,
        }
        for number, stream in enumerate(condition_figures().streams):
            rows[f"care: {stream}"] = best(workers, CARE, demand(number), tries) - idle
        rows["all at once"] = best(workers, LIVES | ILLNESS | CARE, usual, tries)
    print(f"{persons} persons, one thread\n\n| part | ns a person and month |\n|---|---|")
    for name, each in rows.items():
        print(f"| {name} | {each:.1f} |")


if __name__ == "__main__":
    main()
