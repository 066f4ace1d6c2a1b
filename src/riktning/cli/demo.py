"""`riktning demo`: the whole chain on an invented region, in a folder of its own."""

import os
from pathlib import Path
from typing import Annotated

import typer

from riktning.cli.demo_call import program, with_home


def demo(
    persons: Annotated[int, typer.Option(help="Persons in the invented population.")] = 50_000,
    home: Annotated[Path, typer.Option(help="Folder of the demo.")] = Path("riktning-demo"),
    serve: Annotated[bool, typer.Option(help="Serve the pages when all is done.")] = True,
    seed: Annotated[int, typer.Option(help="The same seed gives the same data.")] = 1,
) -> None:
    """Plan, invented care data, indicators, verdicts, pages and report: the whole chain."""
    from riktning.cli.demo_stamps import prepare_home

    folder = prepare_home(home)
    _stay_inside(folder)
    from riktning.cli.demo_ahead import worked_ahead
    from riktning.cli.demo_display import Display
    from riktning.cli.demo_steps import Demo

    chain = Demo(folder, persons, seed)
    names = [step.name for step in chain.steps]
    try:
        with worked_ahead(wanted=not chain.judged), Display(names) as display:
            for step in chain.steps:
                display.run(step.name, step.work)
    except KeyboardInterrupt:
        typer.echo(f"Interrupted; {program()} demo goes on from here.", err=True)
        raise
    _tell(chain.reports, folder)
    if serve:
        _serve()
    else:
        typer.echo(f"See the pages: {with_home(folder, 'serve')}")


def _stay_inside(folder: Path) -> None:
    """The demo has its own store, whatever the environment says, and never touches another."""
    os.environ["RIKTNING_HOME"] = str(folder)
    for name in ("DATABASE_URL", "RIKTNING_HTTPS"):
        os.environ.pop(name, None)


def _tell(reports: list[Path], folder: Path) -> None:
    typer.echo("\nSynthetic data – not real results")
    typer.echo(f"The demo is in {folder}")
    for path in reports:
        typer.echo(f"Report: {path}")


def _serve() -> None:
    from riktning.cli.serve import address, listen, run

    listener = listen("127.0.0.1", None)
    typer.echo(f"The site is at {address(listener)} (Ctrl-C stops it)")
    run(listener)
