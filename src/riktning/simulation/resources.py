"""What care takes of staff and money: hours of each profession and SEK, for each event."""

from dataclasses import dataclass
from functools import cache

from riktning.simulation.figures import parameters

Weights = tuple[tuple[str, float], ...]


@dataclass(frozen=True, slots=True)
class Event:
    """``hours`` in the order of the professions; ``cost`` in SEK of 2024, borne by ``payer``."""

    kind: str
    hours: tuple[float, ...]
    cost: float
    payer: str
    source: str


@cache
def professions() -> tuple[str, ...]:
    return tuple(parameters("resources")["professions"])


@cache
def events() -> tuple[Event, ...]:
    """Of each kind of event, in the file's order."""
    return tuple(
        Event(kind, tuple(each["hours"]), each["cost"], each["payer"], each["source"])
        for kind, each in parameters("resources")["events"].items()
    )


def hours_of(profession: str | None = None, kinds: frozenset[str] | None = None) -> Weights:
    """Hours for each event of a kind: of one profession or all, of some kinds or all."""
    rows = range(len(professions())) if profession is None else [professions().index(profession)]
    return tuple(
        (event.kind, sum(event.hours[row] for row in rows))
        for event in events()
        if kinds is None or event.kind in kinds
    )


def cost_to(payer: str) -> Weights:
    """SEK for each event of a kind that the payer bears."""
    return tuple((event.kind, event.cost) for event in events() if event.payer == payer)
