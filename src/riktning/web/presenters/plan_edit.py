"""One area of a draft as it is changed: every part with its number, so that it can be named."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import ceil

from django.utils import timezone

from riktning.apps.organisation.models import AuditEvent
from riktning.apps.plans.models import (
    Activity,
    AreaPeriod,
    Goal,
    PlanIndicator,
    SubArea,
)
from riktning.apps.plans.tree import AreaTree
from riktning.documents.plans.words import kind_word
from riktning.web.presenters.trail import WORDS

A_PART = 60  # activities that are shown at once
Numbers = Mapping[type, Mapping[int, int]]


@dataclass(frozen=True, slots=True)
class Entry:
    """A part of an area: what people call it, and what it says."""

    number: int
    text: str
    quiet: str = ""


@dataclass(frozen=True, slots=True)
class Cell:
    """The goals of a sub-area in one period."""

    heading: str
    goals: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """A sub-area with its goals, period by period."""

    entry: Entry
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class AreaSheet:
    """An area with everything in it; of many activities one part at a time."""

    entry: Entry
    slug: str
    periods: tuple[Entry, ...]
    rows: tuple[Row, ...]
    activities: tuple[Entry, ...]
    lines: tuple[Entry, ...]
    parts: tuple[int, ...]
    part: int
    count: int


def numbers_of(area: int) -> Numbers:
    """By kind of row of an area and its key, the number that people call it by. Five queries."""
    said = ("pk", "item__number")
    return {
        AreaPeriod: dict(AreaPeriod.objects.filter(area=area).values_list(*said)),
        SubArea: dict(SubArea.objects.filter(area=area).values_list(*said)),
        Goal: dict(Goal.objects.filter(sub_area__area=area).values_list(*said)),
        Activity: dict(Activity.objects.filter(area=area).values_list(*said)),
        PlanIndicator: dict(PlanIndicator.objects.filter(area=area).values_list(*said)),
    }


def kind_of(kind: str, language: str, *, operational: bool) -> str:
    """What the kind of item is called in this plan."""
    return kind_word(kind, language, operational=operational)


def area_sheet(
    tree: AreaTree, numbers: Numbers, part: str, language: str, *, operational: bool
) -> AreaSheet:
    """The area as its page shows it."""
    headings = {period.id: period.heading for period in tree.periods}
    names = {sub_area.id: sub_area.name for sub_area in tree.sub_areas}
    of = numbers[Activity]
    parts = max(1, ceil(len(tree.activities) / A_PART))
    chosen = int(part) if part.isascii() and part.isdigit() and len(part) < 6 else 1
    chosen = min(max(chosen, 1), parts)
    shown = tree.activities[(chosen - 1) * A_PART : chosen * A_PART]
    activities = tuple(
        Entry(of[each.id], each.text, _place(names, headings, each.sub_area_id, each.period_id))
        for each in shown
    )
    return AreaSheet(
        entry=Entry(0, tree.name),
        slug=tree.slug,
        periods=tuple(Entry(numbers[AreaPeriod][p.id], p.heading) for p in tree.periods),
        rows=tuple(
            Row(
                Entry(numbers[SubArea][row.id], row.name),
                tuple(
                    Cell(
                        period.heading,
                        tuple(
                            Entry(numbers[Goal][goal.id], goal.text)
                            for goal in row.cells(period.id)
                        ),
                    )
                    for period in tree.periods
                ),
            )
            for row in tree.sub_areas
        ),
        activities=activities,
        lines=tuple(
            Entry(
                numbers[PlanIndicator][line.id],
                line.text,
                ", ".join(measure.indicator_id for measure in line.measures),
            )
            for line in tree.indicators
        ),
        parts=tuple(range(1, parts + 1)) if parts > 1 else (),
        part=chosen,
        count=len(tree.activities),
    )


def _place(
    names: Mapping[int, str], headings: Mapping[int, str], sub_area: int | None, period: int | None
) -> str:
    found = (names.get(sub_area or 0, ""), headings.get(period or 0, ""))
    return " · ".join(part for part in found if part)


def news_lines(events: Iterable[AuditEvent]) -> list[str]:
    """``14:03 kim formulerade om: Texten`` for each event."""
    lines = []
    for event in events:
        what = WORDS.get(event.action, event.action)
        said = str(event.detail.get("text") or event.detail.get("item") or "")[:120]
        at = timezone.localtime(event.at).strftime("%H:%M")
        lines.append(f"{at} {event.actor} {what}{': ' if said else ''}{said}")
    return lines
