"""What `riktning doctor` looks at. Each check says what it found and, where needed, the remedy."""

import os
import shutil
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

_GIB = 1024**3
_DISK, _MEMORY = 10, 4  # GiB that a region's run wants
_CGROUP = Path("/sys/fs/cgroup/memory.max")


class State(StrEnum):
    """``NOTE``: something that only some uses need is missing, or there is little of it."""

    GOOD = "good"
    NOTE = "note"
    FAULT = "fault"


@dataclass(frozen=True, slots=True)
class Finding:
    """One line of the doctor's report."""

    subject: str
    state: State
    said: str
    remedy: str = ""


def findings(*, start_spark: bool) -> Iterator[Finding]:
    """Every check, in the order of how much depends on it; a check that breaks is a fault."""
    for subject, check in CHECKS.items():
        yield _checked(subject, check)
    yield _checked("Spark", spark_starts if start_spark else spark)


def _checked(subject: str, check: Callable[[str], Finding]) -> Finding:
    try:
        return check(subject)
    except Exception as error:
        words = " ".join(str(error).split())[:200] or type(error).__name__
        return Finding(subject, State.FAULT, words, "install Riktning again: make install")


def python(subject: str) -> Finding:
    """3.11 to 3.13, as the lock is made for."""
    said = f"{sys.version_info.major}.{sys.version_info.minor}.{sys.version_info.micro}"
    if (3, 11) <= sys.version_info[:2] <= (3, 13):
        return Finding(subject, State.GOOD, said)
    return Finding(subject, State.NOTE, f"{said}, not tried with it", "use Python 3.11 to 3.13")


def duckdb(subject: str) -> Finding:
    """It answers a query."""
    from riktning.indicators.engines.health import duckdb_version

    return Finding(subject, State.GOOD, duckdb_version())


def memory(subject: str) -> Finding:
    """The machine's, or what the container may use."""
    size = _limit(os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES"))
    said = f"{size / _GIB:.1f} GiB, {os.cpu_count()} processors"
    if size >= _MEMORY * _GIB:
        return Finding(subject, State.GOOD, said)
    half = max(1, int(size / _GIB / 2))
    return Finding(subject, State.NOTE, said, f"compute with --memory {half}GB; it uses the disk")


def _limit(size: int) -> int:
    try:
        return min(size, int(_CGROUP.read_text(encoding="ascii")))
    except (OSError, ValueError):  # no container, or "max"
        return size


def disk(subject: str) -> Finding:
    """Room where runs and the store are usually written."""
    # the settings' own default: they may be what is broken
    home = Path(os.environ.get("RIKTNING_HOME") or "riktning-data").resolve()
    there = next(folder for folder in (home, *home.parents) if folder.exists())
    free = shutil.disk_usage(there).free / _GIB
    said = f"{free:.1f} GiB free at {there}"
    if not os.access(there, os.W_OK):
        remedy = "set RIKTNING_HOME to a folder you may write in"
        return Finding(subject, State.FAULT, f"{there} cannot be written in", remedy)
    if free >= _DISK:
        return Finding(subject, State.GOOD, said)
    return Finding(subject, State.NOTE, said, f"a region's run wants {_DISK} GiB: free some")


def database(subject: str) -> Finding:
    """It can be reached; whether its tables are the newest."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "riktning.config.settings")
    import django

    try:
        django.setup()
        from django.db import DatabaseError, connection
    except Exception as error:
        remedy = "correct DATABASE_URL (postgres://… or sqlite:///…) and RIKTNING_HOME"
        return Finding(subject, State.FAULT, f"the settings cannot be read ({error})", remedy)
    name = connection.settings_dict["NAME"]
    if connection.vendor == "sqlite" and not Path(name).exists():
        return Finding(subject, State.GOOD, f"none yet at {name}; it is made when first needed")
    try:
        waiting = _waiting()
    except DatabaseError as error:
        first = next(iter(str(error).splitlines()), type(error).__name__)
        remedy = "see that DATABASE_URL or RIKTNING_HOME points to a database you may write to"
        return Finding(subject, State.FAULT, f"cannot be opened ({first})", remedy)
    said = f"{connection.vendor} at {name}"
    if waiting:
        said += f", {waiting} changes of its tables wait for the next command that opens it"
    return Finding(subject, State.GOOD, said)


def _waiting() -> int:
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connection)
    return len(executor.migration_plan(executor.loader.graph.leaf_nodes()))


def pandoc(subject: str) -> Finding:
    """The program itself, which a wheel brings."""
    import pypandoc

    return Finding(subject, State.GOOD, pypandoc.get_pandoc_version())


def typst(subject: str) -> Finding:
    """It sets a page."""
    from importlib.metadata import version

    import typst as typesetter

    page = typesetter.compile(b"Riktning", format="pdf")
    if not bytes(page).startswith(b"%PDF"):
        return Finding(subject, State.FAULT, "it makes no PDF", "install Riktning again")
    return Finding(subject, State.GOOD, version("typst"))


def java(subject: str) -> Finding:
    """Only Spark needs it."""
    from riktning.indicators.engines.java import SUPPORTED, find_java
    from riktning.indicators.engines.spark_session import INSTALL_JAVA

    found = find_java()
    wanted = f"only for --engine spark: {INSTALL_JAVA}"
    if found is None:
        return Finding(subject, State.NOTE, "none", wanted)
    said = f"{found.version or 'unknown version'} at {found.program}"
    if found.suits:
        return Finding(subject, State.GOOD, said)
    versions = " or ".join(map(str, SUPPORTED))
    return Finding(subject, State.NOTE, f"{said}; Spark runs on {versions}", wanted)


def spark(subject: str) -> Finding:
    """The extra is installed, in a version that the expressions are tried with."""
    from riktning.indicators.engines.health import SPARK_SERIES, pyspark_version
    from riktning.indicators.engines.spark_session import INSTALL

    found = pyspark_version()
    if found is None:
        return Finding(
            subject, State.NOTE, "PySpark is not installed", f"only for --engine spark: {INSTALL}"
        )
    if not found.startswith(SPARK_SERIES):
        return Finding(subject, State.NOTE, f"PySpark {found}, tried with {SPARK_SERIES}x", INSTALL)
    return Finding(subject, State.GOOD, f"PySpark {found}")


def spark_starts(subject: str) -> Finding:
    """A session starts and answers."""
    from riktning.core.errors import RunError
    from riktning.indicators.engines.health import spark_answers

    installed = spark(subject)
    if installed.state is not State.GOOD:
        return installed
    try:
        spark_answers()
    except RunError as error:
        return Finding(subject, State.FAULT, error.what, error.remedy)
    return Finding(subject, State.GOOD, f"{installed.said}, starts and answers")


CHECKS: dict[str, Callable[[str], Finding]] = {
    "Python": python,
    "DuckDB": duckdb,
    "memory": memory,
    "disk": disk,
    "database": database,
    "pandoc": pandoc,
    "Typst": typst,
    "Java": java,
}
