"""Code lists and numbers that belong to the catalogue: read, not repeated."""

import csv
from functools import cache
from pathlib import Path

import riktning

CODES = Path(riktning.__file__).parent / "catalogue" / "codes"


@cache
def codes(name):
    with (CODES / f"{name}.csv").open(encoding="utf-8") as stream:
        return tuple(row["code"] for row in csv.DictReader(stream))


def listed(code, names):
    """Whether a code, written with or without its dot, is one of these or lies below one."""
    return code is not None and plain(code).startswith(tuple(names))


def plain(code):
    return code.replace(".", "").upper()
