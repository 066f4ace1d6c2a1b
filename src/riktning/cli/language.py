"""The option that chooses the language of what a command says."""

from typing import Annotated

import typer

Language = Annotated[str, typer.Option(help="Language of what is said: sv or en.")]


def check_language(language: str) -> None:
    """RiktningError for a language that is not there."""
    from riktning.core.errors import RiktningError

    if language not in {"sv", "en"}:
        raise RiktningError(f"there is no language {language!r}", remedy="choose sv or en")
