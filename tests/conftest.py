"""What every test needs of Django: a secret that leaves no file, a store that can be emptied."""

import os

import pytest

from emptying import emptied

os.environ.setdefault("RIKTNING_SECRET_KEY", "only-for-tests")


@pytest.fixture(scope="session", autouse=True)
def _store_can_be_emptied_between_tests():
    """Only here may every table be emptied; what the database keeps gives way to nothing else."""
    from django.db import connection

    original = connection.ops.sql_flush

    def sql_flush(*args, **kwargs):
        return emptied(connection, original(*args, **kwargs))

    connection.ops.sql_flush = sql_flush
    yield
    connection.ops.sql_flush = original
