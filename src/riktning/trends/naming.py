"""What a sentence needs to know of an indicator."""

from typing import Protocol

from riktning.catalogue.model import Kind, Polarity, Words
from riktning.trends.figures import as_written, figure, with_unit


class Named(Protocol):
    """What a sentence needs to know of an indicator's definition."""

    @property
    def name(self) -> Words: ...
    @property
    def unit(self) -> Words: ...
    @property
    def decimals(self) -> int: ...
    @property
    def polarity(self) -> Polarity: ...
    @property
    def kind(self) -> Kind: ...


UNNAMED = Words("Serien", "The series")


def is_own(naming: Named) -> bool:
    """Whether it is somebody's own series: named in a file, and defined nowhere."""
    return bool(getattr(naming, "own", False))


class InUnits(Protocol):
    """What decides how a figure is written with its unit."""

    @property
    def kind(self) -> Kind: ...
    @property
    def unit(self) -> Words: ...


def open_interval(naming: object) -> bool:
    """Whether the target interval has one end only: then it is a target to be above or below."""
    interval = getattr(naming, "target_interval", None)
    return interval is not None and (interval[0] is None) != (interval[1] is None)


def aim_words(naming: Named, language: str) -> str:
    """What is aimed at: ``målintervallet 85–90 procent``, ``målet högst 90 procent``."""
    low, high = getattr(naming, "target_interval", None) or (None, None)
    told = ["" if end is None else figure(end, as_written(end, 0), language) for end in (low, high)]
    if low is None and high is None:
        return Words("målintervallet", "the target interval").in_(language)
    unit = unit_of_value(naming, language)
    if low is not None and high is not None:
        ends = with_unit(f"{told[0]}–{told[1]}", unit, language)
        return Words(f"målintervallet {ends}", f"the target interval {ends}").in_(language)
    end = with_unit(told[0] or told[1], unit, language)
    if high is not None:
        return Words(f"målet högst {end}", f"the target of at most {end}").in_(language)
    return Words(f"målet minst {end}", f"the target of at least {end}").in_(language)


def unit_of_value(naming: InUnits, language: str) -> str:
    """The unit that stands after a figure; none for an index, which is a number on its own scale.

    What an index is called and between which ends it lies is said once, where the measure is named.
    """
    return "" if naming.kind is Kind.INDEX else naming.unit.in_(language)
