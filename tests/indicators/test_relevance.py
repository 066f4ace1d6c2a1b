"""States are made false where nobody looks: what is counted stays the same, whatever is asked."""

from dataclasses import replace
from random import Random

import ibis
import numpy as np
import pytest

from oracle.agreeing import CATALOGUE, computed, enters, found
from oracle.hostile import crowd
from riktning.catalogue.frames import BY_NAME
from riktning.catalogue.model import Kind, Term
from riktning.catalogue.parser import parse
from riktning.core.periods import PeriodKind
from riktning.indicators import passes
from riktning.indicators.engines.duckdb_engine import DuckDBEngine
from riktning.indicators.frames.timeline_bits import Stretch
from riktning.indicators.frames.timeline_masks import held

VISITS = ("had(primary_visit, any, 3)", "had(specialist_visit, any, 6)", "had(measured, any, 2)",
          "had(dispensed, unsuitable_medicines, 1)", "times(emergency_visit, any, 12) >= 2",
          "times(emergency_visit, any, 12) == 0")  # fmt: skip
CODED = ("had(diagnosed, chronic_diagnoses, 4)", "had(diagnosed, dementia, 60)")
AGES = ("age >= 65", "age < 18", "75 > age", "age <= 40", "18 < age")
OWN = {
    "resident_month": (*VISITS, 'dwelling == "own"', "mon_copd", "mon_maternity"),
    "listed_month": (*VISITS, "named_contact", "had(own_visit, any, 3)", "had(own_visit, any, 12)"),
    "continuity_month": ("visits > 2", "coc < 0.5", "had(diagnosed, any, 2)"),
}


def expression(rng, atoms, depth=2):
    """Conditions joined at random."""
    if depth == 0 or rng.random() < 0.2:
        negated = "not " if rng.random() < 0.2 else ""
        return f"{negated}({rng.choice(atoms)})"
    joint = rng.choice(["and", "and", "or"])
    return f"({expression(rng, atoms, depth - 1)} {joint} {expression(rng, atoms, depth - 1)})"


def definitions(frame, seed, number=7):
    """Definitions that nobody has thought of, on one frame."""
    rng, model = Random(seed), CATALOGUE.indicators["kroniker_delad_vard"]
    atoms = (*AGES, *CODED, *OWN[frame])
    for place in range(number):
        filtered, counted = expression(rng, atoms), expression(rng, atoms, 1)
        yield replace(
            model, id=f"made_up_{place}", kind=Kind.PROPORTION, frame=frame,
            axes=BY_NAME[frame].axes[:1], frame_options=dict(BY_NAME[frame].options),
            period=rng.choice([PeriodKind.MONTH, PeriodKind.TERTIAL, PeriodKind.YEAR]),
            filter=Term(filtered, parse(filtered)), numerator=Term(counted, parse(counted)),
            parameters={},
        )  # fmt: skip


def counts(world, frame, seed, connection):
    """Indicator → its cells in the months that it is evaluated for."""
    answer = {}
    for cells in computed(world, connection, list(definitions(frame, seed))):
        for one in cells.group.definitions:
            cellwise = found(cells, one)
            answer[one.id] = {key: cellwise[key] for key in cellwise if enters(one, key[1])}
    return answer


@pytest.mark.parametrize("frame", list(OWN))
@pytest.mark.parametrize("seed", range(3))
def test_what_is_counted_is_the_same_as_without_looking_away(frame, seed, monkeypatch):
    connection = ibis.duckdb.connect()
    world = crowd(Random(seed), 150, f"2022-0{1 + seed}", "2024-02")
    with_masks = counts(world, frame, seed, connection)
    monkeypatch.setattr(passes, "seen_where", lambda _reads: {})
    assert with_masks == counts(world, frame, seed, connection)
    assert sum(bool(cells) for cells in with_masks.values()) >= 4


@pytest.mark.parametrize("every", [1, 4, 12])
def test_a_period_is_what_its_last_month_is(every):
    engine, rng = DuckDBEngine(ibis.duckdb.connect()), np.random.default_rng(every)
    stored = ibis.table({"months": "int64"}, name="stored")
    for first in range(24_000, 24_013):
        stretch = Stretch(first, first + int(rng.integers(0, 60)))
        bits = rng.integers(0, 2, (50, stretch.length))
        number = ibis.memtable(
            {"months": [sum(int(b) << i for i, b in enumerate(r)) for r in bits]}
        )
        engine.load("stored", number.to_pyarrow())
        query = stored.select("months", held=held(stored.months, every, stretch))
        for row in engine.collect(query).to_pylist():
            assert row["held"] == slowly_held(row["months"], every, stretch)


def slowly_held(months, every, stretch):
    answer = 0
    for month in range(stretch.first, stretch.last + 1):
        end = month + (-month - 1) % every
        if end <= stretch.last and months >> (end - stretch.first) & 1:
            answer |= 1 << (month - stretch.first)
    return answer
