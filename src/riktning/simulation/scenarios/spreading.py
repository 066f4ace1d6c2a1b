"""Spreads replicates × scenarios × shards of the persons over a cluster's workers.

Cells are whole numbers that are added up, so the totals are those of one machine bit for bit,
whatever order the parts come in. With finite capacity all persons of a replicate meet in each
month, so such a replicate is one part; without, its persons are spread, too.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

import numpy as np

from riktning.core.errors import ScenarioError
from riktning.simulation.cells import MonthCells, Sparse
from riktning.simulation.scenarios.model import ScenarioPlan
from riktning.simulation.scenarios.running import (
    Job,
    Wanted,
    followed,
    jobs_left,
    write_replicate,
)

MOST_SHARDS = 4096
Months = list[MonthCells]


@dataclass(frozen=True)
class Piece:
    """A shard of a replicate's persons: what one task follows."""

    number: int  # of the job
    job: Job
    wanted: Wanted
    shard: int
    shards: int


class Rows(Protocol):
    """What is asked of Spark's resilient distributed datasets."""

    def map(self, function: Callable[[Any], Any]) -> "Rows": ...
    def reduceByKey(self, function: Callable[[Any, Any], Any]) -> "Rows": ...  # noqa: N802  # Spark's name
    def collect(self) -> list[Any]: ...


class Cluster(Protocol):
    """What is asked of a Spark context."""

    def parallelize(self, rows: Iterable[Any], parts: int) -> Rows: ...


def run_spread(
    plans: Sequence[ScenarioPlan], wanted: Wanted, cluster: Cluster, shards: int = 1
) -> int:
    """Run on the cluster's workers what is not finished; the number of replicates run.

    The folder of the results must be seen by every worker under the same path. Each file is
    written by a worker, whole or not at all.
    """
    if not 0 < shards <= MOST_SHARDS:
        raise ScenarioError(
            f"{shards} shards are not possible",
            where="--shards",
            remedy=f"ask for 1 to {MOST_SHARDS}",
        )
    jobs = jobs_left(plans, wanted)
    pieces = pieces_of(jobs, wanted, shards)
    whole = [piece for piece in pieces if piece.shards == 1]
    parted = [piece for piece in pieces if piece.shards > 1]
    if whole:
        cluster.parallelize(whole, len(whole)).map(finish).collect()
    if parted:
        followed_parts = cluster.parallelize(parted, len(parted)).map(by_job)
        followed_parts.reduceByKey(together).map(finish_parted).collect()
    return len(jobs)


def pieces_of(jobs: Sequence[Job], wanted: Wanted, shards: int) -> list[Piece]:
    """The tasks: a replicate with finite capacity is one, another as many as there are shards."""
    return [
        Piece(number, job, wanted, shard, many)
        for number, job in enumerate(jobs)
        for many in [1 if job.plan.capacity else shards]
        for shard in range(many)
    ]


def months_of(piece: Piece) -> Months:
    """Follow the persons of a piece."""
    job = piece.job
    part = (piece.shard, piece.shards)
    return list(followed(job.plan, job.region, piece.wanted, job.uses, job.number, part=part))


def finish(piece: Piece) -> None:
    """Follow a whole replicate and write its file."""
    write_replicate(piece.job, months_of(piece))


def by_job(piece: Piece) -> tuple[int, tuple[Job, Months]]:
    """A shard's months under its job's number."""
    return piece.number, (piece.job, months_of(piece))


def together(some: tuple[Job, Months], others: tuple[Job, Months]) -> tuple[Job, Months]:
    """The months of the persons of both."""
    job, months = some
    return job, [added(one, other) for one, other in zip(months, others[1], strict=True)]


def finish_parted(found: tuple[int, tuple[Job, Months]]) -> None:
    """Write the file of a replicate whose shards are added up."""
    job, months = found[1]
    write_replicate(job, months)


def added(one: MonthCells, other: MonthCells) -> MonthCells:
    """A month of two groups of persons; beds, which are all the region's, are of neither."""
    return MonthCells(
        _sum(one.units, other.units),
        _sum(one.places, other.places),
        one.late + other.late,
        one.stock + other.stock,
    )


def _sum(one: Sparse, other: Sparse) -> Sparse:
    at, where = np.unique(np.concatenate([one.at, other.at]), return_inverse=True)
    value = np.zeros(at.size, np.int64)
    np.add.at(value, where, np.concatenate([one.value, other.value]))
    return Sparse(one.shape, at, value)
