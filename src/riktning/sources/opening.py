"""Open a delivery: its tables on one DuckDB connection, read when first asked for."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import ibis
from ibis.backends.duckdb import Backend

from riktning.sources.code_domains import refuse_codes_outside_domain
from riktning.sources.contracts import BY_NAME
from riktning.sources.delivery import Delivery, read_delivery
from riktning.sources.fingerprints import file_digests, together
from riktning.sources.readers import read_table


@dataclass
class OpenDelivery:
    """A delivery whose tables can be queried; ``connection`` is Ibis's DuckDB backend.

    ``look_ups``: what quality checks have gathered once for all tables.
    """

    delivery: Delivery
    connection: Backend
    _read: dict[str, ibis.Table] = field(default_factory=dict)
    _checked: set[str] = field(default_factory=set)
    _digests: dict[str, dict[Path, str]] = field(default_factory=dict)
    look_ups: dict[str, Any] = field(default_factory=dict)

    def has(self, name: str) -> bool:
        """True when the table was delivered."""
        return name in self.delivery.tables

    def table(self, name: str) -> ibis.Table | None:
        """The table with exactly the contract's columns and types; None when it is absent.

        Raises CareDataError for wrong columns, types, values, codes and unreadable files.
        """
        table = self.unjudged(name)
        if table is not None and name not in self._checked:
            refuse_codes_outside_domain(self.connection.con, BY_NAME[name])
            self._checked.add(name)
        return table

    def unjudged(self, name: str) -> ibis.Table | None:
        """As :meth:`table`, but codes outside their domains are let through, to be counted."""
        if not self.has(name):
            return None
        if name not in self._read:
            self._read[name] = read_table(self.connection, self.delivery.tables[name])
        return self._read[name]

    def digests(self, name: str) -> dict[Path, str]:
        """File → SHA-256 of its bytes, of a table that is there; read once."""
        if name not in self._digests:
            files = self.delivery.tables.get(name)
            self._digests[name] = file_digests(files.files) if files is not None else {}
        return self._digests[name]

    def fingerprints(self) -> dict[str, str]:
        """Table → SHA-256 of its files."""
        return {name: together(self.digests(name)) for name in self.delivery.tables}


def open_delivery(path: Path) -> OpenDelivery:
    """Open a delivery folder; raises CareDataError when it is none."""
    return OpenDelivery(read_delivery(path), ibis.duckdb.connect())
