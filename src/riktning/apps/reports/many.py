"""Many sections take a step at once: each by its own rules, and what one lacks stops no other."""

from collections.abc import Sequence
from dataclasses import dataclass

from riktning.apps.organisation.rights import Actor, NotAllowedError
from riktning.apps.reports.errors import ReportError
from riktning.apps.reports.handing import take_step
from riktning.apps.reports.kinds import Act
from riktning.apps.reports.models import ReportSection

AT_ONCE = (Act.HAND_ON, Act.APPROVE)  # what is sent back needs a reason of its own


@dataclass(frozen=True, slots=True)
class Several:
    """The sections that took the step, and those that did not with what stood in the way."""

    done: tuple[ReportSection, ...]
    refused: tuple[tuple[ReportSection, ReportError | NotAllowedError], ...]


def take_steps(*, sections: Sequence[tuple[ReportSection, int]], act: Act, actor: Actor) -> Several:
    """Hand on or approve the sections, each in the version that was read."""
    if act not in AT_ONCE:
        raise ReportError(f"{act.value!r} is taken by one section at a time")
    done: list[ReportSection] = []
    refused: list[tuple[ReportSection, ReportError | NotAllowedError]] = []
    for section, version in sections:
        try:
            done.append(take_step(section=section, act=act, version=version, actor=actor))
        except (ReportError, NotAllowedError) as error:
            refused.append((section, error))
    return Several(tuple(done), tuple(refused))
