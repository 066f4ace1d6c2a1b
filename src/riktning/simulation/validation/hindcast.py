"""The population's projection from early years, held to later ones.

From the mean population of 2015 and the mortality, fertility and migration of 2010-2015 alone; what
came then is published (Statistics Sweden). The method is that of the model: the cohort-component
method of ``projection``.
"""

from dataclasses import replace

import numpy as np

from riktning.core.periods import MONTHS_A_YEAR, Month
from riktning.simulation.arrays import Floats
from riktning.simulation.demography import Demography, demography
from riktning.simulation.projection import EARLIER, project, project_from
from riktning.simulation.published import earlier_figures, published
from riktning.simulation.validation.rows import Row

AGES = {"0-17": (0, 17), "18-44": (18, 44), "45-64": (45, 64), "65-79": (65, 79), "80+": (80, 100)}
_JUDGED, _PANDEMIC = range(2016, 2020), 2020
_MIDDLE = 2012.5  # of the years that mortality and migration are of
_OLD = 80
_WITHIN_PEOPLE, _WITHIN_DEATHS, _WITHIN_PROJECTED = 2.0, 5.0, 3.0
_AGED = 50.0  # per cent in ten years: the region's strategy of transformation


def early_rates(year: int) -> Demography:
    """What the early years say of a later one: their level, with mortality's fall going on."""
    deaths = earlier_figures().mortality * np.exp(mortality_trend() * (year + 0.5 - _MIDDLE))
    return replace(demography(EARLIER.year), deaths=deaths, net=early_migration())


def mortality_trend() -> float:
    """The yearly change of mortality's logarithm in the early years."""
    found = published()["deaths per 1 000, age structure of 2012"]
    return float(np.polyfit(list(found), np.log(list(found.values())), 1)[0])


def early_migration() -> float:
    """Net migration in the early years, as a share of the population."""
    return float(
        np.mean(list(published()["net migration, per cent of the population"].values())) / 100
    )


def structure(year: int) -> Floats:
    """The expected population in the middle of a year, in thousands, (ages, sexes)."""
    start = earlier_figures().population
    months = MONTHS_A_YEAR * (year - EARLIER.year)
    grown = project_from(start, EARLIER, EARLIER, months + 1, early_rates).alive[-1]
    shape = project_from(start, EARLIER, Month(year, EARLIER.month), 1, early_rates).start
    found: Floats = shape * grown * start.sum() / 1000
    return found


def population_rows() -> list[Row]:
    """Population by age and deaths, 2016-2020, by what was known in 2015."""
    found = []
    for year in (_JUDGED[-1], _PANDEMIC):
        people = structure(year)
        for name, (low, high) in AGES.items():
            said, counted = float(people[low : high + 1].sum()), published()[f"population {name}"]
            found.append(
                _row(f"persons {name}, thousands", year, counted[year], said, 1, _WITHIN_PEOPLE)
            )
    for year in (*_JUDGED, _PANDEMIC):
        deaths = structure(year) * early_rates(year).deaths
        all_deaths, old = float(deaths.sum()), float(deaths[_OLD:].sum())
        found.append(
            _row(
                "deaths, thousands",
                year,
                published()["deaths"][year],
                all_deaths,
                1,
                _WITHIN_DEATHS,
            )
        )
        found.append(
            _row(
                "deaths 80+, thousands",
                year,
                published()["deaths 80+"][year],
                old,
                1,
                _WITHIN_DEATHS,
            )
        )
    return found


def _row(figure: str, year: int, counted: float, said: float, decimals: int, within: float) -> Row:
    if year == _PANDEMIC:
        return Row(figure, str(year), counted, said, decimals, why="pandemic, not judged")
    return Row(figure, str(year), counted, said, decimals, within)


def projection_rows() -> list[Row]:
    """The model's own projection beside those of others, to 2040."""
    totals, first = published()["projected population"], 2025
    rows = [
        Row(
            "population, 2025 = 100", str(year), 100 * totals[year] / totals[first],
            100 * _grown(first, year - first), 1, _WITHIN_PROJECTED,
        )
        for year in (2030, 2035, 2040)
    ]  # fmt: skip
    why = "which ten years is not said"
    return rows + [
        Row("growth of persons 80+, %", f"{year}-{year + 10}", _AGED, old_growth(year), 0, why=why)
        for year in (2020, 2022, 2025)
    ]


def _grown(first: int, years: int) -> float:
    """All persons after some years, from 1."""
    alive = project(Month(first, 7), MONTHS_A_YEAR * years + 1).alive
    return float(alive[-1] / alive[0])


def old_growth(first: int, years: int = 10) -> float:
    """By how many per cent those aged 80 and over become more."""
    shares = [project(Month(year, 7), 1).start[_OLD:].sum() for year in (first, first + years)]
    return 100 * (float(shares[1] / shares[0]) * _grown(first, years) - 1)
