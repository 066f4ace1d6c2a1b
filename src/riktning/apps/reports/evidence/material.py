"""What evidence is made from: the store read once for a revision, a run and a unit."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from riktning.apps.followup.report_content import gather_report
from riktning.apps.observations.models import Run
from riktning.apps.observations.queries import indicators
from riktning.apps.plans.models import Revision
from riktning.apps.plans.queries import area_trees
from riktning.apps.plans.tree import AreaTree
from riktning.apps.reports.evidence.plain_words import PLAIN
from riktning.apps.reports.evidence.words import say
from riktning.core.errors import RiktningError
from riktning.documents.charts import month_label
from riktning.documents.report import numerals, tally
from riktning.documents.report.content import (
    AreaContent,
    DefinitionEntry,
    Finding,
    ReportContent,
    YearFigure,
)
from riktning.documents.report.languages import wording_of
from riktning.documents.report.wording import Wording

ALL = "all"
REGION = "region"
LONGEST_UNIT = 6  # characters that may stand after a figure; a longer one stands with the name


@dataclass(frozen=True)
class Material:
    """A revision by the figures of a run, as of a day; ``unit`` is empty for the region.

    ``area`` limits what is read to one area; ``since`` is the run to compare with, found in the
    store when it is not named; ``plain`` tells it in words for those who know neither plan nor
    statistics. Nothing is read before it is asked for.
    """

    run: Run
    revision: Revision
    as_of: date
    language: str = "sv"
    unit: str = ""
    area: str = ""
    since: Run | None = None
    plain: bool = False

    @cached_property
    def content(self) -> ReportContent:
        """Everything read; of a unit only the measures that say something there."""
        read = gather_report(
            run=self.run,
            revision=self.revision,
            as_of=self.as_of,
            issued=self.as_of,
            language=self.language,
            unit_id=self.unit,
            area=self.area,
        )
        if not self.unit:
            return read
        return replace(read, areas=tuple(_of_unit(area) for area in read.areas))

    @cached_property
    def words(self) -> Wording:
        """The fixed words of the yearly report, which evidence shares."""
        return wording_of(self.language)

    @cached_property
    def trees(self) -> tuple[AreaTree, ...]:
        """The areas in question, as the plan has them."""
        return tuple(t for t in area_trees(self.revision) if self.area in ("", t.slug))

    @cached_property
    def definitions(self) -> dict[str, DefinitionEntry]:
        """The definitions of the measures in question, in the catalogue's order."""
        wanted = {key for tree in self.trees for key in tree.indicator_ids}
        found = {entry.indicator_id: entry for entry in self.content.definitions}
        return {key: found[key] for key in indicators(self.run) if key in wanted}

    @cached_property
    def areas(self) -> dict[str, AreaContent]:
        """The areas by their addresses."""
        pairs = zip(self.trees, self.content.areas, strict=True)
        return {tree.slug: content for tree, content in pairs}

    @property
    def unit_id(self) -> str:
        """The unit's id, the region's own where none is named."""
        return self.unit or self.run.region_unit_id

    @property
    def place(self) -> str:
        """The unit as keys write it."""
        return self.unit or REGION

    def tree(self, slug: str) -> AreaTree:
        """An area of the plan by its address."""
        return next(tree for tree in self.trees if tree.slug == slug)

    def chosen(self, about: str) -> Iterator[tuple[str, AreaContent]]:
        """One area, or every one of them."""
        if about != ALL and about not in self.areas:
            raise RiktningError(
                f"the plan has no area {about!r}", remedy=f"choose among {', '.join(self.areas)}"
            )
        return ((slug, area) for slug, area in self.areas.items() if about in (ALL, slug))

    def findings(self, about: str) -> list[Finding]:
        """What is found of each measure of the area, each once."""
        return tally.distinct(f for _slug, area in self.chosen(about) for f in area.findings)

    def named(self, about: str) -> str:
        """The area's name, or that it is all of them."""
        return say("all", self.language) if about == ALL else self.areas[about].name

    def text(self, key: str, **fields: object) -> str:
        """One of the yearly report's sentences; in plain words where it has any."""
        if self.plain and key in PLAIN:
            return PLAIN[key].in_(self.language).format(**fields)
        return self.words.text[key].format(**fields)

    def number(self, value: float | None, decimals: int) -> str:
        return numerals.number(value, decimals, self.language)

    def day(self, day: date) -> str:
        return numerals.day_name(day, self.language)

    def value(self, finding: Finding, figure: YearFigure | None, unit: str | None = None) -> str:
        """A year's value with its unit, or why it is not shown."""
        if figure is None:
            return "–"
        if figure.hidden:
            return self.text("hidden", k=self.content.run.suppressed_below)
        unit = finding.value_unit if unit is None else unit
        shown = numerals.measured(figure.value, finding.decimals, unit, self.language)
        return f"{shown} ({self.text('preliminary')})" if figure.preliminary else shown

    def target(self, finding: Finding, unit: str | None = None) -> str:
        """``30,0 %, dec 2025`` or a dash where the plan sets no target."""
        if finding.target is None:
            return "–"
        unit = finding.value_unit if unit is None else unit
        value = numerals.measured(finding.target.value, finding.decimals, unit, self.language)
        return f"{value}, {month_label(finding.target.due, self.language)}"


def _of_unit(area: AreaContent) -> AreaContent:
    return replace(area, findings=tuple(f for f in area.findings if f.verdict or f.years))


def with_long_unit(finding: Finding) -> tuple[str, str]:
    """How a table's row names the measure, and the unit that stands after its figures."""
    if len(finding.value_unit) <= LONGEST_UNIT:
        return finding.name, finding.value_unit
    return f"{finding.name} ({finding.value_unit})", ""
