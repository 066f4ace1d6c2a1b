"""``riktning simulate``: a delivery of invented care data for a region."""

from pathlib import Path
from typing import Annotated

import typer


def simulate(
    persons: Annotated[int, typer.Option(help="Persons living at the start.")],
    out: Annotated[Path, typer.Option(help="Folder of the delivery; replaced when whole.")],
    first: Annotated[str, typer.Option("--from", help="First month.")] = "2022-01",
    last: Annotated[str, typer.Option("--to", help="Last month.")] = "2025-12",
    seed: Annotated[int, typer.Option(help="The same seed gives the same data.")] = 1,
    region: Annotated[
        Path | None, typer.Option(help="Folder of the organisation; the demo region if not given.")
    ] = None,
) -> None:
    """Simulate care data: invented persons in a region's real organisation."""
    from riktning.cli.examples import examples_folder
    from riktning.cli.progress import progress
    from riktning.core.periods import Month
    from riktning.simulation.request import Request
    from riktning.simulation.run import simulate as simulate_delivery

    folder = examples_folder() / "region" if region is None else region
    request = Request(persons, Month.parse(first), Month.parse(last), seed, folder)
    with progress("Simulating") as show:
        simulate_delivery(
            request, out, progress=lambda done, all_, what: show(done, all_, f"Simulating {what}")
        )
    said = f"Simulated {persons} persons into {out} (synthetic data – not real results)."
    typer.echo(said, err=True)
