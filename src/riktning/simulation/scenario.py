"""What a scenario does to a region, month by month: the kernel's one way in for levers."""

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from riktning.core.errors import ScenarioError
from riktning.simulation.arrays import Floats
from riktning.simulation.illness import condition_figures
from riktning.simulation.kernel.blocks import LEVERS
from riktning.simulation.kernel.persons import STREAMS
from riktning.simulation.tallies import CELLS, EVENTS, Kind


@dataclass(frozen=True)
class Lever:
    """Some of the events of a kind do not happen, or become events of another kind.

    ``share`` (months,), or (months, cells, places): the share of the events, 0 to 1; cells are age
    group × 2 + sex. ``draw``: the number of the lever's own luck, 0-127, the same in every scenario
    that has the lever. ``conditions``: only those who have one of them; nobody named: everybody.
    Levers of one kind work one after the other, in the order given. An admission can become none,
    an outpatient event or HOME_ADMISSION; another event none, or another outpatient event.
    """

    draw: int
    source: Kind
    target: Kind | None
    share: Floats
    conditions: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        _check(0 <= self.draw < LEVERS, f"{self.draw} is no draw of a lever", f"0 to {LEVERS - 1}")
        _check(self.source < EVENTS, f"{self.source.name} is no event", "name an event")
        _check(_can_become(self.source, self.target), _not_possible(self), "name another target")
        _check_share(self.share, "a lever's share")
        for name in self.conditions:
            _check(
                name in condition_figures().names, f"{name!r} is no condition", "see conditions.csv"
            )


@dataclass(frozen=True)
class Scenario:
    """What differs from the course of things, for each month of a horizon; None is: nothing.

    ``demand`` (months, streams): times the expected number of events. ``avoided`` (months,
    conditions, cells): the share of those who would fall ill that do not. ``length``, ``ready`` and
    ``readmission`` (months,): times the nights in bed, the mean days ready for discharge, and the
    chance of a readmission. ``staffing`` (months,): times the beds and slots that are staffed;
    ``nearer`` (months, places): of the stays and visits at other hospitals than the nearest one
    with the care, the share that moves there, and the beds with them. These two need capacity.
    """

    levers: Sequence[Lever] = field(default_factory=tuple)
    demand: Floats | None = None
    avoided: Floats | None = None
    length: Floats | None = None
    staffing: Floats | None = None
    nearer: Floats | None = None
    ready: Floats | None = None
    readmission: Floats | None = None

    def __post_init__(self) -> None:
        draws = [lever.draw for lever in self.levers]
        _check(len(set(draws)) == len(draws), "two levers share a draw", "give each its own")
        if self.avoided is not None:
            _check_share(self.avoided, "the share of those who do not fall ill")
        if self.nearer is not None:
            _check_share(self.nearer, "the share that moves nearer")
        for name in ("demand", "length", "ready", "readmission", "staffing"):
            values = getattr(self, name)
            _check(
                values is None or bool(np.all(values >= 0)), f"{name} is below 0", "give 0 or more"
            )

    @property
    def needs_capacity(self) -> bool:
        """Whether something in it works through beds and staff."""
        return self.staffing is not None or self.nearer is not None

    def refuse_other_than(self, months: int, places: int) -> None:
        """Raise ScenarioError where an array does not fit a horizon and a region."""
        conditions = len(condition_figures().names)
        shapes = {
            "demand": (months, STREAMS), "avoided": (months, conditions, CELLS),
            "length": (months,), "ready": (months,), "readmission": (months,),
            "staffing": (months,), "nearer": (months, places),
        }  # fmt: skip
        for name, shape in shapes.items():
            values = getattr(self, name)
            _check(values is None or values.shape == shape, f"{name} has another shape", f"{shape}")
        for lever in self.levers:
            fits = lever.share.shape in {(months,), (months, CELLS, places)}
            _check(
                fits, "a lever's share has another shape", f"{(months,)} or with cells and places"
            )


def _can_become(source: Kind, target: Kind | None) -> bool:
    """Outpatient events become such events; admissions also care at home; drugs only none."""
    if target is None:
        return True
    if source in {Kind.ANTIBIOTICS, Kind.UNSUITABLE_DRUG}:
        return False
    if source in {Kind.UNPLANNED_ADMISSION, Kind.PLANNED_ADMISSION}:
        return target < Kind.ANTIBIOTICS or target is Kind.HOME_ADMISSION
    return source < Kind.ANTIBIOTICS and target < Kind.ANTIBIOTICS


def _not_possible(lever: Lever) -> str:
    target = "nothing" if lever.target is None else lever.target.name
    return f"{lever.source.name} cannot become {target}"


def _check_share(share: Floats, what: str) -> None:
    inside = bool(np.all((share >= 0) & (share <= 1)))
    _check(inside, f"{what} leaves 0 to 1", "give shares from 0 to 1")


def _check(holds: bool, what: str, remedy: str) -> None:
    if not holds:
        raise ScenarioError(what, where="scenario", remedy=remedy)
