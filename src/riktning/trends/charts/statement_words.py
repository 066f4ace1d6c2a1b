"""Variation and assurance in one sentence each, in Swedish and English."""

from riktning.catalogue.model import Words
from riktning.trends.charts.chart import ChartBasis, ChartStatus
from riktning.trends.charts.profiles import RuleSet
from riktning.trends.charts.statements import (
    Assurance,
    AssuranceFinding,
    Untold,
    Variation,
    VariationFinding,
)
from riktning.trends.charts.words import rule_words

_WHY_NOT = {
    ChartStatus.DESCRIPTIVE: Words("värdena är för få", "there are too few points"),
    ChartStatus.NO_VARIATION: Words(
        "värdena varierar för lite från punkt till punkt",
        "the values vary too little from point to point",
    ),
}
_PULLED = Words("ett enda värde drar nivån", "a single value pulls the level")
_FEW_PULL = Words("några få värden drar nivån", "a few values pull the level")
_STILL = Words("de flesta värden är lika med värdet före", "most values equal the one before them")
_NO_LIMITS = Words("det finns inga gränser att pröva mot", "there are no limits to try it against")


def _why_not(status: ChartStatus, basis: ChartBasis) -> Words:
    """Why there are no limits: around a level most values are the same as the one before."""
    if status is ChartStatus.NO_VARIATION and basis is ChartBasis.LEVEL:
        return _STILL
    return _WHY_NOT.get(status, _NO_LIMITS)


_UNTOLD = {
    Untold.LEVEL_UNCERTAIN: Words(
        "nivån är för osäker: dess 95\u00a0% intervall täcker det som ska nås",
        "the level is too uncertain: its 95\u00a0% interval covers what is to be reached",
    ),
    Untold.LEVEL_UNKNOWN: Words(
        "det senaste värdet är ovanligt, så nivån kan ha ändrats",
        "the latest value is unusual, so the level may have changed",
    ),
    Untold.ONE_VALUE: _PULLED,
    Untold.FEW_VALUES: _FEW_PULL,
}
_AROUND = {
    ChartBasis.LEVEL: Words("dagens nivå och variation", "today's level and variation"),
    ChartBasis.TREND: Words(
        "trendens nivå i dag och variationen kring den",
        "the trend's level today and the variation around it",
    ),
}
_PRELIMINARY = {
    Assurance.ALWAYS: Words(
        "tycks {target} nås varje period", "{target} seems to be met in every period"
    ),
    Assurance.NEVER: Words(
        "tycks {target} inte nås någon period", "{target} seems to be met in no period"
    ),
}
_TRIAL = Words(
    "; det är osäkert, eftersom gränserna är preliminära (högst 20\u00a0värden)",
    "; that is uncertain, since the limits are trial limits (20\u00a0points at most)",
)
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
        "kan {target} nås vissa perioder och inte andra, av slump",
        "{target} may be met in some periods and not in others, by chance",
    ),
}


def variation_sentence(
    found: VariationFinding,
    period: str,
    language: str = "sv",
    basis: ChartBasis = ChartBasis.LEVEL,
    rules: RuleSet = RuleSet.CAUTIOUS,
    *,
    seasonal: bool = False,
) -> str:
    """What the latest point says; ``period`` is what its period is called.

    ``seasonal`` as in :func:`.words.rule_words`.
    """
    if found.state is Variation.CANNOT_TELL:
        pulled = _PULLED if found.pulled == 1 else _FEW_PULL
        why = (pulled if found.pulled else _why_not(found.status, basis)).in_(language)
        return Words(
            f"Variation: går inte att avgöra, {why}.", f"Variation: cannot be told, {why}."
        ).in_(language)
    if found.state is Variation.COMMON:
        return Words(
            f"Variation: inget ovanligt i det senaste värdet ({period}).",
            f"Variation: nothing unusual in the latest value ({period}).",
        ).in_(language)
    how, side = _HOW[found.state].in_(language), _SIDE[found.better].in_(language)
    rule = (
        ""
        if found.rule is None
        else rule_words(found.rule, language, basis, rules, seasonal=seasonal)
    )
    return Words(
        f"Variation: det senaste värdet ({period}) är {how}{side}: {rule}.",
        f"Variation: the latest value ({period}) is {how}{side}: {rule}.",
    ).in_(language)


def assurance_sentence(found: AssuranceFinding, target: str, language: str = "sv") -> str:
    """Whether the target is met; ``target`` is what it is called (målet 90 procent)."""
    if found.state is Assurance.CANNOT_TELL:
        bare = _why_not(found.status, found.basis)
        why = bare if found.why is None else _UNTOLD[found.why]
        return Words(
            f"Måluppfyllelse: går inte att avgöra, {why.sv}.",
            f"Assurance: cannot be told, {why.en}.",
        ).in_(language)
    trial = found.status is ChartStatus.TRIAL
    words = _PRELIMINARY if trial and found.state in _PRELIMINARY else _ASSURANCE
    said = words[found.state].in_(language).format(target=target)
    doubt = _TRIAL.in_(language) if trial else ""
    around = _AROUND[found.basis].in_(language)
    return Words(
        f"Måluppfyllelse: med {around} {said}{doubt}.",
        f"Assurance: with {around} {said}{doubt}.",
    ).in_(language)
