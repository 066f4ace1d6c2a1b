"""What every test needs of Django: a secret that leaves no file, a store that can be emptied."""

import os

import pytest

from emptying import emptied

os.environ.setdefault("RIKTNING_SECRET_KEY", "only-for-tests")


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    request, tmp_path_factory, django_db_modify_db_settings_parallel_suffix
):
    """Where people write at once in a browser the store is a file, as it is in use: the one in
    memory does not let a second writer wait."""
    from django.conf import settings

    database = settings.DATABASES["default"]
    browser = any(item.get_closest_marker("browser") for item in request.session.items)
    if browser and database["ENGINE"].endswith("sqlite3"):
        folder = tmp_path_factory.mktemp("store")
        database.setdefault("TEST", {})["NAME"] = str(folder / "store.sqlite3")


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


@pytest.fixture(autouse=True)
def _no_line_of_progress_on_a_slow_machine(monkeypatch):
    """What a command says in a test does not depend on how many seconds it took."""
    monkeypatch.setattr("riktning.cli.progress.SECONDS_BETWEEN", float("inf"))


@pytest.fixture(autouse=True)
def _nobody_elses_language():
    """A page that was read in English leaves its language to the thread, and to the next test."""
    from django.utils import translation

    translation.deactivate()
