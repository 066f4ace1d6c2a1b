"""A verdict as a template shows it: shape, word and colour; a person's status never looks so."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from riktning.apps.observations.figures import Counts, VerdictInfo
from riktning.trends.labels import DIRECTION_WORDS, Label, direction_label, pace_label
from riktning.trends.verdict import Direction, Pace

_SHAPES = {
    Direction.IMPROVING: "▲",
    Direction.WORSENING: "▼",
    Direction.NO_EVIDENCE: "■",
    Direction.CANNOT_TELL: "○",
}
_LETTERS = {"green": "Gr", "yellow": "Gu", "red": "Rö", "not_measured": "–"}
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


def concern(verdict: VerdictInfo | None) -> tuple[int, int]:
    """Sorts the worst first: direction, then pace; what was not judged comes last."""
    if verdict is None:
        return (len(_CONCERN), 0)
    late = (Pace.WRONG_WAY, Pace.NO_DATE, Pace.LATE, Pace.ON_TIME, Pace.REACHED)
    pace = late.index(verdict.pace.state) if verdict.pace else len(late)
    return (_CONCERN.index(verdict.direction.state), pace)


def human_status(code: str) -> HumanStatus:
    """The look and the word of a status that a person set."""
    words = {
        "green": _("grön"),
        "yellow": _("gul"),
        "red": _("röd"),
        "not_measured": _("mäts inte"),
    }
    return HumanStatus(code, _LETTERS[code], words[code])


def area_sentence(counts: Counts, lines_without_measure: int) -> str:
    """One sentence about an area: how many measures go which way, and what nobody measures."""
    judged = counts.total - counts.unjudged
    if counts.total == 0:
        return _("Inget mått följer ännu området, så riktningen är okänd.")
    if judged == 0:
        return _("Måtten har ännu inte bedömts, så riktningen är okänd.")
    parts = _parts(counts)
    sentence = ngettext(
        "Av %(judged)d bedömt mått %(parts)s.", "Av %(judged)d bedömda mått %(parts)s.", judged
    ) % {"judged": judged, "parts": _joined(parts)}
    if lines_without_measure:
        rest = ngettext(
            "%(lines)d indikator i planen saknar mått.",
            "%(lines)d indikatorer i planen saknar mått.",
            lines_without_measure,
        ) % {"lines": lines_without_measure}
        sentence = f"{sentence} {rest}"
    return sentence


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
