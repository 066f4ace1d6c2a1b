"""A measure by unit, with a funnel where one can be drawn, and by sex and age."""

from datetime import date

from riktning.apps.observations.figures import Cell, IndicatorInfo, Point, UnitRow
from riktning.apps.observations.queries import breakdown, indicators, unit_rows, unit_series
from riktning.apps.observations.unit_funnel import KIND_NAMES, UnitFunnel, unit_funnel
from riktning.apps.organisation.queries import units_on
from riktning.apps.reports.evidence.linking import links_of, source_of
from riktning.apps.reports.evidence.material import ALL, REGION, Material
from riktning.apps.reports.evidence.offer import Offer
from riktning.apps.reports.evidence.words import say
from riktning.core.periods import PeriodKind
from riktning.documents.charts import ChartText
from riktning.documents.manuscript.blocks import Block, Chart, ChartSpec, Sentences, Table
from riktning.documents.report.content import Finding

FEWEST = 2  # of units or groups that are a table


def units(material: Material, indicator_id: str) -> Offer | None:
    """The units of the kind that is most of them, in the last full year; None where there are
    not two."""
    finding, info = _of(material, indicator_id)
    if finding is None or info is None or not finding.years:
        return None
    start = date(finding.years[-1].year, 1, 1)
    found = unit_series(material.run, indicator_id, PeriodKind.YEAR)
    rows = unit_rows(
        material.run, indicator_id, start=start, found=found, units=units_on(material.run.as_of)
    )
    funnel = unit_funnel(rows, info, chosen=material.unit, language=material.language)
    if funnel is not None:
        blocks, facts = _funnel(material, finding, funnel), _funnel_facts(funnel)
    else:
        alike = _alike(rows, material.unit)
        if len(alike) < FEWEST:
            return None
        blocks = (_unit_table(material, finding, alike),)
        facts = {row.unit.name: _shown(material, finding, row.point) for row in alike}
    return _offer(material, "units", finding, blocks, facts)


def groups(material: Material, indicator_id: str) -> Offer | None:
    """Women and men, and the age groups, in the last full year; None where there are none."""
    finding, info = _of(material, indicator_id)
    if finding is None or info is None or not finding.years:
        return None
    start = date(finding.years[-1].year, 1, 1)
    cells = breakdown(material.run, indicator_id, PeriodKind.YEAR, start, material.unit_id)
    cells = tuple(cell for cell in cells if "all" in (cell.sex, cell.age_group))
    if len(cells) <= FEWEST:
        return None
    facts = {_group(material, cell): _shown(material, finding, cell.point) for cell in cells}
    return _offer(material, "groups", finding, (_group_table(material, finding, cells),), facts)


def _of(material: Material, indicator_id: str) -> tuple[Finding | None, IndicatorInfo | None]:
    found = (f for f in material.findings(ALL) if f.indicator_id == indicator_id)
    return next(found, None), indicators(material.run).get(indicator_id)


def _offer(
    material: Material,
    kind: str,
    finding: Finding,
    blocks: tuple[Block, ...],
    facts: dict[str, str],
) -> Offer:
    key = f"{kind}:{finding.indicator_id}:{material.unit or REGION}"
    title = f"{finding.name}, {finding.unit_name}"
    return Offer(key, kind, title, blocks, facts, links_of(material, [finding]))


def _shown(material: Material, finding: Finding, point: Point) -> str:
    """A figure as it is written, or that it is hidden: nothing is told of why beyond that."""
    if point.hidden:
        return say("group_hidden", material.language)
    value = material.number(point.value, finding.decimals)
    mark = f" ({material.text('preliminary')})" if point.preliminary else ""
    return f"{value}{mark}" if point.value is not None else "–"


def _funnel(material: Material, finding: Finding, found: UnitFunnel) -> tuple[Block, ...]:
    language, year = material.language, finding.years[-1].year
    named = {"measure": finding.name, "kind": found.kind, "year": year}
    source = source_of(material, finding)
    header = [found.kind, *(say(k, language) for k in ("funnel_size", "funnel_value", "funnel_z"))]
    table = Table(
        say("units_table", language, **named),
        (*header, say("funnel_place", language)),
        tuple((line.name, line.size, line.value, line.z, line.place) for line in found.lines),
        ("left", "right", "right", "right", "left"),
        note=found.statistics,
        source=source,
    )
    words = ChartText(
        title=f"{found.title}.", subtitle=f"{finding.name}, {finding.unit}, {year}",
        unit=finding.unit, decimals=finding.decimals, language=language,
        synthetic=material.run.synthetic,
    )  # fmt: skip
    anchor = f"units-{finding.indicator_id}-{material.place}"
    chart = Chart(
        say("units_chart", language, **named),
        say("units_alt", language, sentence=f"{found.title}.", **named),
        ChartSpec(found.plot, words),
        table=table,
        source=source,
        anchor=anchor,
    )
    return (Sentences((f"{found.title}.", *found.sentences), source=source), chart)


def _funnel_facts(found: UnitFunnel) -> dict[str, str]:
    return {line.name: f"{line.value}, {line.place}" for line in found.lines}


def _alike(rows: tuple[UnitRow, ...], unit_id: str) -> list[UnitRow]:
    """The units of the same kind as the one that is told of; the first kind below the region that
    has more than one, where it is the region."""
    kinds = [row.unit.kind for row in rows]
    own = [row.unit.kind for row in rows if row.unit.unit_id == unit_id]
    chosen = own or [kind for kind in KIND_NAMES if kinds.count(kind) >= FEWEST]
    return [row for row in rows if chosen and row.unit.kind is chosen[0]]


def _unit_table(material: Material, finding: Finding, rows: list[UnitRow]) -> Table:
    language = material.language
    kind = KIND_NAMES[rows[0].unit.kind].in_(language)
    year = finding.years[-1].year
    cells = tuple(
        (
            row.unit.name,
            _shown(material, finding, row.point),
            _interval(material, finding, row.point),
        )
        for row in rows
    )
    return Table(
        say("units_table", language, measure=finding.name, kind=kind, year=year),
        (kind, f"{finding.unit}", material.words.columns["interval"]),
        cells,
        ("left", "right", "right"),
        note=say("units_note", language),
        source=source_of(material, finding),
    )


def _interval(material: Material, finding: Finding, point: Point) -> str:
    if point.hidden or point.low is None or point.high is None:
        return "–"
    low, high = (material.number(bound, finding.decimals) for bound in (point.low, point.high))
    return f"{low}–{high}"


def _group_table(material: Material, finding: Finding, cells: tuple[Cell, ...]) -> Table:
    language, year = material.language, finding.years[-1].year
    rows = tuple(
        (
            _group(material, cell),
            _shown(material, finding, cell.point),
            _interval(material, finding, cell.point),
        )
        for cell in cells
    )
    return Table(
        say("groups_table", language, measure=finding.name, unit=finding.unit_name, year=year),
        (say("group", language), finding.unit, material.words.columns["interval"]),
        rows,
        ("left", "right", "right"),
        note=say("groups_note", language),
        source=source_of(material, finding),
    )


def _group(material: Material, cell: Cell) -> str:
    language = material.language
    if cell.sex != "all":
        return say(f"sex_{cell.sex}", language)
    if cell.age_group != "all":
        return say("ages", language, ages=cell.age_group.replace("-", "–"))
    return say("everyone", language)
