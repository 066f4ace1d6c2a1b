"""Contents of a publication as a file: written on one machine, published on another."""

import gzip
import json
import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from riktning.core.errors import ScenarioError

SCHEMA = 1
ENDING = ".json.gz"
MOST_BYTES = 50_000_000
KEYS = frozenset({"id", "name", "says", "synthetic", "label", "years", "outcomes", "targets",
                  "levers", "parameters", "baseline", "persons", "population"})  # fmt: skip


def is_carried(path: Path) -> bool:
    """Whether the path is such a file, by its name."""
    return path.name.endswith(ENDING)


def write_contents(path: Path, contents: Sequence[dict[str, Any]]) -> None:
    """Whole or not at all; the same contents give the same bytes."""
    told = {"schema": SCHEMA, "scenarios": list(contents)}
    text = json.dumps(told, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    beside = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        beside.write_bytes(gzip.compress(text.encode(), mtime=0))
        beside.replace(path)
    except OSError as error:
        raise ScenarioError(
            f"the file cannot be written ({error.strerror or error})",
            where=str(path),
            remedy="choose another --to",
        ) from None
    finally:
        beside.unlink(missing_ok=True)


def read_contents(path: Path) -> list[dict[str, Any]]:
    """The contents of a file; ScenarioError when it holds none."""
    try:
        with gzip.open(path) as file:
            told = json.loads(file.read(MOST_BYTES))
        found = told["scenarios"]
        whole = told["schema"] == SCHEMA and all(each.keys() >= KEYS for each in found)
    except (OSError, EOFError, ValueError, KeyError, TypeError, AttributeError):
        found, whole = [], False
    if not whole or not found:
        raise ScenarioError(
            "the file holds no scenarios to publish",
            where=str(path),
            remedy=f"give folders of drawn scenarios, or a file that --to wrote ({ENDING})",
        )
    return list(found)
