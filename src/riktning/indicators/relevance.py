"""Where it matters what a state is: only such changes of it have to be counted.

A definition whose filter is ``a and b`` sees b only where a holds, and its terms only where both
do. So b may be taken for false where a is. The conditions of a filter can be taken in any order:
first what is known of every person, then what few people have.

A state that is published by tertial or year is evaluated at the ends of these alone.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from riktning.catalogue.checking import Parameter
from riktning.catalogue.syntax import Binary, Had, Node, Times, walk


@dataclass(frozen=True, slots=True)
class Seen:
    """One reason to look at a state: there where all of ``under`` hold, in the last month of each
    ``every`` months. ``columns``: the look-back that answers a node."""

    under: tuple[Node, ...]
    parameters: Mapping[str, Parameter]
    columns: Mapping[Node, str]
    every: int


@dataclass(frozen=True, slots=True)
class Read:
    """What one definition reads: the conditions of its filter, and its terms."""

    conditions: tuple[Node, ...]
    terms: tuple[Node, ...]
    parameters: Mapping[str, Parameter]
    columns: Mapping[Node, str]
    every: int

    def reasons(self) -> Iterator[tuple[str, Seen]]:
        """Each look-back with the reason why this definition looks at it."""
        known: dict[str, Seen] = {}
        steps = [*self.conditions, *self.terms]
        for number, step in enumerate(steps):
            under = self.conditions[:number]
            for node in walk(step):
                if isinstance(node, Had | Times):
                    reason = Seen(under, self.parameters, self.columns, self.every)
                    known.setdefault(self.columns[node], reason)
        yield from known.items()

    @property
    def whole(self) -> Seen:
        """Where this definition looks at a row at all."""
        return Seen(self.conditions, self.parameters, self.columns, self.every)


def conditions_of(tree: Node | None) -> tuple[Node, ...]:
    """What all has to hold, in the order in which it is looked at."""
    found = tuple(_conjuncts(tree)) if tree is not None else ()
    return tuple(sorted(found, key=_rank))


def seen_where(reads: Iterable[Read]) -> dict[str, tuple[Seen, ...]]:
    """Look-back → all reasons to look at it."""
    found: dict[str, tuple[Seen, ...]] = {}
    for read in reads:
        for column, reason in read.reasons():
            found[column] = (*found.get(column, ()), reason)
    return found


def _conjuncts(node: Node) -> Iterator[Node]:
    if isinstance(node, Binary) and node.operator == "and":
        yield from _conjuncts(node.left)
        yield from _conjuncts(node.right)
    else:
        yield node


def _rank(node: Node) -> tuple[int, int]:
    """Columns first, then events with a list of codes, then any events, then how many."""
    looks = [each for each in walk(node) if isinstance(each, Had | Times)]
    counted = any(isinstance(each, Times) for each in looks)
    wide = any(each.codes == "any" for each in looks)
    return (3 if counted else 2 if wide else 1 if looks else 0, len(looks))
