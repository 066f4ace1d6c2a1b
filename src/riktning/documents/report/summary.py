"""The summary: counts by verdict, strongest evidence, pace, contradictions, what cannot be told."""

from collections.abc import Iterator

from riktning.documents.charts import month_label
from riktning.documents.report import numerals, tally
from riktning.documents.report.content import AreaContent, Finding
from riktning.documents.report.counting import count_sentence
from riktning.documents.report.outline import Outline
from riktning.documents.report.syntax import Column, Node, bullets, paragraph, table
from riktning.trends.labels import REASON_WORDS, unsure_words
from riktning.trends.verdict import Direction, Pace, Reason

STRONGEST = 5


def summary(outline: Outline) -> list[Node]:
    """The first section, written so that it can be read alone."""
    findings = tally.distinct(outline.content.findings)
    if not findings:
        return _nothing_linked(outline)
    return [
        outline.section(1, outline.words.sections["summary"]),
        outline.lead(f"{_lead(outline, findings)} {_source(outline)}"),
        paragraph(count_sentence(outline, "all", findings)),
        _counts_table(outline),
        *_evidence(outline, findings),
        *_pace(outline, findings),
        *_contradictions(outline),
        *_unknown(outline, findings),
    ]


def _nothing_linked(outline: Outline) -> list[Node]:
    """Without a measure there is no direction and no pace: nothing is said to be unchanged."""
    return [
        outline.section(1, outline.words.sections["summary"]),
        outline.lead(f"{nothing_to_tell(outline)} {_source(outline)}"),
        *_contradictions(outline),
    ]


def nothing_to_tell(outline: Outline) -> str:
    """Why the report has no measure: none is linked, or the run has none of those that are."""
    return outline.text("not_in_run" if outline.content.linked else "none_linked")


def _lead(outline: Outline, findings: list[Finding]) -> str:
    month = numerals.month_name(outline.content.run.last_month, outline.content.language)
    return outline.text("lead", measures=len(findings), month=month)


def _source(outline: Outline) -> str:
    content = outline.content
    return outline.text("source", plan=content.plan_name, revision=content.revision)


def _counts_table(outline: Outline) -> Node:
    words = outline.words
    headings = [outline.direction(direction).capitalize() for direction in Direction]
    columns = [Column(words.columns["area"], 0.32)]
    columns += [Column(heading, 0.17, numeric=True) for heading in headings]
    rows = [_count_row(area.name, list(area.findings)) for area in outline.content.areas]
    total = tally.distinct(outline.content.findings)
    rows.append(_count_row(outline.text("total"), total))
    return table(columns, rows, outline.caption("table", outline.text("counts")))


def _count_row(name: str, findings: list[Finding]) -> list[str]:
    counts = tally.by_direction(tally.distinct(findings))
    return [name, *(str(counts[direction]) for direction in Direction)]


def _evidence(outline: Outline, findings: list[Finding]) -> list[Node]:
    firm = tally.strongest(findings, STRONGEST)
    heading = outline.section(2, outline.words.sections["evidence"])
    if not firm:
        return [heading, paragraph(outline.text("no_evidence"))]
    family = outline.content.family
    expected = outline.number(family.expected_false, 1)
    chance = outline.text("chance", judged=family.judged, expected=expected)
    return [heading, bullets(finding.direction_sentence for finding in firm), paragraph(chance)]


def _pace(outline: Outline, findings: list[Finding]) -> list[Node]:
    heading = outline.section(2, outline.words.sections["pace"])
    aimed = [finding for finding in findings if finding.target is not None]
    if not aimed:
        return [heading, paragraph(outline.text("no_targets"))]
    counts = tally.by_pace(findings)
    undated = counts.pop(Pace.NO_DATE, 0)
    listed = ", ".join(
        f"{count} {outline.pace(pace)}{_doubt(outline, pace, findings)}"
        for pace, count in counts.items()
    )
    key = "pace_counts" if counts else "no_pace"
    sentence = outline.text(key, targets=len(aimed), told=sum(counts.values()), counts=listed)
    if undated:
        sentence = f"{sentence} {outline.text('pace_undated', count=undated)}"
    untold = [finding for finding in aimed if finding.pace is None]
    if untold:
        reasons = ", ".join(_why_untold(outline, untold))
        sentence = f"{sentence} {outline.text('pace_untold', count=len(untold), reasons=reasons)}"
    return [heading, paragraph(sentence), _pace_table(outline, aimed)]


def _why_untold(outline: Outline, untold: list[Finding]) -> Iterator[str]:
    """Each reason with the number of measures it holds for, the commonest first."""
    for reason, findings in _named_reasons(untold):
        word = REASON_WORDS[reason].in_(outline.content.language)
        yield outline.text("pace_reason", reason=word, count=len(findings))


def _doubt(outline: Outline, pace: Pace, findings: list[Finding]) -> str:
    return unsure_words(tally.unsure(findings, pace), outline.content.language)


def _pace_table(outline: Outline, findings: list[Finding]) -> Node:
    names = outline.words.columns
    columns = [Column(names["measure"], 0.42), Column(names["target"], 0.28)]
    columns += [Column(names["pace"], 0.30)]
    rows = [
        [finding.name, target_words(outline, finding), finding.pace_label or "–"]
        for finding in tally.worst_first(findings)
    ]
    return table(columns, rows, outline.caption("table", outline.words.sections["pace"]))


def target_words(outline: Outline, finding: Finding) -> str:
    """``30,0 %, dec 2025`` or a dash where the plan sets no target."""
    target, language = finding.target, outline.content.language
    if target is None:
        return "–"
    value = numerals.measured(target.value, finding.decimals, finding.value_unit, language)
    return f"{value}, {month_label(target.due, language)}"


def _contradictions(outline: Outline) -> list[Node]:
    found = [item for area in outline.content.areas for item in area.contradictions]
    heading = outline.section(2, outline.words.sections["contradictions"])
    if not found:
        return [heading, paragraph(outline.text("no_contradictions"))]
    return [heading, bullets(item.sentence for item in found)]


def _unknown(outline: Outline, findings: list[Finding]) -> list[Node]:
    untold = [finding for finding in findings if finding.direction is Direction.CANNOT_TELL]
    lines = list(_by_reason(outline, untold))
    unmeasured = _unmeasured(outline.content.areas)
    if unmeasured:
        lines.append(outline.text("unmeasured_count", count=unmeasured))
    heading = outline.section(2, outline.words.sections["unknown"])
    return [heading, bullets(lines) if lines else paragraph(outline.text("nothing_unknown"))]


def _by_reason(outline: Outline, untold: list[Finding]) -> Iterator[str]:
    """One line a reason with the measures it holds for, the commonest first."""
    for reason, findings in _named_reasons(untold):
        word = REASON_WORDS[reason].in_(outline.content.language)
        key = "one_untold" if len(findings) == 1 else "many_untold"
        start, names = word[0].upper() + word[1:], sorted(finding.name for finding in findings)
        yield outline.text(key, reason=start, count=len(names), names="; ".join(names))


def _named_reasons(untold: list[Finding]) -> list[tuple[Reason, list[Finding]]]:
    named: dict[Reason, list[Finding]] = {}
    for finding in untold:
        reason = finding.verdict.direction.reason if finding.verdict else None
        named.setdefault(reason or Reason.NO_DATA, []).append(finding)
    return sorted(named.items(), key=lambda each: -len(each[1]))


def _unmeasured(areas: tuple[AreaContent, ...]) -> int:
    return sum(len(area.unmeasured) for area in areas)
