"""Opens a delivery for computing: a memory limit set, and its quality checked."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import duckdb

from riktning.core.errors import RunError
from riktning.indicators.computing import Quality
from riktning.indicators.disclosure import DEFAULT_K
from riktning.indicators.work import CHECKED
from riktning.sources.contracts import TABLES, Table
from riktning.sources.opening import OpenDelivery, open_delivery
from riktning.sources.quality.kept_pieces import KeptPieces
from riktning.sources.quality.kept_results import KeptResults, kept_results
from riktning.sources.quality.looking import keep_pieces, looking_ahead
from riktning.sources.quality.publishing import published
from riktning.sources.quality.refusing import refuse_unfit, unfit
from riktning.sources.quality.report import judge_table
from riktning.sources.quality.results import CheckResult


def open_checked(
    path: Path,
    memory: str,
    progress: Callable[[int, int, str], None],
    k: int = DEFAULT_K,
    work: Path | None = None,
) -> tuple[OpenDelivery, Quality]:
    """The open delivery and what its quality checks say.

    ``work``: the run's work folder, where what checks said of the delivery, and what large tables'
    files showed, is kept.
    Raises CareDataError when it is no delivery, when data cannot be read, when it is not what it
    says (see ``refusing``), and when its units cannot be used; RunError when ``memory`` is not an
    amount the database takes.
    """
    opened = open_delivery(path)
    _limit(opened, memory)
    known = None if work is None else kept_results(opened, work / CHECKED)
    said = None if known is None else known.find()
    if said is not None:
        progress(0, len(TABLES), "checking what changed")
        refuse_unfit(said)
        return opened, quality_of(said, k)
    pieces = None if work is None else keep_pieces(opened, work / CHECKED)
    results = _judged(opened, progress)
    seen = None if pieces is None else _Seen(pieces, known, results)
    return opened, replace(quality_of(results, k), kept=seen)


@dataclass(frozen=True)
class _Seen:
    """What was seen of a delivery, to be kept in the work folder."""

    pieces: KeptPieces
    known: KeptResults | None
    results: Sequence[CheckResult]

    def write(self) -> None:
        """Keep it. Raises OSError when it cannot be written."""
        self.pieces.write()
        if self.known is not None:
            self.known.write(self.results)


def _judged(opened: OpenDelivery, progress: Callable[[int, int, str], None]) -> list[CheckResult]:
    """What the checks say of every table, as long as nothing refuses the delivery."""
    results: list[CheckResult] = []
    with looking_ahead(opened):
        for number, table in enumerate(TABLES):
            progress(number, len(TABLES), f"checking {table.name}")
            found = list(judge_table(opened, table))
            refuse_unfit(_with_examples(opened, table, found))
            results += found
    return results


def _limit(opened: OpenDelivery, memory: str) -> None:
    try:
        opened.connection.raw_sql(f"SET memory_limit = '{memory}'")
    except duckdb.Error:
        raise RunError(
            f"{memory!r} is no amount of memory", where="--memory", remedy="write 4GB"
        ) from None


def _with_examples(
    opened: OpenDelivery, table: Table, found: Sequence[CheckResult]
) -> Sequence[CheckResult]:
    """A delivery that is sent back is read once more, for an example of what is wrong."""
    return list(judge_table(opened, table, shown=True)) if unfit(found) else found


def quality_of(results: Sequence[CheckResult], k: int) -> Quality:
    """The results as they may be published, and each table's first fatal sentence, likewise."""
    plain = [published(result, k) for result in results]
    fatal: dict[str, str] = {}
    for result, said in zip(results, plain, strict=True):
        if result.stops:
            fatal.setdefault(result.table, said["sentence_en"].rstrip("."))
    return Quality(plain, fatal)
