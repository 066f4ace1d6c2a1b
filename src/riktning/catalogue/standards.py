"""Standard populations: one CSV each, with a weight for every age group of ``core.ages``."""

import csv
import io
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from riktning.catalogue.faults import Collector, Place, fault, nearest
from riktning.core.ages import AGE_GROUPS

HEADER = ["age_group", "weight", "provenance"]


@dataclass(frozen=True, slots=True)
class StandardPopulation:
    """Weights in the order of ``AGE_GROUPS``; women and men share each weight equally."""

    name: str
    weights: tuple[float, ...]
    provenance: tuple[str, ...]


def read_standard(path: Path, file: str) -> StandardPopulation:
    """Read one standard population; CatalogueError with every fault in the file."""
    try:
        rows = list(csv.reader(io.StringIO(path.read_text(encoding="utf-8-sig"))))
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise fault(Place(file), "the file cannot be read", "save it as CSV in UTF-8") from error
    if not rows or rows[0] != HEADER:
        raise fault(Place(file, 1), "the first line is wrong", f"write {','.join(HEADER)}")
    reading = Collector()
    found: dict[str, tuple[float, str]] = {}
    lines = [(row, Place(file, number)) for number, row in enumerate(rows[1:], 2) if row]
    for row, place in lines:
        reading.of(partial(_add, row, place, found))
    absent = [group for group in AGE_GROUPS if group not in found]
    if absent and not reading.found:
        what = f"age group {absent[0]} has no weight"
        raise fault(Place(file), what, f"give one line each to {', '.join(AGE_GROUPS)}")
    reading.finish()
    weights, provenance = zip(*(found[group] for group in AGE_GROUPS), strict=True)
    return StandardPopulation(path.stem, weights, provenance)


def _add(row: list[str], place: Place, found: dict[str, tuple[float, str]]) -> None:
    if len(row) != len(HEADER) or not row[2].strip():
        raise fault(place, "the line lacks a field", f"write {','.join(HEADER)}")
    if row[0] not in AGE_GROUPS:
        raise fault(place, f"there is no age group {row[0]!r}", nearest(row[0], AGE_GROUPS))
    if row[0] in found:
        raise fault(place, f"age group {row[0]} is there twice", "keep one of them")
    weight = float(row[1]) if row[1].strip().replace(".", "", 1).isdecimal() else 0.0
    if weight <= 0:
        raise fault(place, f"{row[1]!r} is no weight", "write a number above 0")
    found[row[0]] = (weight, row[2].strip())
