"""The folder of a scenario's run: a manifest, and a file for each replicate that is finished."""

import hashlib
import json
import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any

import riktning
from riktning.core.errors import ScenarioError
from riktning.simulation.region import Region
from riktning.simulation.scenarios.distributions import as_told
from riktning.simulation.scenarios.model import ScenarioPlan, Use
from riktning.simulation.writer import LABEL

SCHEMA = 1
MANIFEST = "manifest.json"
ALONE = "alone"  # the runs of each lever alone, and of none
NONE = "none"


@dataclass(frozen=True)
class RunFolder:
    """A scenario's results: ``manifest`` as read, replicates as files."""

    path: Path
    manifest: dict[str, Any]

    @property
    def id(self) -> str:
        return str(self.manifest["scenario"]["id"])

    def replicates(self, part: str = "") -> dict[int, Path]:
        """The finished replicates by number; ``part``: those of a lever alone, or of none."""
        folder = self.path / ALONE / part if part else self.path
        return {int(path.stem.split("-")[1]): path for path in folder.glob("replicate-*.parquet")}


def replicate_path(folder: Path, number: int) -> Path:
    return folder / f"replicate-{number:04d}.parquet"


def manifest_of(plan: ScenarioPlan, persons: int, region: Region) -> dict[str, Any]:
    """All that the results follow from, and that they are invented."""
    return {
        "schema": SCHEMA, "synthetic": True, "label": LABEL,
        "engine_version": riktning.__version__, "engine": engine_fingerprint(),
        "region": region.name, "region_fingerprint": _digest([repr(region)]),
        "persons": persons, "population": int(region.population.sum()),
        "first": str(plan.first), "last": str(plan.last), "seed": plan.seed,
        "scenario": plan_as_told(plan),
    }  # fmt: skip


def open_folder(path: Path, manifest: dict[str, Any]) -> RunFolder:
    """Make the folder, or go on in one that the same manifest made; else ScenarioError."""
    try:
        path.mkdir(parents=True, exist_ok=True)
        if (path / MANIFEST).exists():
            _refuse_another(path, read_folder(path).manifest, manifest)
        elif any(path.iterdir()):
            raise ScenarioError(
                "the folder exists and holds no run of a scenario, so nothing is written there",
                where=str(path),
                remedy="choose another --out, or empty the folder first",
            )
        else:
            write_json(path / MANIFEST, manifest)
    except OSError as error:
        raise ScenarioError(
            f"the results cannot be written ({error.strerror or error})",
            where=str(path),
            remedy="choose another --out",
        ) from None
    return RunFolder(path, manifest)


def read_folder(path: Path) -> RunFolder:
    """The run of a scenario in a folder; ScenarioError when there is none."""
    try:
        manifest = json.loads((path / MANIFEST).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        manifest = None
    if not _is_of_a_scenario(manifest):
        raise ScenarioError(
            f"the folder holds no {MANIFEST} of a scenario",
            where=str(path),
            remedy="give the folder that `riktning scenario run --out` wrote",
        )
    return RunFolder(path, manifest)


def _is_of_a_scenario(manifest: object) -> bool:
    """Other folders have a manifest.json, too: a run of indicators, for one."""
    if not isinstance(manifest, dict) or manifest.get("schema") != SCHEMA:
        return False
    told = manifest.get("scenario")
    return (
        manifest.keys() >= {"persons", "first", "last", "seed", "engine", "region_fingerprint"}
        and isinstance(told, dict)
        and isinstance(told.get("id"), str)
        and isinstance(told.get("levers"), dict)
    )


def folders_in(paths: Iterable[Path]) -> Iterator[RunFolder]:
    """Each folder, or where it is no run itself, those directly below it."""
    for path in paths:
        below = sorted(each.parent for each in path.glob(f"*/{MANIFEST}"))
        if (path / MANIFEST).exists() or not below:
            yield read_folder(path)
        else:
            yield from (read_folder(each) for each in below)


@cache
def engine_fingerprint() -> str:
    """Of the simulation's code and parameters: other code may give other luck."""
    return _digest(_contents(files("riktning.simulation")))


def _contents(folder: Traversable) -> Iterator[bytes]:
    for each in sorted(folder.iterdir(), key=lambda path: path.name):
        if each.is_dir() and each.name != "__pycache__":
            yield from _contents(each)
        elif each.name.endswith((".py", ".csv", ".yaml")):
            yield each.name.encode()
            yield each.read_bytes()


def _digest(parts: Iterable[str | bytes]) -> str:
    found = hashlib.sha256()
    for part in parts:
        found.update(part.encode() if isinstance(part, str) else part)
        found.update(b"\0")
    return found.hexdigest()[:16]


def plan_as_told(plan: ScenarioPlan) -> dict[str, Any]:
    """The scenario as a manifest, and what is published of it, tells it."""
    return {
        "id": plan.id,
        "name": {"sv": plan.name.sv, "en": plan.name.en},
        "says": {"sv": plan.says.sv, "en": plan.says.en},
        "sizes": plan.sizes.value,
        "capacity": plan.capacity,
        "parameters": {name: as_told(value) for name, value in plan.parameters.items()},
        "levers": {use.lever.id: _use(use) for use in plan.uses},
    }


def _use(use: Use) -> dict[str, Any]:
    return {
        "start": str(use.start), "ramp": use.ramp, "reach": as_told(use.reach),
        "units": list(use.units),
        "from_age": use.ages.low, "below_age": use.ages.below, "sex": use.sex,
        "sizes": {name: as_told(size) for name, size in (use.sizes or {}).items()},
    }  # fmt: skip


def _refuse_another(path: Path, old: dict[str, Any], new: dict[str, Any]) -> None:
    differs = [key for key in new if old.get(key) != new[key]]
    if differs:
        raise ScenarioError(
            f"the folder holds replicates that differ in {', '.join(differs)}",
            where=str(path),
            remedy="choose another --out, or remove the folder to run it anew",
        )


def write_json(path: Path, content: dict[str, Any], indent: int | None = 2) -> None:
    """Whole or not at all."""
    beside = path.with_name(f".{path.name}.{os.getpid()}")
    text = json.dumps(content, ensure_ascii=False, allow_nan=False, indent=indent) + "\n"
    try:
        beside.write_text(text, encoding="utf-8")
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)
