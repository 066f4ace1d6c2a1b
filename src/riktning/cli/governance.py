"""`riktning governance`: groups from a file, and what is amiss among them."""

from pathlib import Path
from typing import Annotated

import typer

from riktning.cli.language import Language, check_language
from riktning.cli.plan_life import Json, day_of, print_json
from riktning.cli.store import open_store
from riktning.core.errors import RiktningError

AMISS = 1

app = typer.Typer(help="Groups, their assignments and decisions.", no_args_is_help=True)


@app.command()
def load(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="YAML with groups and duties.")],
) -> None:
    """Store the groups of a file; those that are there already stay as they are."""
    open_store()
    from riktning.apps.governance.loading import load_groups, read_yaml
    from riktning.apps.organisation.rights import COMMAND_LINE

    done = load_groups(data=read_yaml(file), actor=COMMAND_LINE)
    typer.echo(f"{done.groups} groups and {done.duties} duties stored; {done.there} were there.")


@app.command()
def lint(
    day: Annotated[str | None, typer.Option(help="As 2024-11-27; default today.")] = None,
    at_least: Annotated[
        float, typer.Option(help="How alike two assignments are (0 to 1) when they overlap.")
    ] = 0.5,
    as_json: Json = False,
    language: Language = "sv",
) -> None:
    """Say what is amiss among the groups; exit code 1 when something is."""
    check_language(language)
    if not 0 < at_least <= 1:
        raise RiktningError(f"{at_least} is no likeness", remedy="give one above 0, at most 1")
    open_store()
    from riktning.apps.governance import linting
    from riktning.documents.groups.finding_words import WORDS, sentence

    found = linting.lint(day_of(day), at_least=at_least)
    if as_json:
        print_json(
            {
                "findings": [
                    {"amiss": f.amiss.value, "groups": list(f.groups), "about": f.about or None,
                     "sentence": sentence(f, found.names, found.duties, language)}
                    for f in found.found
                ],
                "alike": [
                    {"groups": [one.first, one.second], "likeness": round(one.overlap.likeness, 4),
                     "passages": [passage.first for passage in one.overlap.passages]}
                    for one in found.alike
                ],
            }
        )  # fmt: skip
    else:
        for amiss, words in WORDS[language].items():
            some = [finding for finding in found.found if finding.amiss is amiss]
            if some:
                typer.echo(f"{words.heading} ({len(some)}) [{amiss.value}]\n  → {words.remedy}")
            for finding in some:
                typer.echo(f"  {sentence(finding, found.names, found.duties, language)}")
    if found.found:
        raise typer.Exit(AMISS)
    if not as_json:
        typer.echo("Inget fel hittades." if language == "sv" else "Nothing is amiss.")
