"""A verdict as a template shows it: shape, word and colour; a person's status never looks so."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from riktning.apps.observations.figures import Counts, VerdictInfo
from riktning.catalogue.model import Words
from riktning.trends.labels import (
    DIRECTION_WORDS,
    PACE_WORDS,
    Label,
    direction_label,
    pace_label,
    unsure_words,
)
from riktning.trends.verdict import Direction, Pace

_SHAPES = {
    Direction.IMPROVING: "▲",
    Direction.WORSENING: "▼",
    Direction.NO_EVIDENCE: "■",
    Direction.CANNOT_TELL: "○",
}
_LATE_FIRST = (Pace.WRONG_WAY, Pace.LATE, Pace.NO_DATE, Pace.ON_TIME, Pace.REACHED)
_LETTERS = {
    "green": Words("Gr", "G"),
    "yellow": Words("Gu", "Y"),
    "red": Words("Rö", "R"),
    "not_measured": Words("–", "–"),
}
_CONCERN = (Direction.WORSENING, Direction.NO_EVIDENCE, Direction.CANNOT_TELL, Direction.IMPROVING)


@dataclass(frozen=True, slots=True)
class CountedVerdict:
    """How many measures of a group have one verdict."""

    count: int
    label: Label
    filter: str


@dataclass(frozen=True, slots=True)
class HumanStatus:
    """A person's status: its own shape (a filled light) with a letter, never a verdict's."""

    code: str
    letter: str
    word: str


def counted(counts: Counts, language: str) -> tuple[CountedVerdict, ...]:
    """The counts that are not zero, the worst first, each with its shape and word."""
    found = []
    for state in _CONCERN:
        word = DIRECTION_WORDS[state].in_(language)
        colour = f"verdict-{state.value.replace('_', '-')}"
        if counts.of(state):
            label = Label(_SHAPES[state], word, colour)
            found.append(CountedVerdict(counts.of(state), label, state.value))
    if counts.unjudged:
        label = Label("–", _("utan uppgifter"), "verdict-cannot-tell")
        found.append(CountedVerdict(counts.unjudged, label, ""))
    return tuple(found)


def verdict_label(verdict: VerdictInfo | None, language: str) -> Label:
    """The direction as shape and word; without a verdict, that it has not been judged."""
    if verdict is None:
        return Label("–", _("inte bedömd"), "verdict-cannot-tell")
    return direction_label(verdict.direction, language)


def pace_of(verdict: VerdictInfo | None, language: str) -> Label | None:
    """The pace as shape and word, where there is a target."""
    if verdict is None or verdict.pace is None:
        return None
    return pace_label(verdict.pace, language)


@dataclass(frozen=True, slots=True)
class PaceCounts:
    """How many measures keep which pace, and of how many of them that is not certain."""

    paces: Mapping[Pace, int]
    unsure: Mapping[Pace, int]
    language: str = "sv"

    def doubt(self, state: Pace) -> str:
        return unsure_words(self.unsure.get(state, 0), self.language, self.paces.get(state))


def pace_counts(
    verdicts: Mapping[str, VerdictInfo], measures: Collection[str], language: str
) -> PaceCounts:
    """How many of the measures keep which pace; a measure without a pace is in none."""
    said = [verdicts[key].pace for key in dict.fromkeys(measures) if key in verdicts]
    return PaceCounts(
        Counter(pace.state for pace in said if pace),
        Counter(pace.state for pace in said if pace and not pace.sure),
        language,
    )


def counted_paces(counts: PaceCounts) -> tuple[CountedVerdict, ...]:
    """The paces that some measure keeps, the worst first."""
    found = []
    for state in _LATE_FIRST:
        if counts.paces.get(state):
            word = f"{PACE_WORDS[state].in_(counts.language)}{counts.doubt(state)}"
            found.append(CountedVerdict(counts.paces[state], Label("", word, ""), ""))
    return tuple(found)


def pace_summary(counts: PaceCounts) -> str:
    """Whether it goes fast enough, in one sentence; empty where no pace can be told."""
    paces = counts.paces
    total = sum(paces.values())
    if not total:
        return ""
    said = [
        (
            Pace.REACHED,
            ngettext("%(count)d är uppnått", "%(count)d är uppnådda", paces.get(Pace.REACHED, 0)),
        ),
        (Pace.ON_TIME, _("%(count)d nås i tid")),
        (Pace.LATE, _("%(count)d nås inte i tid")),
        (Pace.WRONG_WAY, _("%(count)d går åt fel håll")),
        (Pace.NO_DATE, _("%(count)d kan inte dateras")),
    ]
    parts = [
        words % {"count": paces[state]} + counts.doubt(state)
        for state, words in said
        if paces.get(state)
    ]
    sentence = ngettext(
        "I nuvarande takt, av %(total)d målvärde: %(parts)s.",
        "I nuvarande takt, av %(total)d målvärden: %(parts)s.",
        total,
    )
    return sentence % {"total": total, "parts": _joined(parts)}


def concern(verdict: VerdictInfo | None) -> tuple[int, int, int]:
    """Sorts the worst first; what was not judged comes last.

    What worsens or moves from its target, then what is late; within those direction, then pace.
    """
    if verdict is None:
        return (3, len(_CONCERN), 0)
    state = verdict.pace.state if verdict.pace else None
    pace = _LATE_FIRST.index(state) if state else len(_LATE_FIRST)
    wrong = verdict.direction.state is Direction.WORSENING or state is Pace.WRONG_WAY
    weight = 0 if wrong else 1 if state is Pace.LATE else 2
    return (weight, _CONCERN.index(verdict.direction.state), pace)


def human_status(code: str) -> HumanStatus:
    """The look and the word of a status that a person set."""
    words = {
        "green": _("grön"),
        "yellow": _("gul"),
        "red": _("röd"),
        "not_measured": _("mäts inte"),
    }
    return HumanStatus(code, in_words(_LETTERS[code]), words[code])


def in_words(words: Words) -> str:
    """The words in the language of the page."""
    return words.in_("en" if (get_language() or "sv").startswith("en") else "sv")


def area_sentence(counts: Counts, lines_without_measure: int) -> str:
    """One sentence about an area: how many measures go which way, and what nobody measures."""
    judged = counts.total - counts.unjudged
    if counts.total == 0:
        return _("Inget mått följer ännu området, så riktningen är okänd.")
    if judged == 0:
        return _("Måtten har ännu inte bedömts, så riktningen är okänd.")
    sentence = judged_sentence(counts)
    if lines_without_measure:
        rest = ngettext(
            "%(lines)d indikator i planen saknar mått.",
            "%(lines)d indikatorer i planen saknar mått.",
            lines_without_measure,
        ) % {"lines": lines_without_measure}
        sentence = f"{sentence} {rest}"
    return sentence


def judged_sentence(counts: Counts) -> str:
    """How many go which way; measures that all go one way are told without counting twice."""
    judged = counts.total - counts.unjudged
    whole = [
        (
            counts.improving,
            _("Det bedömda måttet förbättras."),
            _("Alla %(count)d bedömda mått förbättras."),
        ),
        (
            counts.worsening,
            _("Det bedömda måttet försämras."),
            _("Alla %(count)d bedömda mått försämras."),
        ),
        (
            counts.no_evidence,
            _("Det bedömda måttet visar ingen säker förändring."),
            _("Inget av %(count)d bedömda mått visar någon säker förändring."),
        ),
        (
            counts.cannot_tell,
            _("Riktningen går inte att avgöra för det enda mått som har uppgifter."),
            _("Riktningen går inte att avgöra för något av %(count)d mått."),
        ),
    ]
    for count, alone, every in whole:
        if count == judged:
            return alone if judged == 1 else every % {"count": count}
    return _("Av %(judged)d mått med uppgifter %(parts)s.") % {
        "judged": judged,
        "parts": _joined(_parts(counts)),
    }


def _parts(counts: Counts) -> list[str]:
    said = [
        (counts.improving, _("förbättras %(count)d")),
        (counts.worsening, _("försämras %(count)d")),
        (counts.no_evidence, _("visar %(count)d ingen säker förändring")),
        (counts.cannot_tell, _("går %(count)d inte att avgöra")),
    ]
    return [words % {"count": count} for count, words in said if count]


def _joined(parts: Sequence[str]) -> str:
    if len(parts) < 2:
        return "".join(parts)
    return _("%(first)s och %(last)s") % {"first": ", ".join(parts[:-1]), "last": parts[-1]}
