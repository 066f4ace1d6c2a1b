"""The times that needs have stood in a step, and what a year of them tells of the flow."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import ceil

from riktning.apps.needs.steps import Act, Standing, Step

MOSTLY = 0.85  # the share of needs whose lead time is told as the longest to be expected
FEWEST = 3  # needs that went on, before it is said how long most of them take
DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Moved:
    """A move of a need as it is kept."""

    at: datetime
    act: Act
    step: Step
    standing: Standing


@dataclass(frozen=True, slots=True)
class Stay:
    """How long a need stood in a step; ``end`` and ``by`` are None while it stands there.

    Pauses count: the need waits as long. What is refused or closed stands nowhere any more.
    """

    need: int
    step: Step
    begin: datetime
    end: datetime | None = None
    by: Act | None = None

    def within(self, begin: datetime, end: datetime) -> timedelta:
        """The part of it between two times."""
        last = end if self.end is None else min(self.end, end)
        return max(last - max(self.begin, begin), timedelta(0))


def stays_of(need: int, registered: datetime, moves: Iterable[Moved]) -> list[Stay]:
    """Where a need has stood and from when till when; ``moves`` in their order."""
    found: list[Stay] = []
    step, since = Step.IDENTIFIED, registered
    stands = True
    for move in moves:
        gone = move.standing in (Standing.REFUSED, Standing.CLOSED)
        if stands and (gone or move.step != step):
            found.append(Stay(need, step, since, move.at, move.act))
        if not stands or move.step != step:
            since = move.at
        step, stands = move.step, not gone
    return [*found, Stay(need, step, since)] if stands else found


@dataclass(frozen=True, slots=True)
class Flow:
    """A step in a period: how many came and left, how long they stood, how many stand there.

    ``median`` and ``mostly`` are the lead times of those that went on, and None where too few did.
    ``mean_there`` is how many stood there on average.
    """

    step: Step
    before: int
    came: int
    went_on: int
    went_back: int
    refused: int
    there: int
    mean_there: float
    median: timedelta | None
    mostly: timedelta | None
    mean: timedelta | None
    little: timedelta | None


def flow(stays: Sequence[Stay], step: Step, begin: datetime, end: datetime) -> Flow:
    """What the stays in a step tell of a period, ``begin`` < ``end``.

    ``little`` is the time that a need is to be in the step, by how many stood there and how many
    left: L = λW (Little, 1961, doi:10.1287/opre.9.3.383). It holds in the long run, whatever the
    order they are taken in; where it is far above the times of those that left, needs pile up.
    """
    mine = [stay for stay in stays if stay.step is step and stay.begin < end]
    left = [stay for stay in mine if stay.end is not None and begin <= stay.end < end]
    by = {act: sum(stay.by is act for stay in left) for act in Act}
    on = sorted(s.end - s.begin for s in left if s.end and s.by in (Act.ADVANCE, Act.CLOSE))
    stood = sum((stay.within(begin, end) for stay in mine), timedelta(0))
    return Flow(
        step=step,
        before=sum(s.begin < begin and (s.end is None or s.end >= begin) for s in mine),
        came=sum(stay.begin >= begin for stay in mine),
        went_on=len(on),
        went_back=by[Act.BACK],
        refused=by[Act.REFUSE],
        there=sum(stay.end is None or stay.end >= end for stay in mine),
        mean_there=stood / (end - begin),
        median=quantile(on, 0.5),
        mostly=quantile(on, MOSTLY) if len(on) >= FEWEST else None,
        mean=sum(on, timedelta(0)) / len(on) if on else None,
        little=stood / len(left) if left else None,
    )


def quantile(times: Sequence[timedelta], share: float) -> timedelta | None:
    """The least of the times, in order, that such a share of them does not exceed."""
    return times[ceil(share * len(times)) - 1] if times else None


@dataclass(frozen=True, slots=True)
class Ageing:
    """A need that stands in a step, how long, and whether longer than most that went on."""

    need: int
    step: Step
    age: timedelta
    late: bool


def ageing(stays: Iterable[Stay], flows: Mapping[Step, Flow], at: datetime) -> list[Ageing]:
    """Those that stand somewhere at a time, the oldest first."""
    found = []
    for stay in stays:
        if stay.begin <= at and (stay.end is None or stay.end > at):
            mostly = flows[stay.step].mostly
            age = at - stay.begin
            late = mostly is not None and age - mostly >= DAY  # less is no difference in days
            found.append(Ageing(stay.need, stay.step, age, late))
    return sorted(found, key=lambda each: (-each.age, each.need))
