"""Tagged PDF (PDF/UA-1) of a Typst source; Typst brings its own fonts."""

import re
import unicodedata
from pathlib import Path
from typing import Literal

import typst

from riktning.core.errors import DocumentError

STANDARD: Literal["ua-1"] = "ua-1"
MOST_SPELLED = 20  # signs of one text that no font has: each is found by a try of its own
_NO_GLYPH = re.compile(r'the text `"(?P<sign>[^"`]+)"` could not be displayed')
_MARKS = "[\ufe0e\ufe0f\U0001f3fb-\U0001f3ff]*"  # how an emoji is to look, and its skin
_EMOJI = f"[\u2190-\u2bff\U0001f000-\U0001f1e5\U0001f200-\U0001faff]{_MARKS}"
_SEQUENCE = re.compile(f"[\U0001f1e6-\U0001f1ff]{{1,2}}|{_EMOJI}(?:\u200d{_EMOJI})*")
_FLAG = 0x1F1E6 - ord("A")  # a country's flag is its two letters


def compile_pdf(source: Path, target: Path, timestamp: int) -> None:
    """With Typst's own fonts; with the machine's for letters they lack; then with the names of the
    emoji that no font has; then without the standard.

    The standard demands a glyph for every letter, which nobody has for every emoji: in brackets,
    its name is read and read aloud, where a box is neither.
    """
    problem = _compiled(source, target, timestamp, own_fonts=True)
    if problem is None:
        return
    for _try in range(MOST_SPELLED):
        problem = _compiled(source, target, timestamp, own_fonts=False)
        if problem is None:
            return
        if not _spell_out(source, problem):
            break
    problem = _compiled(source, target, timestamp, own_fonts=False, standard=None)
    if problem is not None:
        raise DocumentError(f"typst could not write the PDF: {problem}", where="report")


def _compiled(
    source: Path,
    target: Path,
    timestamp: int,
    *,
    own_fonts: bool,
    standard: Literal["ua-1"] | None = STANDARD,
) -> str | None:
    """What was wrong; None when the file is written."""
    try:
        typst.compile(
            source,
            output=target,
            ignore_system_fonts=own_fonts,
            pdf_standards=standard,
            timestamp=timestamp,
        )
    except typst.TypstError as error:
        return str(error)
    return None


def _spell_out(source: Path, problem: str) -> bool:
    """Write the names of the emoji that could not be shown in their place; False when the problem
    is another, or a letter."""
    found = _NO_GLYPH.search(problem)
    if found is None or not _SEQUENCE.search(found["sign"]):
        return False
    sign, text = found["sign"][0], source.read_text(encoding="utf-8")
    spelled = _SEQUENCE.sub(lambda seen: _names(seen[0]) if sign in seen[0] else seen[0], text)
    source.write_text(spelled, encoding="utf-8")
    return spelled != text


def _names(sequence: str) -> str:
    """``[man, woman, girl]`` of a family, ``[SE]`` of a flag; what only joins is left out."""
    if all("\U0001f1e6" <= sign <= "\U0001f1ff" for sign in sequence):
        return f"[{''.join(chr(ord(sign) - _FLAG) for sign in sequence)}]"
    signs = (sign for sign in sequence if unicodedata.category(sign) in ("So", "Cn"))
    return f"[{', '.join(unicodedata.name(sign, 'emoji').lower() for sign in signs)}]"
