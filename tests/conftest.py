"""What every test needs of Django: a secret that leaves no file, a store that can be emptied."""

import os

import pytest

os.environ.setdefault("RIKTNING_SECRET_KEY", "only-for-tests")


@pytest.fixture(scope="session", autouse=True)
def _store_can_be_emptied_between_tests():
    """Only here may every table be emptied; the audit trail gives way to that and nothing else."""
    from django.db import connection

    from riktning.apps.organisation import triggers

    original = connection.ops.sql_flush

    def sql_flush(*args, **kwargs):
        statements = original(*args, **kwargs)
        vendor = connection.vendor
        return [*triggers.DROP[vendor], *statements, *triggers.CREATE[vendor]]

    connection.ops.sql_flush = sql_flush
    yield
    connection.ops.sql_flush = original
