"""What the database says about broken bytes, turned into the user's words."""

import re
from collections.abc import Iterator
from contextlib import contextmanager

import duckdb

from riktning.core.errors import CareDataError

_FOLDERS = re.compile(r"[^\s\"'(]*/")  # a sentence travels further than the server's paths should
_REMEDY = "deliver the table's files again, whole"


class UnreadableError(CareDataError):
    """A table's bytes cannot be read; as against data that are read and found wrong."""


@contextmanager
def reading(table: str) -> Iterator[None]:
    """Turn DuckDB's errors while a table is read into one CareDataError that names the table."""
    try:
        yield
    except duckdb.Error as error:
        first_line = _FOLDERS.sub("", str(error).strip().splitlines()[0])
        raise UnreadableError(
            f"the data cannot be read ({first_line[:200]})",
            where=f"table {table}",
            remedy=_REMEDY,
        ) from None


def unreadable(table: str, file: str) -> UnreadableError:
    """The error for a file that is known to be the broken one."""
    return UnreadableError(
        "the data cannot be read", where=f"table {table}, file {file}", remedy=_REMEDY
    )


class WrongColumnsError(CareDataError):
    """A table lacks a column of the contract, or has one that is not in it."""


class WrongTypeError(CareDataError):
    """A column is of another type than the contract's."""
