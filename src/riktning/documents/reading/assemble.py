"""Elements of any format become a draft plan."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from riktning.documents.draft import (
    DraftActivity,
    DraftArea,
    DraftIndicator,
    DraftPlan,
    Question,
)
from riktning.documents.reading.area import AreaDraft
from riktning.documents.reading.elements import Doubt, Element, Heading, Item, Role, Row
from riktning.documents.reading.genre import Section, period_heading, plain, section_heading
from riktning.documents.reading.outline import with_roles
from riktning.documents.reading.tables import TableReader, fold

OUTSIDE = "Text utanför planens delar; inte läst som mål, aktivitet eller indikator"


def assemble(elements: Sequence[Element]) -> DraftPlan:
    """Build the draft; whatever has no place in it becomes a question."""
    work = _Assembler()
    for element in with_roles(elements):
        work.take(element)
    return work.finish()


@dataclass(slots=True)
class _Assembler:
    """Where in the plan the reading stands."""

    plan: DraftPlan = field(default_factory=DraftPlan)
    areas: list[AreaDraft] = field(default_factory=list)
    current: AreaDraft | None = None
    section: Section | None = None
    period: str = ""
    sub_area: str | None = None
    aside: list[Item] = field(default_factory=list)
    strange: list[Row] = field(default_factory=list)
    tables: TableReader = field(init=False)

    def __post_init__(self) -> None:
        self.tables = TableReader(self._area_named)

    def take(self, element: Element) -> None:
        """One element in document order."""
        if not isinstance(element, Item):
            self._put_aside()
        if not isinstance(element, Row):
            self._put_strange_aside()
        if isinstance(element, Doubt):
            self._ask(element.where, element.problem, element.text)
        elif isinstance(element, Heading):
            self._heading(element)
        elif isinstance(element, Row):
            self._row(element)
        else:
            self._item(element)

    def finish(self) -> DraftPlan:
        """Close every area."""
        self._put_aside()
        self._put_strange_aside()
        for area in self.areas:
            area.close()
        self.plan.areas = [area.area for area in self.areas]
        return self.plan

    def _heading(self, heading: Heading) -> None:
        if heading.role is Role.AREA:
            self._open(heading.text, heading.where)
        elif heading.role is Role.SECTION:
            self._section(heading)
        elif heading.role is Role.PERIOD:
            found = period_heading(heading.text)
            self._period(*(found or (heading.text, None)), heading.where)
        elif heading.role is Role.SUB_AREA:
            self.sub_area = heading.text
            if self.section is not Section.ACTIVITIES:
                self.section = Section.GOALS
        else:
            self.aside.append(Item(heading.text, heading.where))

    def _section(self, heading: Heading) -> None:
        found = section_heading(heading.text)
        if found is None:
            return
        if found.section is not self.section:
            self.period = ""
            self.sub_area = self.sub_area if found.section is Section.GOALS else None
        self.section = found.section
        if found.period:
            kept = self.sub_area
            self._period(found.period, found.note, heading.where)
            self.sub_area = kept

    def _period(self, period: str, note: str | None, where: str) -> None:
        self.period = self._area(where).period(period)
        self.sub_area = None
        if note:
            self._ask(where, f"Anmärkning vid perioden {self.period}", note)

    def _row(self, row: Row) -> None:
        if not self.tables.take(row, lambda: self._area(row.where), self.section):
            self.strange.append(row)

    def _item(self, item: Item) -> None:
        if self.section is None:
            self.aside.append(item)
        elif self.section is Section.ACTIVITIES:
            self._activity(item)
        elif self.section is Section.INDICATORS:
            self._area(item.where).add_indicator(DraftIndicator(fold(item.text)), item.where)
        elif self.tables.wide is None:
            area = self._area(item.where)
            area.add_goal(self.sub_area, self.period, fold(item.text), "", item.where)
        else:
            self.aside.append(item)

    def _activity(self, item: Item) -> None:
        area = self._area(item.where)
        names = {plain(sub_area.name) for sub_area in area.area.sub_areas}
        if not item.bullet and plain(item.text) in names:
            self.sub_area = item.text
            return
        activity = DraftActivity(self.period, fold(item.text), self.sub_area)
        area.add_activity(activity, item.where)

    def _area(self, where: str) -> AreaDraft:
        """The area that is open; one without a name when the document gave none."""
        if self.current is None:
            self._open("", where)
        if self.current is None:
            raise AssertionError("an area was just opened")
        return self.current

    def _area_named(self, name: str, where: str) -> AreaDraft:
        for area in self.areas:
            if plain(area.area.name) == plain(name):
                self.current = area
                return area
        return self._open(name, where)

    def _open(self, name: str, where: str) -> AreaDraft:
        named = fold(name) or f"Område {len(self.areas) + 1}"
        self.current = AreaDraft(DraftArea(named), self.plan.questions)
        self.areas.append(self.current)
        if not name:
            self._ask(where, "Områdets namn saknas; ett tillfälligt namn används", named)
        self.section, self.period, self.sub_area = None, "", None
        return self.current

    def _put_aside(self) -> None:
        if self.aside:
            text = " ".join(fold(item.text) for item in self.aside)
            self._ask(_span([item.where for item in self.aside]), OUTSIDE, text)
        self.aside = []

    def _put_strange_aside(self) -> None:
        if self.strange:
            text = " / ".join(" | ".join(map(fold, row.cells)) for row in self.strange)
            where = _span([row.where for row in self.strange])
            self._ask(where, "Tabell utan rubrikrad som går att tolka; inte läst", text)
        self.strange = []

    def _ask(self, where: str, problem: str, text: str) -> None:
        self.plan.questions.append(Question(where, problem, text))


def _span(places: Iterable[str]) -> str:
    found = list(dict.fromkeys(places))
    return found[0] if len(found) == 1 else f"{found[0]} – {found[-1]}"
