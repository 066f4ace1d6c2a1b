"""Variation and assurance in one sentence each, in Swedish and English."""

from riktning.catalogue.model import Words
from riktning.trends.charts.chart import ChartBasis, ChartStatus
from riktning.trends.charts.profiles import RuleSet
from riktning.trends.charts.statements import Assurance, Variation, VariationFinding
from riktning.trends.charts.words import rule_words

_WHY_NOT = {
    ChartStatus.DESCRIPTIVE: Words("värdena är för få", "there are too few points"),
    ChartStatus.NO_VARIATION: Words("värdena varierar för lite", "the values vary too little"),
}
_NO_LIMITS = Words("det finns inga gränser att pröva mot", "there are no limits to try it against")
_HOW = {
    Variation.HIGH: Words("högre än vanligt", "higher than usual"),
    Variation.LOW: Words("lägre än vanligt", "lower than usual"),
    Variation.UNUSUAL: Words("med i ett ovanligt mönster", "part of an unusual pattern"),
}
_SIDE = {
    True: Words(", åt det bättre hållet", ", to the better side"),
    False: Words(", åt det sämre hållet", ", to the worse side"),
    None: Words("", ""),
}
_ASSURANCE = {
    Assurance.ALWAYS: Words("nås {target} varje period", "{target} is met in every period"),
    Assurance.NEVER: Words(
        "nås {target} inte någon period; nivån måste först ändras",
        "{target} is met in no period; the level has to change first",
    ),
    Assurance.SOMETIMES: Words(
        "nås {target} vissa perioder och andra inte, av slump",
        "{target} is met in some periods and not in others, by chance",
    ),
}


def variation_sentence(
    found: VariationFinding,
    period: str,
    language: str = "sv",
    basis: ChartBasis = ChartBasis.LEVEL,
    rules: RuleSet = RuleSet.CAUTIOUS,
) -> str:
    """What the latest point says; ``period`` is what its period is called."""
    if found.state is Variation.CANNOT_TELL:
        why = _WHY_NOT[found.status].in_(language)
        return Words(
            f"Variation: går inte att avgöra, {why}.", f"Variation: cannot be told, {why}."
        ).in_(language)
    if found.state is Variation.COMMON:
        return Words(
            f"Variation: inget ovanligt i det senaste värdet ({period}).",
            f"Variation: nothing unusual in the latest value ({period}).",
        ).in_(language)
    how, side = _HOW[found.state].in_(language), _SIDE[found.better].in_(language)
    rule = "" if found.rule is None else rule_words(found.rule, language, basis, rules)
    return Words(
        f"Variation: det senaste värdet ({period}) är {how}{side}: {rule}.",
        f"Variation: the latest value ({period}) is {how}{side}: {rule}.",
    ).in_(language)


def assurance_sentence(
    found: Assurance,
    target: str,
    language: str = "sv",
    status: ChartStatus = ChartStatus.ESTABLISHED,
) -> str:
    """Whether the target is met; ``target`` is what it is called (målet 90 procent)."""
    if found is Assurance.CANNOT_TELL:
        why = _WHY_NOT.get(status, _NO_LIMITS).in_(language)
        return Words(
            f"Måluppfyllelse: går inte att avgöra, {why}.", f"Assurance: cannot be told, {why}."
        ).in_(language)
    said = _ASSURANCE[found].in_(language).format(target=target)
    return Words(
        f"Måluppfyllelse: med dagens nivå och variation {said}.",
        f"Assurance: with today's level and variation {said}.",
    ).in_(language)
