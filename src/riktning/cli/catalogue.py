"""``riktning catalogue``: list, check and show the indicator definitions."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from riktning.catalogue import Catalogue, Definition

app = typer.Typer(
    help="Indicator definitions: list, check, show, and the reference page.", no_args_is_help=True
)
Folder = Annotated[Path | None, typer.Argument(help="A region's own folder of definitions.")]
Own = Annotated[Path | None, typer.Option("--catalogue", help="A region's own folder.")]
WIDTH, LABEL, ROOMY = 100, 20, 120
AREAS = ("NV", "PR", "KV", "KF", "BU")


@app.command("check")
def check(folder: Folder = None) -> None:
    """Check every definition and code list; name file, line and remedy of each fault."""
    from riktning.catalogue.loading import read
    from riktning.catalogue.overriding import forgotten
    from riktning.core.errors import CatalogueError

    catalogue, faults = read(folder)
    for fault in faults:
        typer.echo(fault.sentence, err=True)
    if faults:
        count = f"{len(faults)} faults" if len(faults) > 1 else "1 fault"
        raise CatalogueError(f"{count} in the catalogue", remedy="mend what is said above")
    said = f"{len(catalogue.indicators)} definitions and {len(catalogue.codes)} code lists"
    typer.echo(f"{said}: no fault found.")
    for warning in forgotten(catalogue):
        typer.echo(f"Warning: {warning}", err=True)
    if catalogue.overridden:
        typer.echo(f"In place of the package's: {', '.join(sorted(catalogue.overridden))}.")


@app.command("list")
def list_indicators(
    words: Annotated[
        list[str] | None,
        typer.Argument(help="Only those with all of these words in their id, code or name."),
    ] = None,
    folder: Own = None,
) -> None:
    """List the indicators in the plan's order; what a region's own folder takes over is said."""
    from rich.console import Console
    from rich.table import Table

    from riktning.catalogue import load
    from riktning.core.errors import CatalogueError

    catalogue = load(folder)
    found = [d for d in catalogue.indicators.values() if _matches(d, words or ())]
    if not found:
        said = " and ".join(repr(word) for word in words or ())
        remedy = "list them all: riktning catalogue list"
        raise CatalogueError(f"no indicator has {said} in its id, code or name", remedy=remedy)
    console = Console()
    wide = console.width >= ROOMY
    table = Table(box=None, padding=(0, 1, 0, 0), header_style="bold underline")
    for head in ("code", "id"):  # what one types is never cut; the name wraps
        table.add_column(head, no_wrap=True)
    for head in ("name", "kind", "frame") if wide else ("name",):
        table.add_column(head)
    for each in sorted(found, key=_place):
        name = each.name.sv + _origin(each, catalogue)
        table.add_row(each.code, each.id, name, *((each.kind.value, each.frame) if wide else ()))
    console.print(table)


def _matches(definition: "Definition", words: Sequence[str]) -> bool:
    names = definition.id, definition.code, definition.name.sv, definition.name.en
    text = "\n".join(names).casefold()
    return all(part in text for word in words for part in word.casefold().split())


def _place(definition: "Definition") -> tuple[int, str, str]:
    """The areas in the plan's order, and within them the lines'."""
    area = definition.code[:2]
    return (AREAS.index(area) if area in AREAS else len(AREAS)), definition.code, definition.id


def _origin(definition: "Definition", catalogue: "Catalogue") -> str:
    """Whose the definition is, where it is not the package's."""
    if definition.id in catalogue.overridden:
        return f" (in place of the package's: {definition.file})"
    return "" if definition.file.startswith("catalogue/") else f" (own: {definition.file})"


@app.command("show")
def show(
    indicator: Annotated[
        str, typer.Argument(metavar="ID", help="An indicator's id, or its code in the plan.")
    ],
    folder: Own = None,
    sql: Annotated[
        str | None,
        typer.Option(help="Print the SQL that this engine runs instead: duckdb or spark."),
    ] = None,
) -> None:
    """Show one definition as a person reads it, or as the SQL it becomes."""
    from riktning.catalogue import load

    catalogue = load(folder)
    found = _asked_for(indicator, catalogue)
    for number, definition in enumerate(found):
        if number:
            typer.echo("")
        if sql is None:
            typer.echo("\n".join(_told(definition, catalogue)))
        else:
            typer.echo(_sql(definition, catalogue, sql))


def _asked_for(wanted: str, catalogue: "Catalogue") -> "list[Definition]":
    """The indicator of that id, or all that follow the line of that code."""
    from riktning.catalogue.faults import nearest
    from riktning.core.errors import CatalogueError

    if wanted in catalogue.indicators:
        return [catalogue.indicators[wanted]]
    every = catalogue.indicators.values()
    found = [d for d in every if d.code.casefold() == wanted.casefold()]
    if not found:
        what = f"there is no indicator {wanted!r}"
        remedy = nearest(wanted, [*catalogue.indicators, *{d.code for d in every}])
        search = "search with riktning catalogue list WORDS"
        raise CatalogueError(what, remedy=f"{remedy.rstrip('.')} Or {search}")
    return found


def _sql(definition: "Definition", catalogue: "Catalogue", engine: str) -> str:
    """What an engine runs, under a comment that says what it is."""
    from riktning.catalogue.loading import file_of
    from riktning.core.errors import CatalogueError
    from riktning.indicators.statement import ENGINES, statements

    if engine not in ENGINES:
        remedy = f"write {' or '.join(ENGINES)}"
        raise CatalogueError(f"there is no engine {engine!r}", where="--sql", remedy=remedy)
    named = f"{definition.code}, {definition.id}, version {definition.version}"
    head = (
        f"-- {definition.name.sv} ({named})",
        f"-- {definition.name.en}",
        f"-- Made from {file_of(definition)}, for {engine}.",
        "-- Sums by unit, month, sex and age group over the tables that a run prepares from the",
        "-- delivery; the year 2025 stands for the run's own months. Values, roll-ups and",
        "-- disclosure control come after.",
    )
    return "\n".join((*head, "", statements(definition, catalogue.codes, engine)))


@app.command("reference")
def reference(
    out: Annotated[Path, typer.Argument(help="The Markdown file to write.")],
    folder: Own = None,
) -> None:
    """Write the reference page of all indicators, frames, code lists and standard populations."""
    from riktning.catalogue import load
    from riktning.catalogue.reference import write_reference
    from riktning.core.errors import CatalogueError

    try:
        write_reference(out, load(folder))
    except OSError as error:
        remedy = "name a file in a folder that exists and may be written"
        raise CatalogueError("the page cannot be written", where=str(out), remedy=remedy) from error
    typer.echo(f"Wrote {out}.")


def _told(definition: "Definition", catalogue: "Catalogue") -> Iterator[str]:
    """The definition as lines of text, with the codes of its lists."""
    from riktning.catalogue.describing import codes_in_words, facts
    from riktning.catalogue.loading import file_of
    from riktning.catalogue.plain import used_codes

    own = _origin(definition, catalogue)
    yield f"{definition.name.sv} ({definition.code}, {definition.id}, version {definition.version})"
    yield f"{definition.name.en}{own}"
    yield ""
    yield from _wrapped("säger", definition.says.sv)
    yield from _wrapped("says", definition.says.en)
    for fact in facts(definition):
        yield from _wrapped(fact.name, fact.text)
        if fact.code:
            yield from _wrapped("", fact.code)
    yield f"{'file':<{LABEL}} {file_of(definition)}"
    for name in used_codes(definition):
        yield from (
            "",
            f"List {name}:",
            *(f"  {line}" for line in codes_in_words(catalogue.codes[name])),
        )


def _wrapped(label: str, text: str) -> list[str]:
    """Text in a column beside its label; a text without a label stands in the same column."""
    from textwrap import wrap

    indent = " " * (LABEL + 1)
    first = f"{label:<{LABEL}} " if len(label) <= LABEL else f"{label} "
    return wrap(text, WIDTH, initial_indent=first, subsequent_indent=indent)
