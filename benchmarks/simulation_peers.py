"""How fast are other simulations of persons, births and deaths alone? Where they are installed.

python benchmarks/simulation_peers.py [persons] [months]

Person-months a CPU second of Vivarium (its own example population, which ages and dies, with births
by its simulant creator) and Starsim (its own Births and Deaths), the beginning left out, the best
of three; beside it this kernel with births, deaths, migration, conditions and all care. None of
both is a dependency: `pip install vivarium starsim` in an environment of one's own.
"""

import importlib.util
import sys
import time
from collections.abc import Callable
from pathlib import Path

PERSONS, MONTHS, TRIES = 100_000, 24, 3
BIRTHS, DEATHS = 0.010, 0.009  # a person-year


def ours(persons: int, months: int) -> float:
    from riktning.core.periods import Month
    from riktning.simulation.asked import Asked
    from riktning.simulation.course import follow
    from riktning.simulation.horizon import Horizon
    from riktning.simulation.region import read_region

    first, took = Month(2024, 1), []
    folder = Path(__file__).parents[1] / "examples" / "region"
    region = read_region(folder, Horizon(first, first.plus(months + 3)))
    for many in (3, 3 + months):
        start = time.process_time()
        for _ in follow(region, Asked(persons, first, many), threads=1):
            pass
        took.append(time.process_time() - start)
    return took[1] - took[0]


def with_starsim(persons: int, months: int) -> float:
    import starsim as ss

    lives = [
        ss.Births(birth_rate=ss.peryear(1000 * BIRTHS)),
        ss.Deaths(death_rate=ss.peryear(1000 * DEATHS)),
    ]
    world = ss.Sim(
        n_agents=persons, start="2024-01-01", dur=ss.months(months - 1), dt=ss.month,
        demographics=lives, verbose=0,
    )  # fmt: skip
    world.init()
    start = time.process_time()
    world.run()
    return time.process_time() - start


def with_vivarium(persons: int, months: int) -> float:
    from vivarium import Component, InteractiveContext
    from vivarium.examples.disease_model import BasePopulation

    class Births(Component):
        def setup(self, builder):  # type: ignore[no-untyped-def]  # Vivarium's own signature
            self.create = builder.population.get_simulant_creator()
            self.owed = 0.0

        def on_time_step(self, event):  # type: ignore[no-untyped-def]  # as above
            self.owed += len(event.index) * BIRTHS / 12
            self.create(int(self.owed), {"age_start": 0, "age_end": 0})
            self.owed -= int(self.owed)

    world = InteractiveContext(
        components=[BasePopulation(), Births()],
        configuration={
            "population": {"population_size": persons},
            "time": {"step_size": 30.4375},
            "mortality": {"data_sources": {"mortality_rate": DEATHS}},
        },
        logging_verbosity=0,
    )
    start = time.process_time()
    world.take_steps(months)
    return time.process_time() - start


def main() -> None:
    persons = int(sys.argv[1]) if len(sys.argv) > 1 else PERSONS
    months = int(sys.argv[2]) if len(sys.argv) > 2 else MONTHS
    rows: dict[str, tuple[str, Callable[[int, int], float]]] = {
        "this kernel, with conditions and all care": ("riktning", ours),
        "Starsim, births and deaths": ("starsim", with_starsim),
        "Vivarium, births and deaths": ("vivarium", with_vivarium),
    }
    print(f"{persons} persons, {months} months, one thread\n")
    print("| | person-months a CPU second |\n|---|---|")
    for name, (package, run) in rows.items():
        if importlib.util.find_spec(package) is None:
            print(f"| {name} | not installed |")
            continue
        run(2_000, 3)
        took = min(run(persons, months) for _ in range(TRIES))
        print(f"| {name} | {persons * months / took / 1e6:.2f} M |")


if __name__ == "__main__":
    main()
