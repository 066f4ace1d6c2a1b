"""What an answer lacks before it can be handed in. Pure; the words are in ``words``."""

import math
from dataclasses import dataclass
from enum import StrEnum

from riktning.apps.followup.rounds.content import Said
from riktning.apps.followup.rounds.models import HIGHEST_RISK
from riktning.apps.followup.rounds.statuses import (
    CAN_SAY,
    SAYS_WHY,
    AnswerStatus,
    QuestionKind,
    light_of,
)

HIGH_RISK = 9  # of 16: somebody must do something about it
LONGEST_OWNER = 300
LONGEST_TEXT = 20_000


class Lack(StrEnum):
    """What is wrong with a field."""

    NO_STATUS = "no status"
    NOT_A_STATUS = "not a status"
    SAY_WHY = "say why"  # red and yellow
    EXPLAIN = "explain"  # says otherwise than the data
    HALF_RISK = "half a risk"
    RISK_RANGE = "not 1 to 4"
    NO_MEASURE = "no measure"
    NO_OWNER = "no owner"
    NO_FIGURE = "no figure"
    NO_DENOMINATOR = "no denominator"
    BAD_FIGURE = "not a figure"
    MORE_THAN_ALL = "more than all"  # of a part of a whole
    TOO_LONG = "too long"


@dataclass(frozen=True, slots=True)
class Fault:
    """A field of an answer and what is wrong with it."""

    field: str
    lack: Lack


def impossible(said: Said, *, kind: str, takes: str) -> tuple[Fault, ...]:
    """What cannot be stored at all, also not in a draft."""
    found = []
    if said.status and said.status not in {s.value for s in CAN_SAY[QuestionKind(kind)]}:
        found.append(Fault("status", Lack.NOT_A_STATUS))
    for name in ("likelihood", "consequence"):
        grade = getattr(said, name)
        if grade is not None and not 1 <= grade <= HIGHEST_RISK:
            found.append(Fault(name, Lack.RISK_RANGE))
    for name in ("numerator", "denominator"):
        figure = getattr(said, name)
        if figure is not None and (not takes or not math.isfinite(figure) or figure < 0):
            found.append(Fault(name, Lack.BAD_FIGURE))
    found += [
        Fault(name, Lack.TOO_LONG)
        for name in ("comment", "next_steps", "risk_measure")
        if len(getattr(said, name)) > LONGEST_TEXT
    ]
    if len(said.risk_owner) > LONGEST_OWNER:
        found.append(Fault("risk_owner", Lack.TOO_LONG))
    return tuple(found)


def lacks(
    said: Said, *, kind: str, takes: str, contradicts: bool, part: bool = False
) -> tuple[Fault, ...]:
    """What must be mended before the report is handed in; empty when the answer is whole.

    ``part``: the measure counts a part of a whole, which is never more than all of it.
    """
    found = list(impossible(said, kind=kind, takes=takes))
    if not said.status:
        found.append(Fault("status", Lack.NO_STATUS))
    known = all(fault.field != "status" for fault in found)
    if known and not said.comment.strip():
        if light_of(said.status) in SAYS_WHY:
            found.append(Fault("comment", Lack.SAY_WHY))
        elif contradicts:
            found.append(Fault("comment", Lack.EXPLAIN))
    found += _of_risk(said)
    if takes and said.status not in ("", AnswerStatus.NOT_MEASURED):
        found += _of_figures(said, takes)
    if part and more_than_all(said):
        found.append(Fault("numerator", Lack.MORE_THAN_ALL))
    return tuple(dict.fromkeys(found))


def more_than_all(said: Said) -> bool:
    """Whether the numerator is larger than the denominator."""
    return bool(said.denominator) and (said.numerator or 0) > (said.denominator or 0)


def _of_risk(said: Said) -> list[Fault]:
    grades = {"likelihood": said.likelihood, "consequence": said.consequence}
    missing = [name for name, grade in grades.items() if grade is None]
    if len(missing) == 1:
        return [Fault(missing[0], Lack.HALF_RISK)]
    if said.risk is None or said.risk < HIGH_RISK:
        return []
    found = [] if said.risk_measure.strip() else [Fault("risk_measure", Lack.NO_MEASURE)]
    return found if said.risk_owner.strip() else [*found, Fault("risk_owner", Lack.NO_OWNER)]


def _of_figures(said: Said, takes: str) -> list[Fault]:
    found = [] if said.numerator is not None else [Fault("numerator", Lack.NO_FIGURE)]
    if takes == "share" and not said.denominator:
        found.append(Fault("denominator", Lack.NO_DENOMINATOR))
    return found
