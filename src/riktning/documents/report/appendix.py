"""The appendix: every indicator with definition and quality, and where the figures come from."""

from riktning.documents.report.content import DefinitionEntry
from riktning.documents.report.outline import Outline
from riktning.documents.report.syntax import Column, Node, bullets, paragraph, table


def appendix(outline: Outline) -> list[Node]:
    """Definitions, data quality and origin."""
    sections = outline.words.sections
    blocks = [
        outline.section(1, sections["appendix"]),
        paragraph(outline.text("appendix")),
        outline.section(2, sections["definitions"]),
    ]
    for entry in sorted(outline.content.definitions, key=lambda entry: (entry.name, entry.code)):
        blocks += _definition(outline, entry)
    return [*blocks, *_quality(outline), *_origin(outline)]


def _definition(outline: Outline, entry: DefinitionEntry) -> list[Node]:
    facts = {
        "code": entry.code,
        "says": entry.says,
        "unit": entry.unit,
        "better": outline.words.polarity[entry.polarity],
        "numerator": entry.numerator,
        "denominator": entry.denominator,
        "population": entry.population,
        "register": entry.register,
        "national_id": entry.national_id or "",
        "definition_status": entry.status,
        "version": str(entry.version),
        "state": entry.state if not entry.reason else f"{entry.state}: {entry.reason}",
    }
    rows = [[outline.text(key), value] for key, value in facts.items() if value]
    heading = outline.section(3, entry.name)
    quality = [bullets(entry.quality)] if entry.quality else []
    return [heading, _facts(outline, rows, entry.name), *quality]


def _facts(outline: Outline, rows: list[list[str]], title: str) -> Node:
    names = outline.words.columns
    columns = [Column(names["property"], 0.26), Column(names["content"], 0.74)]
    return table(columns, rows, outline.caption("table", title))


def _quality(outline: Outline) -> list[Node]:
    quality = outline.content.quality
    heading = outline.section(2, outline.words.sections["quality"])
    counts = ", ".join(f"{count} {outcome}" for outcome, count in quality.outcomes)
    blocks = [heading, paragraph(outline.text("quality", counts=counts or "0"))]
    return [*blocks, bullets(quality.failed)] if quality.failed else blocks


def _origin(outline: Outline) -> list[Node]:
    run = outline.content.run
    rows = [
        [outline.text("run"), run.run_id],
        [outline.text("engine"), run.engine_version],
        [outline.text("fingerprint"), run.data_fingerprint],
    ]
    title = outline.words.sections["origin"]
    heading = outline.section(2, title)
    blocks = [heading, paragraph(outline.text("origin")), _facts(outline, rows, title)]
    return [*blocks, _tables(outline)] if run.tables else blocks


def _tables(outline: Outline) -> Node:
    """The tables of care data that were read, with their rows."""
    names = outline.words.columns
    columns = [Column(names["source"], 0.6), Column(names["rows"], 0.4, numeric=True)]
    rows = [[name, outline.number(count, 0)] for name, count in outline.content.run.tables]
    caption = outline.caption("table", outline.words.sections["material"])
    return table(columns, rows, caption)
