"""A run folder as the store needs it: read and seen to fit before anything is written."""

import hashlib
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from riktning.apps.observations.checks import check_observations, check_units
from riktning.apps.observations.packing import PackedSeries, fingerprint, pack
from riktning.core.errors import RunError
from riktning.core.units import Unit, UnitKind
from riktning.trends.store import FILE as VERDICTS

if TYPE_CHECKING:
    import pyarrow as pa

_Read = Callable[[Path], list[dict[str, Any]]]


@dataclass(frozen=True)
class RunFolder:
    """What a run folder holds. ``observations`` is an Arrow table with the columns of the store."""

    folder: Path
    manifest: Mapping[str, Any]
    units: Sequence[Unit]
    observations: "pa.Table"
    quality: Sequence[Mapping[str, Any]]
    definitions: Sequence[Mapping[str, Any]]

    @property
    def run_id(self) -> str:
        return str(self.manifest["run_id"])

    @cached_property
    def series(self) -> Sequence[PackedSeries]:
        """The figures as the store has them."""
        return tuple(pack(self.observations))

    @cached_property
    def fingerprint(self) -> str:
        """SHA-256 of the figures."""
        return fingerprint(iter(self.series))

    @property
    def created_at(self) -> datetime:
        return datetime.fromisoformat(self.manifest["created_at"])

    @property
    def region(self) -> Unit:
        """The unit everything is summed to."""
        regions = [unit for unit in self.units if unit.kind is UnitKind.REGION]
        if not regions:
            raise RunError("the run has no unit of kind region", where=str(self.folder))
        return max(regions, key=lambda unit: unit.from_date)


def read_run(folder: Path) -> RunFolder:
    """Read a run folder and check that it is whole; RunError says what is wrong with it."""
    from riktning.indicators import runs

    runs.read_manifest(folder)
    manifest = json.loads((folder / "manifest.json").read_text("utf-8"))
    observations = runs.read_observations(folder)
    units = runs.read_units(folder)
    check_units(units, where=str(folder / runs.UNITS))
    check_observations(observations, manifest, where=str(folder / runs.OBSERVATIONS))
    return RunFolder(
        folder=folder,
        manifest=manifest,
        units=units,
        observations=observations,
        quality=_rows(runs.read_quality, folder, runs.QUALITY),
        definitions=_rows(runs.read_definitions, folder, runs.DEFINITIONS),
    )


def _rows(read: "_Read", folder: Path, name: str) -> Sequence[Mapping[str, Any]]:
    """The rows of a JSON file; RunError when it holds no list of objects."""
    try:
        return read(folder)
    except (TypeError, ValueError) as error:
        raise RunError(
            "the file holds no list of objects",
            where=str(folder / name),
            remedy="compute the run again",
        ) from error


def verdicts_fingerprint(folder: Path) -> str:
    """SHA-256 of the run's verdicts; empty when it has not been judged."""
    path = folder / VERDICTS
    return hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else ""
