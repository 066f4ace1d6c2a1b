"""What the introduction of a need did to its measures, those that can be told first."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from riktning.apps.observations.figures import IndicatorInfo
from riktning.trends.effect.finding import EffectFinding, EffectKind, Lack
from riktning.trends.effect.words import (
    KIND_WORDS,
    LACK_WORDS,
    effect_sentence,
    effect_statistics,
)
from riktning.trends.figures import month_name


@dataclass(frozen=True, slots=True)
class EffectRow:
    """What can be said of the effect on a measure, or of several on which the same is to be said.

    ``measures`` are their ids and names; ``place`` and ``statistics`` are empty where nothing is
    estimated.
    """

    measures: tuple[tuple[str, str], ...]
    sentence: str
    place: str = ""
    statistics: str = ""


def effect_rows(
    found: Sequence[EffectFinding], infos: Mapping[str, IndicatorInfo], language: str
) -> list[EffectRow]:
    """What is estimated first, each by the name of its measure; then why the rest is not."""
    named = sorted(found, key=lambda each: _name(each, infos, language).casefold())
    rows = [
        EffectRow(
            measures=((each.indicator_id, _name(each, infos, language)),),
            sentence=effect_sentence(each, infos[each.indicator_id], language),
            place=_place(each, language),
            statistics=effect_statistics(each, infos[each.indicator_id], language),
        )
        for each in named
        if each.kind is not EffectKind.NOT_ESTIMATED
    ]
    left: dict[str, list[tuple[str, str]]] = {}
    for each in named:
        if each.kind is EffectKind.NOT_ESTIMATED:
            words = _why_not(each, infos[each.indicator_id], language)
            left.setdefault(words, []).append((each.indicator_id, _name(each, infos, language)))
    return [*rows, *(EffectRow(tuple(measures), words) for words, measures in left.items())]


def _name(found: EffectFinding, infos: Mapping[str, IndicatorInfo], language: str) -> str:
    return infos[found.indicator_id].name.in_(language)


def _why_not(found: EffectFinding, info: IndicatorInfo, language: str) -> str:
    """More months do not help where the units have none."""
    if found.lack is not Lack.NO_SERIES:
        return effect_sentence(found, info, language)
    return _("Effekten kan inte skattas: %(why)s.") % {"why": LACK_WORDS[found.lack].in_(language)}


def _place(found: EffectFinding, language: str) -> str:
    """``Effekt mot jämförelseenheter: 3 enheter, med start juli 2022 till maj 2023``."""
    units = ngettext("%(count)d enhet", "%(count)d enheter", len(found.units)) % {
        "count": len(found.units)
    }
    first, last = (month_name(month, language) for month in (found.first_start, found.last_start))
    words = {"kind": KIND_WORDS[found.kind].in_(language).capitalize(), "units": units,
             "first": first, "last": last}  # fmt: skip
    if first == last:
        return _("%(kind)s: %(units)s, från %(first)s.") % words
    return _("%(kind)s: %(units)s, med start %(first)s till %(last)s.") % words
