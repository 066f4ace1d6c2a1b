"""Texts as they are stored: without what PostgreSQL, XML or Excel does not take."""

import re

# Control characters, halves of pairs, and the two that XML forbids: one of them in a cell and
# Excel opens none of the workbook.
_FORBIDDEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")


def plain(text: str) -> str:
    """Line ends as one character, nothing that cannot be written out again, no space at the end."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    return without_forbidden(lines).rstrip()


def without_forbidden(text: str, instead: str = "") -> str:
    """The text without the characters that no workbook may hold."""
    return _FORBIDDEN.sub(instead, text)
