"""Many answers as counts: how many say what, and how many have not said anything. Pure.

Colours are never averaged: a red goal is a red goal however many green ones stand beside it.
"""

from collections import Counter
from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass

from riktning.apps.followup.rounds.statuses import CAN_SAY, AnswerStatus, QuestionKind


@dataclass(frozen=True, slots=True)
class Voice:
    """One question to one administration; ``status`` is empty until its report is handed in."""

    unit_id: str
    kind: QuestionKind
    item_id: int
    indicator_id: str
    area: str
    local: bool
    text: str
    status: str


@dataclass(frozen=True, slots=True)
class Tally:
    """How many say what, in the order of the statuses; those that say nothing apart."""

    counts: tuple[tuple[AnswerStatus, int], ...]
    not_reported: int

    @property
    def reported(self) -> int:
        return sum(count for _, count in self.counts)

    @property
    def total(self) -> int:
        return self.reported + self.not_reported


def tally(kind: QuestionKind, voices: Iterable[Voice]) -> Tally:
    """The statuses of one kind of question counted; a status nobody gave has no row."""
    found = Counter(voice.status for voice in voices if voice.kind is kind)
    counts = tuple((status, found[status]) for status in CAN_SAY[kind] if found[status])
    return Tally(counts, found[""])


def tallies(voices: Iterable[Voice]) -> Mapping[QuestionKind, Tally]:
    """By kind of question; kinds that nobody is asked about are left out."""
    every = tuple(voices)
    found = {kind: tally(kind, every) for kind in QuestionKind}
    return {kind: one for kind, one in found.items() if one.total}


def by(voices: Iterable[Voice], key: str) -> dict[Hashable, tuple[Voice, ...]]:
    """The voices by one of their fields, in the order they come."""
    found: dict[Hashable, list[Voice]] = {}
    for voice in voices:
        found.setdefault(getattr(voice, key), []).append(voice)
    return {name: tuple(some) for name, some in found.items()}
