"""What a person says in answer to one question, as a plain value."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields, replace
from typing import TYPE_CHECKING, Any

from riktning.core.merging import merge

if TYPE_CHECKING:
    from riktning.apps.followup.rounds.models import Answer

TEXTS = ("comment", "next_steps", "risk_measure", "risk_owner")


@dataclass(frozen=True, slots=True)
class Said:
    """One answer; the names are those of the stored answer's fields."""

    status: str = ""
    comment: str = ""
    next_steps: str = ""
    likelihood: int | None = None
    consequence: int | None = None
    risk_measure: str = ""
    risk_owner: str = ""
    numerator: float | None = None
    denominator: float | None = None

    @property
    def risk(self) -> int | None:
        """Likelihood times consequence, 1 to 16; None until both are given."""
        if self.likelihood is None or self.consequence is None:
            return None
        return self.likelihood * self.consequence

    @property
    def empty(self) -> bool:
        return self == NOTHING


NOTHING = Said()
FIELDS = tuple(field.name for field in fields(Said))


@dataclass(frozen=True, slots=True)
class Put:
    """Two people's answers put together: which fields both had changed, and which gave way."""

    said: Said
    joined: tuple[str, ...] = ()  # texts that hold both people's words
    kept: tuple[str, ...] = ()  # choices where what was stored first stays
    theirs: tuple[str, ...] = ()  # fields that only the other had changed


def said_in(answer: "Answer") -> Said:
    """What an answer says as it stands."""
    return Said(**{name: getattr(answer, name) for name in FIELDS})


def as_json(said: Said) -> dict[str, Any]:
    """For a version; fields that say nothing are left out."""
    nothing = asdict(NOTHING)
    return {name: value for name, value in asdict(said).items() if value != nothing[name]}


def from_json(values: Mapping[str, Any]) -> Said:
    """The inverse of :func:`as_json`."""
    return Said(**{name: value for name, value in values.items() if name in FIELDS})


def put_together(base: Said, stored: Said, mine: Said) -> Put:
    """Mine and what somebody else stored since ``base``: texts are merged, choices kept.

    A text that both have changed keeps the words of both; of a choice (a status, a risk, a figure)
    there can be only one, and the one that was stored stays until somebody changes it knowingly.
    """
    values: dict[str, Any] = {}
    joined, kept, theirs = [], [], []
    for name in FIELDS:
        was, now, wanted = (getattr(each, name) for each in (base, stored, mine))
        if wanted == now or now == was:
            values[name] = wanted
            continue
        theirs.append(name)
        values[name] = now
        if wanted == was:
            continue
        theirs.pop()
        if name in TEXTS:
            values[name] = merge(was, now, wanted).text
            joined.append(name)
        else:
            kept.append(name)
    return Put(replace(NOTHING, **values), tuple(joined), tuple(kept), tuple(theirs))
