"""One measure: its verdict in sentences, and its chart with the years behind it."""

from riktning.apps.observations.queries import indicators
from riktning.apps.reports.evidence.linking import facts_of, links_of, source_of
from riktning.apps.reports.evidence.material import ALL, Material
from riktning.apps.reports.evidence.offer import Offer
from riktning.apps.reports.evidence.sentences import verdict_sentences
from riktning.apps.reports.evidence.words import EACH, say
from riktning.core.periods import MONTHS_A_YEAR
from riktning.documents.charts import ChartText, ControlPlot
from riktning.documents.manuscript.blocks import Block, Chart, ChartSpec, Sentences, Table
from riktning.documents.report import numerals, tally
from riktning.documents.report.content import Finding
from riktning.trends.figures import period_name
from riktning.trends.verdict import Pace

CHARTS = 2  # pictures of an area that are put in by themselves: more would drown what they show
CHART_HEIGHT = 112  # two fit on a page with their tables


def verdict(material: Material, indicator_id: str) -> Offer | None:
    """What is said of a measure at the unit."""
    finding = _finding(material, indicator_id)
    if finding is None:
        return None
    return _offer(material, "verdict", finding, (_sentences(material, finding),))


def chart(material: Material, indicator_id: str) -> Offer | None:
    """The measure's chart; None where too few months can be shown for a curve."""
    finding = _finding(material, indicator_id)
    if finding is None or finding.chart is None:
        return None
    return _offer(material, "chart", finding, (_chart(material, finding, finding.chart),))


def highlights(material: Material, about: str) -> Offer:
    """The measures that say most, each with its sentences and chart."""
    chosen = telling(material, about)[:CHARTS]
    blocks: list[Block] = []
    for finding in chosen:
        blocks.append(_sentences(material, finding))
        if finding.chart is not None:
            blocks.append(_chart(material, finding, finding.chart))
    if not blocks:
        blocks = [Sentences((say("nothing_moves", material.language),))]
    return Offer(
        f"highlights:{about}",
        "highlights",
        material.named(about),
        tuple(blocks),
        facts_of(material, chosen),
        links_of(material, chosen),
        empty=not chosen,
    )


def telling(material: Material, about: str) -> list[Finding]:
    """Those that move or have a target, what needs attention first and then the surest."""
    findings = material.findings(about)
    firm = tally.strongest(findings, len(findings))
    aimed = sorted((f for f in findings if f.target), key=tally.strength)
    behind = [f for f in aimed if f.pace in tally.BEHIND]
    behind.sort(key=lambda finding: finding.pace is not Pace.WRONG_WAY)
    return list(
        {f.indicator_id: f for f in (*behind[:1], *firm[:1], *behind, *firm, *aimed)}.values()
    )


def ordered(material: Material, about: str) -> list[Finding]:
    """Every measure of the area: those that say most first, then the rest with the worst first."""
    first = telling(material, about)
    chosen = {finding.indicator_id for finding in first}
    rest = tally.worst_first(material.findings(about))
    return [*first, *(finding for finding in rest if finding.indicator_id not in chosen)]


def _finding(material: Material, indicator_id: str) -> Finding | None:
    found = (f for f in material.findings(ALL) if f.indicator_id == indicator_id)
    return next(found, None)


def _offer(material: Material, kind: str, finding: Finding, blocks: tuple[Block, ...]) -> Offer:
    return Offer(
        f"{kind}:{finding.indicator_id}:{material.place}",
        kind,
        f"{finding.name}, {finding.unit_name}",
        blocks,
        facts_of(material, [finding]),
        links_of(material, [finding]),
    )


def _sentences(material: Material, finding: Finding) -> Sentences:
    """Direction, pace and cautions, then the latest years as they are."""
    if finding.verdict is None:
        said: tuple[str, ...] = (finding.direction_sentence, *finding.cautions)
    else:
        naming = indicators(material.run)[finding.indicator_id]
        found = finding.verdict
        said = verdict_sentences(found.direction, found.pace, naming, material.language)
    texts = [*said, value_sentence(material, finding)]
    return Sentences(
        tuple(text for text in texts if text),
        source=source_of(material, finding),
        anchor=f"{finding.indicator_id}-{material.place}",
    )


def value_sentence(material: Material, finding: Finding) -> str:
    """The latest year's value and the one before, said without any claim of a change."""
    if not finding.years:
        return ""
    language, latest = material.language, finding.years[-1]
    if latest.hidden:
        return say("value_hidden", language, year=latest.year)
    if latest.value is None:
        return ""
    before = finding.years[-2] if len(finding.years) > 1 else None
    told = numerals.measured(latest.value, finding.decimals, finding.value_unit, language)
    fields: dict[str, object] = {"year": latest.year, "value": told}
    if before and before.value is not None and before.year == latest.year - 1:
        was = numerals.measured(before.value, finding.decimals, finding.value_unit, language)
        text = say("value_before", language, before=was, **fields)
    else:
        text = say("value_year", language, **fields)
    return f"{text} {say('value_preliminary', language)}" if latest.preliminary else text


def _chart(material: Material, finding: Finding, plot: ControlPlot) -> Chart:
    language = material.language
    cycle = finding.verdict.direction.cycle if finding.verdict else MONTHS_A_YEAR
    first, last = (
        period_name(month, cycle, language) for month in (plot.months[0], plot.months[-1])
    )
    named = {"measure": finding.name, "first": first, "last": last}
    caption = material.text("chart", unit=finding.unit, unit_name=finding.unit_name, **named)
    if plot.along_trend:
        caption += material.text("along_trend")
    words = ChartText(
        title=finding.direction_sentence,
        subtitle=f"{finding.name}, {finding.unit}, {finding.unit_name}",
        unit=finding.unit,
        decimals=finding.decimals,
        language=language,
        synthetic=material.run.synthetic,
    )
    return Chart(
        caption,
        material.text(
            "chart_alt",
            sentence=finding.direction_sentence,
            each=EACH[cycle].in_(language),
            **named,
        ),
        ChartSpec(plot, words, CHART_HEIGHT),
        table=_years(material, finding),
        source=source_of(material, finding),
        anchor=f"chart-{finding.indicator_id}-{material.place}",
    )


def _years(material: Material, finding: Finding) -> Table | None:
    """The years behind the chart."""
    if not finding.years:
        return None
    names = material.words.columns
    rows = []
    for year in finding.years:
        low, high = (material.number(bound, finding.decimals) for bound in (year.low, year.high))
        interval = f"{low}–{high}" if year.low is not None else "–"
        value = material.value(finding, year, "")
        rows.append((str(year.year), value, interval, material.number(year.denominator, 0)))
    better = material.words.polarity[finding.polarity]
    return Table(
        material.text("years", measure=finding.name, unit=finding.unit, better=better),
        tuple(names[name] for name in ("year", "value", "interval", "denominator")),
        tuple(rows),
        ("left", "right", "right", "right"),
        source=source_of(material, finding),
    )
