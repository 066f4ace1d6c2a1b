"""What the sections share while the document is put together: words, numbering, file names."""

from collections.abc import Callable
from dataclasses import dataclass, field

from riktning.documents.report import numerals
from riktning.documents.report.content import Finding, ReportContent, YearFigure
from riktning.documents.report.syntax import Node, block, heading, paragraph, styled
from riktning.documents.report.wording import Wording
from riktning.trends.labels import DIRECTION_WORDS, PACE_WORDS
from riktning.trends.verdict import Direction, Pace

COLOURS = {
    Direction.IMPROVING: 'rgb("#1b5e20")',
    Direction.WORSENING: 'rgb("#8c1d18")',
    Direction.NO_EVIDENCE: 'rgb("#3d4852")',
    Direction.CANNOT_TELL: 'rgb("#3d4852")',
}
QUIET = 'rgb("#42525f")'
STYLES = {direction: f"Direction {direction.value.replace('_', ' ')}" for direction in Direction}


@dataclass(slots=True)
class Outline:
    """One document being written; numbers its figures, tables and headings in reading order."""

    content: ReportContent
    words: Wording
    picture: Callable[[Finding, str, str], Node]  # finding, alternative text, caption
    _counts: dict[str, int] = field(default_factory=dict)

    def text(self, key: str, **fields: object) -> str:
        return self.words.text[key].format(**fields)

    def section(self, level: int, title: str) -> Node:
        return heading(level, title, f"s{self._next('section')}")

    def caption(self, kind: str, text: str) -> str:
        """``kind`` is "figure" or "table"."""
        label: str = getattr(self.words, kind)
        return f"{label.format(number=self._next(kind))} {text}"

    def _next(self, kind: str) -> int:
        self._counts[kind] = self._counts.get(kind, 0) + 1
        return self._counts[kind]

    def badge(self, finding: Finding, *, short: bool = False) -> Node:
        """The direction as shape, word and colour; short leaves out why it cannot be told."""
        word = self.direction(finding.direction) if short else finding.label.word
        text = f"{finding.label.shape}{numerals.NO_BREAK}{word}"
        return styled(text, STYLES[finding.direction], COLOURS[finding.direction])

    def direction(self, direction: Direction) -> str:
        """The direction in words."""
        return DIRECTION_WORDS[direction].in_(self.content.language)

    def pace(self, pace: Pace) -> str:
        """The pace in words."""
        return PACE_WORDS[pace].in_(self.content.language)

    def number(self, value: float | None, decimals: int) -> str:
        return numerals.number(value, decimals, self.content.language)

    def year_value(self, finding: Finding, figure: YearFigure | None, unit: str) -> str:
        """The year's value with a unit, or why it is not shown."""
        if figure is None:
            return "–"
        if figure.hidden:
            return self.text("hidden", k=self.content.run.suppressed_below)
        language = self.content.language
        shown = numerals.measured(figure.value, finding.decimals, unit, language)
        return f"{shown} ({self.text('preliminary')})" if figure.preliminary else shown

    def lead(self, text: str) -> Node:
        """The paragraph that a hurried reader reads first."""
        return block("Lead", [paragraph(text)], {"text:size": "12pt"})
