"""What a running site says of its own faults: to stderr, where the one who runs it looks.

An error comes with the places in the code that led to it. What the error itself says is told only
where the words are the database's or the operating system's: others may hold what somebody wrote.
"""

import logging
import traceback
from collections.abc import Iterator
from typing import Any

from django.db import Error as DatabaseError


class PlacesOnly(logging.Formatter):
    """A traceback without people's words; the log's usual way leaves them in."""

    def formatException(self, ei: Any) -> str:  # noqa: N802 - the name is the library's
        lines: list[str] = []
        for error in reversed([*_led_to(ei[1])]):
            lines += traceback.format_tb(error.__traceback__)
            lines.append(f"{type(error).__module__}.{type(error).__qualname__}{_words(error)}\n")
        return "".join(lines).rstrip()


def _led_to(error: BaseException | None) -> Iterator[BaseException]:
    while error is not None:
        yield error
        before = None if error.__suppress_context__ else error.__context__
        error = error.__cause__ or before


def _words(error: BaseException) -> str:
    """The first line: PostgreSQL tells the values of the row in those that follow."""
    if not isinstance(error, DatabaseError | OSError):
        return ""
    return ": " + next(iter(str(error).splitlines()), "")


LOGGING: dict[str, Any] = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"in_use": {"()": "django.utils.log.RequireDebugFalse"}},
    "formatters": {
        "places": {
            "()": "riktning.config.logs.PlacesOnly",
            "format": "%(asctime)s %(levelname)s %(name)s: %(message)s",
        }
    },
    "handlers": {
        "errors": {
            "class": "logging.StreamHandler",  # to stderr
            "level": "ERROR",
            "filters": ["in_use"],  # while developing Django's own says more
            "formatter": "places",
        }
    },
    "root": {"handlers": ["errors"], "level": "WARNING"},
}

__all__ = ["LOGGING", "PlacesOnly"]
