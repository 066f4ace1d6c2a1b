"""Figures that someone counts by hand: projects, decisions, plans, the fund's outcome."""

from typing import Any

import numpy as np
import pyarrow as pa

from riktning.core.units import UnitKind
from riktning.simulation.arrays import Floats, Ints, Rng
from riktning.simulation.columns import codes, dates, numbers
from riktning.simulation.figures import parameters
from riktning.simulation.pathways import Pathways
from riktning.simulation.spans import Span, spans_of
from riktning.simulation.world import World

EXPECTED_CASES = "svf_forvantade_fall"
_REMARKS = ("Räknat för hand.", "Uppgift från förvaltningens årsrapport.")
_REMARKED = 0.3  # share of the figures with a remark
_A_YEAR = 12


def reported_table(world: World, cancer: Pathways) -> dict[str, pa.Array]:
    """One figure an indicator, unit and whole period; and the cancer cases expected a year."""
    rng, figures = world.rng("reported"), parameters("reported")
    rows = [
        (number, unit, span)
        for number, given in enumerate(figures.values())
        for unit in world.region.of_kind(UnitKind(given["at"]))
        for span in spans_of(world.horizon, given["every"])
    ]
    counted = [_figure(list(figures.values())[n], span, rng) for n, _, span in rows]
    expected = _expected_cases(world, cancer)
    rows += [(len(figures), unit, span) for unit, span, _ in expected]
    counted += [(cases, None) for _, _, cases in expected]
    of = [denominator for _, denominator in counted]
    remark = rng.integers(0, len(_REMARKS), len(rows))
    return {
        "indicator_id": codes((*figures, EXPECTED_CASES), _column(rows, 0)),
        "unit_id": codes(world.region.ids, _column(rows, 1)),
        "period_start": dates(np.array([span.first for _, _, span in rows], np.int64)),
        "period_end": dates(np.array([span.last for _, _, span in rows], np.int64)),
        "numerator": numbers(np.array([value for value, _ in counted], float)),
        "denominator": numbers(_filled(of), np.array([value is None for value in of], bool)),
        "comment": codes(_REMARKS, remark, rng.random(len(rows)) >= _REMARKED),
    }


def _figure(given: dict[str, Any], span: Span, rng: Rng) -> tuple[float, float | None]:
    """A count that grows, or a part of a whole whose share grows; both with chance."""
    grown = np.exp(given.get("yearly", 0.0) * span.month / _A_YEAR)
    if "of" not in given:
        return float(_count(given, grown, rng)), None
    low, high = given["of"]
    whole = int(rng.integers(low, high + 1))
    odds = given["share"] / (1 - given["share"]) * grown
    if given.get("amount"):
        return round(whole * given["share"] * grown * float(rng.normal(1, 0.05)), 1), float(whole)
    return float(rng.binomial(whole, odds / (1 + odds))), float(whole)


def _count(given: dict[str, Any], grown: float, rng: Rng) -> int:
    mean = float(given["count"] * grown)
    return round(mean) if given.get("steady") else int(rng.poisson(mean))


def _expected_cases(world: World, cancer: Pathways) -> list[tuple[int, Span, float]]:
    """Cases expected a year at each administration: its mean of pathways over their inclusion."""
    region, inclusion = world.region, parameters("registers")["pathways"]["inclusion"]
    above = np.array([region.administration(unit) for unit in range(len(region.ids))])
    begun = cancer.started >= world.horizon.start
    starts = np.bincount(above[cancer.unit[begun]], minlength=len(region.ids))
    yearly = starts / world.horizon.years / inclusion / _mean_volume(world)
    return [
        (int(unit), span, float(round(yearly[unit])))
        for unit in np.flatnonzero(starts)
        for span in spans_of(world.horizon, "year")
    ]


def _mean_volume(world: World) -> Floats:
    """How much greater the pathways' volume is over the horizon than at its origin, by unit."""
    volume: Floats = world.levels["pathway_volume"].mean(axis=1)
    return volume


def _column(rows: list[tuple[int, int, Span]], place: int) -> Ints:
    return np.array([row[place] for row in rows], np.int64)


def _filled(values: list[float | None]) -> Floats:
    return np.array([0.0 if value is None else value for value in values])
