"""What the database says about broken bytes, turned into the user's words."""

import re
from collections.abc import Iterator
from contextlib import contextmanager

import duckdb

from riktning.core.errors import CareDataError, RunError

_FOLDERS = re.compile(r"[^\s\"'(]*/")  # a sentence travels further than the server's paths should
_WRITING = re.compile(r"[Cc]ould not write|No space left|File too large|[Qq]uota exceeded")
_REMEDY = "deliver the table's files again, whole"


class UnreadableError(CareDataError):
    """A table's bytes cannot be read; as against data that are read and found wrong."""


class UnwritableError(RunError):
    """The disk takes no more of what is written while a table is read."""


@contextmanager
def reading(table: str) -> Iterator[None]:
    """Turn DuckDB's errors while a table is read into one CareDataError that names the table."""
    try:
        yield
    except duckdb.Error as error:
        first_line = _FOLDERS.sub("", str(error).strip().splitlines()[0])
        if isinstance(error, duckdb.IOException) and _WRITING.search(first_line):
            raise UnwritableError(
                f"nothing more can be written ({first_line[:200]})",
                where=f"table {table}", remedy="free space",
            ) from None  # fmt: skip
        if isinstance(error, duckdb.OutOfMemoryException):
            raise UnwritableError(
                f"neither memory nor disk suffices ({first_line[:200]})",
                where=f"table {table}", remedy="give more with --memory, or free space",
            ) from None  # fmt: skip
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
