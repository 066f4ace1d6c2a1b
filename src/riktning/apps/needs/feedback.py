"""What a year of needs tells: how long each step takes, how much goes through, and what ages."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from riktning.apps.needs.models import Move, Need
from riktning.apps.needs.stays import Ageing, Flow, Moved, Stay, ageing, flow, stays_of
from riktning.apps.needs.steps import Act, Standing, Step

OLDEST = 20  # needs that are named; the board has all


@dataclass(frozen=True, slots=True)
class Feedback:
    """A year, up to ``until``; ``whole`` is the way from registered to closed of those closed.

    ``years`` are those that can be asked for. ``titles`` are those of the needs in ``oldest``.
    """

    year: int
    until: datetime
    years: tuple[int, ...]
    flows: tuple[Flow, ...]
    registered: int
    closed: int
    oldest: tuple[Ageing, ...]
    late: int
    titles: Mapping[int, str]


def feedback(year: int | None, now: datetime) -> Feedback:
    """Of a year, or the present one; a year before the first need is the first. Three queries."""
    begun = dict(Need.objects.order_by().values_list("pk", "registered_at"))
    this = timezone.localtime(now).year
    first = timezone.localtime(min(begun.values(), default=now)).year
    chosen = this if year is None else max(first, min(year, this))
    stays = _stays(begun)
    begin, until = _new_year(chosen), min(_new_year(chosen + 1), now)
    flows = {step: flow(stays, step, begin, until) for step in Step}
    old = ageing(stays, flows, until)
    named = Need.objects.filter(pk__in=[each.need for each in old[:OLDEST]])
    return Feedback(
        year=chosen,
        until=until,
        years=tuple(range(this, first - 1, -1)),
        flows=tuple(flows.values()),
        registered=sum(begin <= at < until for at in begun.values()),
        closed=sum(s.by is Act.CLOSE and s.end is not None and begin <= s.end < until
                   for s in stays),
        oldest=tuple(old[:OLDEST]),
        late=sum(each.late for each in old),
        titles=dict(named.order_by().values_list("pk", "title")),
    )  # fmt: skip


def _stays(begun: Mapping[int, datetime]) -> list[Stay]:
    moves: dict[int, list[Moved]] = defaultdict(list)
    rows = Move.objects.exclude(act=Act.REGISTER).order_by("id")
    for need, at, act, step, standing in rows.values_list(
        "need_id", "at", "act", "step", "standing"
    ):
        moves[need].append(Moved(at, Act(act), Step(step), Standing(standing)))
    return [stay for need, at in begun.items() for stay in stays_of(need, at, moves[need])]


def _new_year(year: int) -> datetime:
    return timezone.make_aware(datetime(year, 1, 1))  # noqa: DTZ001 - made aware in the local zone
