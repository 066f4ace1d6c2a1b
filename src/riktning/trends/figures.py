"""Figures and months as they are written in sentences, in Swedish and English."""

import math

from riktning.core.periods import MONTHS_A_YEAR, Month

NO_BREAK = "\u00a0"
NARROW_NO_BREAK = "\u202f"
MINUS = "−"
_TIMES = "\u00b710"
_RAISED = dict(zip("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹", strict=True))
_PLAIN_DECIMALS = 6  # more are only asked for by what is very small
_PLAIN_NOUGHTS = 4
_MONTHS_SV = (
    "januari", "februari", "mars", "april", "maj", "juni",
    "juli", "augusti", "september", "oktober", "november", "december",
)  # fmt: skip
_MONTHS_EN = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip


def is_english(language: str) -> bool:
    """``en`` and its variants; everything else is written in Swedish."""
    return language.startswith("en")


def figure(value: float, decimals: int, language: str, *, signed: bool = False) -> str:
    """A number: decimal comma and narrow no-break thousands in Swedish, 1,234.5 in English.

    One that has its first digit far from the point is written as so many times a power of ten.
    """
    text = _tiny(abs(value), decimals)
    if not is_english(language):
        text = text.replace(",", NARROW_NO_BREAK).replace(".", ",")
    if not any(digit in "123456789" for digit in text.split(_TIMES)[0]):
        return text
    if value < 0:
        return MINUS + text
    return "+" + text if signed else text


def _tiny(size: float, decimals: int) -> str:
    """The size in points and commas, or with a power of ten where its noughts would drown it."""
    plain = f"{size:,.{decimals}f}"
    if decimals <= _PLAIN_DECIMALS or size >= 10**-_PLAIN_NOUGHTS:
        return plain
    if not plain.strip("0."):
        return "0"
    power = math.floor(math.log10(size))
    number = f"{size / 10.0**power:.{max(decimals + power, 0)}f}"
    raised = "".join(_RAISED[digit] for digit in str(power))
    return f"{number}{_TIMES}{raised}"


def at_most(value: float, language: str) -> str:
    """A number that is said not to be exceeded: one decimal, rounded up."""
    return figure(math.ceil(round(value * 10, 6)) / 10, 1, language)


def telling_apart(first: float, second: float, decimals: int) -> int:
    """The decimals, from ``decimals`` and at most three more, at which the two look different."""
    for extra in range(4):
        if f"{first:.{decimals + extra}f}" != f"{second:.{decimals + extra}f}":
            return decimals + extra
    return decimals


def level_decimals(value: float, decimals: int) -> int:
    """The decimals, at most three more, at which a level keeps two figures: 6.2 teams, not 6.

    A level lies between what can be counted: rounded to that, it is told beside where it is drawn.
    Sentences and labels of charts tell levels by this, on pages, in reports and at the command.
    """
    if value == 0 or round(value, decimals) == value:
        return decimals
    return min(max(decimals, 1 - math.floor(math.log10(abs(value)))), decimals + 3)


def as_written(value: float, decimals: int) -> int:
    """The decimals, from ``decimals`` and at most six more, that a value given by hand needs.

    What someone has decided is written as decided: a target of 0.08 is not one of 0.1.
    """
    for extra in range(7):
        if round(value, decimals + extra) == value:
            return decimals + extra
    return decimals + 6


def telling_from_nothing(value: float, decimals: int) -> int | None:
    """The decimals, from ``decimals`` and at most three more, at which the value is not 0.

    One more than shows the first digit, so that what is small keeps two; None when it is too small.
    """
    for extra in range(4):
        if f"{abs(value):.{decimals + extra}f}".strip("0.") != "":
            return decimals + min(extra + 1, 3) if extra else decimals
    return None


def probability(value: float, language: str) -> str:
    """``= 0,003`` or ``< 0,001``."""
    if value < 0.001:
        return f"<{NO_BREAK}{figure(0.001, 3, language)}"
    return f"={NO_BREAK}{figure(value, 3 if value < 0.1 else 2, language)}"


def month_name(month: Month, language: str) -> str:
    """``december 2025``, ``December 2025``."""
    names = _MONTHS_EN if is_english(language) else _MONTHS_SV
    return f"{names[month.month - 1]}{NO_BREAK}{month.year}"


def months_count(months: int, language: str) -> str:
    """``1 månad``, ``14 månader``."""
    if is_english(language):
        return f"{months}{NO_BREAK}month{'' if months == 1 else 's'}"
    return f"{months}{NO_BREAK}månad{'' if months == 1 else 'er'}"


_LONGER_SV = {4: ("kvartal", "kvartal"), 3: ("tertial", "tertial"), 1: ("år", "år")}
_LONGER_EN = {4: ("quarter", "quarters"), 3: ("tertial", "tertials"), 1: ("year", "years")}


def points_count(points: int, cycle: int, language: str) -> str:
    """``14 månader``, ``7 tertial``, ``5 år``: periods of which there are ``cycle`` a year."""
    if cycle == MONTHS_A_YEAR:
        return months_count(points, language)
    one, many = (_LONGER_EN if is_english(language) else _LONGER_SV)[cycle]
    return f"{points}{NO_BREAK}{one if points == 1 else many}"


def period_name(month: Month, cycle: int, language: str) -> str:
    """The period that the month lies in: ``december 2025``, ``tertial 3 2025``, ``2025``."""
    if cycle == MONTHS_A_YEAR:
        return month_name(month, language)
    if cycle == 1:
        return str(month.year)
    name = (_LONGER_EN if is_english(language) else _LONGER_SV)[cycle][0]
    part = (month.month - 1) // (MONTHS_A_YEAR // cycle) + 1
    return f"{name}{NO_BREAK}{part}{NO_BREAK}{month.year}"


def with_unit(text: str, unit: str, language: str) -> str:
    """A figure and its unit; the sign % is written out in a sentence."""
    if unit == "%":
        unit = "per cent" if is_english(language) else "procent"
    return f"{text}{NO_BREAK}{unit}" if unit else text


def unit_per_year(unit: str, language: str) -> str:
    """The unit of a slope: percentages change by percentage points."""
    english = is_english(language)
    if unit in ("%", "procent", "per cent", "percent"):
        unit = "percentage points" if english else "procentenheter"
    if unit.endswith((" år", " a year", " and year")):
        return f"{unit}, {'every year' if english else 'varje år'}"
    return " ".join(part for part in (unit, "a year" if english else "per år") if part)
