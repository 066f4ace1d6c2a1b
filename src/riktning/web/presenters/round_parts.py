"""A long report in parts, so that no page is too long to fill in or to load."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from riktning.apps.followup.rounds.checking import Fault
from riktning.apps.followup.rounds.models import Answer
from riktning.apps.followup.rounds.words import fault_words, field_words

LONGEST = 25  # questions on one page


@dataclass(frozen=True, slots=True)
class Part:
    """Some questions in a row: the first and last number, and how many are answered."""

    number: int
    answers: tuple[Answer, ...]

    @property
    def first(self) -> int:
        return self.answers[0].order

    @property
    def last(self) -> int:
        return self.answers[-1].order

    @property
    def answered(self) -> int:
        return sum(1 for answer in self.answers if answer.status)

    @property
    def total(self) -> int:
        return len(self.answers)


@dataclass(frozen=True, slots=True)
class Error:
    """A fault as the list on top says it, with the address of its field."""

    address: str
    number: int
    words: str


def parts_of(answers: Sequence[Answer]) -> tuple[Part, ...]:
    """The questions in parts of about the same length; one part when they are few."""
    count = max(1, -(-len(answers) // LONGEST))
    size = max(1, -(-len(answers) // count))
    starts = range(0, len(answers), size)
    return tuple(
        Part(number, tuple(answers[start : start + size])) for number, start in enumerate(starts, 1)
    )


def chosen(parts: Sequence[Part], wanted: str, faulty: Mapping[int, Sequence[Fault]]) -> int:
    """The part to show: the one asked for, unless what is wrong is all in others."""
    asked = int(wanted) if wanted.isascii() and wanted.isdigit() and len(wanted) < 5 else 1
    number = asked if 1 <= asked <= len(parts) else 1
    wrong = [part.number for part in parts if any(a.pk in faulty for a in part.answers)]
    return number if not wrong or number in wrong else wrong[0]


def errors(
    parts: Sequence[Part], faulty: Mapping[int, Sequence[Fault]], shown: int
) -> tuple[Error, ...]:
    """Everything that is wrong, in the order of the questions, also on other parts."""
    found = []
    for part in parts:
        page = "" if part.number == shown else f"?sida={part.number}"
        for answer in part.answers:
            for fault in faulty.get(answer.pk, ()):
                words = f"{field_words(fault.field)}: {fault_words(fault)}"
                found.append(Error(f"{page}#{fault.field}-{answer.pk}", answer.order, words))
    return tuple(found)
