"""Tagged PDF (PDF/UA-1) of a Typst source; Typst brings its own fonts."""

from pathlib import Path
from typing import Literal

import typst

from riktning.core.errors import DocumentError

STANDARD: Literal["ua-1"] = "ua-1"


def compile_pdf(source: Path, target: Path, timestamp: int) -> None:
    """With Typst's own fonts; with the machine's for letters they lack; then without the standard.

    The standard demands a glyph for every letter, which nobody has for every emoji.
    """
    attempts: tuple[tuple[bool, Literal["ua-1"] | None], ...] = (
        (True, STANDARD),
        (False, STANDARD),
        (False, None),
    )
    for own_fonts, standard in attempts:
        try:
            typst.compile(
                source,
                output=target,
                ignore_system_fonts=own_fonts,
                pdf_standards=standard,
                timestamp=timestamp,
            )
        except typst.TypstError as error:
            problem = str(error)
        else:
            return
    raise DocumentError(f"typst could not write the PDF: {problem}", where="report")
