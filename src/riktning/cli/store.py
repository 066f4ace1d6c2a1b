"""Opens the store of the web side for a command: settings, home folder, migrations."""

import os

from riktning.core.errors import RiktningError


def open_store(*, verbosity: int = 0) -> None:
    """Set Django up and bring the database to the newest schema; safe to call more than once.

    Raises RiktningError when the home folder cannot be made or the database cannot be opened.
    """
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "riktning.config.settings")
    import django
    from django.core.management import call_command
    from django.db import DatabaseError

    django.setup()
    _make_home()
    try:
        call_command("migrate", interactive=False, verbosity=verbosity)
    except DatabaseError as error:
        raise RiktningError(
            f"the database cannot be opened ({_first_line(error)})",
            where=_where(),
            remedy="see that DATABASE_URL or RIKTNING_HOME points to a database you may write to",
        ) from error


def _make_home() -> None:
    from django.conf import settings

    try:
        settings.RIKTNING_HOME.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise RiktningError(
            f"the home folder cannot be made ({error.strerror})",
            where=str(settings.RIKTNING_HOME),
            remedy="set RIKTNING_HOME to a folder you may write in",
        ) from error


def _where() -> str:
    """The database without its password."""
    from django.conf import settings

    database = settings.DATABASES["default"]
    host = f"{database['HOST']}/" if database.get("HOST") else ""
    return f"{host}{database['NAME']}"


def _first_line(error: Exception) -> str:
    return next(iter(str(error).splitlines()), type(error).__name__)
