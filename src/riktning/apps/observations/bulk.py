"""Observations into the store by the database's own fast way: a run has hundreds of thousands."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.db import connection

from riktning.apps.observations.models import Observation

COLUMNS = (
    "indicator_id",
    "unit_id",
    "period_kind",
    "period_start",
    "sex",
    "age_group",
    "numerator",
    "denominator",
    "square_sum",
    "value",
    "low",
    "high",
    "preliminary",
    "hidden",
)
_TABLE = Observation._meta.db_table
_NAMES = ", ".join(COLUMNS)


def insert_observations(batches: Iterable[Sequence[tuple[Any, ...]]]) -> None:
    """Insert rows in the order of COLUMNS, inside the caller's transaction.

    The model layer is passed by, the constraints of the table are not.
    """
    if connection.vendor == "postgresql":
        _copy(batches)
        return
    marks = ", ".join(["%s"] * len(COLUMNS))
    # Table and column names are this module's own constants.
    insert = f"INSERT INTO {_TABLE} ({_NAMES}) VALUES ({marks})"  # noqa: S608 - names from the model
    with connection.cursor() as cursor:
        for batch in batches:
            cursor.executemany(insert, batch)


def _copy(batches: Iterable[Sequence[tuple[Any, ...]]]) -> None:
    with (
        connection.wrap_database_errors,
        connection.cursor() as cursor,
        cursor.copy(f"COPY {_TABLE} ({_NAMES}) FROM STDIN") as copy,
    ):
        for batch in batches:
            for row in batch:
                copy.write_row(row)
