"""Numbers and months as a Swedish or an English reader writes them."""

from riktning.core.periods import Month

NO_BREAK = "\N{NO-BREAK SPACE}"
MINUS = "\N{MINUS SIGN}"
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


def month_label(month: Month, language: str = "sv") -> str:
    """``jan 2025``, ``Jan 2025``."""
    names = _MONTHS["en" if in_english(language) else "sv"]
    return f"{names[month.month - 1]}{NO_BREAK}{month.year}"
