"""What a sentence needs to know of an indicator."""

from typing import Protocol

from riktning.catalogue.model import Polarity, Words


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
