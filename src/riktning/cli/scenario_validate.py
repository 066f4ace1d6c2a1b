"""``riktning scenario validate``: the model beside published figures of later years."""

from pathlib import Path
from typing import Annotated

import typer


def validate(
    region: Annotated[
        Path | None, typer.Option(help="Folder of the organisation; the demo region if not given.")
    ] = None,
) -> None:
    """Print docs/explanation/validation.md: target, model and deviation, misses too."""
    from riktning.cli.examples import examples_folder
    from riktning.simulation.validation.page import findings, validation_page

    folder = examples_folder() / "region" if region is None else region
    typer.echo(validation_page(findings(folder)), nl=False)
