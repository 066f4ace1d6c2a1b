"""How many measures go which way, in sentences that count no zeros."""

from collections.abc import Sequence

from riktning.documents.report import tally
from riktning.documents.report.content import Finding
from riktning.documents.report.outline import Outline
from riktning.trends.verdict import Direction

SOFT = (Direction.NO_EVIDENCE, Direction.CANNOT_TELL)


def count_sentence(outline: Outline, place: str, findings: Sequence[Finding]) -> str:
    """``place`` is "all" or "area"; a single measure is told without a number."""
    counts = tally.by_direction(findings)
    if len(findings) == 1:
        told = outline.text(f"only_{findings[0].direction.value}")
        return outline.text(f"only_{place}", told=told)
    firm = _parts(outline, counts, tally.FIRM)
    moving = _joined(outline, firm) if firm else outline.text("none_firm")
    first = outline.text(f"count_{place}", measures=len(findings), moving=moving)
    soft = _parts(outline, counts, SOFT)
    if not soft:
        return first
    rest = ", ".join(soft[:1]) if len(soft) == 1 else f"{soft[0]}, {_and(outline)} {soft[1]}"
    return f"{first} {rest[0].upper()}{rest[1:]}."


def _parts(
    outline: Outline, counts: dict[Direction, int], directions: Sequence[Direction]
) -> list[str]:
    return [_part(outline, d, counts[d]) for d in directions if counts[d]]


def _part(outline: Outline, direction: Direction, count: int) -> str:
    number = "one" if count == 1 else "many"
    return outline.text(f"{number}_{direction.value}", count=count)


def _joined(outline: Outline, parts: Sequence[str]) -> str:
    return f" {_and(outline)} ".join(parts)


def _and(outline: Outline) -> str:
    return outline.text("and")
