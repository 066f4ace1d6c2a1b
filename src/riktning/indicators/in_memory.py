"""Small deliveries, prepared in memory and kept beside their connection."""

from weakref import WeakKeyDictionary

from ibis.backends.duckdb import Backend

from riktning.indicators.asking import Source
from riktning.indicators.engines.duckdb_engine import DuckDBEngine
from riktning.indicators.grid import UnitCalendar
from riktning.indicators.prepared.keeping import MemoryKeeper
from riktning.indicators.prepared.preparing import Preparation

_LATEST: WeakKeyDictionary[Backend, Preparation] = WeakKeyDictionary()


def in_memory(source: Source, calendar: UnitCalendar, connection: Backend) -> Preparation:
    """The preparation of a source's tables; another source's takes the place of the last one."""
    found = _LATEST.get(connection)
    same = found is not None and found.tables is source.tables and found.calendar is calendar
    if found is None or not same:
        engine = DuckDBEngine(connection)
        keeper = MemoryKeeper(engine, getattr(source.tables, "delivery", None))
        found = Preparation(source.tables, engine, calendar, source.municipalities, keeper)
        _LATEST[connection] = found
    return found
