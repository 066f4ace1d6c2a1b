"""A draft plan becomes rows. What the draft holds is kept; what does not fit is given a place."""

from collections.abc import Collection, Iterable
from dataclasses import fields, is_dataclass, replace
from typing import Any

from django.utils.text import slugify

from riktning.apps.plans.models import (
    FIRST_YEAR,
    LAST_YEAR,
    Activity,
    Area,
    AreaPeriod,
    Goal,
    PlanIndicator,
    Question,
    Revision,
    SubArea,
)
from riktning.apps.plans.places import Rows, give_items
from riktning.core.periods import PlanPeriod
from riktning.documents.draft import DraftArea, DraftPlan

SLUG_LENGTH = 90
_PARENTS = frozenset({"area", "period", "sub_area", "plan_indicator", "measure"})


def store_draft(revision: Revision, draft: DraftPlan, known: Rows | None = None) -> Rows:
    """Write every row of the draft; the number of queries does not depend on its size.

    What stands at the same place in ``known`` keeps its item.
    """
    draft = _storable(draft)
    # An address leads to one plan's area: one that another plan has is not given again.
    others = Area.objects.exclude(revision__plan=revision.plan).values_list("slug", flat=True)
    slugs = unique_slugs((area.name for area in draft.areas), taken=frozenset(others))
    areas = [
        Area(revision=revision, order=order, name=area.name, slug=slug)
        for order, (area, slug) in enumerate(zip(draft.areas, slugs, strict=True), start=1)
    ]
    rows = [_AreaRows(area, drafted) for area, drafted in zip(areas, draft.areas, strict=True)]
    every = Rows(
        areas,
        [p for area in rows for p in area.periods.values()],
        [s for area in rows for s in area.sub_areas],
        [g for area in rows for g in area.goals()],
        [a for area in rows for a in area.activities()],
        [i for area in rows for i in area.indicators()],
    )
    give_items(revision.plan, every, known)
    store_rows(every)
    Question.objects.bulk_create(
        Question(revision=revision, where=q.where, problem=q.problem, text=q.text)
        for q in draft.questions
    )
    return every


def store_rows(rows: Rows) -> None:
    """Write rows with their items, parents first; each follows its parent object's new key."""
    for each in rows.lists():
        for row in each:
            for name in _PARENTS & row._state.fields_cache.keys():
                setattr(row, name, getattr(row, name))
        if each:
            type(each[0]).objects.bulk_create(each)  # type: ignore[arg-type]  # one model a list


def _storable(value: Any) -> Any:
    """The same without NUL characters, which some PDF files hold and PostgreSQL refuses."""
    if isinstance(value, str):
        return value.replace("\x00", "")
    if isinstance(value, list):
        return [_storable(item) for item in value]
    if is_dataclass(value) and not isinstance(value, type):
        kept = {field.name: _storable(getattr(value, field.name)) for field in fields(value)}
        return replace(value, **kept)
    return value


def unique_slugs(names: Iterable[str], taken: Collection[str] = ()) -> list[str]:
    """The names as parts of addresses; one of a form that is taken gets ``-2``."""
    given: dict[str, None] = {}
    for name in names:
        base = slugify(name)[:SLUG_LENGTH] or "omrade"
        slug, again = base, 2
        while slug in given or slug in taken:
            slug, again = f"{base}-{again}", again + 1
        given[slug] = None
    return list(given)


class _AreaRows:
    """The rows below one area, made in the order their foreign keys need."""

    def __init__(self, area: Area, drafted: DraftArea) -> None:
        self.area = area
        self.drafted = drafted
        self.periods = self._periods()
        self.sub_areas = [
            SubArea(area=area, order=order, name=sub_area.name)
            for order, sub_area in enumerate(drafted.sub_areas, start=1)
        ]
        self._named = {sub_area.name: sub_area for sub_area in reversed(self.sub_areas)}
        for activity in drafted.activities:
            if activity.sub_area and activity.sub_area not in self._named:
                self._add_sub_area(activity.sub_area)

    def _periods(self) -> dict[str, AreaPeriod]:
        """By heading: the area's own first, then those only a goal or an activity names."""
        headings = [
            *self.drafted.periods,
            *(goal.period for sub_area in self.drafted.sub_areas for goal in sub_area.goals),
            *(activity.period for activity in self.drafted.activities if activity.period),
        ]
        found: dict[str, AreaPeriod] = {}
        for heading in dict.fromkeys(headings):
            found[heading] = _period(self.area, len(found) + 1, heading)
        return found

    def _add_sub_area(self, name: str) -> None:
        sub_area = SubArea(area=self.area, order=len(self.sub_areas) + 1, name=name)
        self.sub_areas.append(sub_area)
        self._named[name] = sub_area

    def goals(self) -> Iterable[Goal]:
        for sub_area, drafted in zip(self.sub_areas, self.drafted.sub_areas, strict=False):
            taken: set[tuple[str, int]] = set()
            for goal in drafted.goals:
                row = goal.row
                while (goal.period, row) in taken:
                    row += 1
                taken.add((goal.period, row))
                period = self.periods[goal.period]
                yield Goal(sub_area=sub_area, period=period, row=row, text=goal.text)

    def activities(self) -> Iterable[Activity]:
        for order, activity in enumerate(self.drafted.activities, start=1):
            yield Activity(
                area=self.area,
                period=self.periods.get(activity.period),
                sub_area=self._named[activity.sub_area] if activity.sub_area else None,
                order=order,
                text=activity.text,
            )

    def indicators(self) -> Iterable[PlanIndicator]:
        for order, indicator in enumerate(self.drafted.indicators, start=1):
            yield PlanIndicator(area=self.area, order=order, text=indicator.text)


def _period(area: Area, order: int, heading: str) -> AreaPeriod:
    first, last = period_years(heading)
    return AreaPeriod(area=area, order=order, heading=heading, first_year=first, last_year=last)


def period_years(heading: str) -> tuple[int | None, int | None]:
    """The first and the last year that a heading names, or neither."""
    years = _years(heading)
    return (years.first_year, years.last_year) if years else (None, None)


def _years(heading: str) -> PlanPeriod | None:
    """The years a heading names; none when they run backwards or are no years of a plan."""
    years = PlanPeriod.parse(heading)
    if years is None or not FIRST_YEAR <= years.first_year <= years.last_year <= LAST_YEAR:
        return None
    return years
