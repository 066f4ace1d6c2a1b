"""Numbers with their units and dates, as a report's tables write them."""

from datetime import date

from riktning.core.periods import Month
from riktning.trends.figures import NO_BREAK, figure, month_name

__all__ = ["NO_BREAK", "day_name", "measured", "month_name", "number"]

SHORT_UNIT = 6  # "dagar", "recept"


def number(value: float | None, decimals: int, language: str) -> str:
    """A figure with the language's signs; a dash where there is none."""
    return "–" if value is None else figure(value, decimals, language)


def measured(value: float | None, decimals: int, unit: str, language: str) -> str:
    """A figure with its unit: ``61,2 %`` in Swedish, ``61.2 %`` in English, ``7,3 dagar``.

    A long unit may stand on the next line: a narrow column would else break inside the word.
    """
    text = number(value, decimals, language)
    if value is None or not unit:
        return text
    return f"{text}{NO_BREAK if len(unit.split(maxsplit=1)[0]) <= SHORT_UNIT else ' '}{unit}"


def day_name(day: date, language: str) -> str:
    """``31 december 2025``."""
    return f"{day.day}{NO_BREAK}{month_name(Month.of(day), language)}"
