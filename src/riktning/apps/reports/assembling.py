"""A report as a manuscript: what was written with its evidence, or a template's evidence alone."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import takewhile

from django.utils import timezone

from riktning.apps.organisation.queries import units_on
from riktning.apps.reports.evidence.linking import plan_source
from riktning.apps.reports.evidence.material import Material
from riktning.apps.reports.evidence.offer import Offer, offer_from_json
from riktning.apps.reports.evidence.offering import offer_named
from riktning.apps.reports.evidence.words import say
from riktning.apps.reports.kinds import ReportState
from riktning.apps.reports.lines import line_of, pieces
from riktning.apps.reports.models import Report
from riktning.apps.reports.offered import material_of
from riktning.apps.reports.templates import Template, TemplateSection, laid_out, template
from riktning.documents.manuscript.blocks import Block, Note, Prose, Sentences, Table
from riktning.documents.manuscript.model import Manuscript, Section
from riktning.documents.report import numerals
from riktning.documents.report.languages import wording_of

TERTIAL_MONTHS = 4


@dataclass(frozen=True, slots=True)
class Written:
    """A section as somebody wrote it: Markdown with lines that name evidence."""

    key: str
    heading: str
    level: int
    text: str
    on_slides: bool = True


def starting_text(section: TemplateSection) -> str:
    """What stands in a section when its report is begun: the evidence that is put in by itself."""
    return "\n\n".join(line_of(key) for key in section.inserted)


def titles(kind: Template, material: Material) -> tuple[str, str]:
    """The title and the subtitle of a report made from the template."""
    names = {tree.slug: tree.name for tree in material.trees}
    units = units_on(material.run.as_of)
    fields = {
        "year": material.as_of.year,
        "tertial": (material.as_of.month - 1) // TERTIAL_MONTHS + 1,
        "plan": material.revision.plan.name,
        "area": names.get(material.area, ""),
        "unit": units[material.unit].name if material.unit in units else material.unit,
    }
    language = material.language
    title, subtitle = kind.title.in_(language), kind.subtitle.in_(language)
    return title.format(**fields), subtitle.format(**fields)


def from_template(kind: Template, material: Material) -> Manuscript:
    """The report that the evidence makes by itself: no guidance, no empty sections."""
    title, subtitle = titles(kind, material)
    areas = [(tree.slug, tree.name) for tree in material.trees]
    sections = laid_out(kind, areas=areas, area=material.area, unit=material.unit)
    found = [_evidence_alone(section, material) for section in sections]
    if kind.kind == "brief":
        found = [_without_sources(section) for section in found]
    return Manuscript(
        title=title,
        subtitle=subtitle,
        language=material.language,
        date=timezone.localdate(),
        sections=tuple(_without_empty(found)),
        about=_about(material),
        publisher=material.content.run.region,
        synthetic=material.run.synthetic,
        kind=kind.kind,
    )


def _evidence_alone(section: TemplateSection, material: Material) -> Section:
    offers = [offer_named(material, key) for key in section.inserted]
    offers += [
        piece for key in section.if_any if (piece := offer_named(material, key)) and not piece.empty
    ]
    blocks = tuple(block for piece in offers if piece for block in piece.blocks)
    return Section(
        section.key,
        section.heading.in_(material.language),
        section.level,
        blocks,
        on_slides=section.on_slides,
    )


def _without_sources(section: Section) -> Section:
    """On a single page the run stands once, at its top."""
    blocks = tuple(
        replace(block, source="") if isinstance(block, Sentences | Table) else block
        for block in section.blocks
    )
    return replace(section, blocks=blocks)


def _without_empty(sections: Sequence[Section]) -> Iterable[Section]:
    """Those with something in them, or in a section below them."""
    for place, section in enumerate(sections):
        below = takewhile(lambda each: each.level > section.level, sections[place + 1 :])  # noqa: B023  used before the next turn
        if section.blocks or any(each.blocks for each in below):
            yield section


def manuscript_of_report(report: Report) -> Manuscript:
    """The report as it stands: every section's text with the evidence that was put into it.

    Four queries, and what the cover says of plan and run.
    """
    kind = template(report.template_key)
    material = material_of(report)
    offers = offers_in(report)
    shown = {each.key: each.on_slides for each in kind.sections}
    sections = (
        Written(row.key, row.heading, row.level, row.text, shown.get(row.template_section, True))
        for row in report.sections.order_by("order", "id")
    )
    return Manuscript(
        title=report.title,
        subtitle=titles(kind, material)[1],
        language=report.language,
        date=timezone.localdate(),
        sections=tuple(section_of(each, offers, report.language) for each in sections),
        about=_about(material),
        publisher=report.run.manifest["region"],
        synthetic=report.run.synthetic,
        draft=report.state == ReportState.DRAFT,
        kind=kind.kind,
    )


def offers_in(report: Report) -> dict[str, Offer]:
    """The evidence of a report by its keys, as it was last taken in. One query."""
    rows = report.inserted.order_by("id").values_list("key", "content")
    return {key: offer_from_json(content) for key, content in dict(rows).items()}


def section_of(section: Written, offers: Mapping[str, Offer], language: str) -> Section:
    """A section's text and evidence in the writer's own order."""
    blocks: list[Block] = []
    for kind, content in pieces(section.text):
        if kind == "prose":
            blocks.append(Prose(content))
        elif content in offers:
            blocks += offers[content].blocks
        else:
            blocks.append(Note("untold", say("no_such", language, named=content)))
    return Section(
        section.key,
        section.heading,
        section.level,
        tuple(blocks),
        on_slides=section.on_slides,
    )


def _about(material: Material) -> tuple[tuple[str, str], ...]:
    """What stands on the cover: the plan, the day it is about, and the run; of a text in plain
    words only the day."""
    language, run = material.language, material.run
    day = (say("about_day", language), numerals.day_name(material.as_of, language))
    if material.plain:
        return (day,)
    pairs = (
        (say("about_plan", language), plan_source(material)),
        day,
        (wording_of(language).text["run"], run.run_id),
    )
    return tuple((label, value) for label, value in pairs if value)
