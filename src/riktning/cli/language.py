"""The option that chooses the language of what a command says, and of what it refuses."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Annotated

import typer

Language = Annotated[str, typer.Option(help="Language of what is said: sv or en.")]


def check_language(language: str) -> None:
    """RiktningError for a language that is not there."""
    from riktning.core.errors import RiktningError

    if language not in {"sv", "en"}:
        raise RiktningError(f"there is no language {language!r}", remedy="choose sv or en")


@contextmanager
def told_in(language: str) -> Iterator[None]:
    """What is wrong with a series or a file of them is told in the language asked for."""
    from riktning.core.errors import SeriesError

    try:
        yield
    except SeriesError as error:
        raise error.in_(language) from error
