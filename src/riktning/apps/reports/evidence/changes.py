"""What has changed since the last report: directions and paces that are other than they were."""

from dataclasses import dataclass

from riktning.apps.followup.models import ReportIssue
from riktning.apps.followup.report_evidence import without_data
from riktning.apps.observations.figures import VerdictInfo
from riktning.apps.observations.models import Run
from riktning.apps.observations.queries import indicators, verdicts
from riktning.apps.reports.evidence.linking import links_of, source_of
from riktning.apps.reports.evidence.material import Material
from riktning.apps.reports.evidence.offer import Offer
from riktning.apps.reports.evidence.words import say
from riktning.documents.manuscript.blocks import Block, Sentences, Table
from riktning.documents.report import tally
from riktning.documents.report.content import Finding
from riktning.trends.labels import direction_label, pace_label


@dataclass(frozen=True, slots=True)
class Changed:
    """A measure that is judged otherwise than it was."""

    finding: Finding
    then: str
    now: str


def changes(material: Material, about: str) -> Offer:
    """The measures whose direction or pace is another than in the run of the last report."""
    key, title, language = f"changes:{about}", material.named(about), material.language
    run = material.since or run_before(material)
    if run is None:
        text = say("changes_none_before", language)
        return Offer(key, "changes", title, (Sentences((text,)),), empty=True)
    before = material.day(run.as_of)
    found = _changed(material, run, about)
    number = {0: "changes_none", 1: "changes_one"}.get(len(found), "changes_many")
    lead = say(number, language, count=len(found), before=before)
    blocks: tuple[Block, ...] = (Sentences((lead,)),)
    if found:
        header = (material.words.columns["measure"], say("then", language), say("now", language))
        rows = tuple((each.finding.name, each.then, each.now) for each in found)
        caption = say("changes_table", language, before=before)
        source = f"{source_of(material)}; {say('run', language, run=run.run_id)}"
        blocks += (Table(caption, header, rows, source=source, widths=(0.4, 0.3, 0.3)),)
    return Offer(
        key, "changes", title, blocks, {each.finding.name: each.now for each in found},
        links_of(material, [each.finding for each in found]), empty=not found,
    )  # fmt: skip


def run_before(material: Material) -> Run | None:
    """The run of the last report on the plan with older data; failing that, the run before."""
    older = {"run__as_of__lt": material.run.as_of, "revision__plan": material.revision.plan_id}
    issue = (
        ReportIssue.objects.filter(**older).select_related("run").order_by("-as_of", "-id").first()
    )
    if issue is not None:
        return issue.run
    return (
        Run.objects.filter(as_of__lt=material.run.as_of).order_by("-as_of", "-created_at").first()
    )


def _changed(material: Material, run: Run, about: str) -> list[Changed]:
    findings = tally.worst_first(material.findings(about))
    infos = indicators(run)
    said = verdicts(run, material.unit_id, [finding.indicator_id for finding in findings])
    found = []
    for finding in findings:
        info = infos.get(finding.indicator_id)
        version = material.definitions[finding.indicator_id].version
        then = _told(said.get(finding.indicator_id), material.language)
        if info is None:
            then = say("not_then", material.language)
        now = ", ".join(word for word in (finding.label.word, finding.pace_label) if word)
        if then == now:
            continue
        if info is not None and info.version != version:
            now = f"{now} ({say('redefined', material.language)})"
        found.append(Changed(finding, then, now))
    return found


def _told(said: VerdictInfo | None, language: str) -> str:
    """The direction and the pace as the tables write them."""
    found = said.direction if said else without_data()
    words = [direction_label(found, language).word]
    if said is not None and said.pace is not None:
        words.append(pace_label(said.pace, language).word)
    return ", ".join(words)
