"""A Spark session set up so that it answers as DuckDB does: here, or on a cluster."""

import logging
import os
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from riktning.core.errors import RunError
from riktning.indicators.engines.java import SUPPORTED, find_java

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

LOCAL = "local[*]"
INSTALL = "install it with: sh scripts/install-spark.sh (or pip install 'riktning[spark]')"
INSTALL_JAVA = (
    f"install Java {SUPPORTED[0]}, on Debian: apt-get install openjdk-{SUPPORTED[0]}-jre-headless"
)
_SAME_ANSWERS = {
    "spark.sql.ansi.enabled": "true",  # an overflow is an error, never another number
    "spark.sql.session.timeZone": "UTC",  # local times are read as they are written
    "spark.sql.caseSensitive": "true",
    "spark.sql.legacy.parquet.nanosAsLong": "true",  # Spark has no nanoseconds; see spark_files
    "spark.sql.parquet.datetimeRebaseModeInRead": "CORRECTED",
    "spark.sql.parquet.datetimeRebaseModeInWrite": "CORRECTED",
}
_HERE = {
    "spark.driver.bindAddress": "127.0.0.1",
    "spark.driver.host": "127.0.0.1",
}


def start_session(master: str = LOCAL, memory: str = "4g") -> "SparkSession":
    """A session on a master: ``local[*]`` here, or a cluster's address.

    ``memory`` is the driver's, which is all there is of a local one. Raises RunError when PySpark
    or a Java that it runs on is missing, or when the master cannot be reached.
    """
    _refuse_without_spark()
    from pyspark.sql import SparkSession

    options = _SAME_ANSWERS | _quiet(memory) | (_local(master) if is_local(master) else {})
    builder = SparkSession.builder.master(master).appName("riktning").config(map=options)
    logging.getLogger("SQLQueryContextLogger").setLevel(logging.CRITICAL + 1)
    with _java_words() as words:
        try:
            return builder.getOrCreate()
        except Exception as error:
            said = _last_words(words) or str(error).strip().splitlines()[0]
            raise RunError(
                f"Spark does not start ({said[:200]})", where=f"--master {master}",
                remedy="look at 'riktning doctor', and whether the address is right",
            ) from error  # fmt: skip


def is_local(master: str) -> bool:
    """Whether Spark runs in this very process's own Java."""
    return master == "local" or master.startswith("local[")


def _refuse_without_spark() -> None:
    if find_spec("pyspark") is None:
        raise RunError("PySpark is not installed", where="--engine spark", remedy=INSTALL)
    java = find_java()
    if java is None:
        raise RunError("there is no Java", where="--engine spark", remedy=INSTALL_JAVA)
    if not java.suits:
        raise RunError(
            f"Spark does not run on Java {java.version or 'of unknown version'} ({java.program})",
            where="--engine spark", remedy=f"{INSTALL_JAVA}, and set JAVA_HOME to it",
        )  # fmt: skip


def _quiet(memory: str) -> dict[str, str]:
    return {
        "spark.driver.memory": memory,
        "spark.log.level": "OFF",  # what fails is raised, and said in one sentence
        "spark.ui.enabled": "false",
        "spark.ui.showConsoleProgress": "false",
        "spark.pyspark.python": sys.executable,
        "spark.sql.execution.arrow.pyspark.enabled": "true",
    }


def _local(master: str) -> dict[str, str]:
    inside = master.removeprefix("local").strip("[]").split(",")[0]
    threads = int(inside) if inside.isdigit() else (os.cpu_count() or 1)
    return _HERE | {"spark.sql.shuffle.partitions": str(4 * threads)}


@contextmanager
def _java_words() -> Iterator[Path]:
    """Java's own words at its start go to a file: they mean nothing to who asked for figures."""
    with tempfile.TemporaryDirectory(prefix="riktning-spark-") as folder:
        words = Path(folder) / "java.txt"
        sys.stderr.flush()
        kept = os.dup(2)
        try:
            with words.open("wb") as file:
                os.dup2(file.fileno(), 2)
                yield words
        finally:
            os.dup2(kept, 2)
            os.close(kept)


def _last_words(words: Path) -> str:
    lines = words.read_text(encoding="utf-8", errors="replace").strip().splitlines()
    wrong = [line for line in lines if "rror" in line or "xception" in line]
    return wrong[0].strip() if wrong else ""
