"""What an outcome of a scenario is: kinds of the totals added up, and divided by others."""

from dataclasses import dataclass

from riktning.catalogue.model import Words


@dataclass(frozen=True, slots=True)
class Part:
    """Kinds of the table added up, over persons of an age from ``low`` (completed years).

    ``weights``: how much each counts, where it is not one: hours, or money.
    """

    kinds: frozenset[str]
    low: int = 0
    weights: tuple[tuple[str, float], ...] = ()


@dataclass(frozen=True, slots=True)
class Outcome:
    """``scale`` × numerator / denominator of the months of a year, or the numerator alone.

    ``measure``: the catalogue's measure that counts the same in care data; the plan's targets for
    it are judged. ``higher`` is better, or not, for those.
    """

    id: str
    name: Words
    numerator: Part
    denominator: Part | None
    scale: float
    decimals: int
    measure: str | None = None
    higher: bool = False
