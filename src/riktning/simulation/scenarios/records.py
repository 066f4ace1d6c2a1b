"""A run of which the yearly outcomes are kept: a small file, whole or not at all."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from riktning.core.errors import ScenarioError
from riktning.simulation.arrays import Floats
from riktning.simulation.scenarios.folders import write_json
from riktning.simulation.scenarios.outcomes import OUTCOMES

DRAWS = "draws"
SUBSETS = "subsets"  # of the levers, to share their effect out between them
RECORD = 1
_WHOLE = 16


@dataclass(frozen=True)
class Single:
    """Which run it is: a draw of the figures or none, and some of the levers or all."""

    replicate: int
    draw: int | None = None
    levers: tuple[str, ...] | None = None  # None: all of the scenario's

    def path(self, folder: Path, order: Sequence[str]) -> Path:
        """Its file; a subset is named by the bits of its levers in the scenario's ``order``."""
        if self.levers is None:
            return folder / DRAWS / f"draw-{self.draw or 0:04d}-replicate-{self.replicate:04d}.json"
        bits = sum(1 << order.index(name) for name in self.levers)
        return folder / SUBSETS / f"levers-{bits:x}-replicate-{self.replicate:04d}.json"


def fingerprint(manifest: Mapping[str, Any], single: Single, figures: Mapping[str, float]) -> str:
    """Of all that the run follows from: code, region, scenario, luck, and what was drawn."""
    told = [manifest, single.replicate, single.draw, single.levers, dict(figures)]
    text = json.dumps(told, ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()[:_WHOLE]


def write_record(
    path: Path,
    manifest: Mapping[str, Any],
    single: Single,
    figures: Mapping[str, float],
    values: Floats,
    first_year: int,
) -> None:
    """``values`` (outcomes, years); not a number becomes null."""
    rows = {
        outcome.id: [None if np.isnan(value) else float(value) for value in row]
        for outcome, row in zip(OUTCOMES, values, strict=True)
    }
    write_json(
        path,
        {
            "schema": RECORD, "inputs": fingerprint(manifest, single, figures),
            "draw": single.draw, "replicate": single.replicate,
            "levers": None if single.levers is None else list(single.levers),
            "figures": dict(figures), "first_year": first_year, "outcomes": rows,
        },
        indent=None,
    )  # fmt: skip


def read_record(path: Path, manifest: Mapping[str, Any], years: range) -> tuple[Single, Floats]:
    """The run and its outcomes (outcomes, years); ScenarioError when it is not of this scenario."""
    try:
        told = json.loads(path.read_text(encoding="utf-8"))
        levers = None if told["levers"] is None else tuple(told["levers"])
        single = Single(told["replicate"], told["draw"], levers)
        whole = told["schema"] == RECORD and told["first_year"] == years.start
        same = told["inputs"] == fingerprint(manifest, single, told["figures"])
        rows = [told["outcomes"][outcome.id] for outcome in OUTCOMES]
        values = np.array(rows, dtype=float)
    except (OSError, ValueError, KeyError, TypeError):
        whole, same, values = False, False, np.zeros((0, 0))
    if not whole or not same or values.shape != (len(OUTCOMES), len(years)):
        raise ScenarioError(
            "the file does not hold a run of this scenario as its manifest tells it",
            where=str(path),
            remedy="remove the file and run the scenario again",
        )
    return single, values
