"""What the sections share while the document is put together: words, numbering, file names."""

from collections.abc import Callable
from dataclasses import dataclass, field

from riktning.catalogue.model import Polarity
from riktning.documents.report import numerals
from riktning.documents.report.content import Finding, ReportContent, YearFigure
from riktning.documents.report.syntax import Node, block, heading, paragraph, styled
from riktning.documents.report.wording import Wording
from riktning.trends.verdict import Direction

COLOURS = {
    Direction.IMPROVING: 'rgb("#1b5e20")',
    Direction.WORSENING: 'rgb("#8c1d18")',
    Direction.NO_EVIDENCE: 'rgb("#3d4852")',
    Direction.CANNOT_TELL: 'rgb("#3d4852")',
}
QUIET = 'rgb("#42525f")'
STYLES = {direction: f"Direction {direction.value.replace('_', ' ')}" for direction in Direction}


def mark(direction: Direction, polarity: Polarity) -> str:
    """The shape that stands beside the word: an arrow the way the figure goes, square or ring."""
    if direction is Direction.NO_EVIDENCE:
        return "■"
    if direction is Direction.CANNOT_TELL:
        return "○"
    upward = (direction is Direction.IMPROVING) == (polarity is not Polarity.LOWER)
    return "▲" if upward else "▼"


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

    def badge(self, finding: Finding) -> Node:
        """The direction as shape, word and colour."""
        return self.direction_badge(finding.direction, finding.polarity)

    def direction_badge(self, direction: Direction, polarity: Polarity = Polarity.HIGHER) -> Node:
        text = f"{mark(direction, polarity)}{numerals.NO_BREAK}{self.words.direction[direction]}"
        return styled(text, STYLES[direction], COLOURS[direction])

    def number(self, value: float | None, decimals: int) -> str:
        return numerals.number(value, decimals, self.content.language)

    def year_value(self, finding: Finding, figure: YearFigure | None) -> str:
        """The year's value with its unit, or why it is not shown."""
        if figure is None:
            return "–"
        if figure.hidden:
            return self.text("hidden", k=self.content.run.suppressed_below)
        language = self.content.language
        shown = numerals.measured(figure.value, finding.decimals, finding.unit, language)
        return f"{shown} ({self.text('preliminary')})" if figure.preliminary else shown

    def lead(self, text: str) -> Node:
        """The paragraph that a hurried reader reads first."""
        return block("Lead", [paragraph(text)], {"text:size": "12pt"})
