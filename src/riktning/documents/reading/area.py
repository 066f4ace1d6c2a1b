"""An area being filled, with the questions that arise while it is."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from riktning.documents.draft import (
    DraftActivity,
    DraftArea,
    DraftGoal,
    DraftIndicator,
    DraftSubArea,
    Question,
)
from riktning.documents.reading.genre import bare_period, plain

DIGITS_OF_A_ROW = 6


@dataclass(frozen=True, slots=True)
class ListedRow:
    """What a row of a table of one item a row says of where it belongs."""

    where: str
    period: str
    sub_area: str | None


@dataclass(slots=True)
class AreaDraft:
    """Adds goals, activities and indicators to one area of the draft.

    What is known is kept beside the draft, so that an item costs the same however many there are;
    ``_last_row`` and ``_taken`` (goals by period) are those of the last sub-area.
    """

    area: DraftArea
    questions: list[Question]
    listed: list[ListedRow] = field(default_factory=list)
    stated: list[str] = field(default_factory=list)  # periods of headings and lists of periods
    _cells: set[tuple[str, str, int]] = field(default_factory=set)
    _activities: list[tuple[DraftActivity, str]] = field(default_factory=list)
    _indicators: list[tuple[DraftIndicator, str]] = field(default_factory=list)
    _names: set[str] = field(default_factory=set)
    _periods: dict[str, str] = field(default_factory=dict)
    _last_row: int = 0
    _taken: Counter[str] = field(default_factory=Counter)

    def add_periods(self, periods: Sequence[str]) -> None:
        """Make periods known, in the order of the document."""
        self.stated += periods
        for period in periods:
            self.period(period)

    def period(self, written: str) -> str:
        """The area's own way to write a period; a new one is added."""
        if not written:
            return written
        bare = bare_period(written)
        if bare not in self._periods:
            self._periods[bare] = written
            self.area.periods.append(written)
        return self._periods[bare]

    def has_sub_area(self, text: str) -> bool:
        """Whether a sub-area of the area has this name."""
        return plain(text) in self._names

    def add_row(self, name: str | None, texts: Sequence[tuple[str, str]], where: str) -> None:
        """A table row: a goal per period; an empty name goes on with the sub-area above."""
        sub_area = self._sub_area(name, where)
        row = self._last_row + 1
        for period, text in texts:
            if text:
                self._put_goal(sub_area, self.period(period), row, text)

    def extend_row(self, texts: Sequence[tuple[str, str]]) -> None:
        """The rest of a row that a page cut."""
        if not self.area.sub_areas or not self.area.sub_areas[-1].goals:
            self.add_row(None, texts, "")
            return
        last = self.area.sub_areas[-1]
        goals, row = last.goals, last.goals[-1].row
        for period, text in texts:
            known = self.period(period)
            cut = [goal for goal in goals if goal.row == row and goal.period == known]
            if cut and text:
                cut[0].text = f"{cut[0].text} {text}"
            elif text:
                self._put_goal(last, known, row, text)

    def add_goal(self, name: str | None, period: str, text: str, number: str, where: str) -> None:
        """One goal from a list; without a number its row is the next free one of its period."""
        sub_area = self._sub_area(name, where)
        if not text:
            return
        known = self.period(period)
        asked = int(number) if number.isdecimal() and len(number) <= DIGITS_OF_A_ROW else 0
        cell = plain(sub_area.name), known, asked
        if asked and cell in self._cells:
            self.ask(where, f"Två mål i samma ruta ({known}, rad {asked}); båda behållna", text)
        self._cells.add(cell)
        self._put_goal(sub_area, known, asked or self._taken[known] + 1, text)

    def _put_goal(self, sub_area: DraftSubArea, period: str, row: int, text: str) -> None:
        sub_area.goals.append(DraftGoal(period, row, text))
        self._last_row = max(self._last_row, row)
        self._taken[period] += 1

    def add_activity(self, activity: DraftActivity, where: str) -> None:
        """An activity in document order; its sub-area is settled when the area is closed."""
        self._activities.append((activity, where))

    def add_indicator(self, indicator: DraftIndicator, where: str) -> None:
        """An indicator in document order."""
        self._indicators.append((indicator, where))

    def ask(self, where: str, problem: str, text: str) -> None:
        """Leave a question to a person."""
        self.questions.append(Question(where, problem, text))

    def close(self) -> None:
        """Settle periods and sub-areas of the activities, and point out what stands twice."""
        self._settle_periods()
        self._settle_sub_areas()
        self._ask_about_doubles("Aktiviteten", [(a.period, a.text, w) for a, w in self._activities])
        self._ask_about_doubles("Indikatorn", [("", i.text, w) for i, w in self._indicators])
        self.area.activities = [activity for activity, _ in self._activities]
        self.area.indicators = [indicator for indicator, _ in self._indicators]

    def _sub_area(self, name: str | None, where: str) -> DraftSubArea:
        known = self.area.sub_areas
        if known and (not name or plain(known[-1].name) == plain(name)):
            return known[-1]
        if name is not None and not name:
            self.ask(where, "Delområdets namn saknas; områdets namn används", self.area.name)
        known.append(DraftSubArea(name or self.area.name))
        self._names.add(plain(known[-1].name))
        self._last_row = 0
        self._taken.clear()
        return known[-1]

    def _settle_periods(self) -> None:
        goals = [g for sub_area in self.area.sub_areas for g in sub_area.goals if not g.period]
        if goals:
            problem = f"Period saknas för {len(goals)} mål; lämnad tom"
            self.ask(self.area.name, problem, goals[0].text)
        without = [(a, w) for a, w in self._activities if not a.period]
        if without:
            first, where = without[0]
            problem = f"Period saknas för {_activities_counted(len(without))}; lämnad tom"
            self.ask(where, problem, first.text)
        for activity, _ in self._activities:
            activity.period = self.period(activity.period)

    def _settle_sub_areas(self) -> None:
        names = {plain(sub_area.name): sub_area.name for sub_area in self.area.sub_areas}
        asked: set[str] = set()
        for activity, where in self._activities:
            written = activity.sub_area
            if written is None:
                continue
            activity.sub_area = names.get(plain(written), written)
            if names and plain(written) not in names and written not in asked:
                asked.add(written)
                problem = "Rubriken är inget delområde i områdets tabell; behållen som den står"
                self.ask(where, problem, written)

    def _ask_about_doubles(self, what: str, items: Sequence[tuple[str, str, str]]) -> None:
        seen: dict[tuple[str, str], str] = {}
        for period, text, where in items:
            key = period, plain(text)
            if key in seen:
                self.ask(where, f"{what} står två gånger (även {seen[key]}); båda behållna", text)
            else:
                seen[key] = where


def _activities_counted(count: int) -> str:
    return "1 aktivitet" if count == 1 else f"{count} aktiviteter"
