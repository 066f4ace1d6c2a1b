"""What the introduction of a need did to its measures, those that can be told first."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from riktning.apps.observations.figures import IndicatorInfo
from riktning.trends.effect.finding import EffectFinding, EffectKind
from riktning.trends.effect.words import KIND_WORDS, effect_sentence, effect_statistics
from riktning.trends.figures import month_name


@dataclass(frozen=True, slots=True)
class EffectRow:
    """A measure: what can be said of the effect on it, where, and the evidence."""

    indicator_id: str
    name: str
    estimated: bool
    sentence: str
    place: str
    statistics: str


def effect_rows(
    found: Sequence[EffectFinding], infos: Mapping[str, IndicatorInfo], language: str
) -> list[EffectRow]:
    """What is estimated first, each part by the names of the measures."""
    rows = [_row(each, infos[each.indicator_id], language) for each in found]
    return sorted(rows, key=lambda row: (not row.estimated, row.name.casefold()))


def _row(found: EffectFinding, info: IndicatorInfo, language: str) -> EffectRow:
    estimated = found.kind is not EffectKind.NOT_ESTIMATED
    return EffectRow(
        indicator_id=info.indicator_id,
        name=info.name.in_(language),
        estimated=estimated,
        sentence=effect_sentence(found, info, language),
        place=_place(found, language) if estimated else "",
        statistics=effect_statistics(found, info, language) if estimated else "",
    )


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
