"""Code lists: one CSV a list with the columns code, label, provenance."""

import csv
import io
import re
from pathlib import Path

from riktning.catalogue.faults import Place, fault
from riktning.catalogue.model import CodeList
from riktning.catalogue.syntax import ANY

HEADER = ["code", "label", "provenance"]
_CODE = re.compile(r"[A-Z0-9_]{1,20}")
_NAME = re.compile(r"[a-z][a-z0-9_]*")


def normal(code: str) -> str:
    """A code as it is compared: capitals, no dot (I50.9 and I509 are the same code)."""
    return code.strip().upper().replace(".", "")


def read_codes(path: Path, file: str) -> CodeList:
    """Read one list; CatalogueError names file and line of the first fault."""
    if not _NAME.fullmatch(path.stem):
        raise fault(
            Place(file), f"{path.stem!r} cannot name a code list", "use a–z, 0–9 and _ in the name"
        )
    if path.stem == ANY:
        raise fault(Place(file), f"{ANY!r} means every code", "give the list another name")
    try:
        rows = list(csv.reader(io.StringIO(path.read_text(encoding="utf-8-sig"))))
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise fault(Place(file), "the file cannot be read", "save it as CSV in UTF-8") from error
    if not rows or rows[0] != HEADER:
        raise fault(Place(file, 1), "the first line is wrong", f"write {','.join(HEADER)}")
    entries = [_entry(row, Place(file, number)) for number, row in enumerate(rows[1:], 2) if row]
    if not entries:
        raise fault(Place(file), "the list is empty", "add at least one code")
    _refuse_doubles(entries, file)
    codes, labels, provenance = zip(*entries, strict=True)
    return CodeList(path.stem, codes, labels, provenance)


def _entry(row: list[str], place: Place) -> tuple[str, str, str]:
    if len(row) != len(HEADER):
        what = f"{len(row)} fields instead of {len(HEADER)}"
        raise fault(place, what, "write code,label,provenance, with quotes around text with commas")
    code = normal(row[0])
    if not _CODE.fullmatch(code):
        raise fault(place, f"{row[0]!r} is no code", "write a code such as I50 or N05BA01")
    if not row[1].strip() or not row[2].strip():
        raise fault(place, f"code {code} lacks label or provenance", "say what it is and who says")
    return code, row[1].strip(), row[2].strip()


def _refuse_doubles(entries: list[tuple[str, str, str]], file: str) -> None:
    seen: set[str] = set()
    for number, (code, _, _) in enumerate(entries, 2):
        if code in seen:
            raise fault(Place(file, number), f"code {code} is there twice", "keep one of them")
        seen.add(code)
