"""What opens the gate of each step of a proposal: a pure function over what is known of it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from riktning.apps.governance.proposal_course import ProposalKind, Step


class Lack(StrEnum):
    """Something a gate waits for."""

    AIM = "aim"
    CHANGED = "changed"
    CONSEQUENCES = "consequences"
    OPINION = "opinion"
    OWN_OPINION = "own_opinion"
    ASSIGNMENT = "assignment"
    CHAIR = "chair"
    REPORTING = "reporting"
    REPORTERS = "reporters"
    DUTIES = "duties"
    ITEMS = "items"
    APPROVAL = "approval"
    DIARY_NUMBER = "diary_number"


@dataclass(frozen=True, slots=True)
class ProposalFacts:
    """What is known of a proposal when a gate is asked; ``True`` is there, and holds."""

    kind: ProposalKind
    aim: bool = False  # the new group's area and purpose are written
    changed: bool = False  # something becomes otherwise than it is
    consequences: bool = False
    opinion: bool = False  # of anybody
    own_opinion: bool = False  # of the group that it is about
    assignment: bool = False  # all that an assignment needs is written, or none is to be
    chair: bool = False
    reporting: bool = False  # whom it reports to, or it leads the rest
    reporters: bool = False  # those who answer to a closed group have another, or there are none
    duties: bool = False
    items: bool = False
    approval: bool = False  # the latest decision of the body on what is put to it
    diary_number: bool = False


_Asked = tuple[tuple[Lack, Callable[[ProposalFacts], bool], frozenset[ProposalKind]], ...]
_ALL = frozenset(ProposalKind)
_FORM, _CHANGE, _CLOSE = (frozenset({kind}) for kind in ProposalKind)
_LEFT_BEHIND: _Asked = (
    (Lack.REPORTERS, lambda f: f.reporters, _CLOSE),
    (Lack.DUTIES, lambda f: f.duties, _CLOSE),
    (Lack.ITEMS, lambda f: f.items, _CLOSE),
)
GATES: Mapping[Step, _Asked] = {
    Step.PROPOSED: (
        (Lack.AIM, lambda f: f.aim, _FORM),
        (Lack.CHANGED, lambda f: f.changed, _CHANGE),
    ),
    Step.PREPARATION: (
        (Lack.CONSEQUENCES, lambda f: f.consequences, _ALL),
        (Lack.OPINION, lambda f: f.opinion, _FORM),
        (Lack.OWN_OPINION, lambda f: f.own_opinion, _CHANGE | _CLOSE),
        (Lack.ASSIGNMENT, lambda f: f.assignment, _FORM | _CHANGE),
        (Lack.CHAIR, lambda f: f.chair, _FORM),
        (Lack.REPORTING, lambda f: f.reporting, _FORM),
        *_LEFT_BEHIND,
    ),
    Step.DECISION: (
        (Lack.APPROVAL, lambda f: f.approval, _ALL),
        (Lack.DIARY_NUMBER, lambda f: f.diary_number, _ALL),
    ),
    Step.EFFECT: (  # what it leaves may have grown since it was decided
        (Lack.APPROVAL, lambda f: f.approval, _ALL),
        *_LEFT_BEHIND,
    ),
}


def asked(step: Step, kind: ProposalKind) -> tuple[Lack, ...]:
    """What the gate out of the step asks for of such a proposal."""
    return tuple(lack for lack, _there, kinds in GATES[step] if kind in kinds)


def lacks(step: Step, facts: ProposalFacts) -> tuple[Lack, ...]:
    """What the gate out of the step still waits for; nothing when it is open."""
    return tuple(
        lack for lack, there, kinds in GATES[step] if facts.kind in kinds and not there(facts)
    )
