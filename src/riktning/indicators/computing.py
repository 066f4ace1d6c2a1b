"""From a delivery and a catalogue to a run: what `riktning compute` does."""

import hashlib
import json
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Protocol

import pyarrow as pa

import riktning
from riktning.catalogue.loading import Catalogue
from riktning.catalogue.model import Definition
from riktning.catalogue.overriding import origin
from riktning.catalogue.plain import as_plain, sha256
from riktning.core.errors import CareDataError
from riktning.core.periods import Month
from riktning.core.units import TreeAs
from riktning.indicators.disclosure import DEFAULT_K
from riktning.indicators.disclosure.keeping import keeping
from riktning.indicators.disclosure.side_by_side import side_by_side
from riktning.indicators.engine import Cells, Group
from riktning.indicators.engines.protocol import Engine
from riktning.indicators.gaps import missing_months, uncovered_baseline
from riktning.indicators.grid import UnitCalendar, unit_calendar
from riktning.indicators.margins import Margins
from riktning.indicators.observation_file import Spool
from riktning.indicators.observations import published
from riktning.indicators.opening_work import OpenTables, running_on, source_of
from riktning.indicators.protection import Protection
from riktning.indicators.reuse import refuse_other_months, said_of_reuse
from riktning.indicators.rounding import rounded_margins
from riktning.indicators.running import Running
from riktning.indicators.runs import (
    COMPUTED,
    NO_SOURCE,
    WITHHELD,
    IndicatorEntry,
    Manifest,
    Run,
    TableEntry,
)
from riktning.indicators.suppression import Marking, marked_rounded, markings
from riktning.indicators.totals import margins_of
from riktning.indicators.unit_rows import refuse_other_than_one_region, units_of
from riktning.indicators.work import writing
from riktning.sources.damage import refuse_damaged_files
from riktning.sources.delivery import Delivery
from riktning.sources.faults import UnreadableError
from riktning.sources.sql_types import quoted

Progress = Callable[[int, int, str], None]
Notice = Callable[[str], None]


class Writable(Protocol):
    """What is to be kept in the work folder."""

    def write(self) -> None: ...


@dataclass(frozen=True, slots=True)
class Quality:
    """What the quality checks said: every result, and why tables must not be used.

    ``kept``: what was seen of the delivery, to be written to the work folder.
    """

    results: Sequence[Mapping[str, Any]] = ()
    fatal: Mapping[str, str] | None = None
    kept: Writable | None = None


def _silent(_done: int, _all: int, _what: str) -> None:
    """Progress that nobody watches."""


def _unheard(_line: str) -> None:
    """What is noticed when nobody asks."""


def compute_run(
    opened: OpenTables,
    catalogue: Catalogue,
    *,
    k: int = DEFAULT_K,
    round_to: int | None = None,
    tree: TreeAs = TreeAs.THEN,
    quality: Quality | None = None,
    progress: Progress = _silent,
    work: Path | None = None,
    engine: Engine | None = None,
    since: Month | None = None,
    notice: Notice = _unheard,
) -> Run:
    """Compute every indicator that the delivery has the tables for.

    ``work``: where prepared tables and finished passes are kept, and reused by a later run; without
    it, all is prepared in memory. ``progress``: steps done, all steps, and what is being done.
    ``round_to``: counts of persons are rounded to multiples of it instead of being hidden.
    ``tree``: units are summed by the tree of each month, or by the latest. ``engine``: what
    prepares and counts, DuckDB if not said. ``since``: the earliest month that is believed to have
    changed since the run before; ``notice`` is told what was found. What had changed is counted
    again whatever is believed.
    CareDataError when the units are no tree with one region at its root, when data cannot be read,
    or when nothing can be computed; CatalogueError when an expression yields impossible numbers.
    """
    quality = quality or Quality()
    protection = Protection(k, round_to)
    described = opened.delivery
    refuse_other_months(since, described)
    units = units_of(opened)
    refuse_other_than_one_region(units, described.first_month, described.last_month)
    states = _states(catalogue.indicators.values(), opened, quality)
    ready = [d for d in catalogue.indicators.values() if states[d.id][0] == COMPUTED]
    _refuse_nothing(states)
    calendar = unit_calendar(units, described.first_month, described.last_month)
    source = source_of(opened, units)
    with running_on(opened, catalogue, calendar, source, work, progress, engine) as run:
        if quality.kept is not None:
            quality.kept.write()
        cells = _counted(run, ready, described)
        for line in said_of_reuse(run.changes, since):
            notice(line)
    progress(0, 1, "disclosure control")
    with Spool(work) as spool:
        counted = [each for each in cells if each.group.definitions]
        for table in _published(counted, opened.delivery, catalogue, protection, tree, work):
            spool.add(table)
        observations = spool.table()
    progress(1, 1, "")
    return Run(
        manifest=_manifest(opened, catalogue, states, cells, protection, tree),
        units=units,
        cells=_named(cells),
        observations=observations,
        quality=list(quality.results),
        definitions=[as_plain(d) for d in catalogue.indicators.values()],
    )


def _counted(run: Running, ready: Sequence[Definition], delivery: Delivery) -> list[Cells]:
    try:
        return run.cells(ready)
    except UnreadableError:
        refuse_damaged_files(delivery, delivery.tables)
        raise


def _published(
    cells: Iterable[Cells],
    delivery: Delivery,
    catalogue: Catalogue,
    protection: Protection,
    tree: TreeAs,
    work: Path | None,
) -> Iterator[pa.Table]:
    """The published figures of all indicators: each is hidden with regard to all the others."""
    k = protection.k
    margins = _margins(list(cells), catalogue, tree)
    if protection.round_to is not None:
        rounded = rounded_margins(margins, protection.round_to)
        for exact, one in zip(margins, rounded, strict=True):
            missing = missing_months(one.definition, delivery)
            marking = marked_rounded(one, k, protection.round_to)
            beside = exact if one.definition.protects_persons else None
            yield published(one, marking, delivery.as_of, missing, beside)
        return

    def figures(of: tuple[Margins, Marking]) -> pa.Table:
        one, marking = of
        return published(one, marking, delivery.as_of, missing_months(one.definition, delivery))

    marked = list(zip(margins, _marked(margins, k, work), strict=True))
    yield from side_by_side(figures, marked, _in_turn)


def _margins(cells: Sequence[Cells], catalogue: Catalogue, tree: TreeAs) -> list[Margins]:
    """The margins of all groups, in their order."""

    def rolled_up(group: Cells) -> list[Margins]:
        return list(margins_of(group, catalogue.standards, tree))

    return [one for found in side_by_side(rolled_up, cells, _in_turn) for one in found]


def _in_turn(_piece: object) -> float:
    """Of pieces that are asked for one after another, none has to begin before its turn."""
    return 1.0


def _marked(margins: Sequence[Margins], k: int, work: Path | None) -> list[Marking]:
    """What is hidden of each; what the run before searched is not searched again."""
    if work is None:
        return markings(margins, k)
    with writing(work), keeping(work):
        return markings(margins, k)


def _refuse_nothing(states: Mapping[str, tuple[str, str | None]]) -> None:
    if not any(state == COMPUTED for state, _ in states.values()):
        reasons = dict.fromkeys(reason for _, reason in states.values() if reason)
        raise CareDataError(
            f"no indicator can be computed ({next(iter(reasons), 'the catalogue is empty')})",
            where="the delivery",
            remedy="deliver the tables that indicators need, and look with 'riktning check'",
        )


def _states(
    definitions: Iterable[Definition], opened: OpenTables, quality: Quality
) -> dict[str, tuple[str, str | None]]:
    empty = {name for name in opened.delivery.tables if not _rows(opened, name)}
    return {d.id: _state(d, opened.delivery, empty, quality.fatal or {}) for d in definitions}


def _state(
    definition: Definition, delivery: Delivery, empty: Collection[str], fatal: Mapping[str, str]
) -> tuple[str, str | None]:
    """Whether the delivery can tell the indicator, and if not, why."""
    absent = [t for t in definition.tables if t not in delivery.tables]
    without = [t for t in definition.tables if t in empty]
    broken = [f"{table}: {fatal[table]}" for table in definition.tables if table in fatal]
    months = delivery.last_month.index - delivery.first_month.index + 1
    if absent:
        return NO_SOURCE, f"not delivered: {', '.join(absent)}"
    if without:
        return NO_SOURCE, f"delivered without a row: {', '.join(without)}"
    if definition.look_back_months > months:
        needed = definition.look_back_months
        return NO_SOURCE, f"it looks back {needed} months, and the delivery covers {months}"
    if bare := uncovered_baseline(definition, delivery.first_month, delivery.last_month):
        return NO_SOURCE, bare
    return (WITHHELD, "; ".join(broken)) if broken else (COMPUTED, None)


def _manifest(
    opened: OpenTables,
    catalogue: Catalogue,
    states: Mapping[str, tuple[str, str | None]],
    cells: Sequence[Cells],
    protection: Protection,
    tree: TreeAs,
) -> Manifest:
    delivery = opened.delivery
    outside: dict[str, int] = {}
    for group in cells:
        for definition in group.group.definitions:
            outside.setdefault(definition.id, group.outside)
    indicators = {
        d.id: IndicatorEntry(
            version=d.version,
            definition_sha256=sha256(d, catalogue),
            frame=d.frame,
            tables=d.tables,
            state=states[d.id][0],
            reason=states[d.id][1],
            outside=_masked(outside.get(d.id, 0), d, protection.k),
            missing_months=tuple(str(month) for month in missing_months(d, delivery)),
            origin=origin(d, catalogue),
        )
        for d in catalogue.indicators.values()
    }
    fingerprints = opened.fingerprints()
    data = data_fingerprint(delivery, fingerprints)
    definitions = {i: e.definition_sha256 for i, e in indicators.items()}
    return Manifest(
        run_id=run_id(delivery, data, definitions, protection, tree),
        created_at=datetime.now(UTC),
        engine_version=riktning.__version__,
        synthetic=delivery.synthetic,
        label=delivery.label,
        region=delivery.region,
        first_month=delivery.first_month,
        last_month=delivery.last_month,
        as_of=delivery.as_of,
        k=protection.k,
        round_to=protection.round_to,
        tree=tree.value,
        data_fingerprint=data,
        tables={t: TableEntry(_rows(opened, t), f) for t, f in sorted(fingerprints.items())},
        indicators=indicators,
    )


def _masked(count: int, definition: Definition, k: int) -> int | None:
    """None for a count of people's rows that is too small to be shown."""
    return None if definition.protects_persons and 0 < count < k else count


def _rows(opened: OpenTables, name: str) -> int:
    table = opened.table(name)
    if table is None:
        return 0
    rows = f"SELECT count(*) FROM {quoted(table.get_name())}"  # noqa: S608 -- a name of ours
    ((count,),) = opened.connection.con.execute(rows).fetchall()
    return int(count)


def data_fingerprint(delivery: Delivery, tables: Mapping[str, str]) -> str:
    """One fingerprint of all tables and the dates they are said to cover."""
    said = [str(delivery.first_month), str(delivery.last_month), delivery.as_of.isoformat()]
    return _digest([said, sorted(tables.items())])


def run_id(
    delivery: Delivery,
    data: str,
    definitions: Mapping[str, str],
    protection: Protection,
    tree: TreeAs = TreeAs.THEN,
) -> str:
    """The same data, said to be the same, by the same definitions, engine, protection and tree.

    ``data`` is the fingerprint of the tables and of the dates they are said to cover.
    """
    said = [delivery.synthetic, delivery.label, delivery.region]
    how = [riktning.__version__, protection.k, *([tree.value] if tree is TreeAs.NOW else [])]
    if protection.round_to is not None:
        how.append(f"rounded to {protection.round_to}")
    return _digest([said, data, sorted(definitions.items()), *how])[:16]


def _digest(content: Any) -> str:
    return hashlib.sha256(json.dumps(content).encode()).hexdigest()


def _named(cells: Sequence[Cells]) -> dict[str, pa.Table]:
    """File name → cells; a frame that is asked with several options gets a number."""
    named: dict[str, pa.Table] = {}
    for group in cells:
        name, number = group.group.name, 2
        while name in named:
            name, number = f"{group.group.name}.{number}", number + 1
        named[name] = group.table
    return named


__all__ = ["Group", "OpenTables", "Quality", "UnitCalendar", "compute_run"]
