"""How groups hang together: who reports and escalates to whom, and who sits in several."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import combinations


class TieKind(StrEnum):
    """What ties two groups."""

    REPORTS = "reports"
    ESCALATES = "escalates"
    SHARES = "shares"


@dataclass(frozen=True, slots=True)
class Node:
    """A group in the network; ``roles`` are those it reports to that are no group."""

    code: str
    name: str
    process: str
    top: bool = False
    roles: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Tie:
    """From one group to another; of ``count`` shared members, where the order says nothing."""

    kind: TieKind
    source: str
    target: str
    count: int = 1


@dataclass(frozen=True, slots=True)
class Network:
    """Groups and what ties them; every tie is between groups of the network."""

    nodes: tuple[Node, ...]
    ties: tuple[Tie, ...]

    def part(self, *, process: str = "", around: str = "") -> "Network":
        """The groups of a process with those they report to; or one group and its neighbours."""
        kept = {node.code for node in self.nodes if process in ("", node.process)}
        if process:
            kept |= {t.target for t in self.ties if t.source in kept and t.kind != TieKind.SHARES}
        if around and any(node.code == around for node in self.nodes):
            near = (t for t in self.ties if around in (t.source, t.target))
            kept &= {around, *(code for tie in near for code in (tie.source, tie.target))}
        return Network(
            tuple(node for node in self.nodes if node.code in kept),
            tuple(tie for tie in self.ties if tie.source in kept and tie.target in kept),
        )

    def layers(self) -> dict[str, int]:
        """How many steps of reporting it is to the top; what leads nowhere stands last.

        Breadth first from the groups that lead the rest, against the direction of reporting.
        """
        below: dict[str, list[str]] = defaultdict(list)
        for tie in self.ties:
            if tie.kind != TieKind.SHARES:
                below[tie.target].append(tie.source)
        reporting = {tie.source for tie in self.ties if tie.kind != TieKind.SHARES}
        starts = [node.code for node in self.nodes if node.top and node.code not in reporting]
        starts = starts or [node.code for node in self.nodes if node.code not in reporting]
        depth = dict.fromkeys(starts, 0)
        waiting = starts
        while waiting:
            ahead = []
            for code in waiting:
                for other in below[code]:
                    if other not in depth:
                        depth[other] = depth[code] + 1
                        ahead.append(other)
            waiting = ahead
        last = max(depth.values(), default=-1) + 1
        return {node.code: depth.get(node.code, last) for node in self.nodes}


def shared(members: Mapping[str, Sequence[str]]) -> tuple[Tie, ...]:
    """Pairs of groups with members in common, by the members of each group."""
    places: dict[str, list[str]] = defaultdict(list)
    for code, some in members.items():
        for member in set(some):
            places[member].append(code)
    counts: dict[tuple[str, str], int] = defaultdict(int)
    for codes in places.values():
        for pair in combinations(sorted(codes), 2):
            counts[pair] += 1
    return tuple(Tie(TieKind.SHARES, a, b, n) for (a, b), n in sorted(counts.items()))
