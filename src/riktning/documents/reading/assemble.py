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
from riktning.documents.reading.genre import (
    Section,
    fold,
    long_header,
    meant_by,
    names_goals,
    period_heading,
    plain,
    section_heading,
    wide_header,
)
from riktning.documents.reading.listed import ask_about_listed
from riktning.documents.reading.outline import with_roles
from riktning.documents.reading.tables import TableReader

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
    named: dict[str, AreaDraft] = field(default_factory=dict)
    current: AreaDraft | None = None
    section: Section | None = None
    period: str = ""
    sub_area: str | None = None
    bare: Item | None = None
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
        self._ask_about_bare()
        for area in self.areas:
            area.close()
        ask_about_listed(self.areas)
        self.plan.areas = [area.area for area in self.areas]
        return self.plan

    def _heading(self, heading: Heading) -> None:
        if heading.role is Role.AREA:
            self.tables.forget()
            self._open(heading.text, heading.where)
        elif heading.role is Role.SECTION:
            self._section(heading)
        elif heading.role is Role.PERIOD and self.section is None:
            self.aside.append(Item(heading.text, heading.where))
        elif heading.role is Role.PERIOD:
            found = period_heading(heading.text)
            self._period(*(found or (heading.text, None)), heading.where)
        elif heading.role is Role.SUB_AREA:
            if self.section is not Section.ACTIVITIES:
                self.section = Section.GOALS
            self._under(heading.text, heading.where)
        else:
            self.aside.append(Item(heading.text, heading.where))

    def _section(self, heading: Heading) -> None:
        found = section_heading(heading.text)
        if found is None:
            return
        if found.section is not self.section:
            self.period = ""
            if found.section is not Section.GOALS or self.bare is None:
                self._ask_about_bare()
                self.sub_area = None
        self.section = found.section
        if found.period:
            self._period(found.period, found.note, heading.where)

    def _under(self, name: str, where: str) -> None:
        """A sub-area's heading; one that nothing stands under may be an item itself."""
        self._ask_about_bare()
        self.sub_area = name
        self.bare = Item(name, where)

    def _ask_about_bare(self) -> None:
        if self.bare is not None:
            problem = "Läst som rubrik för ett delområde, men inget står under den"
            self._ask(self.bare.where, problem, self.bare.text)
        self.bare = None

    def _period(self, period: str, note: str | None, where: str) -> None:
        self.period = self._area(where).period(period)
        if self.section is not Section.GOALS:
            self._ask_about_bare()
            self.sub_area = None
        if note:
            self._ask(where, f"Anmärkning vid perioden {self.period}", note)

    def _row(self, row: Row) -> None:
        if wide_header(row.cells) and names_goals(row.cells):
            self.section = Section.GOALS
        elif long := long_header(row.cells):
            self.section = meant_by(long)
        if self.tables.take(row, lambda: self._area(row.where), self.section, self.sub_area):
            self.bare = None
        else:
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
            self.bare = None
            area.add_goal(self.sub_area, self.period, fold(item.text), "", item.where)
        else:
            self.aside.append(item)

    def _activity(self, item: Item) -> None:
        area = self._area(item.where)
        if not item.bullet and area.has_sub_area(item.text):
            self._under(item.text, item.where)
            return
        self.bare = None
        activity = DraftActivity(self.period, fold(item.text), self.sub_area)
        area.add_activity(activity, item.where)

    def _area(self, where: str) -> AreaDraft:
        """The area that is open; one without a name when the document gave none."""
        return self.current or self._open("", where)

    def _area_named(self, name: str, where: str) -> AreaDraft:
        known = self.named.get(plain(name))
        if known is None:
            return self._open(name, where)
        self.current = known
        return known

    def _open(self, name: str, where: str) -> AreaDraft:
        self._ask_about_bare()
        named = fold(name) or f"Område {len(self.areas) + 1}"
        self.current = AreaDraft(DraftArea(named), self.plan.questions)
        self.areas.append(self.current)
        self.named.setdefault(plain(named), self.current)
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
