"""What the database says about broken bytes, turned into the user's words."""

from collections.abc import Iterator
from contextlib import contextmanager

import duckdb

from riktning.core.errors import CareDataError


@contextmanager
def reading(table: str) -> Iterator[None]:
    """Turn DuckDB's errors while a table is read into one CareDataError that names the table."""
    try:
        yield
    except duckdb.Error as error:
        first_line = str(error).strip().splitlines()[0]
        raise CareDataError(
            f"the data cannot be read ({first_line[:200]})",
            where=f"table {table}",
            remedy="deliver the table's files again, whole",
        ) from None
