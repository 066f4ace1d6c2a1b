"""Which of a table's files is the broken one: looked for only when reading has failed."""

from collections.abc import Iterable

import pyarrow as pa
import pyarrow.parquet as pq

from riktning.core.errors import CareDataError
from riktning.sources.delivery import Delivery, Format, TableFiles
from riktning.sources.faults import unreadable


def refuse_damaged_files(delivery: Delivery, tables: Iterable[str]) -> None:
    """Raise CareDataError for the first Parquet file of the tables that cannot be read to its end.

    The error names table and file, not the folder. Nothing is raised when every page is readable.
    """
    for name in tables:
        files = delivery.tables.get(name)
        if files is not None and files.format is Format.PARQUET:
            _refuse(files)


def located(delivery: Delivery, table: str, error: CareDataError) -> CareDataError:
    """The same error with the name of the broken file, when one is found."""
    try:
        refuse_damaged_files(delivery, [table, *delivery.tables])
    except CareDataError as found:
        return found
    return error


def _refuse(files: TableFiles) -> None:
    for path in files.files:
        try:
            with pq.ParquetFile(path) as opened:
                for _ in opened.iter_batches():
                    pass
        except (pa.ArrowException, OSError):
            raise unreadable(files.table, path.name) from None
