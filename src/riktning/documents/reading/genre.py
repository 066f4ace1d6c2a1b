"""The words of the genre: what plan documents, in Swedish and English, call their parts.

No word here belongs to a particular plan: they are the generic nouns (goal, sub-area, activity,
indicator, period) that every region's plan uses for its headings.
"""

import re
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

YEARS = r"(?:19|20)\d\d(?:\s?[-–—/]\s?(?:(?:19|20)\d\d|\d\d(?!\d)))?"
_GOAL = (
    r"effektmål|delmål|målsättningar|målsättning|mål|effect goals|effect goal|goals|goal"
    r"|objectives|objective"
)
_VISION = (
    r"framtidsvision|långsiktig vision|vision|målbild|future vision|long-term vision"
    r"|target picture"
)
_SUB_AREA = r"delområde\w*|sub-?\s?areas?|insatsområde\w*|fokusområde\w*|focus areas?"
_ACTIVITY = (
    r"aktivitet|aktiviteter|activity|activities|insatser|åtgärder|actions?|planned activities"
    r"|planned actions"
)
_INDICATOR = r"indikator|indikatorer|indicators?|nyckeltal|key figures"
_AREA = r"(?:omställnings)?område|(?:transformation )?area"
_BEFORE = r"(?:(?:planerade|beslutade|pågående|exempel på|föreslagna|planned|proposed|ongoing)\s+)?"
_BETWEEN = r"(?:\s+(?:för|under|for|in|during|år))?\s*"

BULLETS = "•·▪◦‣●○■□–-*"
PRIVATE_USE = re.compile("[\ue000-\uf8ff]")
BULLET = re.compile(r"^\s*(?:[•·▪◦‣●○■□\ue000-\uf8ff]\s*|[–*-]\s+)")
ADDRESS = re.compile(r"^(?:https?://|www\.)\S+$", re.IGNORECASE)
STAMP = re.compile(
    r"^(?:(?:sida|sidan|page|s\.|p\.)\s*)?[-–]?\s*\d{1,3}\s*[-–]?"
    r"(?:\s*(?:av|of|/)\s*\d{1,3}|\s*\(\d{1,3}\))?$",
    re.IGNORECASE,
)

_COLUMN = re.compile(
    rf"(?<!\w)(?:(?P<goal>{_GOAL})(?:{_BETWEEN}(?P<years>{YEARS}))?"
    rf"|(?P<vision>{_VISION})(?:\s+(?:år\s+)?{YEARS})?)(?!\w)",
    re.IGNORECASE,
)
_PERIOD = re.compile(rf"^(?P<years>{YEARS})\s*(?:\((?P<note>[^)]*)\))?\s*:?$")
_SUB_AREA_WORD = re.compile(rf"(?<!\w)(?:{_SUB_AREA})(?!\w)", re.IGNORECASE)
_SUB_AREA_HEADING = re.compile(
    rf"^(?:{_SUB_AREA})\s*(?:\d+\s*)?[:.–-]\s*(?P<name>\S.*)$", re.IGNORECASE
)
_AREA_HEADING = re.compile(rf"^(?:{_AREA})\s*(?:\d+\s*)?[:.–-]\s*(?P<name>\S.*)$", re.IGNORECASE)


class Section(StrEnum):
    """The three parts of an area."""

    GOALS = "goals"
    ACTIVITIES = "activities"
    INDICATORS = "indicators"


@dataclass(frozen=True, slots=True)
class SectionHeading:
    """A heading that opens a part, perhaps with the period it is about."""

    section: Section
    period: str | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Header:
    """The header of a table of goals: has it a column of names, and which periods."""

    named: bool
    periods: tuple[str, ...]

    @property
    def columns(self) -> int:
        return len(self.periods) + self.named


_SECTIONS = {
    section: re.compile(
        rf"^(?:\d+(?:\.\d+)*\.?\s+)?{_BEFORE}(?:{words}){_BETWEEN}"
        rf"(?P<years>{YEARS})?\s*(?:\((?P<note>[^)]*)\))?\s*:?$",
        re.IGNORECASE,
    )
    for section, words in (
        (Section.GOALS, _GOAL),
        (Section.ACTIVITIES, _ACTIVITY),
        (Section.INDICATORS, _INDICATOR),
    )
}
_COLUMN_NAMES = (
    ("area", re.compile(rf"^(?:{_AREA})$", re.IGNORECASE)),
    ("sub_area", re.compile(rf"^(?:{_SUB_AREA})(?:\s+\w+)?$", re.IGNORECASE)),
    ("period", re.compile(r"^(?:period|år|year|tidsperiod|time period)$", re.IGNORECASE)),
    ("row", re.compile(r"^(?:rad|row)$", re.IGNORECASE)),
    ("goal", re.compile(rf"^(?:{_GOAL})$", re.IGNORECASE)),
    ("activity", re.compile(rf"^{_BEFORE}(?:{_ACTIVITY})$", re.IGNORECASE)),
    ("indicator", re.compile(rf"^(?:{_INDICATOR})$", re.IGNORECASE)),
)


def section_heading(text: str) -> SectionHeading | None:
    """The part a line opens, when the line is nothing but such a heading."""
    if text.strip()[:1].islower():
        return None
    for section, pattern in _SECTIONS.items():
        match = pattern.match(text.strip())
        if match:
            return SectionHeading(section, match["years"], match["note"])
    return None


def period_heading(text: str) -> tuple[str, str | None] | None:
    """``2025 (not ready)`` → ("2025", "not ready"); a vision is a period too; else None."""
    match = _PERIOD.match(text.strip())
    if match:
        return match["years"], match["note"]
    vision = _COLUMN.fullmatch(text.strip().removesuffix(":").strip())
    if vision and vision["vision"] and text.strip()[0].isupper():
        return vision[0], None
    return None


def names_goals(cells: tuple[str, ...]) -> bool:
    """True when a header says goals, not only years."""
    return any((match := _COLUMN.fullmatch(fold(cell))) and match["goal"] for cell in cells)


def fold(text: str) -> str:
    """White space folded."""
    return " ".join(text.split())


def table_header(text: str) -> Header | None:
    """Read a header row that has been run together into one text; None when it is none."""
    text = " ".join(text.split())
    found = list(_COLUMN.finditer(text))
    if not found or text[found[-1].end() :].strip():
        return None
    if any(text[a.end() : b.start()].strip() for a, b in pairwise(found)):
        return None
    name = text[: found[0].start()].strip()
    if (name and not _names_sub_areas(name)) or (not name and len(found) < 2):
        return None
    return Header(bool(name), tuple(_period(match) for match in found))


def wide_header(cells: tuple[str, ...]) -> Header | None:
    """Read a header row whose cells are known."""
    filled = [" ".join(cell.split()) for cell in cells]
    first = (_COLUMN.fullmatch(filled[0]) or _PERIOD.match(filled[0])) if filled else None
    rest = filled if first else filled[1:]
    found = [_COLUMN.fullmatch(cell) or _PERIOD.match(cell) for cell in rest]
    if not rest or not all(found) or (len(rest) < 2 and not _names_sub_areas(filled[0])):
        return None
    if not first and filled[0] and not _names_sub_areas(filled[0]):
        return None
    periods = [_period(match) for match in found if match is not None]
    return Header(first is None, tuple(periods))


def long_header(cells: tuple[str, ...]) -> dict[str, int] | None:
    """Columns of a list-like table (one activity, goal or indicator a row), by meaning."""
    found: dict[str, int] = {}
    for place, cell in enumerate(cells):
        for meaning, pattern in _COLUMN_NAMES:
            if pattern.match(" ".join(cell.split())):
                found.setdefault(meaning, place)
    bearing = {"goal", "activity", "indicator"} & found.keys()
    periods_only = found.keys() == {"area", "period"}
    return found if len(bearing) == 1 or periods_only else None


def meant_by(columns: dict[str, int]) -> Section | None:
    """The part a list-like table holds."""
    for meaning, section in (
        ("goal", Section.GOALS),
        ("activity", Section.ACTIVITIES),
        ("indicator", Section.INDICATORS),
    ):
        if meaning in columns:
            return section
    return None


def without_number(text: str) -> str:
    """``2.1 Name`` → ``Name``."""
    return re.sub(r"^\d+(?:\.\d+)*[.)]?\s+(?=\S)", "", text.strip())


def named_area(text: str) -> str | None:
    """The name in ``Område 2: name``."""
    match = _AREA_HEADING.match(text.strip())
    return match["name"].strip() if match else None


def named_sub_area(text: str) -> str | None:
    """The name in ``Delområde: name``."""
    match = _SUB_AREA_HEADING.match(text.strip())
    return match["name"].strip() if match else None


def plain(text: str) -> str:
    """A text for comparison: case, white space and punctuation do not count."""
    return re.sub(r"[\W_]+", " ", text.casefold()).strip()


def _names_sub_areas(text: str) -> bool:
    return bool(_SUB_AREA_WORD.match(text)) and len(text) <= 60 and ":" not in text


def _period(match: re.Match[str]) -> str:
    years = match.groupdict().get("years")
    return str(years or match[0]).strip()


def bare_period(period: str) -> str:
    """A period for comparison: white space and the kind of dash do not count."""
    return re.sub(r"\s", "", re.sub(r"[–—/]", "-", period)).casefold()
