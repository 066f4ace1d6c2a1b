"""``riktning check``: is a delivery of care data fit to compute from?"""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from riktning.sources.quality.results import CheckResult

_MARKS = {
    "passed": "[green]passed[/]",
    "failed": "[bold red]failed[/]",
    "error": "[bold red]error[/]",
    "not_applicable": "[dim]not applicable[/]",
}


def check(
    data: Annotated[Path, typer.Argument(help="A delivery folder.")],
    everything: Annotated[
        bool, typer.Option("--all", help="Show what passed and what is not applicable, too.")
    ] = False,
    swedish: Annotated[bool, typer.Option("--sv", help="Sentences in Swedish.")] = False,
) -> None:
    """Check a delivery; exit code 2 when a fatal check failed."""
    from rich.console import Console

    from riktning.sources.contracts import TABLES
    from riktning.sources.opening import open_delivery
    from riktning.sources.quality.report import check_table

    delivery = open_delivery(data)
    results: list[CheckResult] = []
    with Console(stderr=True).status("Checking …") as status:
        for table in TABLES:
            status.update(f"Checking {table.name} …")
            results += check_table(delivery, table)
    _show(results, everything=everything, swedish=swedish)
    missing = [table.name for table in TABLES if not delivery.has(table.name)]
    if missing:
        typer.echo(f"Not delivered: {', '.join(missing)}.")
    if any(result.stops for result in results):
        raise typer.Exit(2)


def _show(results: "Sequence[CheckResult]", *, everything: bool, swedish: bool) -> None:
    from rich.console import Console
    from rich.markup import escape
    from rich.table import Table

    shown = [r for r in results if everything or r.status.value in {"failed", "error"}]
    console = Console()
    if shown:
        table = Table("Table", "Check", "Status", "Severity", "What", title="Data quality")
        for result in shown:
            said, mark = result.said(swedish=swedish), _MARKS[result.status.value]
            table.add_row(result.table, result.check, mark, result.severity.value, escape(said))
        console.print(table)
    counts = {name: sum(r.status.value == name for r in results) for name in _MARKS}
    fatal = sum(result.stops for result in results)
    summary = ", ".join(f"{count} {name.replace('_', ' ')}" for name, count in counts.items())
    console.print(f"{len(results)} checks: {summary}; {fatal} fatal.")
