"""The appendices that write themselves: every measure, its figures, quality and origin of data."""

from collections.abc import Iterable

from riktning.apps.reports.evidence.linking import facts_of, links_of, source_of
from riktning.apps.reports.evidence.material import ALL, Material
from riktning.apps.reports.evidence.offer import Offer
from riktning.apps.reports.evidence.tables import measures_table
from riktning.apps.reports.evidence.words import say
from riktning.documents.manuscript.blocks import Block, Sentences, Table
from riktning.documents.report import tally
from riktning.documents.report.content import DefinitionEntry


def of_indicators(material: Material) -> Offer:
    """What every measure shows, where its data come from and how its definition stands."""
    entries = sorted(material.definitions.values(), key=lambda entry: (entry.name, entry.code))
    title = say("appendix_indicators", material.language)
    if not entries:
        blocks: tuple[Block, ...] = (Sentences((material.text("none_linked"),)),)
        return Offer("appendix:indicators", "appendix", title, blocks, empty=True)
    names = ("appendix_measure", "appendix_shows", "appendix_source", "appendix_state")
    table = Table(
        title,
        tuple(say(name, material.language) for name in names),
        tuple(_row(material, entry) for entry in entries),
        source=source_of(material),
        widths=(0.25, 0.36, 0.19, 0.2),
    )
    facts = {entry.name: _state(material, entry) for entry in entries}
    lead = Sentences((material.text("appendix"),))
    return Offer("appendix:indicators", "appendix", title, (lead, table), facts)


def _row(material: Material, entry: DefinitionEntry) -> tuple[str, ...]:
    name = f"{entry.name} ({entry.code})" if entry.code else entry.name
    better = material.words.polarity[entry.polarity]
    shows = f"{entry.says.rstrip('.')}. {_start(entry.unit)}{better}."
    source = ", ".join(part for part in (entry.register, entry.national_id) if part)
    return name, shows, source, _state(material, entry)


def _start(unit: str) -> str:
    return f"{unit[0].upper()}{unit[1:]}; " if unit else ""


def _state(material: Material, entry: DefinitionEntry) -> str:
    told = say("definition_version", material.language, version=entry.version, status=entry.status)
    if entry.reason:
        return f"{told}. {entry.state[0].upper()}{entry.state[1:]}: {entry.reason}."
    failed = len(entry.quality)
    if failed:
        key = "one_check" if failed == 1 else "many_checks"
        return f"{told}. {say(key, material.language, count=failed)}."
    return f"{told}."


def of_figures(material: Material) -> Offer:
    """Every measure's value, change, direction, target and pace, a table an area."""
    title = say("appendix_figures", material.language)
    blocks: list[Block] = []
    for slug, area in material.chosen(ALL):
        findings = tally.worst_first(material.findings(slug))
        if findings:
            caption = say("table_area", material.language, area=area.name)
            blocks.append(measures_table(material, findings, caption))
    findings = material.findings(ALL)
    if not blocks:
        blocks = [Sentences((material.text("none_linked"),))]
    return Offer(
        "appendix:figures", "appendix", title, tuple(blocks), facts_of(material, findings),
        links_of(material, findings), empty=not findings,
    )  # fmt: skip


def of_quality(material: Material) -> Offer:
    """The quality checks of the care data, counted, and those that failed."""
    quality = material.content.quality
    counts = ", ".join(f"{count} {outcome}" for outcome, count in quality.outcomes)
    blocks: list[Block] = [Sentences((material.text("quality", counts=counts or "0"),))]
    if quality.failed:
        blocks.append(Sentences(quality.failed, "list"))
    title = material.words.sections["quality"]
    return Offer("appendix:quality", "appendix", title, tuple(blocks), {title: counts})


def of_origin(material: Material) -> Offer:
    """The run, the program and the fingerprint of the data, and the tables that were read."""
    run, title = material.content.run, material.words.sections["origin"]
    rows = (
        (material.text("run"), run.run_id),
        (material.text("engine"), run.engine_version),
        (material.text("fingerprint"), run.data_fingerprint),
    )
    blocks: list[Block] = [Sentences((material.text("origin"),)), _pairs(material, title, rows)]
    if run.tables:
        names = material.words.columns
        read = tuple((name, material.number(count, 0)) for name, count in run.tables)
        caption = material.words.sections["material"]
        header = (names["source"], names["rows"])
        blocks.append(Table(caption, header, read, ("left", "right"), widths=(0.6, 0.4)))
    return Offer("appendix:origin", "appendix", title, tuple(blocks), dict(rows))


def _pairs(material: Material, title: str, rows: Iterable[tuple[str, str]]) -> Table:
    names = material.words.columns
    return Table(title, (names["property"], names["content"]), tuple(rows), widths=(0.3, 0.7))
