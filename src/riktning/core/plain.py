"""Texts as they are stored: without what PostgreSQL, XML or Excel does not take, and without the
signs that make a text read otherwise than it is written (UAX 9)."""

import re

# Control characters, halves of pairs, and the two that XML forbids: one of them in a cell and
# Excel opens none of the workbook.
_BROKEN = r"\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff"
_TURNING = r"\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"
_FORBIDDEN = re.compile(f"[{_BROKEN}{_TURNING}]")


def plain(text: str) -> str:
    """Line ends as one character, nothing that cannot be written out again, no space at the end."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    return without_forbidden(lines).rstrip()


def without_forbidden(text: str, instead: str = "") -> str:
    """The text without the characters that no workbook may hold or no reader can see."""
    return _FORBIDDEN.sub(instead, text)
