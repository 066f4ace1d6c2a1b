"""A draft plan: what a plan document says, before anyone has taken a stand on it."""

from dataclasses import asdict, dataclass, field
from typing import Any


@dataclass(slots=True)
class DraftGoal:
    """An effect goal; ``row`` counts from 1 in its sub-area, ``period`` is as written."""

    period: str
    row: int
    text: str


@dataclass(slots=True)
class DraftSubArea:
    """A sub-area (delområde) with its goals per period."""

    name: str
    goals: list[DraftGoal] = field(default_factory=list)


@dataclass(slots=True)
class DraftActivity:
    """An activity in its period, under its sub-area where the document says so."""

    period: str
    text: str
    sub_area: str | None = None


@dataclass(slots=True)
class DraftIndicator:
    """An indicator line as the document writes it."""

    text: str


@dataclass(slots=True)
class DraftArea:
    """A transformation area (omställningsområde)."""

    name: str
    periods: list[str] = field(default_factory=list)
    sub_areas: list[DraftSubArea] = field(default_factory=list)
    activities: list[DraftActivity] = field(default_factory=list)
    indicators: list[DraftIndicator] = field(default_factory=list)


@dataclass(slots=True)
class Question:
    """Something a person has to decide: where in the document, what is unclear, and the text."""

    where: str
    problem: str
    text: str


@dataclass(slots=True)
class DraftPlan:
    """The whole document as a draft."""

    areas: list[DraftArea] = field(default_factory=list)
    questions: list[Question] = field(default_factory=list)

    def as_dict(self) -> dict[str, Any]:
        """The form ``riktning plan read --json`` prints; no sub-area means no such key."""
        plain = asdict(self)
        for area in plain["areas"]:
            for activity in area["activities"]:
                if activity["sub_area"] is None:
                    del activity["sub_area"]
        return plain
