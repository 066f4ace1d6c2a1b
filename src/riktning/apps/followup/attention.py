"""What needs attention: where people and data disagree, what goes wrong, what nobody measures.

A pure function over plain values; nothing here merges a human status with a computed verdict.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from riktning.catalogue.model import Words
from riktning.trends.verdict import Direction, Pace

GREEN, RED, NOT_MEASURED = "green", "red", "not_measured"


class AttentionKind(StrEnum):
    """Why something needs attention, in the order it is shown."""

    CONTRADICTION = "contradiction"  # a human status says one thing, the data another
    WRONG_WAY = "wrong_way"  # moves away from its target
    WORSENING = "worsening"  # worsens, and the plan has a target for it
    LATE = "late"  # at the present pace the target is reached after its date
    UNMEASURED_AREA = "unmeasured_area"  # no measure says anything of the area's goals
    UNFOLLOWED_GOAL = "unfollowed_goal"  # an effect goal that no indicator line is linked to
    UNMEASURED_LINE = "unmeasured_line"  # an indicator line that no measure follows
    UNUSED_MEASURE = "unused_measure"  # a measure that follows no line


_ORDER = {kind: place for place, kind in enumerate(AttentionKind)}


@dataclass(frozen=True, slots=True)
class Measured:
    """A measure as it stands; direction and pace are None where it was not judged.

    ``certain`` is False where the level's own interval covers the target.
    """

    indicator_id: str
    name: Words
    direction: Direction | None
    pace: Pace | None
    has_target: bool
    certain: bool = True


@dataclass(frozen=True, slots=True)
class LineSituation:
    """An indicator line: the latest human status (None when nobody has said) and its measures."""

    text: str
    status: str | None
    measures: tuple[Measured, ...]


@dataclass(frozen=True, slots=True)
class AreaSituation:
    """An area: the latest human status, whether it has goals, its lines, and goals without any.

    ``unfollowed`` are empty where nobody has said which indicator follows which goal.
    """

    slug: str
    name: str
    status: str | None
    has_goals: bool
    lines: tuple[LineSituation, ...]
    unfollowed: tuple[str, ...] = ()

    @property
    def measures(self) -> tuple[Measured, ...]:
        """Every measure of the area once."""
        return tuple(dict.fromkeys(m for line in self.lines for m in line.measures))


@dataclass(frozen=True, slots=True)
class Attention:
    """One thing that needs attention; empty fields do not concern it."""

    kind: AttentionKind
    area_slug: str = ""
    area_name: str = ""
    line: str = ""
    measure: Measured | None = None
    status: str = ""


def attention(
    areas: Sequence[AreaSituation], catalogue: Iterable[tuple[str, Words]]
) -> tuple[Attention, ...]:
    """Everything that needs attention, by kind and then in the plan's order.

    ``catalogue`` is every measure there is, to find those that follow no line.
    """
    found = [item for area in areas for item in _of_area(area)]
    found.extend(_unused(areas, catalogue))
    return tuple(sorted(found, key=lambda item: _ORDER[item.kind]))


def _of_area(area: AreaSituation) -> Iterator[Attention]:
    if contradicts_on_balance(area.status, area.measures):
        yield Attention(AttentionKind.CONTRADICTION, area.slug, area.name, status=area.status or "")
    for line in area.lines:
        yield from _of_line(area, line)
    for measure in area.measures:
        kind = _going_wrong(measure)
        if kind:
            yield Attention(kind, area.slug, area.name, measure=measure)
    if area.has_goals and not area.measures:
        yield Attention(AttentionKind.UNMEASURED_AREA, area.slug, area.name)
    for goal in area.unfollowed:
        yield Attention(AttentionKind.UNFOLLOWED_GOAL, area.slug, area.name, goal)


def _of_line(area: AreaSituation, line: LineSituation) -> Iterator[Attention]:
    if not line.measures and area.measures:
        yield Attention(AttentionKind.UNMEASURED_LINE, area.slug, area.name, line.text)
    for measure in line.measures:
        if contradicts(line.status, measure):
            yield Attention(
                AttentionKind.CONTRADICTION,
                area.slug,
                area.name,
                line.text,
                measure,
                line.status or "",
            )


def contradicts(status: str | None, measure: Measured) -> bool:
    """Whether a person's status of a line and the verdict of a measure cannot both be right.

    Green against what worsens or moves away from its target; red against what improves or has
    certainly reached its target; "not measured" against anything that was judged.
    """
    if status == GREEN:
        return _bad(measure)
    if status == RED:
        return _good(measure)
    return status == NOT_MEASURED and measure.direction not in {None, Direction.CANNOT_TELL}


def contradicts_on_balance(status: str | None, measures: Sequence[Measured]) -> bool:
    """The same for a whole area: green while more measures go wrong than right, or the reverse.

    Only what moves counts: a target that is reached without any evidence of change says where a
    measure is, and outweighs nothing that worsens.
    """
    right = sum(1 for measure in measures if _improves(measure))
    wrong = sum(1 for measure in measures if _bad(measure))
    return (status == GREEN and wrong > right) or (status == RED and right > wrong)


def _bad(measure: Measured) -> bool:
    return measure.direction is Direction.WORSENING or measure.pace is Pace.WRONG_WAY


def _improves(measure: Measured) -> bool:
    return measure.direction is Direction.IMPROVING and not _bad(measure)


def _good(measure: Measured) -> bool:
    there = measure.pace is Pace.REACHED and measure.certain
    return _improves(measure) or (there and not _bad(measure))


def _going_wrong(measure: Measured) -> AttentionKind | None:
    if measure.pace is Pace.WRONG_WAY:
        return AttentionKind.WRONG_WAY
    if measure.direction is Direction.WORSENING and measure.has_target:
        return AttentionKind.WORSENING
    return AttentionKind.LATE if measure.pace is Pace.LATE else None


def _unused(
    areas: Sequence[AreaSituation], catalogue: Iterable[tuple[str, Words]]
) -> Iterator[Attention]:
    used = {measure.indicator_id for area in areas for measure in area.measures}
    for indicator_id, name in catalogue:
        if indicator_id not in used:
            measure = Measured(indicator_id, name, None, None, has_target=False)
            yield Attention(AttentionKind.UNUSED_MEASURE, measure=measure)
