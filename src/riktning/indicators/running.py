"""Runs all passes over a delivery, from what is already counted, and says how far it is."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from riktning.catalogue.model import CodeList, Definition
from riktning.indicators.asking import Source
from riktning.indicators.engine import (
    Cells,
    Counts,
    Group,
    RawCounts,
    cells_of,
    count_rows,
    grid_on,
    groups_of,
    laid,
)
from riktning.indicators.kept_counts import KeptCounts
from riktning.indicators.passes import Pass, passes_of
from riktning.indicators.plans import Plan, plan_of
from riktning.indicators.prepared.files import FolderKeeper
from riktning.indicators.prepared.preparing import Preparation
from riktning.indicators.prepared.recipes import RECIPES

Progress = Callable[[int, int, str], None]
_DEARER = 4  # to prepare a byte takes about as long as to count it so many times


@dataclass
class Meter:
    """How much of the work is done, in bytes of the delivery, for the time left to be shown."""

    progress: Progress
    total: int = 1
    done: int = 0

    def prepared(self, size: int, what: str) -> None:
        """So many delivered bytes have been prepared."""
        self.counted(size * _DEARER, f"preparing {what}")

    def counted(self, size: int, what: str) -> None:
        """So much work has been done."""
        self.done = min(self.done + size, self.total)
        self.progress(self.done, self.total, what)


@dataclass(frozen=True)
class Running:
    """What passes are run with; ``sizes``: delivered table → its files' bytes."""

    source: Source
    codes: Mapping[str, CodeList]
    preparation: Preparation
    meter: Meter
    sizes: Mapping[str, int] = field(default_factory=dict)
    kept: KeptCounts | None = None

    def cells(self, definitions: Iterable[Definition]) -> list[Cells]:
        """The cells of every group, then those of passes that only populations are counted in."""
        wanted = list(definitions)
        counts = self._counts(passes_of(wanted))
        groups = groups_of(wanted)
        found = [cells_of(group, counts) for group in groups]
        known = {(group.frame, group.axis, group.options) for group in groups}
        alone = [
            Cells(Group(one.frame, one.axis, one.options, ()), each, {})
            for each in counts
            if ((one := each.one).frame, one.axis, one.options) not in known
        ]
        return [*found, *alone]

    def _counts(self, passes: Sequence[Pass]) -> list[Counts]:
        plans = [
            plan_of(one, self.source, self.codes, grid_on(self.preparation.calendar, one))
            for one in passes
        ]
        kept = [self.kept.find(one) if self.kept is not None else None for one in passes]
        self._expect([plan for plan, raw in zip(plans, kept, strict=True) if raw is None])
        return [self._count(*each) for each in zip(passes, plans, kept, strict=True)]

    def _expect(self, plans: Sequence[Plan]) -> None:
        keeper = self.preparation.keeper
        needed = {name for plan in plans for name in plan.prepared if name in RECIPES}
        self.meter.total = 1 + sum(self._size(plan) for plan in plans)
        if isinstance(keeper, FolderKeeper):
            missing = sum(keeper.missing(name, RECIPES[name]) for name in needed)
            self.meter.total += missing * _DEARER

    def _size(self, plan: Plan) -> int:
        tables = [RECIPES[name].delivered for name in plan.prepared if name in RECIPES]
        return 1 + sum(self.sizes.get(table, 0) for table in tables)

    def _count(self, one: Pass, plan: Plan, raw: RawCounts | None) -> Counts:
        if raw is None:
            self.meter.counted(0, one.name)
            raw = count_rows(one, plan, self.preparation)
            if self.kept is not None:
                self.kept.keep(one, raw)
            self.meter.counted(self._size(plan), one.name)
        return laid(one, grid_on(self.preparation.calendar, one), plan, raw)
