"""Introduction: what the follow-up is of, what it builds on, how it is made and where it stops."""

from riktning.documents.report import numerals
from riktning.documents.report.outline import Outline
from riktning.documents.report.syntax import Node, bullets, paragraph


def introduction(outline: Outline) -> list[Node]:
    """Background, material, method and limits."""
    sections = outline.words.sections
    return [
        outline.section(1, sections["introduction"]),
        outline.section(2, sections["background"]),
        paragraph(_background(outline)),
        outline.section(2, sections["material"]),
        *_material(outline),
        outline.section(2, sections["method"]),
        *_method(outline),
        outline.section(2, sections["limits"]),
        bullets(_limits(outline)),
    ]


def _background(outline: Outline) -> str:
    content = outline.content
    return outline.text(
        "background",
        plan=content.plan_name,
        revision=content.revision,
        region=content.run.region,
    )


def _material(outline: Outline) -> list[Node]:
    run, language = outline.content.run, outline.content.language
    first, last = (
        numerals.month_name(month, language) for month in (run.first_month, run.last_month)
    )
    blocks = [paragraph(outline.text("material", label=run.label, first=first, last=last))]
    if outline.content.synthetic:
        blocks.insert(0, paragraph(outline.text("synthetic_material")))
    return blocks


def _method(outline: Outline) -> list[Node]:
    q = outline.number(outline.content.family.q, 2)
    keys = ("method_direction", "method_chart", "method_pace", "method_two")
    return [paragraph(outline.text(key, q=q)) for key in keys]


def _limits(outline: Outline) -> list[str]:
    k = outline.content.run.suppressed_below
    small = "limits_small" if k > 1 else "limits_none"
    base = outline.content.run.rounded_to
    if base is not None:
        small = "limits_rounded"
    return [outline.text(key, k=k, base=base) for key in (small, "limits_final", "limits_cause")]
