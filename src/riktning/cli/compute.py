"""``riktning compute DATA --out RUN``: every indicator of a delivery, as a run folder."""

import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from riktning.core.periods import Month
from riktning.core.units import TreeAs

if TYPE_CHECKING:
    from riktning.catalogue import Catalogue
    from riktning.indicators.engines.protocol import Engine
    from riktning.indicators.protection import Protection
    from riktning.indicators.runs import Manifest, Run

_MEMORY = re.compile(r"(\d{1,15}(\.\d{1,6})?)\s?([KMGT]i?)?B", re.IGNORECASE)
_LEAST, _MOST = 250 * 1024**2, 1024**5
_SPARK_LEAST = 1024**3
SYNTHETIC = "Syntetiska data – inte verkliga resultat (Synthetic data – not real results)"


RoundTo = Annotated[
    int | None,
    typer.Option(
        help="Round counts of persons to multiples of 5 or 10, so that they still add up, "
        "instead of hiding some. --k may not be more.",
        metavar="5|10",
    ),
]
Memory = Annotated[
    str,
    typer.Option(
        help="The most the tables may use; beyond it, disk. Some 2 GB of results come on top."
    ),
]


class EngineName(StrEnum):
    """The engines there are."""

    DUCKDB = "duckdb"
    SPARK = "spark"


@dataclass(frozen=True, slots=True)
class Chosen:
    """The engine that was asked for, and the memory that it may use."""

    engine: EngineName
    master: str
    memory: str

    def start(self) -> "Engine | None":
        """A running Spark; None for the delivery's own DuckDB."""
        if self.engine is EngineName.DUCKDB:
            return None
        from riktning.indicators.engines.spark_engine import SparkEngine
        from riktning.indicators.engines.spark_session import start_session

        megabytes = max(_bytes(self.memory), _SPARK_LEAST) // 1024**2
        return SparkEngine(start_session(self.master, f"{megabytes}m"))


def compute(
    data: Annotated[Path, typer.Argument(help="A delivery of care data.")],
    out: Annotated[Path, typer.Option(help="The run folder to write.")],
    catalogue: Annotated[
        Path | None, typer.Option(help="Folder with the region's own definitions and code lists.")
    ] = None,
    k: Annotated[int, typer.Option(help="The least count that may be shown.", min=1)] = 5,
    round_to: RoundTo = None,
    memory: Memory = "4GB",
    tree: Annotated[
        TreeAs, typer.Option(help="Sum units by the tree as it was each month, or as it is now.")
    ] = TreeAs.THEN,
    work: Annotated[
        Path | None,
        typer.Option(
            help="Where the delivery is prepared, person by person under pseudonyms, for this run "
            "and later ones; only its owner can read it. By default beside the run: RUN.work."
        ),
    ] = None,
    engine: Annotated[
        EngineName, typer.Option(help="What prepares and counts; either gives the same figures.")
    ] = EngineName.DUCKDB,
    master: Annotated[
        str, typer.Option(help="With --engine spark: local[*] here, or a cluster's address.")
    ] = "local[*]",
    since: Annotated[
        str,
        typer.Option(
            help="The earliest month that can have changed since the run before, as 2025-12. "
            "Months before it that did change are counted again all the same, and named.",
            metavar="MONTH",
        ),
    ] = "",
) -> None:
    """Compute every indicator, apply disclosure control, and write the run whole or not at all.

    A run that was interrupted continues from what its work folder holds. So does the run of the
    next delivery: it counts what may have changed, and reuses the rest.
    """
    from riktning.catalogue import load
    from riktning.indicators.protection import Protection
    from riktning.indicators.runs import refuse_other_folder, write_run

    protection = Protection(k, round_to)
    refuse_other_folder(out)
    place = work or out.with_name(f"{out.name}.work")
    chosen = Chosen(engine, master, _memory(memory))
    earliest = Month.parse(since) if since else None
    notices: list[str] = []
    asked = Asked(load(catalogue), protection, tree, place, earliest, notices.append)
    run = _compute(data, asked, chosen)
    write_run(run, out)
    for line in notices:
        typer.echo(line)
    _summary(run, out)


def _memory(text: str) -> str:
    from riktning.core.errors import RunError

    if not _LEAST <= _bytes(text) <= _MOST:
        raise RunError(
            f"{text!r} is not an amount of memory that can be used",
            where="--memory", remedy="write at least 256MB, such as 4GB",
        )  # fmt: skip
    return text.strip()


def _bytes(text: str) -> int:
    from riktning.core.errors import RunError

    found = _MEMORY.fullmatch(text.strip())
    if not found:
        raise RunError(f"{text!r} is no amount of memory", where="--memory", remedy="write 4GB")
    return int(float(found[1]) * 1024 ** " KMGT".index((found[3] or " ")[0].upper()))


@dataclass(frozen=True, slots=True)
class Asked:
    """What is to be computed, and how; ``notice`` is told what was found to have changed."""

    catalogue: "Catalogue"
    protection: "Protection"
    tree: TreeAs
    work: Path
    since: Month | None
    notice: Callable[[str], None]


def _compute(data: Path, asked: Asked, chosen: "Chosen") -> "Run":
    from riktning.cli.progress import progress
    from riktning.indicators.checked import open_checked
    from riktning.indicators.computing import compute_run

    engine = chosen.start()
    with progress("opening") as show:
        opened, quality = open_checked(data, chosen.memory, show, asked.protection.k, asked.work)
        return compute_run(
            opened, asked.catalogue, k=asked.protection.k, round_to=asked.protection.round_to,
            tree=asked.tree, quality=quality, progress=show, work=asked.work, engine=engine,
            since=asked.since, notice=asked.notice,
        )  # fmt: skip


def _hidden(counts: "Counter[str]", k: int) -> str:
    """How many figures are hidden, and why, in words."""
    words = {
        "primary": f"of fewer than {k}",
        "secondary": "from which another could be derived",
        "small_denominator": "with too small a denominator",
    }
    reasons = ", ".join(f"{counts[why]} {words[why]}" for why in words if counts[why])
    return f"{counts.total()} hidden" + (f" ({reasons})" if reasons else "")


def _summary(run: "Run", out: Path) -> None:
    manifest = run.manifest
    if manifest.synthetic:
        typer.echo(SYNTHETIC)
    states = Counter(entry.state for entry in manifest.indicators.values())
    hidden = Counter(run.observations["hidden"].to_pylist())
    shown = hidden.pop("", 0)
    counted = ", ".join(f"{count} {state}" for state, count in sorted(states.items()))
    typer.echo(f"Run {manifest.run_id}: {manifest.first_month} to {manifest.last_month}")
    typer.echo(f"Indicators: {counted}")
    typer.echo(f"Figures: {shown} shown, {_hidden(hidden, manifest.k)}")
    if manifest.round_to is not None:
        typer.echo(f"Counts of persons are rounded to base {manifest.round_to}, and still add up")
    for name, entry in manifest.indicators.items():
        if entry.reason:
            typer.echo(f"  {name}: {entry.state} ({entry.reason})")
        if entry.missing_months:
            months = ", ".join(entry.missing_months)
            typer.echo(f"  {name}: no figures for {months}, a month's file was not delivered")
    for line in _left_out(manifest):
        typer.echo(line)
    typer.echo(f"Written to {out}")


def _left_out(manifest: "Manifest") -> list[str]:
    """What lies at no unit: measures of a known number each, and one line for the small ones."""
    outside = {name: entry.outside for name, entry in manifest.indicators.items()}
    at = "rows at no unit that exists then, left out"
    told = [f"  {name}: {count} {at}" for name, count in outside.items() if count]
    small = [name for name, count in outside.items() if count is None]
    if not small:
        return told
    measures = "1 measure" if len(small) == 1 else f"{len(small)} measures"
    return [*told, f"  {measures}: fewer than {manifest.k} {at} ({', '.join(small)})"]
