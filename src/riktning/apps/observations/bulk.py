"""Series into the store by the database's own fast way: a run has hundreds of thousands."""

from collections.abc import Iterable

from django.db import connection

from riktning.apps.observations.models import Series
from riktning.apps.observations.packing import PackedSeries

COLUMNS = (
    "indicator_id", "sex", "age_group", "period_kind", "unit_id", "count", "hidden", "figures",
)  # fmt: skip
_TABLE = Series._meta.db_table
_NAMES = ", ".join(f'"{name}"' for name in COLUMNS)
_Row = tuple[int, str, str, str, str, int, int, bytes]


def insert_series(series: Iterable[PackedSeries], keys: dict[str, int]) -> None:
    """Insert series inside the caller's transaction; ``keys`` gives each indicator's row id.

    The model layer is passed by, the constraints of the table are not.
    """
    rows = (_row(one, keys) for one in series)
    if connection.vendor == "postgresql":
        _copy(rows)
        return
    marks = ", ".join(["%s"] * len(COLUMNS))
    # Table and column names are this module's own constants.
    insert = f"INSERT INTO {_TABLE} ({_NAMES}) VALUES ({marks})"  # noqa: S608 - names from the model
    with connection.cursor() as cursor:
        cursor.executemany(insert, list(rows))


def _row(one: PackedSeries, keys: dict[str, int]) -> _Row:
    return (
        keys[one.indicator_id], one.sex, one.age_group, one.period_kind, one.unit_id,
        one.count, one.hidden, one.figures,
    )  # fmt: skip


def _copy(rows: Iterable[_Row]) -> None:
    with (
        connection.wrap_database_errors,
        connection.cursor() as cursor,
        cursor.copy(f"COPY {_TABLE} ({_NAMES}) FROM STDIN") as copy,
    ):
        for row in rows:
            copy.write_row(row)
