"""Opens a delivery for computing: a memory limit set, and its quality checked."""

from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path

from riktning.indicators.computing import Quality
from riktning.sources.contracts import TABLES
from riktning.sources.opening import OpenDelivery, open_delivery
from riktning.sources.quality.report import check_table
from riktning.sources.quality.results import CheckResult


def open_checked(
    path: Path, memory: str, progress: Callable[[int, int, str], None]
) -> tuple[OpenDelivery, Quality]:
    """The open delivery and what its quality checks say; CareDataError when it is no delivery."""
    opened = open_delivery(path)
    opened.connection.raw_sql(f"SET memory_limit = '{memory}'")
    results: list[CheckResult] = []
    for number, table in enumerate(TABLES):
        progress(number, len(TABLES), f"checking {table.name}")
        results += check_table(opened, table)
    return opened, quality_of(results)


def quality_of(results: list[CheckResult]) -> Quality:
    """The results as plain values, and the first fatal sentence of each table that has one."""
    fatal: dict[str, str] = {}
    for result in results:
        if result.stops:
            fatal.setdefault(result.table, result.sentence_en.rstrip("."))
    return Quality([asdict(result) for result in results], fatal)
