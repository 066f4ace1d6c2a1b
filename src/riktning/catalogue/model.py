"""What an indicator definition says, as plain values. Loading and validation live beside it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from riktning.catalogue.syntax import Node
from riktning.core.periods import Month, PeriodKind


class Kind(StrEnum):
    """How numerator and denominator become a value."""

    PROPORTION = "proportion"  # 0 ≤ numerator ≤ denominator
    RATE = "rate"  # events per person-time or population
    MEAN = "mean"  # Σx / n, carries Σx²
    COUNT = "count"  # the numerator alone
    RATIO = "ratio"  # two sums that do not contain each other (bed-days / beds, cost / cost)
    INDEX = "index"  # mean of a bounded score a person, carries Σx²
    MEDIAN = "median"  # the middle value, from counts of rows in buckets


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
    to_confirm: Words | None


@dataclass(frozen=True, slots=True)
class Term:
    """An expression of a definition: as written, and parsed."""

    text: str
    tree: Node


@dataclass(frozen=True, slots=True)
class Population:
    """A denominator that is counted on another frame than the numerator, and added up.

    ``value`` is summed over the rows that ``filter`` keeps; a stock frame gives person-months.
    """

    frame: str
    options: Mapping[str, int | tuple[str, ...]]
    filter: Term | None
    value: Term
    tables: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CodeList:
    """A list of codes with labels; a code stands for itself and everything below it."""

    name: str
    codes: tuple[str, ...]
    labels: tuple[str, ...]
    provenance: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Definition:
    """One indicator, as its file says; see the module on loading for what each key may hold.

    ``scale`` turns the quotient into the displayed unit (100 for percent). ``follow_up_days`` make
    a period preliminary until they have passed; ``look_back_months`` are the months before and
    including the first one that data must cover before a value is given. The numerator of a median
    is the value whose middle is sought, and ``edges`` are its buckets' limits: bucket i holds
    edges[i] ≤ x < edges[i + 1], the first also what is below, the last what is above. ``period`` is
    the finest period that is published. ``baseline``: the denominator of every month is the sum of
    the numerator over these months, both included. ``standard`` names the population that value
    and interval are standardised to. ``breaks`` are months from which the source counts something
    else, so that what comes before cannot be compared with what comes after.
    """

    id: str
    code: str
    name: Words
    says: Words
    kind: Kind
    polarity: Polarity
    target_interval: tuple[float | None, float | None] | None
    unit: Words
    scale: float
    decimals: int
    frame: str
    frame_options: Mapping[str, int | tuple[str, ...]]
    axes: tuple[Axis, ...]
    parameters: Mapping[str, int | float | str | bool]
    filter: Term | None
    numerator: Term
    denominator: Term | None
    squares: Term | None
    min_denominator: int
    follow_up_days: int
    look_back_months: int
    protects_persons: bool
    provenance: Provenance
    version: int
    tables: tuple[str, ...]
    file: str
    period: PeriodKind = PeriodKind.MONTH
    rolling: bool = False
    population: Population | None = None
    baseline: tuple[Month, Month] | None = None
    standard: str | None = None
    edges: tuple[float, ...] = ()
    breaks: tuple[Month, ...] = ()

    @property
    def axis(self) -> Axis:
        """The first axis: the one a reader meets first."""
        return self.axes[0]

    @property
    def terms(self) -> tuple[Term, ...]:
        """The expressions over the definition's own frame."""
        found = (self.filter, self.numerator, self.denominator, self.squares)
        return tuple(term for term in found if term is not None)

    @property
    def all_terms(self) -> tuple[Term, ...]:
        """Every expression: those over the own frame, and the population's."""
        other = (self.population.filter, self.population.value) if self.population else ()
        return (*self.terms, *(term for term in other if term is not None))
