"""Published survey results, and figures that someone counts by hand."""

import numpy as np
import pyarrow as pa

from riktning.core.units import UnitKind
from riktning.simulation.arrays import Floats, Ints
from riktning.simulation.columns import codes, dates, numbers, whole
from riktning.simulation.figures import parameters
from riktning.simulation.world import World

_DECEMBER = 12
_HAND_COUNTED = ("mobila_team", "patientkontrakt_beslutade", "barnkonsekvensanalyser")
_REMARKS = ("Räknat för hand.",)


def survey_table(world: World) -> dict[str, pa.Array]:
    """One result a question, administration and whole year; surveys are given once a year."""
    rng, questions = world.rng("surveys"), parameters("registers")["surveys"]
    units = world.region.of_kind(UnitKind.ADMINISTRATION)
    unit, year, question = _grid(units, len(_year_ends(world)), len(questions))
    first, last = _bounds(world, year)
    respondents = rng.integers(250, 900, unit.size)
    level = np.array(list(questions.values()))[question]
    about = world.levels["survey_positive"][unit, world.horizon.month_of(last)]
    share = np.clip(level * about / about.mean(), 0.02, 0.98) if unit.size else level
    positive = rng.binomial(respondents, share).astype(float)
    index: Floats = np.round(respondents * 100 * share, 1)
    by_index = question == len(questions) - 1
    return {
        "unit_id": codes(world.region.ids, unit),
        "period_start": dates(first),
        "period_end": dates(last),
        "question": codes(tuple(questions), question),
        "respondents": whole(respondents),
        "positive": numbers(positive, by_index),
        "index_sum": numbers(index, ~by_index),
    }


def reported_table(world: World) -> dict[str, pa.Array]:
    """One figure an indicator, administration and whole year."""
    rng = world.rng("surveys", 1)
    units = world.region.of_kind(UnitKind.ADMINISTRATION)
    unit, year, indicator = _grid(units, len(_year_ends(world)), len(_HAND_COUNTED))
    first, last = _bounds(world, year)
    denominator = rng.integers(5, 25, unit.size)
    return {
        "indicator_id": codes(_HAND_COUNTED, indicator),
        "unit_id": codes(world.region.ids, unit),
        "period_start": dates(first),
        "period_end": dates(last),
        "numerator": numbers(rng.binomial(denominator, 0.6).astype(float)),
        "denominator": numbers(denominator.astype(float), indicator == 0),
        "comment": codes(_REMARKS, np.zeros(unit.size, np.int64), rng.random(unit.size) < 0.5),
    }


def _year_ends(world: World) -> list[int]:
    """Month numbers of each December with its eleven months before it in the horizon."""
    months = world.horizon.months
    return [n for n, month in enumerate(months) if month.month == _DECEMBER and n >= _DECEMBER - 1]


def _grid(units: list[int], years: int, items: int) -> tuple[Ints, Ints, Ints]:
    unit, year, item = np.meshgrid(
        np.array(units, np.int64), np.arange(years), np.arange(items), indexing="ij"
    )
    return unit.reshape(-1), year.reshape(-1), item.reshape(-1)


def _bounds(world: World, year: Ints) -> tuple[Ints, Ints]:
    """First and last day of each whole year."""
    ends = np.array(_year_ends(world), np.int64)
    starts = world.horizon.month_starts
    return starts[ends[year] - (_DECEMBER - 1)], starts[ends[year] + 1] - 1
