"""Numbers and months as a Swedish or an English reader writes them."""

from riktning.core.periods import MONTHS_A_YEAR, Month

NO_BREAK = "\N{NO-BREAK SPACE}"
MINUS = "\N{MINUS SIGN}"
MONTHS_A_QUARTER = 3
_MONTHS = {
    "sv": ("jan", "feb", "mars", "apr", "maj", "juni", "juli", "aug", "sep", "okt", "nov", "dec"),
    "en": ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"),
}


def in_english(language: str) -> bool:
    """True for ``en`` and its variants; everything else is Swedish."""
    return language.startswith("en")


def number(value: float, decimals: int, language: str = "sv") -> str:
    """``1 234,5`` in Swedish (no-break space), ``1,234.5`` in English; a real minus sign."""
    rounded = round(value, decimals) + 0.0
    text = f"{abs(rounded):,.{decimals}f}"
    if not in_english(language):
        text = text.replace(",", NO_BREAK).replace(".", ",")
    return f"{MINUS}{text}" if rounded < 0 else text


def value_decimals(value: float, decimals: int) -> int:
    """The decimals of a value: at most two more, where it would be told as 0 and is not."""
    enough = (more for more in range(decimals, decimals + 3) if round(value, more))
    return next(enough, decimals)


def month_label(month: Month, language: str = "sv") -> str:
    """``jan 2025``, ``Jan 2025``."""
    names = _MONTHS["en" if in_english(language) else "sv"]
    return f"{names[month.month - 1]}{NO_BREAK}{month.year}"


def period_label(month: Month, step: int, language: str = "sv") -> str:
    """The period of ``step`` months that the month lies in: ``tertial 1 2025``, ``2025``.

    Quarters are ``kvartal 1 2025``, in English ``quarter 1 2025``; a period of one month is its
    month. A period is written in one way, on axes as in sentences.
    """
    if step == 1:
        return month_label(month, language)
    if step == MONTHS_A_YEAR:
        return str(month.year)
    part = (month.month - 1) // step + 1
    quarter = "quarter" if in_english(language) else "kvartal"
    name = quarter if step == MONTHS_A_QUARTER else "tertial"
    return f"{name}{NO_BREAK}{part}{NO_BREAK}{month.year}"
