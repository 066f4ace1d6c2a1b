"""Where figures come from: the source under a block, its facts, and the links of its figures."""

from collections.abc import Iterable

from riktning.apps.reports.evidence.material import Material
from riktning.apps.reports.evidence.offer import FigureLink
from riktning.apps.reports.evidence.plain_words import plainly
from riktning.apps.reports.evidence.words import say
from riktning.documents.report import numerals
from riktning.documents.report.content import Finding


def source_of(material: Material, finding: Finding | None = None) -> str:
    """``NV07a, definition 2, körning 7edee3a9, syntetiska data``; of the run without a finding; in
    plain words how far the figures reach."""
    language, run = material.language, material.run.run_id
    if material.plain:
        until = numerals.month_name(material.content.run.last_month, language)
        text = plainly("source", language, month=until)
        made_up = plainly("made_up", language)
        return f"{text}, {made_up}" if material.run.synthetic else text
    if finding is None:
        text = say("run", language, run=run)
        text = text[0].upper() + text[1:]
    else:
        entry = material.definitions[finding.indicator_id]
        code = f"{entry.code}, " if entry.code else ""
        text = say("source", language, code=code, version=entry.version, run=run)
    mark = say("synthetic", language)
    return f"{text}, {mark}" if material.run.synthetic else text


def plan_source(material: Material) -> str:
    """The plan and its revision, under what is taken from the plan."""
    content = material.content
    if material.plain:
        return content.plan_name
    return say("plan", material.language, plan=content.plan_name, revision=content.revision)


def facts_of(material: Material, findings: Iterable[Finding]) -> dict[str, str]:
    """The figures and verdicts of some measures as they are written, by what they are of."""
    facts = {}
    for finding in findings:
        named = {"name": finding.name, "unit": finding.unit_name}

        def put(key: str, value: str, named: dict[str, str] = named, **more: object) -> None:
            facts[say(key, material.language, **named, **more)] = value

        for year in finding.years[-2:]:
            put("fact_value", material.value(finding, year), year=year.year)
        put("fact_direction", finding.label.word)
        if finding.pace_label:
            put("fact_pace", finding.pace_label)
        if finding.target:
            put("fact_target", material.target(finding))
    return facts


def links_of(material: Material, findings: Iterable[Finding]) -> tuple[FigureLink, ...]:
    """One link a measure: its latest year, verdict, definition version and run."""
    return tuple(_link(material, finding) for finding in findings)


def _link(material: Material, finding: Finding) -> FigureLink:
    latest = finding.years[-1] if finding.years else None
    return FigureLink(
        indicator_id=finding.indicator_id,
        unit_id=material.unit_id,
        period=str(latest.year) if latest else "",
        value=latest.value if latest else None,
        verdict=finding.verdict.direction.state.value if finding.verdict else "",
        definition_version=material.definitions[finding.indicator_id].version,
        run_id=material.run.run_id,
    )
