"""A manuscript: a whole document as plain values, independent of any store and any format."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal

from riktning.core.errors import DocumentError
from riktning.documents.manuscript.blocks import (
    Align,
    Block,
    Chart,
    ChartSpec,
    Note,
    Plot,
    Prose,
    Said,
    Sentences,
    Table,
)

__all__ = [
    "LANGUAGES",
    "Align",
    "Block",
    "Chart",
    "ChartSpec",
    "Manuscript",
    "ManuscriptKind",
    "Note",
    "Plot",
    "Prose",
    "Said",
    "Section",
    "Sentences",
    "Table",
]

LANGUAGES = ("sv", "en")
LOWEST_LEVEL = 3
ManuscriptKind = Literal["document", "brief", "slides"]
_KEY = re.compile(r"[A-Za-z0-9åäöÅÄÖ][A-Za-z0-9åäöÅÄÖ_.:-]*")


@dataclass(frozen=True, slots=True)
class Section:
    """A heading of level 1 to 3 with what stands under it; ``notes`` are a speaker's, for slides.

    ``key`` is stable and unique in its manuscript: letters, digits, and ``_ . : -``. What is not
    ``on_slides`` is left to the report when slides are made of it.
    """

    key: str
    heading: str
    level: int = 1
    blocks: tuple[Block, ...] = ()
    notes: str = ""
    on_slides: bool = True

    def __post_init__(self) -> None:
        if not 1 <= self.level <= LOWEST_LEVEL:
            raise DocumentError(
                f"level {self.level} is no level of a heading",
                where=self.key,
                remedy="choose 1, 2 or 3",
            )
        if not _KEY.fullmatch(self.key):
            raise DocumentError(
                f"{self.key!r} cannot name a section", remedy="use letters, digits and _ . : -"
            )


@dataclass(frozen=True, slots=True)
class Manuscript:
    """A finished text with evidence in it.

    ``about`` is label and value on the cover (diary number, material and so on); ``publisher``
    stands above the title; ``date`` is the day it is issued. A "document" has a cover and a table
    of contents, a "brief" begins with its text, "slides" are a slide or more for each section;
    slides that are made of the others show what a meeting takes in of it (``slide_choice``).
    Raises DocumentError for an unknown language, or two sections with one key.
    """

    title: str
    subtitle: str
    language: str
    date: date
    sections: tuple[Section, ...]
    about: tuple[tuple[str, str], ...] = ()
    publisher: str = ""
    synthetic: bool = False
    draft: bool = False
    kind: ManuscriptKind = "document"

    def __post_init__(self) -> None:
        if self.language not in LANGUAGES:
            raise DocumentError(
                f"{self.language!r} is not a language of a document", remedy="choose sv or en"
            )
        keys = [section.key for section in self.sections]
        twice = sorted({key for key in keys if keys.count(key) > 1})
        if twice:
            raise DocumentError(
                f"several sections have the key {twice[0]!r}", remedy="give each a key of its own"
            )

    def blocks(self) -> Iterator[Block]:
        """Every block in reading order."""
        return (block for section in self.sections for block in section.blocks)
