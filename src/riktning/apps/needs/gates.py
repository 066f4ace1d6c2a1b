"""What opens the gate of each step: a pure function over what is known of a need."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from riktning.apps.needs.steps import Step

FEWEST_PLACEMENTS = 2  # several place a need on their own before they agree


class Lack(StrEnum):
    """Something a gate waits for."""

    PROBLEM = "problem"
    AFFECTED = "affected"
    AREA = "area"
    CRITERIA = "criteria"
    PLACEMENTS = "placements"
    AGREEMENT = "agreement"
    POSITION = "position"
    CONSULTATION = "consultation"
    RESOURCES = "resources"
    COMMISSION = "commission"
    LEADER = "leader"
    WORKING_GROUP = "working_group"
    INTERIM_REPORT = "interim_report"
    FINAL_REPORT = "final_report"
    FINAL_POSITION = "final_position"
    FINAL_CONSULTATION = "final_consultation"
    GROUP_ENDED = "group_ended"
    PUBLISHED = "published"


@dataclass(frozen=True, slots=True)
class NeedFacts:
    """What is known of a need when a gate is asked; ``True`` is there, and holds."""

    problem: bool = False
    affected: bool = False
    area: bool = False
    criteria: bool = False  # every one that is asked is answered with a reason
    placements: int = 0  # persons
    agreement: bool = False
    consulted: bool = False  # whether the political body is to be heard
    position: bool = False  # the latest decision in the step is an approval
    consultation: bool = False
    resources: bool = False
    commission: bool = False
    leader: bool = False
    working_group: bool = False
    interim_report: bool = False
    final_report: bool = False
    final_position: bool = False
    final_consultation: bool = False
    group_ended: bool = False
    published: bool = False


_Asked = tuple[tuple[Lack, Callable[[NeedFacts], bool]], ...]
GATES: Mapping[Step, _Asked] = {
    Step.IDENTIFIED: (
        (Lack.PROBLEM, lambda f: f.problem),
        (Lack.AFFECTED, lambda f: f.affected),
        (Lack.AREA, lambda f: f.area),
    ),
    Step.POSITION: (
        (Lack.CRITERIA, lambda f: f.criteria),
        (Lack.PLACEMENTS, lambda f: f.placements >= FEWEST_PLACEMENTS),
        (Lack.AGREEMENT, lambda f: f.agreement),
        (Lack.POSITION, lambda f: f.position),
        (Lack.CONSULTATION, lambda f: f.consultation or not f.consulted),
    ),
    Step.IMPLEMENTATION: (
        (Lack.RESOURCES, lambda f: f.resources),
        (Lack.COMMISSION, lambda f: f.commission),
        (Lack.LEADER, lambda f: f.leader),
        (Lack.WORKING_GROUP, lambda f: f.working_group),
        (Lack.INTERIM_REPORT, lambda f: f.interim_report),
    ),
    Step.COMPLETED: (
        (Lack.FINAL_REPORT, lambda f: f.final_report),
        (Lack.FINAL_POSITION, lambda f: f.final_position),
        (Lack.FINAL_CONSULTATION, lambda f: f.final_consultation or not f.consulted),
        (Lack.GROUP_ENDED, lambda f: f.group_ended),
        (Lack.PUBLISHED, lambda f: f.published),
    ),
}


def lacks(step: Step, facts: NeedFacts) -> tuple[Lack, ...]:
    """What the gate out of the step still waits for; nothing when it is open."""
    return tuple(lack for lack, there in GATES[step] if not there(facts))
