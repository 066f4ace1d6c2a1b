"""All plans together, as what compares them needs them."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from riktning.documents.plans.snapshot import RevisionText, Said


@dataclass(frozen=True, slots=True)
class Estate:
    """The revision of each plan that counts, with what stands around them on a day.

    ``links`` are (source item, target item); ``owned`` the items that some role owns;
    ``administrations`` units that are to have a plan of their own, by id with their names;
    ``measures`` what the catalogue can compute, by id with its name.
    """

    plans: tuple[RevisionText, ...]
    links: frozenset[tuple[int, int]] = frozenset()
    owned: frozenset[int] = frozenset()
    administrations: Mapping[str, str] = field(default_factory=dict)
    measures: Mapping[str, str] = field(default_factory=dict)

    def plan(self, code: str) -> RevisionText | None:
        """The plan with this code."""
        return next((plan for plan in self.plans if plan.plan == code), None)


def served_by(links: frozenset[tuple[int, int]]) -> dict[int, set[int]]:
    """By target item the items that serve it."""
    found: dict[int, set[int]] = {}
    for source, target in links:
        found.setdefault(target, set()).add(source)
    return found


def line_of(said: Said) -> tuple[int, ...]:
    """The item and what it stands under, the item first."""
    return (said.item, *reversed(said.parents))
