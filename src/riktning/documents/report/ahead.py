"""What somebody has to take a stand on before the plan is revised."""

from collections.abc import Iterator

from riktning.documents.report import tally
from riktning.documents.report.content import Finding
from riktning.documents.report.outline import Outline
from riktning.documents.report.summary import nothing_to_tell
from riktning.documents.report.syntax import Node, bullets, paragraph
from riktning.trends.verdict import Direction, Pace


def ahead(outline: Outline) -> list[Node]:
    """The last section before the appendix."""
    heading = outline.section(1, outline.words.sections["ahead"])
    points = list(_points(outline))
    if not points and not any(outline.content.findings):
        return [heading, paragraph(nothing_to_tell(outline))]
    if not points:
        return [heading, paragraph(outline.text("nothing_ahead"))]
    return [heading, paragraph(outline.text("ahead")), bullets(points)]


def _points(outline: Outline) -> Iterator[str]:
    for finding in tally.worst_first(tally.distinct(outline.content.findings)):
        key = _why(finding)
        if key:
            sentence = finding.pace_sentence if key != "ahead_worsening" else None
            told = sentence or finding.direction_sentence
            yield outline.text(key, measure=finding.name, sentence=told)
    for area in outline.content.areas:
        for item in area.contradictions:
            yield outline.text("ahead_contradiction", text=item.sentence)
    for area in outline.content.areas:
        if area.unmeasured:
            count = len(area.unmeasured)
            yield outline.text("ahead_unmeasured", count=count, area=area.name)


def _why(finding: Finding) -> str | None:
    if finding.pace is Pace.WRONG_WAY:
        return "ahead_wrong_way"
    if finding.direction is Direction.WORSENING:
        return "ahead_worsening"
    return "ahead_late" if finding.pace is Pace.LATE else None
