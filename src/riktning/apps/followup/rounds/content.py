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
PAIRS = (("likelihood", "consequence"), ("numerator", "denominator"))
TOGETHER = (*((name,) for name in FIELDS if all(name not in pair for pair in PAIRS)), *PAIRS)


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
    What is said by several fields together (a fraction, a risk) is taken or left whole.
    """
    values: dict[str, Any] = {}
    joined: list[str] = []
    kept: list[str] = []
    theirs: list[str] = []
    for names in TOGETHER:
        was, now, wanted = (_parts(each, names) for each in (base, stored, mine))
        if wanted == now or now == was:
            values |= dict(zip(names, wanted, strict=True))
            continue
        values |= dict(zip(names, now, strict=True))
        if wanted == was:
            theirs.extend(names)
        elif names[0] in TEXTS:
            values[names[0]] = merge(was[0], now[0], wanted[0]).text
            joined.extend(names)
        else:
            kept.extend(names)
    return Put(replace(NOTHING, **values), tuple(joined), tuple(kept), tuple(theirs))


def differ(one: Said, other: Said, names: tuple[str, ...]) -> bool:
    """Whether two answers say different things in any of the fields."""
    return _parts(one, names) != _parts(other, names)


def _parts(said: Said, names: tuple[str, ...]) -> tuple[Any, ...]:
    return tuple(getattr(said, name) for name in names)
