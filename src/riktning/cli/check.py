"""``riktning check``: is a delivery of care data fit to compute from?"""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from riktning.cli.language import Language, check_language

if TYPE_CHECKING:
    from riktning.sources.delivery import Delivery
    from riktning.sources.opening import OpenDelivery
    from riktning.sources.quality.results import CheckResult
    from riktning.sources.quality.wording import Words

_COLOURS = {"passed": "green", "failed": "bold red", "error": "bold red", "not_applicable": "dim"}


def check(
    data: Annotated[Path, typer.Argument(help="A delivery folder.")],
    everything: Annotated[
        bool, typer.Option("--all", help="Show what passed and what is not applicable, too.")
    ] = False,
    language: Language = "sv",
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
    from riktning.sources.quality.wording import words_of

    check_language(language)
    words = words_of(language)
    delivery = open_delivery(data)
    results = _results(delivery, words)
    _show(results, words, everything=everything)
    missing = [table.name for table in TABLES if not delivery.has(table.name)]
    if missing:
        typer.echo(words.missing.format(tables=", ".join(missing)))
    if html is not None:
        _write(results, delivery.delivery, html, k, words)
    if any(result.stops for result in results):
        raise typer.Exit(2)


def _results(delivery: "OpenDelivery", words: "Words") -> "list[CheckResult]":
    from riktning.cli.progress import progress
    from riktning.sources.contracts import TABLES
    from riktning.sources.quality.looking import looking_ahead
    from riktning.sources.quality.report import check_table

    results: list[CheckResult] = []
    with progress("") as report, looking_ahead(delivery):
        for number, table in enumerate(TABLES):
            report(number, len(TABLES), words.checking.format(table=table.name))
            results += check_table(delivery, table)
    return results


def _show(results: "Sequence[CheckResult]", words: "Words", *, everything: bool) -> None:
    from rich.console import Console
    from rich.markup import escape
    from rich.table import Table

    from riktning.sources.quality.described import BY_CHECK
    from riktning.sources.quality.page import in_order
    from riktning.sources.quality.wording import summary

    swedish = words.language == "sv"
    shown = [r for r in results if everything or r.status.value in {"failed", "error"}]
    console = Console()
    for category, named in words.categories.items():
        of_it = [r for r in in_order(shown) if BY_CHECK[r.check].category is category]
        if of_it:
            table = Table(*words.headings, title=named)
            for result in of_it:
                colour, status = _COLOURS[result.status.value], words.statuses[result.status]
                described = BY_CHECK[result.check]
                table.add_row(
                    result.table, described.sv if swedish else described.en,
                    f"[{colour}]{status}[/]", words.severities[result.severity],
                    escape(result.said(swedish=swedish)),
                )  # fmt: skip
            console.print(table)
    console.print(summary(results, words))


def _write(
    results: "Sequence[CheckResult]", delivery: "Delivery", path: Path, k: int, words: "Words"
) -> None:
    """Write the page beside its place and move it there."""
    from riktning.core.errors import RunError
    from riktning.sources.quality.page import page

    beside = path.with_name(f".{path.name}.part")
    try:
        beside.write_text(page(results, delivery, k, words), encoding="utf-8")
        beside.replace(path)
    except OSError as error:
        beside.unlink(missing_ok=True)
        raise RunError(
            f"the page cannot be written ({error.strerror or error})",
            where=str(path), remedy="free space or name another file",
        ) from error  # fmt: skip
    typer.echo(words.written.format(path=path))
