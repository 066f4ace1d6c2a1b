"""``riktning catalogue``: list, check and show the indicator definitions."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from riktning.catalogue import Definition

app = typer.Typer(help="Indicator definitions: list, check, show.", no_args_is_help=True)
Folder = Annotated[Path | None, typer.Argument(help="A region's own folder of definitions.")]
Own = Annotated[Path | None, typer.Option("--catalogue", help="A region's own folder.")]


@app.command("check")
def check(folder: Folder = None) -> None:
    """Check every definition and code list; name file, line and remedy of each fault."""
    from riktning.catalogue.loading import read
    from riktning.core.errors import CatalogueError

    catalogue, faults = read(folder)
    for fault in faults:
        typer.echo(fault.sentence, err=True)
    if faults:
        count = f"{len(faults)} faults" if len(faults) > 1 else "1 fault"
        raise CatalogueError(f"{count} in the catalogue", remedy="mend what is said above")
    typer.echo(f"{len(catalogue.indicators)} definitions and {len(catalogue.codes)} code lists: "
               "no fault found.")  # fmt: skip


@app.command("list")
def list_indicators(folder: Own = None) -> None:
    """List the indicators: id, code, kind, frame, name."""
    from rich.console import Console
    from rich.table import Table

    from riktning.catalogue import load

    table = Table(box=None, padding=(0, 1, 0, 0), header_style="bold underline")
    for head in ("id", "code"):  # what one types is never cut; the rest wraps
        table.add_column(head, no_wrap=True)
    for head in ("kind", "frame", "name"):
        table.add_column(head)
    for definition in load(folder).indicators.values():
        table.add_row(
            definition.id, definition.code, definition.kind.value, definition.frame,
            definition.name.sv,
        )  # fmt: skip
    Console().print(table)


@app.command("show")
def show(
    indicator: Annotated[str, typer.Argument(metavar="ID", help="An indicator's id.")],
    folder: Own = None,
    sql: Annotated[
        str | None, typer.Option(help="Print the SQL for this engine instead: duckdb.")
    ] = None,
) -> None:
    """Show one definition as a person reads it, or as the SQL it becomes."""
    from riktning.catalogue import load
    from riktning.catalogue.faults import nearest
    from riktning.core.errors import CatalogueError

    catalogue = load(folder)
    if indicator not in catalogue.indicators:
        what = f"there is no indicator {indicator!r}"
        raise CatalogueError(what, remedy=nearest(indicator, catalogue.indicators))
    definition = catalogue.indicators[indicator]
    if sql is None:
        _show(definition)
    elif sql == "duckdb":
        from riktning.indicators.statement import duckdb_sql

        typer.echo(duckdb_sql(definition, catalogue.codes))
    else:
        raise CatalogueError(f"there is no engine {sql!r}", where="--sql", remedy="write duckdb")


def _show(definition: "Definition") -> None:
    from riktning.catalogue.reference import indicator_section

    typer.echo(indicator_section(definition))
