"""Where what people say and what the data say cannot both be the whole picture."""

from riktning.apps.reports.evidence.material import Material
from riktning.apps.reports.evidence.offer import Offer
from riktning.apps.reports.evidence.reported import answers_against_data
from riktning.documents.manuscript.blocks import Block, Note, Sentences


def contradictions(material: Material, about: str) -> Offer:
    """Each disagreement with who said so and what the computation says; neither is chosen."""
    blocks: list[Block] = []
    facts: dict[str, str] = {}
    for _slug, area in material.chosen(about):
        for item in area.contradictions:
            detail = material.text(
                "contradiction_detail",
                date=material.day(item.assessed.on),
                role=item.assessed.role,
                sentence=item.evidence,
            )
            blocks.append(Note("contradiction", f"{item.sentence} {' '.join(detail.split())}"))
            facts[f"{item.assessed.subject}, {item.assessed.role}"] = item.sentence
    for unit, sentence in answers_against_data(material, about):
        blocks.append(Note("contradiction", sentence))
        facts[f"{unit}: {sentence}"] = sentence
    if not blocks:
        blocks.append(Sentences((material.text("no_contradictions"),)))
    title = material.named(about)
    return Offer(
        f"contradictions:{about}", "contradictions", title, tuple(blocks), facts, empty=not facts
    )
