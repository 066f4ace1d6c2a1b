"""``riktning scenario``: futures of a region, run from files and compared; the levers."""

from pathlib import Path
from typing import Annotated

import typer

from riktning.cli.language import Language, check_language
from riktning.cli.scenario_compare import compare
from riktning.cli.scenario_publish import publish
from riktning.cli.scenario_run import run
from riktning.cli.scenario_validate import validate
from riktning.cli.scenario_work import work

app = typer.Typer(
    help="Futures of a synthetic region: what if care is changed so, and how sure is that?",
    no_args_is_help=True,
    rich_markup_mode=None,
)
app.command("run")(run)
app.command("compare")(compare)
app.command("publish")(publish)
app.command("work")(work)
app.command("validate")(validate)


@app.command("tables")
def tables(
    file: Annotated[Path, typer.Argument(help="A scenario file (YAML).")],
    out: Annotated[Path, typer.Option(help="Folder of the delivery.")],
    share: Annotated[
        float, typer.Option(help="Share of the persons whose care is written, above 0 to 1.")
    ] = 1.0,
    replicate: Annotated[int, typer.Option(min=1, help="Which replicate.")] = 1,
    persons: Annotated[
        int | None, typer.Option(help="Persons at the start, instead of what the file says.")
    ] = None,
    threads: Annotated[
        int | None, typer.Option(help="Threads; the tables are the same. All cores if not given.")
    ] = None,
    region: Annotated[
        Path | None, typer.Option(help="Folder of the organisation; the demo region if not given.")
    ] = None,
) -> None:
    """Write the care tables of one replicate, as a delivery that `riktning compute` reads."""
    from riktning.cli.examples import examples_folder
    from riktning.cli.progress import progress
    from riktning.simulation.scenarios.files import read_scenario
    from riktning.simulation.scenarios.running import Wanted
    from riktning.simulation.scenarios.tabled import write_tables

    folder = examples_folder() / "region" if region is None else region
    wanted = Wanted(folder, out, persons, threads=threads)
    plan = read_scenario(file)
    with progress("Writing care tables") as show:
        write_tables(plan, wanted, share, replicate - 1, lambda done, of: show(done, of, plan.id))
    typer.echo(f"Wrote care tables to {out} (synthetic data – not real results).", err=True)


@app.command("levers")
def levers(
    markdown: Annotated[
        bool, typer.Option("--markdown", help="Print the reference page of the levers.")
    ] = False,
    language: Language = "sv",
) -> None:
    """List the levers that a scenario can use."""
    from riktning.simulation.scenarios.lever_files import lever_catalogue
    from riktning.simulation.scenarios.levers_page import levers_page

    check_language(language)
    catalogue = lever_catalogue()
    if markdown:
        typer.echo(levers_page(catalogue), nl=False)
        return
    for lever in catalogue.levers.values():
        typer.echo(f"{lever.id}: {lever.name.in_(language)}. {lever.says.in_(language)}")
