"""The effects of activities, as ``riktning judge --activities`` shows them."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from rich.markup import escape

if TYPE_CHECKING:
    from rich.table import Table

    from riktning.trends.effect.finding import EffectFinding, Estimate
    from riktning.trends.judged import Family
    from riktning.trends.naming import Named


def effects_table(effects: "Sequence[EffectFinding]", language: str) -> "Table":
    """One row an activity and indicator: what can be said, the mean effect, months and controls."""
    from rich.table import Table

    swedish = ("Aktivitet / indikator", "Effekt", "Medel (95 %)", "q", "Före/efter", "Jämförs")
    english = ("Activity / indicator", "Effect", "Mean (95 %)", "q", "Before/after", "Compared")
    table = Table(box=None, padding=(0, 1, 0, 0), header_style="bold underline")
    for place, head in enumerate(english if language.startswith("en") else swedish):
        table.add_column(head, justify="right" if place > 1 else "left")
    for found in effects:
        table.add_row(*_cells(found, language))
    return table


def _cells(found: "EffectFinding", language: str) -> tuple[str, ...]:
    from riktning.trends.effect.words import KIND_WORDS, LACK_WORDS, STATE_WORDS
    from riktning.trends.figures import probability

    head = f"{escape(found.activity)} / {found.indicator_id}"
    kind = KIND_WORDS[found.kind].in_(language)
    if found.mean is None or found.q_value is None:
        why = "" if found.lack is None else f" ({LACK_WORDS[found.lack].in_(language)})"
        return head, kind + why, "", "", f"{found.before}/{found.after}", ""
    return (
        head,
        f"{STATE_WORDS[found.state].in_(language)} ({kind})",
        _interval(found.mean, language),
        probability(found.q_value, language).removeprefix("=\u00a0"),
        f"{found.before}/{found.after}",
        str(found.controls),
    )


def effects_needed(
    effects: "Sequence[EffectFinding]", measures: "Mapping[str, Named]", language: str
) -> list[str]:
    """For each effect that cannot be estimated what data it takes, and what can be found then."""
    from riktning.trends.effect.words import needed_sentence

    told = []
    for found in effects:
        if found.mean is not None or found.indicator_id not in measures:
            continue
        needed = needed_sentence(found, measures[found.indicator_id], language)
        if needed:
            told.append(f"{escape(found.activity)} / {found.indicator_id}: {needed}")
    return told


def _interval(found: "Estimate", language: str) -> str:
    from riktning.trends.figures import figure

    value = figure(found.value, 2, language, signed=True)
    return f"{value} ({figure(found.low, 2, language)}; {figure(found.high, 2, language)})"


def effects_summary(family: "Family", language: str) -> str:
    """The effects as a family of their own."""
    from riktning.trends.figures import at_most

    false = at_most(family.expected_false, language)
    if language.startswith("en"):
        return (
            f"{family.size} effects asked for, {family.judged} estimated, {family.called} told "
            f"from chance, of which at most {false} are expected to be false."
        )
    return (
        f"{family.size} effekter efterfrågade, {family.judged} skattade, {family.called} skilda "
        f"från slumpen, varav högst {false} väntas vara falska."
    )
