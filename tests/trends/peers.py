"""What established packages answer, where their answers lie beside the project."""

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from riktning.trends.ar1 import Regression, fit
from riktning.trends.slope import Line, mixed_line

FOLDER = Path(__file__).parents[3] / "shared" / "oracles"
needs_peers = pytest.mark.skipif(
    not FOLDER.is_dir(), reason="the folder of peers' answers does not lie beside the project"
)


def ordinary_line(regression: Regression) -> Line:
    """Least squares, which packages agree on: the average over the single autocorrelation 0."""
    return mixed_line(regression, fit(regression, np.zeros(1)), np.zeros(1))


def answers(kind: str) -> list[dict[str, Any]]:
    return [json.loads(path.read_text()) for path in sorted((FOLDER / kind).glob("*.json"))]


def row(values: list[float | None]) -> np.ndarray:
    """One series as (1, n), null as NaN."""
    return np.array([[np.nan if value is None else value for value in values]], dtype=float)


def series() -> list[tuple[str, np.ndarray, np.ndarray | None, dict[str, Any]]]:
    """Each series: name, what is charted, denominator or None, the peers' answers."""
    found = []
    for item in answers("series"):
        numerator = row(item["input"]["y"])
        size = row(item["input"]["n"]) if item["input"]["n"] else None
        found.append((item["id"], numerator, size, item["peers"]))
    return found
