"""One finding with its evidence: sentences, chart, the years as a table, parts of the region."""

from riktning.documents.charts import ControlPlot
from riktning.documents.report import numerals
from riktning.documents.report.content import Finding
from riktning.documents.report.outline import QUIET, Outline
from riktning.documents.report.syntax import (
    Column,
    Node,
    block,
    kept_together,
    paragraph,
    strong,
    styled,
    table,
)
from riktning.documents.report.tally import FIRM
from riktning.trends.verdict import Direction


def evidence(outline: Outline, finding: Finding) -> list[Node]:
    """A third-level section about one measure."""
    said = [_verdict_line(outline, finding), paragraph(_sentences(finding))]
    blocks = [outline.section(3, finding.name), block("Body Text", said, {"sticky": "true"})]
    if finding.chart is not None:
        blocks.append(_chart(outline, finding, finding.chart))
    if finding.years:
        blocks.append(kept_together(_years(outline, finding)))
    if finding.by_unit:
        blocks.append(paragraph(_by_unit(outline, finding)))
    blocks += [paragraph(caution) for caution in finding.cautions]
    source = outline.text("plan_line", text=finding.plan_line)
    blocks.append(paragraph(styled(source, "Quiet", QUIET)))
    return blocks


def _verdict_line(outline: Outline, finding: Finding) -> Node:
    parts: list[Node | str] = [outline.badge(finding)]
    if finding.pace_label:
        parts += [" · ", strong(f"{outline.words.columns['pace']}: {finding.pace_label}")]
    return paragraph(*parts)


def _sentences(finding: Finding) -> str:
    return " ".join(part for part in (finding.direction_sentence, finding.pace_sentence) if part)


def _chart(outline: Outline, finding: Finding, chart: ControlPlot) -> Node:
    language = outline.content.language
    first, last = (
        numerals.month_name(month, language) for month in (chart.months[0], chart.months[-1])
    )
    named = {"measure": finding.name, "first": first, "last": last}
    alt = outline.text("chart_alt", sentence=_sentences(finding), **named)
    caption = outline.text("chart", unit=finding.unit, unit_name=finding.unit_name, **named)
    if chart.along_trend:
        caption += outline.text("along_trend")
    return outline.picture(finding, alt, outline.caption("figure", caption))


def _years(outline: Outline, finding: Finding) -> Node:
    names = outline.words.columns
    columns = [
        Column(names["year"], 0.16),
        Column(names["value"], 0.3, numeric=True),
        Column(names["interval"], 0.3, numeric=True),
        Column(names["denominator"], 0.24, numeric=True),
    ]
    unit = "%" if finding.value_unit == "%" else ""  # longer ones stand in the caption only
    rows = []
    for year in finding.years:
        low, high = (outline.number(bound, finding.decimals) for bound in (year.low, year.high))
        interval = f"{low}–{high}" if year.low is not None else "–"
        base = outline.number(year.denominator, 0)
        rows.append([str(year.year), outline.year_value(finding, year, unit), interval, base])
    better = outline.words.polarity[finding.polarity]
    text = outline.text("years", measure=finding.name, unit=finding.unit, better=better)
    return table(columns, rows, outline.caption("table", text))


def _by_unit(outline: Outline, finding: Finding) -> str:
    groups = []
    for direction in Direction:
        names = [line.unit_name for line in finding.by_unit if line.direction is direction]
        if names:
            word, firm = outline.direction(direction), direction in FIRM
            listed = ", ".join(names) if firm else outline.text("units", count=len(names))
            groups.append(outline.text("by_unit_group", direction=word, names=listed))
    return outline.text("by_unit", lines="; ".join(groups))
