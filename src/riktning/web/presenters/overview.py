"""Läget: the areas of the plan, one sentence each, and what needs attention."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from riktning.apps.followup.attention import Attention, AttentionKind
from riktning.apps.followup.attention_words import attention_sentence
from riktning.apps.followup.queries import Said
from riktning.apps.observations.figures import Counts, VerdictInfo
from riktning.apps.plans.tree import AreaTree
from riktning.catalogue.model import Words
from riktning.web.presenters.verdicts import (
    CountedVerdict,
    HumanStatus,
    area_sentence,
    counted,
    counted_paces,
    human_status,
    pace_counts,
    pace_summary,
)

SHOWN_AT_ONCE = 4


@dataclass(frozen=True, slots=True)
class AreaCard:
    """One area: what is said of it in a sentence, and the counts behind."""

    name: str
    slug: str
    sentence: str
    counts: tuple[CountedVerdict, ...]
    paces: tuple[CountedVerdict, ...]
    status: HumanStatus | None
    said: Said | None


@dataclass(frozen=True, slots=True)
class AttentionItem:
    """One sentence and where to read on: an indicator or an area."""

    sentence: str
    indicator_id: str
    area_slug: str


@dataclass(frozen=True, slots=True)
class AttentionGroup:
    """What needs attention for one reason; the rest is folded."""

    heading: str
    first: tuple[AttentionItem, ...]
    rest: tuple[AttentionItem, ...]


def area_cards(
    areas: Sequence[AreaTree],
    counts: Mapping[str, Counts],
    verdicts: Mapping[str, VerdictInfo],
    statuses: Mapping[int, Said],
    language: str,
) -> tuple[AreaCard, ...]:
    """One card an area, in the plan's order; ``verdicts`` are the region's by measure."""
    return tuple(
        _card(area, counts.get(area.slug, Counts()), verdicts, statuses.get(area.id), language)
        for area in areas
    )


def _card(
    area: AreaTree,
    counts: Counts,
    verdicts: Mapping[str, VerdictInfo],
    said: Said | None,
    language: str,
) -> AreaCard:
    paces = pace_counts(verdicts, area.indicator_ids, language)
    unmeasured = sum(1 for line in area.indicators if not line.measures)
    return AreaCard(
        name=area.name,
        slug=area.slug,
        sentence=" ".join(
            part for part in (area_sentence(counts, unmeasured), pace_summary(paces)) if part
        ),
        counts=counted(counts, language),
        paces=counted_paces(paces),
        status=human_status(said.status) if said else None,
        said=said,
    )


_UNFOLLOWED = Words(
    "Effektmål som ingen indikator följer", "Effect goals that no indicator follows"
)


def attention_reasons(language: str) -> dict[AttentionKind, str]:
    """The heading of each reason, in order of weight."""
    return {
        AttentionKind.CONTRADICTION: _("Bedömning och data säger olika"),
        AttentionKind.WRONG_WAY: _("Rör sig bort från målvärdet"),
        AttentionKind.WORSENING: _("Försämras"),
        AttentionKind.LATE: _("Når inte målvärdet i tid"),
        AttentionKind.UNMEASURED_AREA: _("Områden som saknar mått här"),
        AttentionKind.UNFOLLOWED_GOAL: _UNFOLLOWED.in_(language),
        AttentionKind.UNMEASURED_LINE: _("Indikatorer som saknar mått här"),
        AttentionKind.UNUSED_MEASURE: _("Mått som ingen indikator använder"),
    }


def attention_groups(items: Sequence[Attention], language: str) -> tuple[AttentionGroup, ...]:
    """What needs attention by reason, in order of weight."""
    groups = []
    for kind, heading in attention_reasons(language).items():
        found = tuple(_item(item, language) for item in items if item.kind is kind)
        if found:
            groups.append(AttentionGroup(heading, found[:SHOWN_AT_ONCE], found[SHOWN_AT_ONCE:]))
    return tuple(groups)


def _item(item: Attention, language: str) -> AttentionItem:
    return AttentionItem(
        sentence=attention_sentence(item, language),
        indicator_id=item.measure.indicator_id if item.measure else "",
        area_slug=item.area_slug,
    )
