"""What judging takes from a run of indicators."""

from collections.abc import Mapping
from dataclasses import dataclass

import pyarrow as pa

from riktning.core.periods import Month
from riktning.core.units import Unit
from riktning.trends.verdict import Reason


@dataclass(frozen=True, slots=True)
class RunInput:
    """A run: its published observations, its units, and why some indicators have no figures."""

    run_id: str
    synthetic: bool
    first: Month
    last: Month
    units: tuple[Unit, ...]
    observations: pa.Table
    absent: Mapping[str, Reason]
