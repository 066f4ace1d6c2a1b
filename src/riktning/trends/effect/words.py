"""An effect in sentences, in Swedish and English: never stronger than what was estimated."""

from riktning.catalogue.model import Words
from riktning.trends.effect.finding import EffectFinding, EffectKind, EffectState, Estimate, Lack
from riktning.trends.figures import figure, months_count, probability, with_unit
from riktning.trends.naming import Named, unit_of_value

KIND_WORDS = {
    EffectKind.CONTROLLED: Words("effekt mot jämförelseenheter", "effect against other units"),
    EffectKind.ASSOCIATION: Words("samband", "association"),
    EffectKind.NOT_ESTIMATED: Words("kan inte skattas", "cannot be estimated"),
}
STATE_WORDS = {
    EffectState.BETTER: Words("bättre", "better"),
    EffectState.WORSE: Words("sämre", "worse"),
    EffectState.NO_EVIDENCE: Words("ingen säker skillnad", "no evidence of a difference"),
    EffectState.NO_POLARITY: Words(
        "inget håll är bestämt som bättre", "no direction is defined as better"
    ),
    EffectState.CANNOT_TELL: Words("går inte att avgöra", "cannot tell"),
}
LACK_WORDS = {
    Lack.NO_SERIES: Words(
        "det finns inga månadsuppgifter för enheterna", "the units have no monthly figures"
    ),
    Lack.TOO_FEW_BEFORE: Words("för få månader före starten", "too few months before the start"),
    Lack.TOO_FEW_AFTER: Words("för få månader efter starten", "too few months after the start"),
    Lack.TOO_MANY_GAPS: Words("för många månader saknas", "too many months are missing"),
    Lack.NO_VARIATION: Words("värdena varierar för lite", "the values vary too little"),
    Lack.INSEPARABLE: Words(
        "säsong och förändring kan inte skiljas åt i just dessa månader",
        "season and change cannot be told apart in just these months",
    ),
}


def effect_sentence(found: EffectFinding, naming: Named, language: str = "sv") -> str:
    """What can be said of the effect, in plain words."""
    if found.kind is EffectKind.NOT_ESTIMATED or found.mean is None:
        return " ".join(
            part
            for part in (_why_not(found, language), needed_sentence(found, naming, language))
            if part
        )
    mean = _amount(found.mean.value, naming, language, signed=True)
    after = months_count(found.after, language)
    against = _against(found, language)
    if found.state in (EffectState.BETTER, EffectState.WORSE):
        state = STATE_WORDS[found.state].in_(language)
        return Words(
            f"Under {after} efter starten ligger {_name(naming, language)} i genomsnitt {mean} "
            f"från vad som annars var att vänta, vilket är {state}{against}.",
            f"Over {after} after the start, {_name(naming, language)} has been on average {mean} "
            f"from what was otherwise to be expected, which is {state}{against}.",
        ).in_(language)
    limit = _amount(found.detectable or 0.0, naming, language)
    return Words(
        f"Ingen säker skillnad syns i {_name(naming, language)} under {after} efter starten"
        f"{against}; den skulle ha behövt vara omkring {limit} för att synas.",
        f"No evidence of a difference is seen in {_name(naming, language)} over {after} after the "
        f"start{against}; it would have had to be about {limit} to be seen.",
    ).in_(language)


def effect_statistics(found: EffectFinding, naming: Named, language: str = "sv") -> str:
    """The evidence: mean effect, level and slope with intervals, p and q, controls and placebos."""
    if found.mean is None or found.level is None or found.slope is None or found.q_value is None:
        return _why_not(found, language)
    parts = (
        _interval(Words("medeleffekt", "mean effect"), found.mean, naming, language),
        _interval(Words("nivå", "level"), found.level, naming, language),
        _interval(Words("lutning per år", "slope a year"), found.slope, naming, language),
        f"p\u00a0{probability(found.mean.p_value, language)}",
        f"q\u00a0{probability(found.q_value, language)}",
        _months(found, language),
        *_placebos(found, language),
    )
    text = "; ".join(parts)
    return f"{text[:1].upper()}{text[1:]}."


def _against(found: EffectFinding, language: str) -> str:
    if found.kind is EffectKind.CONTROLLED:
        return Words(
            f", jämfört med {found.controls} enheter som inte hade börjat",
            f", compared with {found.controls} units that had not begun",
        ).in_(language)
    return Words(
        " (ett samband: det finns inga enheter att jämföra med, och annat hände samtidigt)",
        " (an association: there are no units to compare with, and other things happened "
        "meanwhile)",
    ).in_(language)


def _why_not(found: EffectFinding, language: str) -> str:
    lack = "" if found.lack is None else f": {LACK_WORDS[found.lack].in_(language)}"
    return Words(f"Effekten kan inte skattas{lack}.", f"The effect cannot be estimated{lack}.").in_(
        language
    )


def needed_sentence(found: EffectFinding, naming: Named, language: str) -> str:
    """What data would be needed, and what could be seen with them; empty where none would do."""
    needed = [
        months_count(months, language) + word.in_(language)
        for months, word in (
            (found.more_before, Words(" till före starten", " more before the start")),
            (found.more_after, Words(" till efter starten", " more after the start")),
        )
        if months
    ]
    if not needed:
        return ""
    joined = Words(" och ", " and ").in_(language).join(needed)
    said = Words(f"Det behövs {joined}", f"It takes {joined}").in_(language)
    if found.detectable is None:
        return f"{said}."
    limit = _amount(found.detectable, naming, language)
    return said + Words(
        f"; då kan en medeleffekt på omkring {limit} upptäckas.",
        f"; a mean effect of about {limit} can then be found.",
    ).in_(language)


def _interval(what: Words, found: Estimate, naming: Named, language: str) -> str:
    low, high = (figure(x, naming.decimals + 1, language) for x in (found.low, found.high))
    value = figure(found.value, naming.decimals + 1, language, signed=True)
    return what.in_(language) + Words(
        f" {value} (95\u00a0% intervall {low} till {high})",
        f" {value} (95\u00a0% interval {low} to {high})",
    ).in_(language)


def _months(found: EffectFinding, language: str) -> str:
    before, after = months_count(found.before, language), months_count(found.after, language)
    return Words(
        f"{before} före och {after} efter, {len(found.units)} berörda och {found.controls} "
        "jämförda enheter",
        f"{before} before and {after} after, {len(found.units)} touched and {found.controls} "
        "compared units",
    ).in_(language)


def _placebos(found: EffectFinding, language: str) -> list[str]:
    placebo, parts = found.placebo, []
    if placebo is None:
        return []
    if placebo.in_time is not None:
        p = probability(placebo.in_time.p_value, language)
        parts.append(
            Words(f"låtsad start före p\u00a0{p}", f"pretended earlier start p\u00a0{p}").in_(
                language
            )
        )
    if placebo.rank is not None:
        share = figure(placebo.rank, 2, language)
        parts.append(
            Words(
                f"lika långt från noll hos {share} av enheterna, den berörda medräknad",
                f"as far from zero in {share} of the units, the touched one included",
            ).in_(language)
        )
    return parts


def _amount(value: float, naming: Named, language: str, *, signed: bool = False) -> str:
    unit = unit_of_value(naming, language)
    if unit in ("%", "procent", "per cent", "percent"):
        unit = Words("procentenheter", "percentage points").in_(language)
    return with_unit(figure(value, naming.decimals + 1, language, signed=signed), unit, language)


def _name(naming: Named, language: str) -> str:
    name = naming.name.in_(language)
    return name if name[1:2].isupper() else name[:1].lower() + name[1:]
