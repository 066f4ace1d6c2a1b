"""What a region's course is asked for."""

from dataclasses import dataclass

from riktning.core.periods import Month
from riktning.simulation.kernel.month import CARE, ILLNESS, LIVES

EVERYTHING = LIVES | CARE | ILLNESS


@dataclass(frozen=True)
class Asked:
    """``persons`` live in the whole region when ``first`` begins; ``months`` are followed.

    ``key`` is (seed, replicate). Shard ``shard`` of ``shards`` has its part of the persons, by id;
    the cells of all shards add up to those of the whole. ``parts`` leaves out care or conditions,
    to measure what they cost.
    """

    persons: int
    first: Month
    months: int
    key: tuple[int, int] = (1, 0)
    shard: int = 0
    shards: int = 1
    parts: int = EVERYTHING
