"""How many measures go which way, in sentences that count no zeros."""

from collections.abc import Sequence
from typing import Protocol

from riktning.documents.report import tally
from riktning.documents.report.content import Finding
from riktning.trends.verdict import Direction


class Says(Protocol):
    """What has the report's sentences at hand."""

    def text(self, key: str, **fields: object) -> str: ...


SOFT = (Direction.NO_EVIDENCE, Direction.CANNOT_TELL)


def count_sentence(words: Says, place: str, findings: Sequence[Finding]) -> str:
    """``place`` is "all" or "area"; a single measure is told without a number."""
    counts = tally.by_direction(findings)
    if len(findings) == 1:
        told = words.text(f"only_{findings[0].direction.value}")
        return words.text(f"only_{place}", told=told)
    firm = _parts(words, counts, tally.FIRM)
    moving = _joined(words, firm) if firm else words.text("none_firm")
    first = words.text(f"count_{place}", measures=len(findings), moving=moving)
    soft = _parts(words, counts, SOFT)
    if not soft:
        return first
    rest = ", ".join(soft[:1]) if len(soft) == 1 else f"{soft[0]}, {_and(words)} {soft[1]}"
    return f"{first} {rest[0].upper()}{rest[1:]}."


def _parts(words: Says, counts: dict[Direction, int], directions: Sequence[Direction]) -> list[str]:
    return [_part(words, d, counts[d]) for d in directions if counts[d]]


def _part(words: Says, direction: Direction, count: int) -> str:
    number = "one" if count == 1 else "many"
    return words.text(f"{number}_{direction.value}", count=count)


def _joined(words: Says, parts: Sequence[str]) -> str:
    return f" {_and(words)} ".join(parts)


def _and(words: Says) -> str:
    return words.text("and")
