"""What a sentence needs to know of an indicator."""

from typing import Protocol

from riktning.catalogue.model import Kind, Polarity, Words


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


def unit_of_value(naming: InUnits, language: str) -> str:
    """The unit that stands after a figure; none for an index, which is a number on its own scale.

    What an index is called and between which ends it lies is said once, where the measure is named.
    """
    return "" if naming.kind is Kind.INDEX else naming.unit.in_(language)
