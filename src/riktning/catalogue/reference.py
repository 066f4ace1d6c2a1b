"""The reference page of the indicators, generated from the definitions."""

import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from riktning.catalogue.describing import facts
from riktning.catalogue.frames import FRAMES, Frame
from riktning.catalogue.loading import Catalogue, load
from riktning.catalogue.model import Definition
from riktning.core.ages import AGE_GROUPS

_INTRODUCTION = """# Indicators

Generated from the definition files by `riktning catalogue reference`; a test keeps it current.
{count} measures follow the lines of the plan's appendix; {open} of them rest in part on domain
knowledge that a region should confirm, and say what. *T* counts at the treating unit, *M* where the
person lives. How they are computed is told in [the explanation](../explanation/indicators.md); a
region's own measures in [the how-to](../how-to/add-an-indicator.md).
"""
AREAS = {
    "NV": "Nära vård",
    "PR": "Prioritering",
    "KV": "Kvalitetsdriven verksamhetsutveckling",
    "KF": "Kompetensförsörjning",
    "BU": "Barnuppdraget",
}
OTHER = "Egna mått"
_BRIEF = ("kind", "better is", "author, checked by", "next review", "att bekräfta", "status",
          "register", "national id", "references", "tables", "disclosure control")  # fmt: skip


def area_of(definition: Definition) -> str:
    """The area of the plan that the code's two letters name."""
    return AREAS.get(definition.code[:2], OTHER)


def reference_page(catalogue: Catalogue) -> str:
    """The page: by area a table and a paragraph a measure, then frames, lists and populations."""
    definitions = catalogue.indicators.values()
    unsure = sum(1 for d in definitions if d.provenance.to_confirm is not None)
    parts = [_INTRODUCTION.format(count=len(definitions), open=unsure)]
    for area in (*AREAS.values(), OTHER):
        inside = [d for d in definitions if area_of(d) == area]
        if inside:
            parts += _area(area, sorted(inside, key=lambda d: (d.code, d.id)))
    parts += ["## Frames\n", *(_frame_section(frame) for frame in FRAMES)]
    parts += ["## Code lists\n", *_code_sections(catalogue)]
    parts += ["## Standard populations\n", *_standards(catalogue)]
    return "\n".join(parts)


def _area(area: str, definitions: Iterable[Definition]) -> Iterator[str]:
    rows = ["| line | measure | unit | better | at | finest period |", "|---|---|---|---|---|---|"]
    paragraphs = []
    for definition in definitions:
        rows.append(_row(definition))
        paragraphs.append(indicator_paragraph(definition))
    yield f"## {area}\n"
    yield "\n".join(rows) + "\n"
    yield from paragraphs


def _row(definition: Definition) -> str:
    places = "".join(axis.value[0].upper() for axis in definition.axes)
    period = definition.period.value + (", rolling year" if definition.rolling else "")
    name = f"[{definition.name.sv}](#{definition.id})"
    better = {"target_interval": "in interval", "none": "neither"}.get(
        definition.polarity.value, definition.polarity.value
    )
    return f"| {definition.code} | {name} | {definition.unit.sv} | {better} | {places} | {period} |"


def indicator_paragraph(definition: Definition) -> str:
    """A heading, what the measure says, and how it is counted, as a person reads it."""
    provenance = definition.provenance
    english = f"*{definition.name.en}:* {definition.says.en}"
    lines = [
        f'### <a id="{definition.id}"></a>{definition.name.sv}',
        "",
        f"{definition.code}, `{definition.id}`. {definition.says.sv} {english}",
        "",
    ]
    told = [fact for fact in facts(definition) if fact.name not in _BRIEF]
    lines += [
        f"- **{fact.name}** {fact.text}" + (f" (`{fact.code}`)" if fact.code else "")
        for fact in told
    ]
    source = f"{provenance.register}" + (
        f"; national id {provenance.national_id}" if provenance.national_id else ""
    )
    lines += [f"- **source** {source}; {'; '.join(provenance.references)}", ""]
    return "\n".join(lines)


def _frame_section(frame: Frame) -> str:
    lines = [f"### `{frame.name}`", "", f"One row: {frame.row}.", ""]
    lines += ["| column | type | meaning |", "|---|---|---|"]
    lines += [f"| `{c.name}` | {c.type.value} | {c.meaning} |" for c in frame.columns]
    if frame.events:
        known = "; ".join(f"`{event.name}` ({event.meaning})" for event in frame.events)
        lines += ["", f"`had(event, list, months)` and `times(…)` know: {known}."]
    if frame.coded:
        lines += ["", f"`has_code(table, list)` knows: {', '.join(frame.coded)}."]
    return "\n".join([*lines, ""])


def _code_sections(catalogue: Catalogue) -> Iterator[str]:
    for name, codes in sorted(catalogue.codes.items()):
        lines = [f"### `{name}`", "", "| code | label | provenance |", "|---|---|---|"]
        rows = zip(codes.codes, codes.labels, codes.provenance, strict=True)
        lines += [f"| {code} | {label} | {who} |" for code, label, who in rows]
        yield "\n".join([*lines, ""])


def _standards(catalogue: Catalogue) -> Iterator[str]:
    for name, standard in sorted(catalogue.standards.items()):
        lines = [f"### `{name}`", "", "Half of each weight is women's and half men's.", ""]
        lines += ["| age group | weight | provenance |", "|---|---|---|"]
        rows = zip(AGE_GROUPS, standard.weights, standard.provenance, strict=True)
        lines += [f"| {group} | {weight:g} | {who} |" for group, weight, who in rows]
        yield "\n".join([*lines, ""])


def write_reference(out: Path, catalogue: Catalogue) -> None:
    """Write the page whole, or not at all."""
    beside = out.with_name(f".{out.name}")
    beside.write_text(reference_page(catalogue), encoding="utf-8")
    beside.replace(out)


if __name__ == "__main__":
    write_reference(Path(sys.argv[1]), load())
