"""``riktning check``: is a delivery of care data fit to compute from?"""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from riktning.sources.delivery import Delivery
    from riktning.sources.opening import OpenDelivery
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
    html: Annotated[
        Path | None,
        typer.Option(
            help="Write the results as a page, too: without ids, and small counts masked."
        ),
    ] = None,
    k: Annotated[int, typer.Option(help="The least count that the page may show.", min=1)] = 5,
) -> None:
    """Check a delivery; exit code 2 when a fatal check failed."""
    from riktning.sources.contracts import TABLES
    from riktning.sources.opening import open_delivery

    delivery = open_delivery(data)
    results = _results(delivery)
    _show(results, everything=everything, swedish=swedish)
    missing = [table.name for table in TABLES if not delivery.has(table.name)]
    if missing:
        typer.echo(f"Not delivered: {', '.join(missing)}.")
    if html is not None:
        _write(results, delivery.delivery, html, k, swedish=swedish)
    if any(result.stops for result in results):
        raise typer.Exit(2)


def _results(delivery: "OpenDelivery") -> "list[CheckResult]":
    from rich.console import Console

    from riktning.sources.contracts import TABLES
    from riktning.sources.quality.report import check_table

    results: list[CheckResult] = []
    with Console(stderr=True).status("Checking …") as status:
        for number, table in enumerate(TABLES, start=1):
            status.update(f"Checking {table.name} ({number} of {len(TABLES)}) …")
            results += check_table(delivery, table)
    return results


def _show(results: "Sequence[CheckResult]", *, everything: bool, swedish: bool) -> None:
    from rich.console import Console
    from rich.markup import escape
    from rich.table import Table

    from riktning.sources.quality.described import BY_CHECK, Category
    from riktning.sources.quality.page import in_order

    shown = [r for r in results if everything or r.status.value in {"failed", "error"}]
    console = Console()
    for category in Category:
        of_it = [r for r in in_order(shown) if BY_CHECK[r.check].category is category]
        if of_it:
            title = f"Data quality: {category.value}"
            table = Table("Table", "Check", "Status", "Severity", "What", title=title)
            for result in of_it:
                said, mark = result.said(swedish=swedish), _MARKS[result.status.value]
                severity = result.severity.value
                table.add_row(result.table, result.check, mark, severity, escape(said))
            console.print(table)
    counts = {name: sum(r.status.value == name for r in results) for name in _MARKS}
    fatal = sum(result.stops for result in results)
    summary = ", ".join(f"{count} {name.replace('_', ' ')}" for name, count in counts.items())
    console.print(f"{len(results)} checks: {summary}; {fatal} fatal.")


def _write(
    results: "Sequence[CheckResult]", delivery: "Delivery", path: Path, k: int, *, swedish: bool
) -> None:
    """Write the page beside its place and move it there."""
    from riktning.core.errors import RunError
    from riktning.sources.quality.page import page

    beside = path.with_name(f".{path.name}.part")
    try:
        beside.write_text(page(results, delivery, k, swedish=swedish), encoding="utf-8")
        beside.replace(path)
    except OSError as error:
        beside.unlink(missing_ok=True)
        raise RunError(
            f"the page cannot be written ({error.strerror or error})",
            where=str(path), remedy="free space or name another file",
        ) from error  # fmt: skip
    typer.echo(f"Written to {path}")
