"""``riktning scenario run``: scenarios followed, replicate by replicate, here or on a cluster."""

from dataclasses import replace
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from riktning.core.errors import ScenarioError

if TYPE_CHECKING:
    from riktning.simulation.scenarios.model import ScenarioPlan
    from riktning.simulation.scenarios.running import Wanted


HERE = "local[*]"


class Engine(StrEnum):
    """Where replicates are followed."""

    LOCAL = "local"
    SPARK = "spark"


def run(
    files: Annotated[list[Path], typer.Argument(help="Scenario files (YAML).")],
    out: Annotated[Path, typer.Option(help="Folder of the results: one folder a scenario in it.")],
    persons: Annotated[
        int | None, typer.Option(help="Persons at the start, instead of what the files say.")
    ] = None,
    replicates: Annotated[
        int | None, typer.Option(help="Replicates of each scenario, instead of the files'.")
    ] = None,
    threads: Annotated[
        int | None, typer.Option(help="Threads; the results are the same. All cores if not given.")
    ] = None,
    alone: Annotated[
        bool, typer.Option("--alone", help="Also each lever alone, to see what each contributes.")
    ] = False,
    draws: Annotated[
        int | None,
        typer.Option(help="Draw the uncertain figures so many times, to see how sure effects are."),
    ] = None,
    shares: Annotated[
        bool, typer.Option("--shares", help="Share the effect out between the levers (Shapley).")
    ] = False,
    orders: Annotated[
        int | None,
        typer.Option(help="Pairs of orders for --shares of more than 6 levers; 12 if not given."),
    ] = None,
    region: Annotated[
        Path | None, typer.Option(help="Folder of the organisation; the demo region if not given.")
    ] = None,
    engine: Annotated[
        Engine, typer.Option(help="local: this process; spark: a cluster, with the same results.")
    ] = Engine.LOCAL,
    master: Annotated[
        str, typer.Option(help="With --engine spark: local[*] here, or a cluster's address.")
    ] = HERE,
    shards: Annotated[
        int, typer.Option(help="With --engine spark: parts of the persons, without capacity.")
    ] = 1,
) -> None:
    """Run scenarios; a replicate that is finished is kept, so a broken run goes on where it was."""
    from riktning.cli.examples import examples_folder
    from riktning.simulation.scenarios.files import read_scenario
    from riktning.simulation.scenarios.running import Wanted
    from riktning.simulation.scenarios.shapley import PAIRS

    folder = examples_folder() / "region" if region is None else region
    _refuse_orders_alone(orders, shares)
    pairs = PAIRS if orders is None else orders
    wanted = Wanted(folder, out, persons, replicates, threads, alone, draws, shares, pairs)
    _refuse_passed_over(wanted)
    plans = [read_scenario(path) for path in files]
    if engine is Engine.SPARK:
        count = _on_spark(plans, wanted, master, shards)
    else:
        _refuse_only_spark(master, shards)
        count = _here(plans, wanted)
    kept = "" if count else " (all were there already)"
    what = "runs" if draws or shares else "replicates"
    said = f"Ran {count} {what} into {out}{kept} (synthetic data – not real results)."
    typer.echo(said, err=True)


def _refuse_passed_over(wanted: "Wanted") -> None:
    """Draws follow all levers together; --shares is what takes them apart there."""
    if wanted.alone and (wanted.draws or wanted.shares):
        raise ScenarioError(
            "levers alone are not run together with --draws or --shares",
            where="--alone",
            remedy="leave it out, with --shares for what each lever gives, or give two commands",
        )


def _refuse_orders_alone(orders: int | None, shares: bool) -> None:
    """Orders are of the sharing out; without it nothing would be done with them."""
    if orders is not None and not shares:
        raise ScenarioError(
            "orders of the levers are run with --shares only",
            where="--orders",
            remedy="add --shares, or leave it out",
        )


def _refuse_only_spark(master: str, shards: int) -> None:
    """What is asked of a cluster is never passed over in silence."""
    for given, where in ((shards != 1, "--shards"), (master != HERE, "--master")):
        if given:
            raise ScenarioError(
                "this is for --engine spark only",
                where=where,
                remedy="add --engine spark, or leave it out: here all cores are used",
            )


def _here(plans: "list[ScenarioPlan]", wanted: "Wanted") -> int:
    from riktning.cli.progress import progress
    from riktning.simulation.scenarios.drawn import run_drawn
    from riktning.simulation.scenarios.running import run_scenarios

    with progress("Running scenarios") as show:
        drawn = wanted.draws or wanted.shares
        return (run_drawn if drawn else run_scenarios)(plans, wanted, show)


def _on_spark(plans: "list[ScenarioPlan]", wanted: "Wanted", master: str, shards: int) -> int:
    from riktning.indicators.engines.spark_faults import said_by_spark
    from riktning.indicators.engines.spark_session import start_session
    from riktning.simulation.scenarios.spreading import run_spread

    if wanted.draws or wanted.shares:
        raise ScenarioError(
            "draws and shares are run by one machine",
            where="--engine spark",
            remedy="leave out --engine, or --draws and --shares",
        )
    if shards > 1 and all(plan.capacity for plan in plans):
        raise ScenarioError(
            "with finite capacity all persons of a replicate meet, so they are not spread",
            where="--shards",
            remedy="leave it out, or write `capacity: false` in the scenario",
        )
    session = start_session(master)
    with said_by_spark():
        return run_spread(plans, replace(wanted, threads=1), session.sparkContext, shards)
