"""`riktning meeting`: which meetings there are, and the papers made of one."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from riktning.cli.language import Language, check_language
from riktning.cli.store import open_store
from riktning.core.errors import RiktningError

if TYPE_CHECKING:
    from riktning.apps.meetings.models import Meeting
    from riktning.documents.manuscript.model import Manuscript

app = typer.Typer(help="Meetings of groups.", no_args_is_help=True)
Number = Annotated[int, typer.Argument(metavar="ID", help="The meeting's number.")]
Out = Annotated[Path, typer.Option(help="The folder to write to.")]


@app.command("list")
def list_() -> None:
    """Say which meetings there are, the next first."""
    open_store()
    from riktning.apps.meetings.models import Meeting

    found = Meeting.objects.select_related("group").order_by("-day", "-starts")
    for each in found:
        typer.echo(f"{each.pk}  {each.day}  {each.state:9}  {each.group.name}: {each.title}")
    if not found:
        typer.echo("No meeting is called.")


@app.command()
def deck(
    number: Number,
    formats: Annotated[str, typer.Option("--format", help="Such as pptx,pdf,html.")] = "pptx",
    out: Out = Path(),
    language: Language = "sv",
) -> None:
    """Write the slides of a meeting, as they are filled so far."""
    open_store()
    from riktning.apps.meetings.papers import deck_of

    _write(number, deck_of, formats, out, language)


@app.command()
def minutes(
    number: Number,
    formats: Annotated[str, typer.Option("--format", help="Such as docx,pdf.")] = "docx",
    out: Out = Path(),
    language: Language = "sv",
) -> None:
    """Write the minutes of a meeting, as far as they are written."""
    open_store()
    from riktning.apps.meetings.papers import minutes_of

    _write(number, minutes_of, formats, out, language)


def _write(
    number: int,
    make: Callable[["Meeting", str, date], "Manuscript"],
    formats: str,
    out: Path,
    language: str,
) -> None:
    from django.utils import timezone

    from riktning.apps.meetings.queries import find_meeting
    from riktning.documents.manuscript.write import check_formats, write_manuscript

    check_language(language)
    named = [name.strip() for name in formats.split(",") if name.strip()]
    check_formats(named)
    meeting = find_meeting(number)
    if meeting is None:
        raise RiktningError(
            f"there is no meeting {number}", remedy="`riktning meeting list` shows which there are"
        )
    made = make(meeting, language, timezone.localdate())
    for path in write_manuscript(made, out, named):
        typer.echo(str(path))
