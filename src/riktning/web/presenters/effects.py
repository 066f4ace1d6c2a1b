"""What activities did to a measure, as the page of the measure tells it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from riktning.apps.observations.figures import IndicatorInfo
from riktning.catalogue.model import Words
from riktning.documents.charts import StartMark
from riktning.trends.effect.finding import EffectFinding
from riktning.trends.effect.words import KIND_WORDS, effect_sentence, effect_statistics
from riktning.trends.figures import month_name


@dataclass(frozen=True, slots=True)
class Effect:
    """An activity: where and when, what can be said of its effect, and the evidence."""

    activity: str
    kind: str
    place: str
    sentence: str
    statistics: str


@dataclass(frozen=True, slots=True)
class Started:
    """What has a mark in the chart: its number there, its name and its month."""

    number: int
    activity: str
    month: str


def started_marks(
    marks: Sequence[StartMark], names: Sequence[str], language: str
) -> tuple[Started, ...]:
    """What the numbers in the chart stand for, for who cannot point at them; ``names`` in order."""
    return tuple(
        Started(mark.number, names[mark.number - 1], month_name(mark.month, language))
        for mark in marks
    )


@dataclass(frozen=True, slots=True)
class Effects:
    """The section of effects; no items, no section."""

    heading: str
    evidence: str
    in_chart: str
    items: tuple[Effect, ...]


def effects(
    found: Sequence[EffectFinding], info: IndicatorInfo, units: Mapping[str, str], language: str
) -> Effects:
    """``units`` are the names of units by id."""
    return Effects(
        heading=Words("Aktiviteternas effekter", "Effects of the activities").in_(language),
        evidence=Words(
            "För den som vill pröva effekterna", "For those who want to test the effects"
        ).in_(language),
        in_chart=Words("Markerat i diagrammet:", "Marked in the chart:").in_(language),
        items=tuple(_effect(each, info, units, language) for each in found),
    )


def start_marks(
    effects: Sequence[EffectFinding], info: IndicatorInfo, unit_id: str, region: str, language: str
) -> tuple[StartMark, ...]:
    """The activities to mark in the chart of a unit: those that touch it; in the region's, all.

    The numbers are those of the list of effects.
    """
    return tuple(
        StartMark(
            each.first_start,
            f"{number}. {each.activity} ({month_name(each.first_start, language)}): "
            f"{effect_sentence(each, info, language)}",
            number,
        )
        for number, each in enumerate(effects, 1)
        if unit_id == region or unit_id in (*each.units, *each.left_out)
    )


def _effect(
    found: EffectFinding, info: IndicatorInfo, units: Mapping[str, str], language: str
) -> Effect:
    return Effect(
        activity=found.activity,
        kind=KIND_WORDS[found.kind].in_(language),
        place=_place(found, units, language),
        sentence=effect_sentence(found, info, language),
        statistics=effect_statistics(found, info, language),
    )


def _place(found: EffectFinding, units: Mapping[str, str], language: str) -> str:
    """The touched units and when they started, as far as they are named."""
    touched = found.units or found.left_out
    names = ", ".join(units.get(unit, unit) for unit in touched)
    first = month_name(found.first_start, language)
    if found.first_start == found.last_start:
        return Words(f"{names}, från {first}", f"{names}, from {first}").in_(language)
    last = month_name(found.last_start, language)
    return Words(
        f"{names}, med start {first} till {last}", f"{names}, starting {first} to {last}"
    ).in_(language)
