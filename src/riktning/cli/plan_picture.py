"""`riktning plan picture`: two plans side by side as one Word document."""

from pathlib import Path
from typing import Annotated

import typer

from riktning.cli.language import Language, check_language
from riktning.cli.plan_life import day_of, find
from riktning.cli.store import open_store
from riktning.core.errors import RiktningError


def picture(
    served: Annotated[str, typer.Argument(metavar="PLAN", help="The plan whose goals are served.")],
    serving: Annotated[str, typer.Argument(metavar="OTHER", help="The plan that serves them.")],
    out: Annotated[Path, typer.Argument(help="The Word file to write (.docx).")],
    language: Language = "sv",
) -> None:
    """Write which milestone serves which goal, with gaps and overlaps, as one document."""
    check_language(language)
    if out.suffix.lower() != ".docx":
        raise RiktningError("the picture is a Word document", where=str(out), remedy="end in .docx")
    open_store()
    from riktning.apps.plans.queries import shown_revision
    from riktning.apps.plans.serving import links_on
    from riktning.apps.plans.snapshots import snapshots
    from riktning.documents.plans.picture import steering_picture
    from riktning.documents.plans.picture_word import write_picture
    from riktning.documents.plans.picture_words import brief

    both = [shown_revision(code) or find(code, None) for code in (served, serving)]
    texts = snapshots(both)
    found = steering_picture(texts[0], texts[1], links_on(day_of(None)))
    write_picture(found, out, issued=day_of(None), language=language)
    typer.echo(f"Wrote {out}: {brief(found, language)}")
