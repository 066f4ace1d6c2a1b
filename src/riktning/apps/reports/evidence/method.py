"""The sections that write themselves: background, material, method and limits."""

from collections import Counter

from riktning.apps.reports.evidence.linking import plan_source, source_of
from riktning.apps.reports.evidence.material import ALL, Material
from riktning.apps.reports.evidence.offer import Offer
from riktning.apps.reports.evidence.words import BY, kind_name, say
from riktning.core.periods import MONTHS_A_YEAR
from riktning.documents.manuscript.blocks import Block, Note, Sentences
from riktning.documents.report import numerals
from riktning.trends.figures import at_most


def background(material: Material, about: str) -> Offer:
    """Which plan is followed up, and what the follow-up answers."""
    content = material.content
    text = material.text(
        "background",
        plan=content.plan_name,
        revision=content.revision,
        region=content.run.region,
    )
    return _offer(material, "background", about, Sentences((text,), source=plan_source(material)))


def the_material(material: Material, about: str) -> Offer:
    """Which data the figures come from; simulated ones are said to be so."""
    run, language = material.content.run, material.language
    first, last = (numerals.month_name(m, language) for m in (run.first_month, run.last_month))
    if material.plain:
        text = material.text("material", region=run.region, first=first, last=last)
    else:
        text = say("material", language, label=run.label, first=first, last=last)
    blocks: list[Block] = [Sentences((text,), source=source_of(material))]
    if material.run.synthetic:
        blocks.insert(0, Note("synthetic", material.text("synthetic_material")))
    return _offer(material, "material", about, *blocks)


def method(material: Material, about: str) -> Offer:
    """How directions and paces are judged, how many series were, and what chance would give."""
    family = material.run.family or {}
    q = material.number(material.content.family.q, 2)
    keys = ["method_direction", "method_chart", "method_pace", "method_two"]
    if material.plain:
        keys.remove("method_chart")  # no chart is put in
    texts = [material.text(key, q=q, periods=_periods(material)) for key in keys]
    counted = {
        "size": material.number(family.get("size", 0), 0),
        "judged": material.number(family.get("judged", 0), 0),
        "expected": at_most(family.get("expected_false", 0.0), material.language),
    }
    called = family.get("called")
    key = "family_plain" if called is None else "family"
    told = {} if called is None else {"called": material.number(called, 0)}
    if material.plain:
        texts.append(material.text("family", **counted))
    else:
        texts.append(say(key, material.language, q=q, **counted, **told))
    source = source_of(material)
    paragraphs = (Sentences((text,), source="") for text in texts[:-1])
    facts = {kind_name("method", material.language): texts[-1]}
    last = Sentences((texts[-1],), source=source)
    return _offer(material, "method", about, *paragraphs, last, facts=facts)


def _periods(material: Material) -> str:
    """How often the measures are followed: each by month, or how many by month and how many not."""
    found = Counter(
        finding.verdict.direction.cycle if finding.verdict else MONTHS_A_YEAR
        for finding in material.findings(ALL)
    )
    language = material.language
    if set(found) <= {MONTHS_A_YEAR}:
        return say("every_by_month", language)
    counted = [
        say("measures_by", language, count=count, by=BY[cycle].in_(language))
        for cycle, count in sorted(found.items(), reverse=True)
    ]
    return (
        say("listed_with_and", language, first=", ".join(counted[:-1]), last=counted[-1])
        if (len(counted) > 1)
        else counted[0]
    )


def limits(material: Material, about: str) -> Offer:
    """What is hidden or rounded, what is preliminary, and what the follow-up cannot show."""
    run = material.content.run
    small = "limits_small" if run.suppressed_below > 1 else "limits_none"
    if run.rounded_to is not None:
        small = "limits_rounded"
    keys = (small, "limits_final", "limits_cause")
    texts = tuple(material.text(key, k=run.suppressed_below, base=run.rounded_to) for key in keys)
    return _offer(material, "limits", about, Sentences(texts, "list"))


def _offer(
    material: Material, kind: str, about: str, *blocks: Block, facts: dict[str, str] | None = None
) -> Offer:
    title = kind_name(kind, material.language)
    return Offer(f"{kind}:{about}", kind, title, blocks, facts or {})
