"""Many measures at once: counted, in tables with change and pace, and the surest named."""

from collections.abc import Sequence

from riktning.apps.reports.evidence.linking import facts_of, links_of, source_of
from riktning.apps.reports.evidence.material import ALL, Material, with_long_unit
from riktning.apps.reports.evidence.offer import Offer
from riktning.apps.reports.evidence.pace import pace_sentence, pace_told
from riktning.apps.reports.evidence.words import say
from riktning.documents.manuscript.blocks import Block, Sentences, Table
from riktning.documents.report import tally
from riktning.documents.report.content import Finding
from riktning.documents.report.counting import count_sentence
from riktning.trends.figures import NO_BREAK, at_most, figure
from riktning.trends.labels import DIRECTION_WORDS
from riktning.trends.verdict import Direction

STRONGEST = 5
COLUMNS = ("measure", "latest", "change", "direction", "target", "pace")
WIDTHS = (0.29, 0.13, 0.11, 0.17, 0.14, 0.16)


def counts(material: Material, about: str) -> Offer:
    """How many measures go which way, in a sentence; for all areas a table by area too."""
    findings = material.findings(about)
    blocks: list[Block] = []
    if not findings:
        blocks.append(Sentences((_nothing(material, about),)))
    else:
        place = "all" if about == ALL else "area"
        told = count_sentence(material, place, findings)
        aimed = [finding for finding in findings if finding.target is not None]
        fast = (pace_sentence(material, aimed),) if aimed else ()
        if not aimed and not material.unit:
            fast = (material.text("no_targets"),)
        blocks.append(Sentences((told,), "lead", source="" if fast else source_of(material)))
        if fast:
            blocks.append(Sentences(fast, source=source_of(material)))
    if about == ALL and findings:
        blocks.append(_counts_table(material))
    ways = tally.by_direction(findings)
    facts = {DIRECTION_WORDS[way].in_(material.language): str(n) for way, n in ways.items()}
    return Offer(
        f"counts:{about}", "counts", material.named(about), tuple(blocks), facts, empty=not findings
    )


def _nothing(material: Material, about: str) -> str:
    if about != ALL:
        return material.text("no_measures")
    return material.text("not_in_run" if material.content.linked else "none_linked")


def _counts_table(material: Material) -> Table:
    words = DIRECTION_WORDS
    headings = [words[way].in_(material.language).capitalize() for way in Direction]
    rows = [_count_row(area.name, tally.distinct(area.findings)) for area in material.content.areas]
    total = _count_row(material.text("total"), material.findings(ALL))
    if len(rows) > 1:
        rows.append(total)
    return Table(
        material.text("counts"),
        (material.words.columns["area"], *headings),
        tuple(rows),
        ("left", "right", "right", "right", "right"),
        source=source_of(material),
        widths=(0.3, 0.16, 0.16, 0.2, 0.18),
    )


def _count_row(name: str, findings: Sequence[Finding]) -> tuple[str, ...]:
    found = tally.by_direction(findings)
    return (name, *(str(found[way]) for way in Direction))


def whole(material: Material, about: str) -> Offer:
    """Every measure of the area in a table."""
    return _table_offer(
        material, f"table:area:{about}", about, material.findings(about), "table_area"
    )


def moving(material: Material, about: str) -> Offer:
    """The measures that move or have a target in a table, and how many there are besides."""
    findings = material.findings(about)
    chosen = [f for f in findings if f.direction in tally.FIRM or f.target]
    if len(findings) <= tally.FEW:
        chosen = findings
    key = f"table:moving:{about}"
    named = "table_area" if chosen == findings else "table_moving"
    left = len(findings) - len(chosen)
    rest = ""
    if left and chosen:
        rest = say("one_left" if left == 1 else "many_left", material.language, count=left)
    return _table_offer(material, key, about, chosen, named, rest)


def _table_offer(
    material: Material, key: str, about: str, findings: list[Finding], named: str, rest: str = ""
) -> Offer:
    name = material.named(about)
    if not findings:
        none = "nothing_moves" if material.findings(about) else ""
        text = say(none, material.language) if none else _nothing(material, about)
        return Offer(key, "table", name, (Sentences((text,)),), empty=True)
    ordered = firm_first(findings)
    title = say(named, material.language, area=name)
    blocks: tuple[Block, ...] = (measures_table(material, ordered, title),)
    if rest:
        blocks += (Sentences((rest,)),)
    facts, links = facts_of(material, ordered), links_of(material, ordered)
    return Offer(key, "table", title, blocks, facts, links)


def firm_first(findings: Sequence[Finding]) -> list[Finding]:
    """What certainly moves before what does not, the worst first among both."""
    ordered = tally.worst_first(findings)
    return sorted(ordered, key=lambda finding: finding.direction not in tally.FIRM)


def measures_table(material: Material, findings: Sequence[Finding], caption: str) -> Table:
    """Value, change, direction, target and pace of some measures, a row each."""
    rows = [_row(material, finding) for finding in findings]
    names = {**material.words.columns, "change": say("change", material.language)}
    # a column that nobody has anything to say in is left out, and the others share its room
    kept = [
        place
        for place, name in enumerate(COLUMNS)
        if name in ("measure", "direction") or any(row[place] != "–" for row in rows)
    ]
    room = sum(WIDTHS[place] for place in kept)
    align = ("left", "right", "right", "left", "left", "left")
    return Table(
        caption,
        tuple(names[COLUMNS[place]] for place in kept),
        tuple(tuple(row[place] for place in kept) for row in rows),
        tuple(align[place] for place in kept),  # type: ignore[misc]  # each of them is an Align
        note=say("table_note", material.language),
        source=source_of(material),
        widths=tuple(WIDTHS[place] / room for place in kept),
    )


def _row(material: Material, finding: Finding) -> tuple[str, ...]:
    latest = finding.years[-1] if finding.years else None
    name, unit = with_long_unit(finding)
    word = DIRECTION_WORDS[finding.direction].in_(material.language)
    return (
        name,
        material.value(finding, latest, unit),
        change_of(material, finding),
        f"{finding.label.shape}{NO_BREAK}{word}",
        material.target(finding, unit),
        pace_told(material, finding),
    )


def change_of(material: Material, finding: Finding) -> str:
    """The difference of the latest two years, in the measure's own unit; a dash without both."""
    years = finding.years[-2:]
    if len(years) < 2 or years[1].year != years[0].year + 1:
        return "–"
    before, latest = (year.value for year in years)
    if before is None or latest is None:
        return "–"
    rounded = round(latest, finding.decimals) - round(before, finding.decimals)
    return figure(rounded, finding.decimals, material.language, signed=True)


def strongest(material: Material, about: str, most: int = 0) -> Offer:
    """The measures that move most surely, a sentence each, and what chance would give."""
    key = f"strongest:{about}:{most}" if most else f"strongest:{about}"
    findings = material.findings(about)
    firm = tally.strongest(findings, most or STRONGEST)
    if not firm:
        text = material.text("no_evidence") if findings else _nothing(material, about)
        blocks: tuple[Block, ...] = (Sentences((text,)),)
    else:
        family = material.content.family
        expected = at_most(family.expected_false, material.language)
        chance = material.text("chance", judged=family.judged, expected=expected)
        told = tuple(finding.direction_sentence for finding in firm)
        blocks = (Sentences(told, "list", source=source_of(material)),)
        if about == ALL or not most:  # once in a report is enough
            blocks += (Sentences((chance,)),)
    return Offer(
        key, "strongest", material.named(about), blocks,
        facts_of(material, firm), links_of(material, firm), empty=not firm,
    )  # fmt: skip
