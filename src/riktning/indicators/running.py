"""Runs all passes over a delivery, from what is already counted, and says how far it is."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from functools import partial
from threading import Event

from riktning.catalogue.model import CodeList, Definition
from riktning.core.periods import Month
from riktning.indicators.asking import Source
from riktning.indicators.changed_months import ChangedMonths, Months
from riktning.indicators.engine import (
    Cells,
    Counts,
    Group,
    cells_of,
    count_rows,
    grid_on,
    groups_of,
    laid,
    told,
    unit_ids_of,
)
from riktning.indicators.engines.duckdb_engine import DuckDBEngine
from riktning.indicators.frames.horizons import (
    COUNTS_WHO_IS_ASKED_FOR,
    LOOKS_TO_THE_LAST_DAY,
    reaches,
)
from riktning.indicators.kept_counts import Kept, KeptCounts
from riktning.indicators.passes import (
    NUMERATOR,
    ROWS,
    Pass,
    asked_of,
    looks_of,
    passes_of,
)
from riktning.indicators.plans import Plan, plan_of
from riktning.indicators.prepared.files import FolderKeeper
from riktning.indicators.prepared.preparing import Preparation
from riktning.indicators.prepared.recipes import RECIPES
from riktning.indicators.tally import Tally, joined, only

Progress = Callable[[int, int, str], None]
_CLOSE = 3  # months apart that are still counted in one go, which costs a pass over all persons
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
    changes: ChangedMonths | None = None

    def cells(self, definitions: Iterable[Definition]) -> list[Cells]:
        """The cells of every group, then those of passes that only populations are counted in."""
        wanted = list(definitions)
        passes = passes_of(wanted)
        looks = looks_of(passes, self.codes)
        counts = replace(self, source=replace(self.source, looks=looks))._counts(passes)
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
        self._expect(passes)
        counted = Event()
        with ThreadPoolExecutor(1) as aside, ThreadPoolExecutor(1) as ahead:
            ahead.submit(self._write_ahead, passes, counted)
            try:
                found = [future.result() for future in list(self._each(passes, aside))]
            finally:
                counted.set()
        self.preparation.release()
        if isinstance(self.preparation.keeper, FolderKeeper):
            self.preparation.keeper.tidy()
        return found

    def _write_ahead(self, passes: Sequence[Pass], counted: Event) -> None:
        """Put the statements of later passes together while the database prepares and counts.

        What cannot be put together is told when its pass is counted.
        """
        engine = self.preparation.engine
        if not isinstance(engine, DuckDBEngine):
            return
        for one in passes:
            if self.kept is not None and self.kept.files(one) is not None:
                continue  # which months of it are counted is not known yet
            plan = self._plan(one, self.source)
            for rows in (*plan.shared.values(), plan.kinds, plan.sums, *plan.medians.values()):
                if counted.is_set():
                    return
                if rows is not plan.kinds or plan.medians:
                    engine.sql(rows)

    def _each(self, passes: Sequence[Pass], aside: ThreadPoolExecutor) -> Iterator[Future[Counts]]:
        """What the database has counted is laid on the grid while it counts the next pass.

        One at a time: no more than two passes' numbers are held as the database gives them.
        """
        before: Future[Counts] | None = None
        for one in passes:
            rest = self._count(one)
            if before is not None:
                before.result()
            before = aside.submit(rest)
            yield before

    def _expect(self, passes: Sequence[Pass]) -> None:
        keeper = self.preparation.keeper
        needed = {name for one in passes for name in self._tables(one) if name in RECIPES}
        self.meter.total = 1 + sum(self._size(self._tables(one)) for one in passes)
        if isinstance(keeper, FolderKeeper):
            missing = sum(keeper.missing(name, RECIPES[name]) for name in needed)
            self.meter.total += missing * _DEARER

    def _tables(self, one: Pass) -> Iterable[str]:
        """The prepared tables that a pass reads; what was kept says it without a plan."""
        kept = self.kept.files(one) if self.kept is not None else None
        return kept if kept is not None else self._plan(one, self.source).prepared

    def _size(self, tables: Iterable[str]) -> int:
        delivered = [RECIPES[name].delivered for name in tables if name in RECIPES]
        return 1 + sum(self.sizes.get(table, 0) for table in delivered)

    def _plan(self, one: Pass, source: Source) -> Plan:
        return plan_of(one, source, self.codes, grid_on(self.preparation.calendar, one))

    def _count(self, one: Pass) -> Callable[[], Counts]:
        """Let the database count a pass; what is left to do needs it no more."""
        tables = tuple(self._tables(one))
        self.meter.counted(0, one.name)
        self.preparation.ready(tables)
        kept = self._believed(one)
        parts = [self._counted(*each) for each in self._to_count(one, kept)]
        unit_ids = unit_ids_of(self.preparation)
        self.meter.counted(self._size(tables), one.name)
        return partial(self._laid, one, kept, parts, self._files(tables), unit_ids)

    def _laid(
        self,
        one: Pass,
        kept: Kept | None,
        parts: Sequence[Callable[[], Tally]],
        files: Mapping[str, Sequence[str]],
        unit_ids: tuple[str, ...],
    ) -> Counts:
        """The numbers of a pass on the grid, and kept for later runs if they are new."""
        tally = self._tally(one, kept, [part() for part in parts], len(unit_ids))
        if self.kept is not None and (kept is None or tally is not kept.tally):
            known = [self.kept.told_by(each) for each in one.counted]
            last_day = self.source.as_of.isoformat()
            self.kept.keep(one, Kept(tally, files, unit_ids, known, last_day))
        return laid(one, grid_on(self.preparation.calendar, one), tally, unit_ids)

    def _believed(self, one: Pass) -> Kept | None:
        """What was kept of a pass, if units go by the numbers that they went by then."""
        kept = self.kept.find(one) if self.kept is not None else None
        if kept is None or unit_ids_of(self.preparation)[: len(kept.unit_ids)] != kept.unit_ids:
            return None
        return kept

    def _tally(self, one: Pass, kept: Kept | None, parts: Sequence[Tally], units: int) -> Tally:
        """What was counted in a pass before, with what has been counted now."""
        if kept is None:
            return parts[0]
        first, last = self.source.first.index, self.source.last.index
        covers = (kept.tally.first, kept.tally.shape[1]) == (first, last - first + 1)
        columns = {name for counted in one.counted for name in counted.columns} | {ROWS}
        covers &= len(kept.unit_ids) == units  # the last row is what lies at no unit
        if not parts and covers and columns == {*kept.tally.sums, *_medians(kept.tally)}:
            return kept.tally
        whole = joined([kept.tally, *parts], first, last - first + 1, units)
        return only(whole, columns)

    def _to_count(self, one: Pass, kept: Kept | None) -> Iterator[tuple[Pass, int, int]]:
        """The definitions and runs of months that have to be counted."""
        every = (self.source.first.index, self.source.last.index)
        if kept is None or self.kept is None:
            yield one, *every
            return
        known = [c for c in one.counted if self.kept.told_by(c) in kept.definitions]
        stale = self._stale(one, kept)
        anew = len(known) < len(one.counted) and one.frame in COUNTS_WHO_IS_ASKED_FOR
        if anew or len(stale) == every[1] - every[0] + 1:
            yield one, *every
            return
        if len(known) < len(one.counted):
            fresh = tuple(counted for counted in one.counted if counted not in known)
            yield replace(one, counted=fresh), *every
        if known:
            yield from ((replace(one, counted=tuple(known)), *run) for run in runs_of(stale))

    def _stale(self, one: Pass, kept: Kept) -> Months:
        """The months that what was kept does not tell, or may tell otherwise than now."""
        if self.changes is None or (
            one.frame in LOOKS_TO_THE_LAST_DAY and kept.last_day != self.source.as_of.isoformat()
        ):
            return frozenset(range(self.source.first.index, self.source.last.index + 1))
        request = asked_of(one, self.codes).request
        beside = {look.table for look in self.source.looks}
        changed = self.changes.of(kept.files, reaches(one.frame, request, kept.files, beside))
        begin, months = kept.tally.first, kept.tally.shape[1]
        return changed | (self.changes.every - frozenset(range(begin, begin + months)))

    def _counted(self, one: Pass, first: int, last: int) -> Callable[[], Tally]:
        source = replace(self.source, first=Month.from_index(first), last=Month.from_index(last))
        plan = self._plan(one, source)
        raw = count_rows(one, plan, self.preparation)
        return partial(told, one, plan, raw, len(unit_ids_of(self.preparation)))

    def _files(self, tables: Iterable[str]) -> dict[str, Sequence[str]]:
        """The names of the files that prepared tables are read from."""
        keeper = self.preparation.keeper
        there = keeper.files if isinstance(keeper, FolderKeeper) else lambda _name: []
        return {name: [path.name for path in there(name)] for name in tables}


def runs_of(months: Months) -> Iterator[tuple[int, int]]:
    """Months in runs, first and last; what lies between two close ones is counted with them."""
    run: list[int] = []
    for month in sorted(months):
        if run and month - run[-1] > _CLOSE:
            yield run[0], run[-1]
            run = []
        run.append(month)
    if run:
        yield run[0], run[-1]


def _medians(tally: Tally) -> Iterator[str]:
    return (f"{name}__{NUMERATOR}" for name in tally.buckets)
