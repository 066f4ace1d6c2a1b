"""What activities did to the measures, as far as it could be estimated."""

from riktning.apps.observations import queries
from riktning.apps.reports.evidence.linking import links_of, source_of
from riktning.apps.reports.evidence.material import Material
from riktning.apps.reports.evidence.offer import Offer
from riktning.apps.reports.evidence.words import say
from riktning.documents.manuscript.blocks import Block, Sentences
from riktning.documents.report.content import Finding
from riktning.trends.effect.finding import EffectFinding
from riktning.trends.effect.words import KIND_WORDS, STATE_WORDS, effect_sentence
from riktning.trends.figures import month_name
from riktning.trends.naming import Named


def effects(material: Material, about: str) -> Offer:
    """Each activity whose effect on a measure was asked for: the estimate, or why there is none."""
    key, title = f"effects:{about}", material.named(about)
    found = [(f, effect) for f in material.findings(about) for effect in _of(material, f)]
    if not found:
        text = say("effects_none", material.language)
        return Offer(key, "effects", title, (Sentences((text,)),), empty=True)
    infos, language = queries.indicators(material.run), material.language
    blocks: list[Block] = [
        Sentences(
            effect_sentences(effect, infos[finding.indicator_id], language),
            source=source_of(material, finding),
        )
        for finding, effect in found
    ]
    facts = {
        say("fact_effect", language, activity=effect.activity, measure=finding.name): _fact(
            effect, language
        )
        for finding, effect in found
    }
    measures = {finding.indicator_id: finding for finding, _effect in found}
    return Offer(key, "effects", title, tuple(blocks), facts, links_of(material, measures.values()))


def effect_sentences(found: EffectFinding, naming: Named, language: str) -> tuple[str, ...]:
    """The activity and its first month, then what can be said of its effect."""
    began = say(
        "effect_began", language, activity=found.activity,
        month=month_name(found.first_start, language), measure=naming.name.in_(language),
    )  # fmt: skip
    return began, effect_sentence(found, naming, language)


def _of(material: Material, finding: Finding) -> tuple[EffectFinding, ...]:
    """The effects on the measure; of a unit only those of activities that touched it."""
    found = queries.effects(material.run, finding.indicator_id)
    return tuple(
        each
        for each in found
        if not material.unit or material.unit in (*each.units, *each.left_out)
    )


def _fact(found: EffectFinding, language: str) -> str:
    return f"{KIND_WORDS[found.kind].in_(language)}, {STATE_WORDS[found.state].in_(language)}"
