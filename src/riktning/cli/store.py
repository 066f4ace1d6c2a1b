"""Opens the store of the web side for a command: settings, home folder, migrations."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from riktning.core.errors import RiktningError
from riktning.core.owner_only import keep_database, make_folder

_LOCK = 0x52494B54  # "RIKT": the key of this program's lock among those of the database


def open_store(*, verbosity: int = 0) -> None:
    """Set Django up and bring the database to the newest schema; safe to call more than once.

    Raises RiktningError when the home folder cannot be made or the database cannot be opened.
    """
    with migrating():
        from django.core.management import call_command

        call_command("migrate", interactive=False, verbosity=verbosity)


@contextmanager
def migrating() -> Iterator[None]:
    """Set Django up; inside, nobody else changes the schema, which may not be there yet."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "riktning.config.settings")
    import django
    from django.db import DatabaseError

    django.setup()
    _make_home()
    try:
        with _one_at_a_time():
            yield
    except DatabaseError as error:
        raise RiktningError(
            f"the database cannot be opened ({_first_line(error)})",
            where=_where(),
            remedy="see that DATABASE_URL or RIKTNING_HOME points to a database you may write to",
        ) from error


@contextmanager
def _one_at_a_time() -> Iterator[None]:
    """Two programs that meet a new store must not both make its tables: the second one waits."""
    from django.db import connection

    if connection.vendor != "postgresql":
        with _locked_file():
            yield
        return
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s)", [_LOCK])
        try:
            yield
        finally:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [_LOCK])


@contextmanager
def _locked_file() -> Iterator[None]:
    """The lock is the open file's, so it ends with the program even when that is killed."""
    from django.conf import settings
    from django.core.files import locks

    path = settings.RIKTNING_HOME / "migrate.lock"
    try:
        file = path.open("a")
    except OSError as error:
        raise RiktningError(
            f"the home folder cannot be written in ({error.strerror})",
            where=str(settings.RIKTNING_HOME),
            remedy="set RIKTNING_HOME to a folder you may write in",
        ) from error
    with file:
        locks.lock(file, locks.LOCK_EX)
        try:
            yield
        finally:
            locks.unlock(file)


def _make_home() -> None:
    from django.conf import settings
    from django.db import connection

    try:
        make_folder(Path(settings.RIKTNING_HOME))
    except OSError as error:
        raise RiktningError(
            f"the home folder cannot be made ({error.strerror})",
            where=str(settings.RIKTNING_HOME),
            remedy="set RIKTNING_HOME to a folder you may write in",
        ) from error
    name = str(connection.settings_dict["NAME"])
    if connection.vendor == "sqlite" and ":" not in name:  # neither in memory nor an address
        keep_database(Path(name))


def _where() -> str:
    """The database without its password."""
    from django.conf import settings

    database = settings.DATABASES["default"]
    host = f"{database['HOST']}/" if database.get("HOST") else ""
    return f"{host}{database['NAME']}"


def _first_line(error: Exception) -> str:
    return next(iter(str(error).splitlines()), type(error).__name__)
