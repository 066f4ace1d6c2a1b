"""Opens a delivery for computing: a memory limit set, and its quality checked."""

from collections.abc import Callable, Sequence
from pathlib import Path

import duckdb

from riktning.core.errors import CareDataError, RunError
from riktning.indicators.computing import Quality
from riktning.indicators.disclosure import DEFAULT_K
from riktning.sources.contracts import TABLES
from riktning.sources.opening import OpenDelivery, open_delivery
from riktning.sources.quality.publishing import published
from riktning.sources.quality.report import judge_table
from riktning.sources.quality.results import CheckResult

_UNITS = "unit"  # without them no figure has a place


def open_checked(
    path: Path, memory: str, progress: Callable[[int, int, str], None], k: int = DEFAULT_K
) -> tuple[OpenDelivery, Quality]:
    """The open delivery and what its quality checks say.

    Raises CareDataError when it is no delivery, when data cannot be read, and when its units
    cannot be used; RunError when ``memory`` is not an amount the database takes.
    """
    opened = open_delivery(path)
    _limit(opened, memory)
    results: list[CheckResult] = []
    for number, table in enumerate(TABLES):
        progress(number, len(TABLES), f"checking {table.name}")
        found = list(judge_table(opened, table))
        if table.name == _UNITS:
            _refuse_unusable(found)
        results += found
    return opened, quality_of(results, k)


def _limit(opened: OpenDelivery, memory: str) -> None:
    try:
        opened.connection.raw_sql(f"SET memory_limit = '{memory}'")
    except duckdb.Error:
        raise RunError(
            f"{memory!r} is no amount of memory", where="--memory", remedy="write 4GB"
        ) from None


def _refuse_unusable(results: Sequence[CheckResult]) -> None:
    for result in results:
        if result.stops:
            raise CareDataError(
                f"the units cannot be used ({result.said(swedish=False).rstrip('.')})",
                where=f"table {result.table}",
                remedy="correct the table, and look at it with 'riktning check'",
            )


def quality_of(results: Sequence[CheckResult], k: int) -> Quality:
    """The results as they may be published, and each table's first fatal sentence, likewise."""
    plain = [published(result, k) for result in results]
    fatal: dict[str, str] = {}
    for result, said in zip(results, plain, strict=True):
        if result.stops:
            fatal.setdefault(result.table, said["sentence_en"].rstrip("."))
    return Quality(plain, fatal)
