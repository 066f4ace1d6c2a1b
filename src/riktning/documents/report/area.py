"""A transformation area: what the indicators say, the period's goals and activities, judgements."""

from riktning.documents.report import numerals, tally
from riktning.documents.report.content import AreaContent, Assessed, Contradiction, Finding
from riktning.documents.report.counting import count_sentence
from riktning.documents.report.evidence import evidence
from riktning.documents.report.outline import Outline
from riktning.documents.report.summary import target_words
from riktning.documents.report.syntax import Cell, Column, Node, block, bullets, paragraph, table


def area_section(outline: Outline, area: AreaContent) -> list[Node]:
    """One area as a top-level section."""
    return [
        outline.section(1, area.name),
        *_indicators(outline, area),
        *_contradictions(outline, area),
        *_assessments(outline, area),
        *_goals(outline, area),
        *_activities(outline, area),
    ]


def _indicators(outline: Outline, area: AreaContent) -> list[Node]:
    heading = outline.section(2, outline.words.sections["indicators"])
    if not area.findings:
        return [heading, paragraph(outline.text("no_measures")), *_unmeasured(outline, area)]
    findings = tally.distinct(area.findings)
    blocks = [heading, outline.lead(count_sentence(outline, "area", findings))]
    blocks.append(_overview(outline, area))
    told = tally.told_in_full(area.findings)
    for finding in told:
        blocks += evidence(outline, finding)
    rest = [f for f in tally.worst_first(area.findings) if f not in told]
    return [*blocks, *_briefly(outline, rest), *_unmeasured(outline, area)]


def _briefly(outline: Outline, findings: list[Finding]) -> list[Node]:
    """A sentence each for the measures that neither move nor have a target."""
    if not findings:
        return []
    heading = outline.section(3, outline.words.sections["others"])
    sentences = [finding.direction_sentence for finding in findings]
    return [heading, paragraph(outline.text("others")), bullets(sentences)]


def _overview(outline: Outline, area: AreaContent) -> Node:
    names = outline.words.columns
    columns = [
        Column(names["measure"], 0.27),
        Column(names["latest"], 0.17, numeric=True),
        Column(names["direction"], 0.22),
        Column(names["target"], 0.18),
        Column(names["pace"], 0.16),
    ]
    rows: list[list[Cell]] = []
    for finding in tally.worst_first(area.findings):
        latest = finding.years[-1] if finding.years else None
        figures: list[Cell] = [
            finding.name,
            outline.year_value(finding, latest, finding.value_unit),
            outline.badge(finding, short=True),
        ]
        rows.append([*figures, target_words(outline, finding), finding.pace_label or "–"])
    caption = outline.text("overview", area=area.name)
    return table(columns, rows, outline.caption("table", caption))


def _unmeasured(outline: Outline, area: AreaContent) -> list[Node]:
    if not area.unmeasured:
        return []
    heading = outline.section(3, outline.words.sections["unknown"])
    return [heading, paragraph(outline.text("unmeasured")), bullets(area.unmeasured)]


def _contradictions(outline: Outline, area: AreaContent) -> list[Node]:
    if not area.contradictions:
        return []
    heading = outline.section(2, outline.words.sections["contradictions"])
    return [heading, *(_contradiction(outline, item) for item in area.contradictions)]


def _contradiction(outline: Outline, item: Contradiction) -> Node:
    assessed = item.assessed
    sentence = outline.text(
        "contradiction_detail",
        date=numerals.day_name(assessed.on, outline.content.language),
        role=assessed.role,
        sentence=item.evidence,
    )
    frame = {"inset": "(left: 9pt, y: 3pt)", "stroke": '(left: 2pt + rgb("#8a5a00"))'}
    return block("Contradiction", [paragraph(item.sentence), paragraph(sentence)], frame)


def _assessments(outline: Outline, area: AreaContent) -> list[Node]:
    heading = outline.section(2, outline.words.sections["assessments"])
    if not area.assessments:
        return [heading, paragraph(outline.text("no_assessments"))]
    names = outline.words.columns
    columns = [Column(names["subject"], 0.28), Column(names["status"], 0.17)]
    columns += [Column(names["role"], 0.24), Column(names["comment"], 0.31)]
    rows = [_assessment_row(outline, item) for item in area.assessments]
    caption = outline.text("assessments", area=area.name)
    return [heading, table(columns, rows, outline.caption("table", caption))]


def _assessment_row(outline: Outline, item: Assessed) -> list[str]:
    status = outline.words.status[item.status].capitalize()
    return [item.subject, status, f"{item.role}, {item.on.isoformat()}", item.comment]


def _goals(outline: Outline, area: AreaContent) -> list[Node]:
    heading = outline.section(2, outline.words.sections["goals"].format(period=area.period))
    if not area.goals:
        return [heading, paragraph(outline.text("no_goals", period=area.period))]
    names = outline.words.columns
    columns = [Column(names["sub_area"], 0.32), Column(names["goal"], 0.68)]
    rows = [[row.sub_area, "\n".join(row.goals)] for row in area.goals]
    caption = outline.caption("table", outline.text("goals", period=area.period))
    return [heading, table(columns, rows, caption)]


def _activities(outline: Outline, area: AreaContent) -> list[Node]:
    title = outline.words.sections["activities"].format(period=area.period)
    heading = outline.section(2, title)
    if not area.activities:
        return [heading, paragraph(outline.text("no_activities", period=area.period))]
    return [heading, paragraph(outline.text("activities")), bullets(area.activities)]
