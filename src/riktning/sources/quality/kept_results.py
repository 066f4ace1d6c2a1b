"""What checks said of a delivery, kept between runs: the very same delivery is not judged again.

The answer is found by the bytes of every file, by what the delivery says of itself, and by the code
and the catalogue that judged it. It is believed only whole.
"""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import duckdb
import numpy as np
import pyarrow as pa

import riktning
from riktning.sources.opening import OpenDelivery
from riktning.sources.quality.results import CheckResult, Severity, Status

_FILE = "results.json"
_ROOMS = ("core", "catalogue", "sources")  # what the checks are made of


@dataclass(frozen=True)
class KeptResults:
    """The results of a delivery's checks in a folder; ``key``: all that they follow from."""

    folder: Path
    key: str

    def find(self) -> list[CheckResult] | None:
        """What was said of the very same delivery; None when it is not there whole."""
        try:
            stored = json.loads((self.folder / _FILE).read_text("utf-8"))
            if stored["key"] != self.key or stored["seal"] != _digest(stored["results"]):
                return None
            return [_result(plain) for plain in stored["results"]]
        except (OSError, ValueError, KeyError, TypeError):
            return None

    def write(self, results: Sequence[CheckResult]) -> None:
        """Keep what was said. Raises OSError when it cannot be written."""
        self.folder.mkdir(exist_ok=True)
        plain = [asdict(result) for result in results]
        stored = {"key": self.key, "seal": _digest(plain), "results": plain}
        beside = self.folder / f".{_FILE}.part"
        beside.write_text(json.dumps(stored, ensure_ascii=False), "utf-8")
        beside.replace(self.folder / _FILE)


def kept_results(opened: OpenDelivery, folder: Path) -> KeptResults | None:
    """Where the results of a delivery are kept; None when its files cannot be read."""
    delivery = opened.delivery
    try:
        tables = [
            [name, files.format.value, *_named(opened, name)]
            for name, files in sorted(delivery.tables.items())
        ]
    except OSError:  # the checks tell which table, and why
        return None
    about = [delivery.synthetic, delivery.label, delivery.region, delivery.first_month]
    about += [delivery.last_month, delivery.as_of]
    return KeptResults(folder, _digest([_code(), [str(each) for each in about], tables]))


def _named(opened: OpenDelivery, table: str) -> list[list[str]]:
    files = opened.digests(table)
    return sorted([path.name, digest] for path, digest in files.items())


def _result(plain: dict[str, Any]) -> CheckResult:
    status, severity = Status(plain["status"]), Severity(plain["severity"])
    return CheckResult(**(plain | {"status": status, "severity": severity}))


def _digest(said: object) -> str:
    return hashlib.sha256(json.dumps(said).encode()).hexdigest()


@lru_cache(maxsize=1)
def _code() -> str:
    """A fingerprint of what judges: the rooms' files, and the libraries that count for them."""
    digest = hashlib.sha256(f"{duckdb.__version__} {np.__version__} {pa.__version__}".encode())
    root = Path(riktning.__file__).parent
    for file in sorted(path for room in _ROOMS for path in (root / room).rglob("*")):
        if file.is_file() and file.suffix != ".pyc":
            digest.update(file.relative_to(root).as_posix().encode() + file.read_bytes())
    return digest.hexdigest()
