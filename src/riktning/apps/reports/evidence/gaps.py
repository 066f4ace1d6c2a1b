"""What is in the plan and measured by nothing, and what is measured but has no source."""

from collections.abc import Iterator

from riktning.apps.plans.following import goals_unfollowed
from riktning.apps.reports.evidence.linking import source_of
from riktning.apps.reports.evidence.material import Material
from riktning.apps.reports.evidence.offer import Offer
from riktning.apps.reports.evidence.words import say
from riktning.documents.manuscript.blocks import Block, Sentences


def gaps(material: Material, about: str) -> Offer:
    """Goals and indicator lines without a measure, and measures without a source."""
    lines = tuple(dict.fromkeys(_lines(material, about)))
    title = material.named(about)
    if not lines:
        blocks: tuple[Block, ...] = (Sentences((say("no_gaps", material.language),)),)
        return Offer(f"gaps:{about}", "gaps", title, blocks, empty=True)
    key = "gaps_one" if len(lines) == 1 else "gaps_many"
    lead = say(key, material.language, count=len(lines))
    blocks = (
        Sentences((lead,)),
        Sentences(lines, "list", source=source_of(material)),
    )
    return Offer(f"gaps:{about}", "gaps", title, blocks, {lead: str(len(lines))})


def _lines(material: Material, about: str) -> Iterator[str]:
    language = material.language
    unfollowed = goals_unfollowed(material.revision, material.trees, material.as_of)
    for slug, area in material.chosen(about):
        if not area.findings and any(row.goals for row in material.tree(slug).sub_areas):
            yield say("gap_area", language, area=area.name)
        for goal in unfollowed.get(slug, ()):
            yield say("gap_goal", language, area=area.name, line=goal)
        for line in area.unmeasured:
            yield say("gap_line", language, area=area.name, line=line)
    wanted = {f.indicator_id for f in material.findings(about)}
    for key, entry in material.definitions.items():
        if key in wanted and entry.reason:
            yield say("gap_source", language, name=entry.name, reason=entry.reason)
