"""What stands at the top of a slide: short enough to be read, and saying what it belongs to."""

from collections import Counter
from collections.abc import Mapping, Sequence

from riktning.documents.manuscript.model import Section

LONGEST = 130  # letters of a title; the whole stands in the notes
LONGEST_FINDING = 190  # of a sentence that is the title of a chart


def titles_of(sections: Sequence[Section]) -> Mapping[str, str]:
    """The titles by the sections' keys: a heading that several have says what it lies under."""
    often = Counter(section.heading.casefold() for section in sections)
    above: dict[int, str] = {}
    titles: dict[str, str] = {}
    for section in sections:
        above = {level: name for level, name in above.items() if level < section.level}
        under = above[max(above)] if above else ""
        shared = often[section.heading.casefold()] > 1
        titles[section.key] = f"{under}: {section.heading}" if shared and under else section.heading
        above[section.level] = section.heading
    return titles


def tops_of(sections: Sequence[Section]) -> Mapping[str, str]:
    """By the sections' keys the heading of level 1 that each lies under, or its own."""
    top, tops = "", {}
    for section in sections:
        top = section.heading if section.level == 1 or not top else top
        tops[section.key] = top
    return tops


def shortened(title: str, longest: int = LONGEST) -> str:
    """The title cut between words where it is too long to stand above anything."""
    if len(title) <= longest:
        return title
    cut = title[:longest]
    return f"{cut.rsplit(None, 1)[0] if ' ' in cut else cut} …"
