"""Sets up what passes are run with: in memory, or on a work folder that a later run continues."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Protocol

import duckdb
import ibis
from ibis.backends.duckdb import Backend

from riktning.catalogue.loading import Catalogue
from riktning.catalogue.plain import sha256
from riktning.core.units import Unit, UnitKind
from riktning.indicators.asking import Source
from riktning.indicators.changed_months import ChangedMonths
from riktning.indicators.engines.duckdb_engine import DuckDBEngine
from riktning.indicators.engines.protocol import Engine
from riktning.indicators.grid import UnitCalendar
from riktning.indicators.in_memory import in_memory
from riktning.indicators.kept_counts import KeptCounts
from riktning.indicators.prepared.files import FolderKeeper
from riktning.indicators.prepared.keeping import MemoryKeeper
from riktning.indicators.prepared.preparing import Preparation
from riktning.indicators.running import Meter, Running
from riktning.indicators.work import Work, code_fingerprint, open_work, writing
from riktning.sources.delivery import Delivery

_COUNTING = (
    "prepared", "engines", "frames", "dates.py", "codes.py", "ages.py", "asking.py", "compile.py",
    "counting.py", "packing.py", "passes.py", "plans.py", "relevance.py", "sharing.py",
    "grid.py", "tally.py",
)  # fmt: skip
Progress = Callable[[int, int, str], None]


class OpenTables(Protocol):
    """An open delivery, as ``sources.opening`` gives it."""

    @property
    def delivery(self) -> Delivery: ...
    @property
    def connection(self) -> Backend: ...
    def table(self, name: str) -> ibis.Table | None: ...
    def fingerprints(self) -> dict[str, str]: ...
    def digests(self, name: str) -> dict[Path, str]: ...


@contextmanager
def running_on(
    opened: OpenTables,
    catalogue: Catalogue,
    calendar: UnitCalendar,
    source: Source,
    work: Path | None,
    progress: Progress,
    engine: Engine | None = None,
) -> Iterator[Running]:
    """What passes over an open delivery are run with: DuckDB if no other engine is given.

    Raises RunError when the work folder cannot be used, or its disk is full.
    """
    meter = Meter(progress)
    delivery = opened.delivery
    sizes = {
        name: sum(file.stat().st_size for file in files.files)
        for name, files in delivery.tables.items()
    }
    if work is None:
        preparation = _in_memory(opened, calendar, source, engine)
        yield Running(source, catalogue.codes, preparation, meter, sizes)
        return
    with open_work(work) as folder, writing(work):
        preparation = _on_files(opened, calendar, source, folder, meter, engine)
        kept = _kept(catalogue, source, folder, _kind(engine))
        changes = _changes(preparation, source, folder)
        yield Running(source, catalogue.codes, preparation, meter, sizes, kept, changes)


def _in_memory(
    opened: OpenTables, calendar: UnitCalendar, source: Source, engine: Engine | None
) -> Preparation:
    if engine is None:
        return in_memory(source, calendar, opened.connection)
    keeper = MemoryKeeper(engine)
    return Preparation(opened, engine, calendar, source.municipalities, keeper)


def _kind(engine: Engine | None) -> str:
    """What one engine has made is not another's, so that either can be held against the other."""
    return DuckDBEngine.__name__ if engine is None else type(engine).__name__


def _on_files(
    opened: OpenTables, calendar: UnitCalendar, source: Source, work: Work, meter: Meter,
    given: Engine | None,
) -> Preparation:  # fmt: skip
    engine = given or DuckDBEngine(opened.connection)
    if isinstance(engine, DuckDBEngine):
        engine.spill_to(work.temporary)
    places = [
        _kind(given),
        calendar.ids,
        [kind.value for kind in calendar.kinds],
        sorted(source.municipalities.items()),
    ]
    keeper = FolderKeeper(
        engine, work.prepared, opened.delivery, opened.digests, places, meter.prepared
    )
    return Preparation(opened, engine, calendar, source.municipalities, keeper)


def _kept(catalogue: Catalogue, source: Source, work: Work, kind: str) -> KeptCounts:
    said = [code_fingerprint(*_COUNTING), source.shard, kind]
    definitions = {name: sha256(each, catalogue) for name, each in catalogue.indicators.items()}
    return KeptCounts(work.counts, said, definitions)


def _changes(preparation: Preparation, source: Source, work: Work) -> ChangedMonths:
    """Prepared files are Parquet whatever engine made them, and are compared by DuckDB."""
    engine, keeper = preparation.engine, preparation.keeper
    connection = engine.connection.con if isinstance(engine, DuckDBEngine) else duckdb.connect()

    def files(name: str) -> list[str]:
        found = keeper.files(name) if isinstance(keeper, FolderKeeper) else ()
        return [path.name for path in found]

    return ChangedMonths(connection, work.prepared, files, source.first.index, source.last.index)


def source_of(
    opened: OpenTables, units: Iterable[Unit], shard: tuple[int, int] | None = None
) -> Source:
    """What frames are built from. A municipality goes by its code, or by its unit's id."""
    municipal = [unit for unit in units if unit.kind is UnitKind.MUNICIPALITY]
    homes = {unit.unit_id: unit.unit_id for unit in municipal}
    homes |= {unit.municipality: unit.unit_id for unit in municipal if unit.municipality}
    delivery = opened.delivery
    return Source(opened, delivery.first_month, delivery.last_month, delivery.as_of, homes, shard)
