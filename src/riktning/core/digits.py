"""Numbers as they come in addresses and forms, where anybody can write anything, and go back."""

from decimal import Decimal

LONGEST = 9  # digits: more than any number of ours has, and few enough for every database


def whole_number(text: str) -> int | None:
    """The number of some decimal digits; None when it is none, or longer than numbers here are."""
    plain = text.isascii() and text.isdigit() and len(text) <= LONGEST
    return int(text) if plain else None


def as_typed(value: float) -> str:
    """The shortest text that reads back as the value, however large: ``1234567``, ``8.5``."""
    text = format(Decimal(repr(value)), "f")
    return text.rstrip("0").rstrip(".") if "." in text else text
