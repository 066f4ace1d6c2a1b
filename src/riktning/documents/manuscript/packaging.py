"""Packages of XML (docx, odt, pptx, xlsx) with the same bytes whenever they are made."""

import re
import zipfile
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

CORE = "docProps/core.xml"
_MOMENT = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*(</)")
Change = Callable[[str, bytes], bytes]  # the name of a part, and what it holds


def _same(_: str, data: bytes) -> bytes:
    return data


def stamp(path: Path, moment: datetime, change: Change = _same) -> None:
    """Write the package anew, in place: every part dated ``moment``, and changed as asked for."""
    with zipfile.ZipFile(path) as package:
        parts = [(entry, package.read(entry)) for entry in package.infolist()]
    made = path.with_name(f"{path.name}.stamped")
    with zipfile.ZipFile(made, "w") as package:
        for entry, data in parts:
            changed = change(entry.filename, data)
            if entry.filename == CORE:
                written = moment.strftime("%Y-%m-%dT%H:%M:%SZ").encode()
                changed = _MOMENT.sub(lambda part, at=written: part[1] + at + part[2], changed)  # type: ignore[misc]  # bound now, not later
            fresh = zipfile.ZipInfo(entry.filename, moment.timetuple()[:6])
            stored = entry.filename == "mimetype"  # ODF wants it plain and first
            fresh.compress_type = zipfile.ZIP_STORED if stored else zipfile.ZIP_DEFLATED
            fresh.external_attr = 0o600 << 16
            package.writestr(fresh, changed)
    made.replace(path)
