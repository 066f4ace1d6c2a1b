"""Numbers, months and dates as a report writes them, in Swedish and English."""

from datetime import date

from riktning.core.periods import Month

NO_BREAK = "\u00a0"
NARROW_NO_BREAK = "\u202f"
MINUS = "\u2212"
MONTHS = {
    "sv": "januari februari mars april maj juni juli augusti september oktober november december",
    "en": "January February March April May June July August September October November December",
}


def number(value: float | None, decimals: int, language: str) -> str:
    """A figure with the language's signs; a dash where there is none."""
    if value is None:
        return "–"
    text = f"{abs(value):,.{decimals}f}"
    negative = value < 0 and any(digit in text for digit in "123456789")
    if not language.startswith("en"):
        text = text.replace(",", NARROW_NO_BREAK).replace(".", ",")
    return f"{MINUS}{text}" if negative else text


def measured(value: float | None, decimals: int, unit: str, language: str) -> str:
    """A figure with its unit: ``61,2 %`` in Swedish, ``61.2%`` in English, ``7,3 dagar``."""
    figure = number(value, decimals, language)
    if value is None:
        return figure
    if unit == "%" and language.startswith("en"):
        return f"{figure}%"
    return f"{figure}{NO_BREAK}{unit}" if unit else figure


def month_name(month: Month, language: str) -> str:
    """``december 2025``."""
    names = MONTHS["en" if language.startswith("en") else "sv"].split()
    return f"{names[month.month - 1]} {month.year}"


def day_name(day: date, language: str) -> str:
    """``31 december 2025``."""
    return f"{day.day} {month_name(Month.of(day), language)}"
