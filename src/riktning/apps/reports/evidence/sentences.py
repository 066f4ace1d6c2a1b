"""A verdict in the sentences of a report: direction, pace, and what was left out of it.

Direction and pace are told as everywhere else (:mod:`riktning.trends.words`); what stands here are
the cautions that a reader of paper cannot point at: preliminary, hidden, synthetic.
"""

from riktning.catalogue.model import Words
from riktning.trends.figures import NO_BREAK, points_count
from riktning.trends.naming import Named
from riktning.trends.odd_words import aside_sentence, counted_sentence
from riktning.trends.verdict import DirectionFinding, PaceFinding, Reason
from riktning.trends.words import direction_sentence, pace_sentence

_SYNTHETIC = Words(
    "Siffrorna är syntetiska och säger inget om verkligheten.",
    "The figures are synthetic and say nothing of reality.",
)
_NOT_JUDGED = frozenset({Reason.NO_DATA, Reason.NOT_MONTHLY, Reason.TOO_MUCH_HIDDEN})
_LAST = {  # the last one, the last few: article, adjective and noun agree
    12: (Words("Den sista månaden", "The last month"), Words("månaderna", "months")),
    4: (Words("Det sista kvartalet", "The last quarter"), Words("kvartalen", "quarters")),
    3: (Words("Det sista tertialet", "The last tertial"), Words("tertialen", "tertials")),
    1: (Words("Det sista året", "The last year"), Words("åren", "years")),
}


def verdict_sentences(
    direction: DirectionFinding,
    pace: PaceFinding | None,
    naming: Named,
    language: str = "sv",
    *,
    synthetic: bool = False,
) -> tuple[str, ...]:
    """All that is said of one measure at one unit, a sentence or two at a time."""
    parts = (
        direction_sentence(direction, naming, language),
        pace_sentence(pace, naming, language) if pace else "",
        *caution_sentences(direction, language),
        _SYNTHETIC.in_(language) if synthetic else "",
    )
    return tuple(part for part in parts if part)


def caution_sentences(direction: DirectionFinding, language: str = "sv") -> tuple[str, ...]:
    """What was left out of the verdict, or pulls it; nothing where that is the verdict itself."""
    parts = (
        preliminary_sentence(direction, language),
        hidden_sentence(direction, language),
        aside_sentence(direction, language),
        counted_sentence(direction, language),
    )
    return tuple(part for part in parts if part)


def preliminary_sentence(direction: DirectionFinding, language: str = "sv") -> str:
    """How many periods at the end are not final; they are no part of any verdict."""
    count = direction.preliminary
    if count < 1:
        return ""
    one, many = _LAST[direction.cycle]
    if count == 1:
        return Words(
            f"{one.sv} är preliminär{_neuter(direction.cycle)} och ingår inte i bedömningen.",
            f"{one.en} is preliminary and not part of the verdict.",
        ).in_(language)
    return Words(
        f"De sista {count}{NO_BREAK}{many.sv} är preliminära och ingår inte i bedömningen.",
        f"The last {count}{NO_BREAK}{many.en} are preliminary and not part of the verdict.",
    ).in_(language)


def hidden_sentence(direction: DirectionFinding, language: str = "sv") -> str:
    """How many periods are hidden to protect persons, where the verdict does not say so itself."""
    count = direction.hidden
    if count < 1 or direction.reason in _NOT_JUDGED:
        return ""
    periods = points_count(count, direction.cycle, language)
    pronoun = "de" if count > 1 else ("den" if direction.cycle == 12 else "det")
    are = "they are" if count > 1 else "it is"
    return Words(
        f"Värdet döljs i {periods} för att skydda personer; {pronoun} ingår inte i bedömningen.",
        f"The value is hidden in {periods} to protect persons; {are} not part of the verdict.",
    ).in_(language)


def _neuter(cycle: int) -> str:
    return "" if cycle == 12 else "t"
