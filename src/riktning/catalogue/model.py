"""What an indicator definition says, as plain values. Loading and validation live beside it."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Kind(StrEnum):
    """How numerator and denominator become a value."""

    PROPORTION = "proportion"  # 0 ≤ numerator ≤ denominator
    RATE = "rate"  # events per person-time or population
    MEAN = "mean"  # Σx / n, carries Σx²
    COUNT = "count"  # the numerator alone
    RATIO = "ratio"  # two sums that do not contain each other (bed-days / beds, cost / cost)
    INDEX = "index"  # mean of a bounded score a person, carries Σx²


class Polarity(StrEnum):
    """Which direction is the better one."""

    HIGHER = "higher"
    LOWER = "lower"
    TARGET_INTERVAL = "target_interval"
    NONE = "none"


class Axis(StrEnum):
    """Whose unit a row counts for."""

    TREATING_UNIT = "treating_unit"
    MUNICIPALITY = "municipality"


@dataclass(frozen=True, slots=True)
class Words:
    """The same text in the two languages of the product."""

    sv: str
    en: str

    def in_(self, language: str) -> str:
        """``en`` for English, Swedish otherwise."""
        return self.en if language.startswith("en") else self.sv


@dataclass(frozen=True, slots=True)
class Provenance:
    """Who stands behind a definition and where it comes from."""

    register: str
    national_id: str | None
    references: tuple[str, ...]
    author: str  # a role, never a person's name
    checked_by: str | None
    next_review: date
    status: str  # "confirmed" or "to be confirmed"
    to_confirm: str | None
