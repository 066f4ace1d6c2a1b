"""Needs as they are read. The number of queries does not depend on how many there are."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import Case, Count, Max, OuterRef, Q, QuerySet, Subquery, When

from riktning.apps.needs.models import (
    Agreement,
    Initiative,
    Introduction,
    Need,
    Placement,
    PriorityArea,
)
from riktning.apps.needs.stages import Stage
from riktning.apps.needs.steps import Standing, Step

IN_A_COLUMN = 30  # needs of a step on the board, before the step is asked for alone
ON_A_PAGE = 100
ON_THE_MATRIX = 60


@dataclass(frozen=True, slots=True)
class Sought:
    """What the reader has filtered by; blank is all."""

    area: str = ""
    level: str = ""
    step: str = ""
    text: str = ""

    def among(self, needs: QuerySet[Need]) -> QuerySet[Need]:
        """Those that fit."""
        if self.area:
            needs = needs.filter(Q(area__code=self.area) | Q(area__perspective__code=self.area))
        if self.level:
            needs = needs.filter(level=self.level)
        if self.step:
            needs = needs.filter(step=self.step)
        return needs.filter(title__icontains=self.text) if self.text else needs


@dataclass(frozen=True, slots=True)
class Column:
    """A step on the board: how many there are, how many are paused, and the first of them."""

    step: Step
    count: int
    paused: int
    needs: tuple[Need, ...]


@dataclass(frozen=True, slots=True)
class Placed:
    """A need in the matrix: where the reader has placed it, and how many others have placed it."""

    need: Need
    mine: tuple[int, int] | None
    persons: int
    agreed: tuple[int, int] | None


def find_need(number: int) -> Need | None:
    """The need with this number. One query."""
    return Need.objects.select_related("area__perspective").filter(pk=number).first()


def areas() -> list[PriorityArea]:
    """Every prioritised area with its perspective, in their order. One query."""
    found = PriorityArea.objects.select_related("perspective")
    return list(found.order_by("perspective__order", "perspective__id", "order", "id"))


def board(sought: Sought) -> tuple[Column, ...]:
    """The steps with their needs, paused ones first and then the longest in the step. Five queries
    at most; of a step that is asked for alone a page is shown, otherwise the first ones."""
    open_ = sought.among(Need.objects.filter(standing__in=[Standing.ACTIVE, Standing.PAUSED]))
    counts = {
        row["step"]: (row["all"], row["paused"])
        for row in open_.order_by()
        .values("step")
        .annotate(all=Count("pk"), paused=Count("pk", filter=Q(standing=Standing.PAUSED)))
    }
    most = ON_A_PAGE if sought.step else IN_A_COLUMN
    first = Case(When(standing=Standing.PAUSED, then=0), default=1)
    return tuple(
        Column(
            step=step,
            count=counts[step][0],
            paused=counts[step][1],
            needs=tuple(
                open_.filter(step=step).select_related("area").order_by(first, "since", "pk")[:most]
            ),
        )
        if step in counts
        else Column(step, 0, 0, ())
        for step in Step
        if sought.step in ("", step)
    )


def being_introduced(sought: Sought) -> tuple[Need, ...]:
    """What is done and is introduced by units, the latest told of first. One query."""
    told = Introduction.objects.filter(need=OuterRef("pk")).order_by("-pk").values("pk")[:1]
    done = sought.among(Need.objects.filter(standing=Standing.CLOSED))
    found = done.annotate(told=Subquery(told)).filter(told__isnull=False)
    return tuple(found.select_related("area").order_by("-told")[:IN_A_COLUMN])


def every(sought: Sought) -> QuerySet[Need]:
    """All that fit, refused ones too, as they stand on the board. One query."""
    order = Case(*(When(step=step, then=place) for place, step in enumerate(Step)))
    found = sought.among(Need.objects.select_related("area__perspective"))
    return found.order_by(order, "since", "pk")


def phases(sought: Sought, page: int) -> tuple[list[Need], int, Mapping[tuple[str, str], int]]:
    """A page of needs, how many fit, and how many stand where by step and standing."""
    fitting = sought.among(Need.objects.exclude(standing=Standing.REFUSED))
    start = max(page - 1, 0) * ON_A_PAGE
    order = Case(*(When(step=step, then=place) for place, step in enumerate(Step)))
    found = fitting.select_related("area__perspective").order_by(order, "-pk")
    rows = list(found[start : start + ON_A_PAGE])
    every = Need.objects.order_by().values_list("step", "standing").annotate(Count("pk"))
    counts = {(step, standing): count for step, standing, count in every}
    return rows, fitting.count(), counts


def left_out_of_the_matrix(sought: Sought) -> int:
    """How many more fit than the matrix shows. One query."""
    fitting = sought.among(Need.objects.filter(step=Step.POSITION, standing=Standing.ACTIVE))
    return max(0, fitting.count() - ON_THE_MATRIX)


def placed_unseen(actor: str) -> set[str]:
    """The needs, as events name them, whose placings the actor is not shown: it is for everybody
    to place them on their own first, until something is agreed. One query."""
    waiting = Need.objects.filter(
        step=Step.POSITION, standing__in=(Standing.ACTIVE, Standing.PAUSED), agreements=None
    )
    seen = Placement.objects.filter(actor=actor).values("need")
    return {str(need) for need in waiting.exclude(pk__in=seen).only("pk")}


def in_the_matrix(actor: str, sought: Sought) -> tuple[Placed, ...]:
    """The active needs in the step of prioritisation, the longest waiting first. Three queries."""
    latest = Agreement.objects.filter(need=OuterRef("pk")).order_by("-id")
    needs = list(
        sought.among(Need.objects.filter(step=Step.POSITION, standing=Standing.ACTIVE))
        .select_related("area")
        .annotate(
            agreed_importance=Subquery(latest.values("importance")[:1]),
            agreed_urgency=Subquery(latest.values("urgency")[:1]),
            persons=Count("placements__actor", distinct=True),
        )
        .order_by("since", "pk")[:ON_THE_MATRIX]
    )
    own = Placement.objects.filter(actor=actor, need__in=[need.pk for need in needs])
    last = own.order_by().values("need").annotate(last=Max("pk")).values("last")
    mine = {p.need_id: (p.importance, p.urgency) for p in own.filter(pk__in=last)}
    return tuple(
        Placed(
            need=need,
            mine=mine.get(need.pk),
            persons=getattr(need, "persons", 0),
            agreed=_pair(need),
        )
        for need in needs
    )


def _pair(need: Need) -> tuple[int, int] | None:
    importance = getattr(need, "agreed_importance", None)
    return (importance, getattr(need, "agreed_urgency", 0)) if importance is not None else None


def initiatives(
    stage: str, *, stopped: bool, page: int = 1
) -> tuple[list[Initiative], Mapping[tuple[str, str], int]]:
    """A page of initiatives, in a step or all, the latest in it first; how many stand where.

    ``stopped``: those that were stopped, too. Two queries.
    """
    every = Initiative.objects.all()
    shown = every if stopped else every.exclude(standing=Standing.REFUSED)
    if stage:
        shown = shown.filter(stage=stage)
    order = Case(*(When(stage=one, then=place) for place, one in enumerate(Stage)))
    counts = every.order_by().values_list("stage", "standing").annotate(Count("pk"))
    start = max(page - 1, 0) * ON_A_PAGE
    return (
        list(shown.order_by(order, "-since", "pk")[start : start + ON_A_PAGE]),
        {(one, standing): count for one, standing, count in counts},
    )


def how_many(counts: Mapping[tuple[str, str], int], stage: str, *, stopped: bool) -> int:
    """How many initiatives are listed, by the counts of :func:`initiatives`."""
    return sum(
        count
        for (one, standing), count in counts.items()
        if stage in ("", one) and (stopped or standing != Standing.REFUSED)
    )
