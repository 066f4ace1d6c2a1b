"""Gathers what a yearly report holds from the store, as the report's own plain values."""

from collections import Counter
from collections.abc import Mapping
from datetime import date

from riktning.apps.followup.attention import Attention, AttentionKind
from riktning.apps.followup.attention_words import attention_sentence
from riktning.apps.followup.queries import Said, Statuses, latest_statuses, what_needs_attention
from riktning.apps.followup.report_evidence import (
    Evidence,
    check_sentence,
    failed_checks,
    gather_evidence,
    why_not_computed,
)
from riktning.apps.observations.figures import IndicatorInfo, Judged
from riktning.apps.observations.models import Run
from riktning.apps.plans.models import Revision
from riktning.apps.plans.queries import area_trees
from riktning.apps.plans.tree import AreaTree, IndicatorLine, PeriodColumn
from riktning.catalogue.model import Words
from riktning.core.periods import Month
from riktning.documents.report.content import (
    AreaContent,
    Assessed,
    Contradiction,
    DefinitionEntry,
    FamilyFacts,
    Finding,
    GoalRow,
    QualityFacts,
    ReportContent,
    RunFacts,
    Status,
)
from riktning.trends.words import direction_sentence

_REVISION = Words("revision {number} ({state})", "revision {number} ({state})")
_STATES = {
    "draft": Words("utkast", "draft"),
    "decided": Words("beslutad", "decided"),
    "in_force": Words("gällande", "in force"),
    "superseded": Words("ersatt", "superseded"),
}
_OUTCOMES = {
    "passed": Words("godkända", "passed"),
    "failed": Words("underkända", "failed"),
    "not_applicable": Words("inte tillämpliga", "not applicable"),
    "error": Words("gick inte att genomföra", "could not be made"),
}
_COMPUTATIONS = {
    "computed": Words("beräknat", "computed"),
    "no source": Words("källa saknas", "no source"),
    "withheld": Words("hålls inne", "withheld"),
}
_CONFIRMED = {
    "confirmed": Words("bekräftad", "confirmed"),
    "to be confirmed": Words("ska bekräftas", "to be confirmed"),
}


def gather_report(
    *,
    run: Run,
    revision: Revision,
    as_of: date,
    issued: date,
    language: str,
    unit_id: str = "",
    area: str = "",
) -> ReportContent:
    """The content of the report on ``revision`` by the figures of ``run``, as of a date.

    At one unit instead of the region, or of one area alone, where they are named.
    """
    every = area_trees(revision)
    trees = tuple(tree for tree in every if area in ("", tree.slug))
    wanted = list(dict.fromkeys(key for tree in trees for key in tree.indicator_ids))
    evidence = gather_evidence(run, wanted, language, unit_id)
    statuses = latest_statuses(revision, unit_id)
    known = Judged(unit_id or run.region_unit_id, evidence.infos, evidence.verdicts)
    attention = what_needs_attention(run, revision, trees, statuses, known)
    return ReportContent(
        language=language,
        plan_name=revision.plan.name,
        revision=_revision(revision, language),
        as_of=as_of,
        issued=issued,
        synthetic=run.synthetic,
        run=_run_facts(run),
        family=_family(run.family or {}),
        quality=_quality(run, language),
        areas=tuple(_area(tree, evidence, statuses, attention, as_of) for tree in trees),
        definitions=tuple(_definition(run, info, language) for info in evidence.infos.values()),
        linked=len(wanted),
    )


def _revision(revision: Revision, language: str) -> str:
    state = _STATES[revision.state].in_(language)
    return _REVISION.in_(language).format(number=revision.number, state=state)


def _run_facts(run: Run) -> RunFacts:
    manifest = run.manifest
    return RunFacts(
        run_id=run.run_id,
        label=run.label,
        region=manifest["region"],
        first_month=Month.of(run.first_month),
        last_month=Month.of(run.last_month),
        engine_version=manifest["engine_version"],
        suppressed_below=manifest["k"],
        rounded_to=manifest.get("round_to"),
        data_fingerprint=manifest["data_fingerprint"],
        tables=tuple((name, entry["rows"]) for name, entry in manifest.get("tables", {}).items()),
    )


def _family(family: Mapping[str, float]) -> FamilyFacts:
    return FamilyFacts(
        size=int(family.get("size", 0)),
        judged=int(family.get("judged", 0)),
        q=float(family.get("q", 0.05)),
        expected_false=float(family.get("expected_false", 0.0)),
    )


def _quality(run: Run, language: str) -> QualityFacts:
    counted = Counter(check["status"] for check in run.quality)
    outcomes = tuple(
        (words.in_(language), counted[status])
        for status, words in _OUTCOMES.items()
        if counted[status]
    )
    bad = [check for check in run.quality if check["status"] in {"failed", "error"}]
    return QualityFacts(outcomes, tuple(check_sentence(check, language) for check in bad))


def _area(
    tree: AreaTree,
    evidence: Evidence,
    statuses: Statuses,
    attention: tuple[Attention, ...],
    as_of: date,
) -> AreaContent:
    period = current_period(tree.periods, as_of.year)
    lines = [(line, _findings(line, evidence)) for line in tree.indicators]
    return AreaContent(
        name=tree.name,
        period=_heading(period),
        goals=_goals(tree, period),
        activities=tuple(a.text for a in tree.activities if period and a.period_id == period.id),
        findings=tuple(finding for _line, found in lines for finding in found),
        unmeasured=tuple(line.text for line, found in lines if not found),
        assessments=tuple(_assessments(tree, statuses)),
        contradictions=tuple(_contradictions(tree, statuses, attention, evidence)),
    )


def current_period(periods: tuple[PeriodColumn, ...], year: int) -> PeriodColumn | None:
    """The column whose years hold the year; failing that the last one that has begun."""
    dated = [(p, p.years) for p in periods if p.years is not None]
    for period, years in dated:
        if years.first_year <= year <= years.last_year:
            return period
    begun = [period for period, years in dated if years.first_year <= year]
    return begun[-1] if begun else (periods[0] if periods else None)


def _heading(period: PeriodColumn | None) -> str:
    if period is None:
        return ""
    return str(period.years) if period.years else period.heading


def _findings(line: IndicatorLine, evidence: Evidence) -> list[Finding]:
    known = [m.indicator_id for m in line.measures if m.indicator_id in evidence.infos]
    return [evidence.finding(line, indicator_id) for indicator_id in known]


def _goals(tree: AreaTree, period: PeriodColumn | None) -> tuple[GoalRow, ...]:
    if period is None:
        return ()
    rows = ((row.name, row.cells(period.id)) for row in tree.sub_areas)
    return tuple(GoalRow(name, tuple(c.text for c in cells)) for name, cells in rows if cells)


def _assessments(tree: AreaTree, statuses: Statuses) -> list[Assessed]:
    said = [(tree.name, statuses.areas.get(tree.id))]
    said += [(line.text, statuses.lines.get(line.id)) for line in tree.indicators]
    return [_assessed(subject, what) for subject, what in said if what]


def _assessed(subject: str, said: Said) -> Assessed:
    return Assessed(subject, Status(said.status), said.role, said.as_of, said.comment)


def _contradictions(
    tree: AreaTree, statuses: Statuses, attention: tuple[Attention, ...], evidence: Evidence
) -> list[Contradiction]:
    lines = {line.text: statuses.lines.get(line.id) for line in tree.indicators}
    found = []
    for item in attention:
        if item.kind is not AttentionKind.CONTRADICTION or item.area_slug != tree.slug:
            continue
        said = lines.get(item.line) if item.line else statuses.areas.get(tree.id)
        if said:
            assessed = _assessed(item.line or tree.name, said)
            sentence = attention_sentence(item, evidence.language)
            found.append(Contradiction(assessed, sentence, _computed(item, evidence)))
    return found


def _computed(item: Attention, evidence: Evidence) -> str:
    """What the computation says of the measure in question; empty for a whole area."""
    said = evidence.verdicts.get(item.measure.indicator_id) if item.measure else None
    if said is None:
        return ""
    return direction_sentence(said.direction, evidence.infos[said.indicator_id], evidence.language)


def _definition(run: Run, info: IndicatorInfo, language: str) -> DefinitionEntry:
    plain, source = info.definition, info.definition["provenance"]
    return DefinitionEntry(
        indicator_id=info.indicator_id,
        code=info.code,
        name=info.name.in_(language),
        says=info.says.in_(language),
        unit=info.unit.in_(language),
        polarity=info.polarity,
        numerator=plain["numerator"] or "",
        denominator=plain["denominator"] or "",
        population=plain["filter"] or "",
        register=source["register"],
        national_id=source["national_id"],
        status=_said(_CONFIRMED, source["status"], language),
        version=info.version,
        state=_said(_COMPUTATIONS, info.state, language),
        reason=why_not_computed(run, info, language) or None,
        quality=tuple(failed_checks(run, info, language)),
    )


def _said(words: Mapping[str, Words], key: str, language: str) -> str:
    return words[key].in_(language) if key in words else key
