"""One area: the matrix of effect goals, activities by period, lines and what people say."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from riktning.apps.followup.queries import Said
from riktning.apps.plans.tree import ActivityItem, AreaTree, IndicatorLine, SubAreaRow
from riktning.web.presenters.verdicts import HumanStatus, human_status


@dataclass(frozen=True, slots=True)
class MatrixRow:
    """A row of the matrix; ``name`` spans ``span`` rows and is empty on the rows below."""

    name: str
    span: int
    cells: tuple[str, ...]
    headings: tuple[str, ...]
    numbers: tuple[int, ...] = ()  # of the goals in the plan; 0 in an empty cell

    @property
    def told(self) -> list[tuple[str, str, int]]:
        """Each cell with its column's heading, for when columns stand below each other, and with
        the number of its goal."""
        return list(zip(self.headings, self.cells, self.numbers, strict=True))


@dataclass(frozen=True, slots=True)
class Matrix:
    """The matrix of effect goals: column headings and rows."""

    headings: tuple[str, ...]
    rows: tuple[MatrixRow, ...]


@dataclass(frozen=True, slots=True)
class ActivityGroup:
    """Activities of one period, by sub-area where the document says so."""

    heading: str
    parts: tuple[tuple[str, tuple[tuple[str, int], ...]], ...]  # each text with its number
    count: int


@dataclass(frozen=True, slots=True)
class Line:
    """An indicator line of the plan: the measures that follow it and what a person says."""

    text: str
    measures: tuple[tuple[str, str], ...]  # (indicator id, name)
    status: HumanStatus | None
    said: Said | None


def matrix(area: AreaTree) -> Matrix:
    """Every goal in its cell; a sub-area has as many rows as its fullest column."""
    columns = [period.id for period in area.periods]
    headings = tuple(period.heading for period in area.periods)
    rows = [row for sub_area in area.sub_areas for row in _matrix_rows(sub_area, columns, headings)]
    return Matrix(headings, tuple(rows))


def _matrix_rows(
    sub_area: SubAreaRow, columns: list[int], headings: tuple[str, ...]
) -> list[MatrixRow]:
    numbers = sorted({goal.row for goal in sub_area.goals}) or [1]
    texts = {(goal.row, goal.period_id): goal.text for goal in sub_area.goals}
    found = {(goal.row, goal.period_id): goal.number for goal in sub_area.goals}
    return [
        MatrixRow(
            name=sub_area.name if place == 0 else "",
            span=len(numbers),
            cells=tuple(texts.get((number, column), "") for column in columns),
            headings=headings,
            numbers=tuple(found.get((number, column), 0) for column in columns),
        )
        for place, number in enumerate(numbers)
    ]


def activities(area: AreaTree) -> tuple[ActivityGroup, ...]:
    """Activities by period in the plan's order; those without a period last."""
    headings = [(period.id, period.heading) for period in area.periods]
    groups = []
    for period_id, heading in [*headings, (None, _("Utan angiven period"))]:
        found = [activity for activity in area.activities if activity.period_id == period_id]
        if found:
            groups.append(ActivityGroup(heading, _by_sub_area(area, found), len(found)))
    return tuple(groups)


def _by_sub_area(
    area: AreaTree, found: list[ActivityItem]
) -> tuple[tuple[str, tuple[tuple[str, int], ...]], ...]:
    names = {sub_area.id: sub_area.name for sub_area in area.sub_areas}
    parts: dict[str, list[tuple[str, int]]] = {}
    for activity in found:
        name = names.get(activity.sub_area_id, "") if activity.sub_area_id else ""
        parts.setdefault(name, []).append((activity.text, activity.number))
    return tuple((name, tuple(texts)) for name, texts in parts.items())


def lines(
    area: AreaTree, names: Mapping[str, str], statuses: Mapping[int, Said]
) -> tuple[Line, ...]:
    """The indicator lines as the plan writes them, each with its measures."""
    return tuple(_line(line, names, statuses.get(line.id)) for line in area.indicators)


def _line(line: IndicatorLine, names: Mapping[str, str], said: Said | None) -> Line:
    return Line(
        text=line.text,
        measures=tuple(
            (measure.indicator_id, names.get(measure.indicator_id, measure.indicator_id))
            for measure in line.measures
        ),
        status=human_status(said.status) if said else None,
        said=said,
    )
