"""What a work folder has numbered for good, and whose files it still believes.

Persons and units keep their numbers from delivery to delivery, so that what was prepared of one
month holds when another month, another person or another unit is delivered beside it.
"""

import json
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any
from uuid import uuid4

_FILE = "register.json"


@dataclass(frozen=True, slots=True)
class Settled:
    """The people and units that every file still believed agrees with.

    ``token`` is their fingerprint, ``units`` the ids that were known. The rest are files of the
    folder: every number a person ever had, the persons, and their homes ("" when not delivered).
    """

    token: str
    units: tuple[str, ...]
    numbers: str
    persons: str
    homes: str


@dataclass(frozen=True, slots=True)
class Register:
    """``origin`` tells one numbering from another, ``units`` are the ids by their numbers.

    ``gone``: files, as folder/name, that later deliveries have contradicted.
    """

    origin: str
    units: tuple[str, ...] = ()
    settled: Settled | None = None
    gone: frozenset[str] = frozenset()

    @property
    def protected(self) -> frozenset[str]:
        """Files that the next delivery is held against."""
        there = self.settled
        said = (there.numbers, there.persons, there.homes) if there else ()
        return frozenset(filter(None, said))


def read_register(folder: Path, made_by: str) -> Register:
    """The folder's register; a new one where there is none that ``made_by``'s code wrote."""
    try:
        said = json.loads((folder / _FILE).read_text(encoding="utf-8"))
        if said["made_by"] == made_by:
            return _register(said)
    except (OSError, ValueError, KeyError, TypeError):
        pass
    return Register(uuid4().hex)


def write_register(register: Register, folder: Path, made_by: str) -> None:
    """Write it beside its place and move it there."""
    said = asdict(register) | {"made_by": made_by, "gone": sorted(register.gone)}
    beside = folder / f".{_FILE}.part"
    beside.write_text(json.dumps(said), encoding="utf-8")
    beside.replace(folder / _FILE)


def _register(said: dict[str, Any]) -> Register:
    there = said["settled"]
    settled = Settled(**(there | {"units": tuple(there["units"])})) if there else None
    return Register(said["origin"], tuple(said["units"]), settled, frozenset(said["gone"]))
