"""Spark's errors, which fill a screen, as one of a few kinds with one line each."""

import re
from collections.abc import Iterator
from contextlib import contextmanager

from riktning.indicators.engines.faults import EngineError, MemoryShortError, NumberTooLargeError

_TOO_LARGE = ("ARITHMETIC_OVERFLOW", "CAST_OVERFLOW", "NUMERIC_VALUE_OUT_OF_RANGE", "CAST_INVALID")
_SHORT = ("OutOfMemoryError", "UNABLE_TO_ACQUIRE_MEMORY", "SparkOutOfMemoryError")
_FULL = "No space left on device"
_FOLDERS = re.compile(r"(file:)?/[^\s\"'(]*/")  # a sentence travels further than the paths should


@contextmanager
def said_by_spark() -> Iterator[None]:
    """Turn what PySpark or its Java raises into one of the engine's own errors."""
    try:
        yield
    except Exception as error:
        if not type(error).__module__.startswith(("pyspark.", "py4j.")):
            raise
        words = str(error)
        line = _FOLDERS.sub("", next(iter(words.strip().splitlines()), type(error).__name__))
        line = _FULL if _FULL in words else line
        if any(kind in words for kind in _TOO_LARGE):
            raise NumberTooLargeError(line[:300]) from error
        if any(kind in words for kind in _SHORT):
            raise MemoryShortError(line[:300]) from error
        raise EngineError(line[:300]) from error
