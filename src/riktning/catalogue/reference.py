"""The reference page of the indicators, generated from the definitions."""

import sys
from collections.abc import Iterator
from pathlib import Path

from riktning.catalogue.frames import BY_NAME, FRAMES, Frame
from riktning.catalogue.loading import Catalogue, load
from riktning.catalogue.model import Definition

_INTRODUCTION = """# Indicators

Generated from the definition files by `riktning.catalogue.reference`; a test keeps it current.
What is marked *to be confirmed* rests on domain knowledge that a region should confirm.
"""


def reference_page(catalogue: Catalogue) -> str:
    """The whole page: a list, one section an indicator, the frames and the code lists."""
    definitions = catalogue.indicators.values()
    listing = ["| indicator | code | kind | unit | polarity |", "|---|---|---|---|---|"]
    listing += [
        f"| [{d.name.sv}](#{d.id}) | {d.code} | {d.kind.value} | {d.unit.en} | {d.polarity.value} |"
        for d in definitions
    ]
    parts = [_INTRODUCTION, "\n".join(listing) + "\n"]
    parts += [indicator_section(definition) for definition in definitions]
    parts += ["# Frames\n", *(_frame_section(frame) for frame in FRAMES)]
    parts += ["# Code lists\n", *_code_sections(catalogue)]
    return "\n".join(parts)


def indicator_section(definition: Definition) -> str:
    """One definition as a person reads it."""
    lines = [
        f'## <a id="{definition.id}"></a>{definition.name.sv} ({definition.code})',
        "",
        f"*{definition.name.en}.* {definition.says.sv} / {definition.says.en}",
        "",
        "| | |",
        "|---|---|",
        *(f"| {key} | {value} |" for key, value in _facts(definition)),
        "",
    ]
    return "\n".join(lines)


def _facts(definition: Definition) -> Iterator[tuple[str, str]]:
    yield "id, version", f"`{definition.id}`, {definition.version}"
    yield (
        "kind, unit, polarity",
        (f"{definition.kind.value}, {definition.unit.en}, {definition.polarity.value}"),
    )
    if definition.target_interval is not None:
        low, high = definition.target_interval
        yield "target interval", f"{_end(low)} to {_end(high)}"
    yield "one row is", f"{BY_NAME[definition.frame].row} (`{definition.frame}`)"
    yield "counted at", definition.axis.value.replace("_", " ")
    for key in ("filter", "numerator", "denominator", "squares"):
        term = getattr(definition, key)
        if term is not None:
            yield key, f"`{term.text}`"
    settings = {"parameters": definition.parameters, "options": definition.frame_options}
    for name, values in settings.items():
        if values:
            yield name, ", ".join(f"`{key}` = {_plain(value)}" for key, value in values.items())
    yield "tables", ", ".join(f"`{table}`" for table in definition.tables)
    yield "smallest denominator shown", str(definition.min_denominator)
    if definition.follow_up_days:
        yield "preliminary for", f"{definition.follow_up_days} days after the period"
    if definition.look_back_months:
        yield "needs before the first value", f"{definition.look_back_months} months of data"
    yield "disclosure control", "yes" if definition.protects_persons else "no: no persons counted"
    yield from _provenance(definition)


def _provenance(definition: Definition) -> Iterator[tuple[str, str]]:
    provenance = definition.provenance
    yield "register", provenance.register
    yield "national id", provenance.national_id or "none"
    yield "references", "; ".join(provenance.references)
    yield "author, checked by", f"{provenance.author}; {provenance.checked_by or 'not yet checked'}"
    yield "next review", provenance.next_review.isoformat()
    yield "status", provenance.status
    if provenance.to_confirm:
        yield "to be confirmed", provenance.to_confirm.en


def _end(value: float | None) -> str:
    return "open" if value is None else f"{value:g}"


def _plain(value: object) -> str:
    if isinstance(value, tuple):
        return ", ".join(str(item) for item in value)
    return str(value).lower() if isinstance(value, bool) else str(value)


def _frame_section(frame: Frame) -> str:
    lines = [f"## `{frame.name}`", "", f"One row: {frame.row}.", ""]
    lines += ["| column | type | meaning |", "|---|---|---|"]
    lines += [f"| `{c.name}` | {c.type.value} | {c.meaning} |" for c in frame.columns]
    if frame.events:
        known = ", ".join(f"`{event.name}` (table `{event.table}`)" for event in frame.events)
        lines += ["", f"`had(event, list, months)` knows: {known}."]
    return "\n".join([*lines, ""])


def _code_sections(catalogue: Catalogue) -> Iterator[str]:
    for name, codes in sorted(catalogue.codes.items()):
        lines = [f"## `{name}`", "", "| code | label | provenance |", "|---|---|---|"]
        rows = zip(codes.codes, codes.labels, codes.provenance, strict=True)
        lines += [f"| {code} | {label} | {who} |" for code, label, who in rows]
        yield "\n".join([*lines, ""])


def main() -> None:
    """Write the page to the file named on the command line."""
    out = Path(sys.argv[1])
    beside = out.with_name(f".{out.name}")
    beside.write_text(reference_page(load()), encoding="utf-8")
    beside.replace(out)


if __name__ == "__main__":
    main()
