"""How fast is the region simulated? Prints the tables of docs/explanation/simulation.md.

python benchmarks/simulation.py speed [persons]    population, with conditions, with care: a core
python benchmarks/simulation.py threads [persons]  two threads against one
python benchmarks/simulation.py whole [persons]    216 months, two threads (else 1.78 M)

CPU seconds are of the process, all threads; what is paid once (reading the region, drawing who
lives there, a year of warming up) is told apart from what a month costs. Loops are compiled first.
"""

import resource
import sys
import time
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numba import njit

from riktning.core.periods import Month
from riktning.simulation.asked import EVERYTHING, Asked
from riktning.simulation.course import follow
from riktning.simulation.horizon import Horizon
from riktning.simulation.kernel.month import ILLNESS, LIVES
from riktning.simulation.kernel.persons import TOGETHER, bytes_a_person
from riktning.simulation.kernel.philox import words
from riktning.simulation.region import read_region
from riktning.simulation.tallies import EVENTS

FIRST, MONTHS, PERSONS, TRIES = Month(2023, 1), 216, 1_780_000, 3
PARTS = {"population": LIVES, "+ conditions": LIVES | ILLNESS, "+ care": EVERYTHING}
# Blocks of four words drawn a person-month by each: lives; conditions; three for care (one shared).
BLOCKS = {"population": 1, "+ conditions": 2, "+ care": 4}
REGION = read_region(
    Path(__file__).parents[1] / "examples" / "region", Horizon(FIRST, FIRST.plus(MONTHS))
)


@dataclass(frozen=True)
class Took:
    """Seconds, and what was done in them."""

    cpu: float
    wall: float
    person_months: int
    events: int


def course(persons: int, months: int, parts: int = EVERYTHING, threads: int = 1) -> Took:
    cpu, wall, done, events = _cpu(), time.perf_counter(), 0, 0
    for month in follow(REGION, Asked(persons, FIRST, months, parts=parts), threads=threads):
        done += int(month.stock[0].sum())
        places = month.places
        events += int(places.value[places.at < EVENTS * places.shape[1] * places.shape[2]].sum())
    return Took(_cpu() - cpu, time.perf_counter() - wall, done, events)


def speed(persons: int) -> None:
    floor = generator()
    print(
        f"{persons} persons, one thread; the generator alone: {floor:.2f} ns a block of 4 words\n"
    )
    print("| | person-months a core-second | ns each | of it the generator | paid once |")
    print("|---|---|---|---|---|")
    for name, parts in PARTS.items():
        course(3_000, 3, parts)
        short, long = (_best(persons, months, parts) for months in (3, 27))
        months = long.person_months - short.person_months
        each = 1e9 * (long.cpu - short.cpu) / months
        blocks = BLOCKS[name] + (long.events - short.events) / months
        once = short.cpu - 1e-9 * each * short.person_months
        share = f"{blocks:.1f} blocks, {100 * blocks * floor / each:.0f} %"
        print(f"| {name} | {1e3 / each:.1f} M | {each:.1f} | {share} | {once:.2f} s |")
    print(f"\n{bytes_a_person()} bytes of state a person")


def _best(persons: int, months: int, parts: int) -> Took:
    """The quickest of a few: what disturbs a run only makes it slower."""
    return min((course(persons, months, parts) for _ in range(TRIES)), key=lambda took: took.cpu)


def threads(persons: int) -> None:
    course(3_000, 3)
    took = {}
    for number in (1, 2):
        short, long = (course(persons, months, threads=number) for months in (3, 27))
        took[number] = long.wall - short.wall
    print(f"24 months of {persons} persons: {took[1]:.2f} s with one thread, {took[2]:.2f} s with")
    print(f"two: {took[1] / took[2]:.2f} times as fast")


def whole(persons: int) -> None:
    course(3_000, 3)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    took = course(persons, MONTHS, threads=2)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    rate = took.person_months / took.cpu / 1e6
    state = 1024 * (peak - before) / persons
    print(f"{persons} persons, {MONTHS} months: {took.wall:.1f} s, {took.cpu:.1f} CPU s;")
    print(f"{rate:.1f} M person-months a core-second, everything paid once included;")
    print(f"{took.events / 1e6:.0f} M events; {state:.0f} bytes a person more than before")


@njit
def _draw(low, high, out, times):
    a_row, b_row, c_row, d_row = out[0], out[1], out[2], out[3]
    for block in range(times):
        for j in range(low.shape[0]):
            a, b, c, d = words(
                low[j], np.uint32(block), np.uint32(1), high[j], np.uint32(1), np.uint32(0)
            )
            a_row[j], b_row[j], c_row[j], d_row[j] = a, b, c, d


def generator() -> float:
    """Nanoseconds of the generator alone for a block of four words: the floor."""
    low, high = np.arange(TOGETHER, dtype=np.uint32), np.zeros(TOGETHER, np.uint32)
    out, times, best = np.zeros((4, TOGETHER), np.uint32), 4_000, np.inf
    _draw(low, high, out, 1)
    for _ in range(7):
        start = time.process_time()
        _draw(low, high, out, times)
        best = min(best, time.process_time() - start)
    return 1e9 * best / times / TOGETHER


def _cpu() -> float:
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


def main() -> None:
    what = sys.argv[1] if len(sys.argv) > 1 else ""
    size = int(sys.argv[2]) if len(sys.argv) > 2 else PERSONS if what == "whole" else 400_000
    work = {"speed": speed, "threads": threads, "whole": whole}.get(what)
    if work is None:
        sys.exit(__doc__)
    work(size)


if __name__ == "__main__":
    main()
