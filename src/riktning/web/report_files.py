"""The files of a written report, given out only as they were when the report was recorded."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

CONTENT_TYPES = {
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".odt": "application/vnd.oasis.opendocument.text",
    ".pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    ".pdf": "application/pdf",
}


@dataclass(frozen=True, slots=True)
class ReportFile:
    """What a reader gets; ``name`` is the one recorded."""

    name: str
    content: bytes
    content_type: str


def report_file(recorded: Mapping[str, Any]) -> ReportFile | None:
    """The recorded file, whole; None when it is gone, no report's kind, or not the same bytes.

    The fingerprint decides: whatever stands at the path today, nothing is given out but what was
    recorded as the report.
    """
    path = Path(str(recorded.get("path", "")))
    content_type = CONTENT_TYPES.get(path.suffix.lower())
    if content_type is None or not path.is_file():
        return None
    try:
        content = path.read_bytes()
    except OSError:
        return None
    if hashlib.sha256(content).hexdigest() != recorded.get("sha256"):
        return None
    return ReportFile(str(recorded.get("name", path.name)), content, content_type)
