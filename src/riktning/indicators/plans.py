"""What a pass runs: its relations, worked out once and used for every delivery of the same months.

Putting an expression together and writing it as SQL takes longer than running it on a small
delivery. Relations name prepared tables and hold no data, so they can be kept.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

import ibis
import ibis.expr.operations as ops

from riktning.catalogue.model import CodeList
from riktning.indicators.asking import Source
from riktning.indicators.counting import Shape, buckets_of, kinds_of_rows, shape_of, sums_of
from riktning.indicators.grid import Grid
from riktning.indicators.passes import Pass, asked_of
from riktning.indicators.prepared.schema import PREFIX
from riktning.indicators.sharing import shared_in

KINDS = "kinds_of_rows"
_MOST = 512  # plans kept; a run has some forty


@dataclass(frozen=True, slots=True)
class Plan:
    """The relations of one pass.

    ``kinds`` are kept under the name KINDS when there are medians, since several relations then
    read them. ``units``: what one of a sum's whole numbers stands for. ``prepared``: the tables
    that have to be there. ``shape``: how cells are numbered. ``shared``: relations that other
    passes read too, by the name that they are kept under.
    """

    kinds: ibis.Table
    sums: ibis.Table
    units: Mapping[str, float]
    medians: Mapping[str, ibis.Table]
    prepared: tuple[str, ...]
    made_for: tuple[object, ...]
    shape: Shape
    shared: Mapping[str, ibis.Table] = field(default_factory=dict)


_PLANS: dict[tuple[object, ...], Plan] = {}


def plan_of(one: Pass, source: Source, codes: Mapping[str, CodeList], grid: Grid) -> Plan:
    """The plan of a pass over the months of a source."""
    made_for = (codes, *(counted.definition for counted in one.counted))
    said = (source.first, source.last, source.as_of, source.shard, source.looks, grid.shape[2:])
    parts = tuple(tuple(counted.columns) for counted in one.counted)
    key = (one, said, parts, tuple(id(each) for each in made_for))
    if key not in _PLANS:
        if len(_PLANS) >= _MOST:
            _PLANS.clear()
        _PLANS[key] = _plan(one, source, codes, grid, made_for)
    return _PLANS[key]


def _plan(
    one: Pass,
    source: Source,
    codes: Mapping[str, CodeList],
    grid: Grid,
    made_for: tuple[object, ...],
) -> Plan:
    asked = asked_of(one, codes)
    shape = shape_of(one, source, grid)
    kinds = kinds_of_rows(one, asked, source, shape)
    medians = [counted for counted in one.counted if counted.edges]
    kept = ibis.table(kinds.schema(), name=KINDS) if medians else kinds
    sums = sums_of(one, asked, kept, codes)
    shared = shared_in(kinds)
    return Plan(
        kinds=kinds,
        sums=sums.relation,
        units=sums.units,
        medians={
            counted.definition.id: buckets_of(counted, asked, kept, codes) for counted in medians
        },
        prepared=prepared_in(kinds, *shared.values()),
        made_for=made_for,
        shape=shape,
        shared=shared,
    )


def prepared_in(*relations: ibis.Table) -> tuple[str, ...]:
    """The prepared tables that relations read."""
    names = {table.name for rows in relations for table in rows.op().find(ops.UnboundTable)}
    return tuple(sorted(name.removeprefix(PREFIX) for name in names if name.startswith(PREFIX)))
