"""A revision of a plan as plain values: each item with what the revision says of it."""

from dataclasses import dataclass

from riktning.core.periods import Month


@dataclass(frozen=True, slots=True)
class Aim:
    """What a target says: a measure, at the region (``unit_id`` empty) or a unit, by a month."""

    indicator_id: str
    unit_id: str
    value: float
    due: Month


@dataclass(frozen=True, slots=True)
class Said:
    """An item as a revision says it.

    ``item`` is the same in every revision, ``number`` what people call it. ``parents`` are the
    items it stands under and ``where`` their names, from the area inwards. ``period`` is the
    heading of its column and ``period_item`` that column; None where it has none.
    """

    item: int
    number: int
    kind: str  # area, period, sub_area, goal, activity, indicator, target
    text: str
    parents: tuple[int, ...] = ()
    where: tuple[str, ...] = ()
    period: str = ""
    period_item: int | None = None
    measures: tuple[str, ...] = ()
    aim: Aim | None = None
    months: tuple[Month, Month] | None = None  # the first and last of an activity, when said

    @property
    def area(self) -> str:
        """The name of the area it is, or stands in."""
        return self.where[0] if self.where else self.text


@dataclass(frozen=True, slots=True)
class RevisionText:
    """A whole revision: whose it is, where it stands, and its items in the document's order."""

    plan: str
    name: str
    number: int
    state: str
    decision: str  # as 2024-11-27, § 225; empty for a draft
    items: tuple[Said, ...]
    kind: str = "implementation"  # strategy, implementation, operational, county_wide, local
    unit_id: str = ""  # whose a local plan is

    def of_kind(self, *kinds: str) -> tuple[Said, ...]:
        """The items of some kinds, in the document's order."""
        return tuple(said for said in self.items if said.kind in kinds)
