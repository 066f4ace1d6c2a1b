"""What an engine has to be able to do. Tables are asked for by name: ``ibis.table(…, name)``."""

from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

import ibis
import pyarrow as pa

from riktning.sources.contracts import Table


class Engine(Protocol):
    """Runs Ibis expressions over named tables. Errors are the database's own."""

    def deliver(self, name: str, table: Table, files: Sequence[Path], part: str = "") -> None:
        """Delivered Parquet files as a table of that name, in the contract's columns and types.

        ``part`` names one more column (int16): the place in ``files`` of the row's own.
        """
        ...

    def read(self, name: str, files: Sequence[Path]) -> None:
        """Parquet files as a table of that name."""
        ...

    def load(self, name: str, rows: pa.Table) -> None:
        """Rows as a table of that name."""
        ...

    def keep(self, name: str, rows: ibis.Table) -> None:
        """Compute a relation once and hold it as a table of that name; to disk beyond memory."""
        ...

    def forget(self, name: str) -> None:
        """Let go of a kept table."""
        ...

    def write(self, rows: ibis.Table, path: Path) -> None:
        """Compute a relation into one Parquet file, which is there whole or not at all."""
        ...

    def write_parts(self, rows: ibis.Table, part: str, paths: Sequence[Path]) -> None:
        """Compute a relation into one file for each number in its column ``part``, left out there.

        ``paths``: where the rows of the numbers 0, 1, … go; each file is there whole or not at all.
        """
        ...

    def collect(self, rows: ibis.Table) -> pa.Table:
        """Compute a relation and return its rows."""
        ...
