"""One steering picture: what in one plan serves what in another, with gaps and overlaps.

Rows are the sub-areas of the plan that is served, columns the areas (work streams) of the one that
serves. A row that nothing serves is a gap; what two or more serve is an overlap, which may be
meant; an item of the serving plan that serves nothing there stands loose.
"""

from collections import Counter
from dataclasses import dataclass

from riktning.documents.plans.snapshot import RevisionText, Said


@dataclass(frozen=True, slots=True)
class Tie:
    """An item that serves, and what it serves: a goal, or the whole sub-area or area."""

    source: Said
    target: Said


@dataclass(frozen=True, slots=True)
class PictureRow:
    """A sub-area, the ties to it column by column, and what in it several serve."""

    area: str
    sub_area: Said
    goals: tuple[Said, ...]
    cells: tuple[tuple[Tie, ...], ...]
    overlaps: tuple[Said, ...]

    @property
    def gap(self) -> bool:
        """Nothing serves it."""
        return not any(self.cells)

    @property
    def unserved(self) -> tuple[Said, ...]:
        """The goals that nothing serves, neither them nor what they stand under."""
        targets = {tie.target.item for cell in self.cells for tie in cell}
        return tuple(g for g in self.goals if not targets & {g.item, *g.parents})


@dataclass(frozen=True, slots=True)
class Picture:
    """Two plans side by side."""

    served: RevisionText
    serving: RevisionText
    columns: tuple[Said, ...]
    rows: tuple[PictureRow, ...]
    loose: tuple[Said, ...]

    @property
    def gaps(self) -> int:
        """How many sub-areas nothing serves."""
        return sum(1 for row in self.rows if row.gap)

    @property
    def overlaps(self) -> int:
        """How many goals, sub-areas and areas several items serve, each counted once."""
        return len({said.item for row in self.rows for said in row.overlaps})

    @property
    def ties(self) -> int:
        """How many items serve something here; each pair is counted once."""
        found = {
            (t.source.item, t.target.item) for row in self.rows for cell in row.cells for t in cell
        }
        return len(found)


def steering_picture(
    served: RevisionText, serving: RevisionText, links: frozenset[tuple[int, int]]
) -> Picture:
    """Put two plans side by side; ``links`` are (source item, target item) of all plans."""
    sources = {said.item: said for said in serving.items}
    targets = {said.item: said for said in served.items}
    ties = [
        Tie(sources[source], targets[target])
        for source, target in sorted(links)
        if source in sources and target in targets
    ]
    columns = serving.of_kind("area")
    times = Counter(tie.target.item for tie in ties)
    goals = served.of_kind("goal")
    rows = tuple(
        _row(sub_area, tuple(g for g in goals if sub_area.item in g.parents), columns, ties, times)
        for sub_area in served.of_kind("sub_area")
    )
    tied = {tie.source.item for tie in ties}
    loose = tuple(said for said in serving.of_kind("goal") if not tied & {said.item, *said.parents})
    return Picture(served, serving, columns, rows, loose)


def _row(
    sub_area: Said,
    goals: tuple[Said, ...],
    columns: tuple[Said, ...],
    ties: list[Tie],
    times: Counter[int],
) -> PictureRow:
    within = {sub_area.item, *sub_area.parents, *(goal.item for goal in goals)}
    here = [tie for tie in ties if tie.target.item in within]
    several = {t.target.item: t.target for t in here if times[t.target.item] > 1}
    return PictureRow(
        area=sub_area.area,
        sub_area=sub_area,
        goals=goals,
        cells=tuple(
            tuple(t for t in here if column.item in {t.source.item, *t.source.parents})
            for column in columns
        ),
        overlaps=tuple(several.values()),
    )
